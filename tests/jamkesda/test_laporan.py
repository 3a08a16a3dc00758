"""Reports only read: their sums are those of the claims, their questions few however many."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import Sum
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from tests.factories.akun import person, sign_in
from tests.factories.jamkesda import make_peserta, make_ppk
from tests.jamkesda.test_road_klaim import Dunia
from upaya.jamkesda.klaim import masuk
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.laporan.bentuk import IsiLaporan, Rentang
from upaya.jamkesda.laporan.katalog import LAPORAN
from upaya.jamkesda.laporan.klaim import DISETUJUI
from upaya.rules.jamkesda import peran
from upaya.rules.jamkesda.laporan import perkirakan, persentil

pytestmark = pytest.mark.django_db

TODAY = date(2022, 8, 31)


@pytest.fixture
def dunia(settings: Settings) -> Dunia:
    settings.BUSINESS_DATE = TODAY
    return Dunia()


def sent(dunia: Dunia, first: int, last: int) -> None:
    """Claims of different people, some without a letter, some of many days, one refused."""
    masuk.kirim(dunia.petugas, dunia.unit, [
        dunia.claim(
            n % 20, make_peserta(), nomor=f"L{n}",
            diagnosis=(("A09.0", "I10", "J06.9", "Z99.9", "X")[n % 5],),
            **({"surat": None} if n % 7 == 0 else {}),
        )
        for n in range(first, last)
    ])  # fmt: skip


def asked(dunia: Dunia) -> Rentang:
    return Rentang(dunia.kepala.scope, date(2022, 1, 1), TODAY, TODAY)


def made(dunia: Dunia, name: str) -> IsiLaporan:
    return LAPORAN[name].buat(asked(dunia))


def column(found: IsiLaporan, label: str) -> int:
    at = [one.label for one in found.kolom].index(label)
    rows = sum(int(str(row[at] or 0)) for row in found.baris)
    if found.jumlah:
        assert found.jumlah[at] == rows
    return rows


def test_sums_of_the_reports_are_those_of_the_claims(dunia: Dunia) -> None:
    sent(dunia, 0, 30)
    rows = Klaim.objects.filter(kabupaten=dunia.unit.kabupaten)
    approved = rows.filter(DISETUJUI).aggregate(n=Sum("disetujui"))["n"]
    asked_for = rows.aggregate(n=Sum("diminta"))["n"]
    assert approved
    assert rows.count() == 30
    for name in ("pemakaian", "biaya", "diagnosis", "ppk"):
        assert column(made(dunia, name), "Disetujui") == approved, name
        assert column(made(dunia, name), "Klaim") == 30, name
    for name in ("pemakaian", "ppk"):
        assert column(made(dunia, name), "Diminta") == asked_for, name
    assert column(made(dunia, "utang"), "Utang") == approved
    cut = column(made(dunia, "ppk"), "Dipotong pemeriksaan")
    assert cut == asked_for - rows.aggregate(n=Sum("diperiksa"))["n"]


def test_one_person_in_two_places_on_one_day_is_listed_with_both(dunia: Dunia) -> None:
    one, other = dunia.send(dunia.claim(0), dunia.claim(3))
    assert made(dunia, "dua-tempat").baris == []
    elsewhere = make_ppk(nama="Klinik Sinta d'Amour")
    copy = Klaim.objects.get(pk=one.pk)
    copy.pk, copy.unit, copy.nomor, copy.surat = None, elsewhere.unit, "LAIN/1", ""
    copy.save(force_insert=True)
    found = made(dunia, "dua-tempat")
    assert {row[1] for row in found.baris} == {one.nomor, "LAIN/1"}
    assert other.nomor not in {row[1] for row in found.baris}
    assert "1 peserta" in found.kalimat


def test_times_and_forecast_are_what_their_formulas_say(dunia: Dunia) -> None:
    assert [persentil([5, 1, 9], at) for at in (50, 90)] == [5, 9]
    assert persentil([], 50) is None
    months = [10, 20, 30, 40, 50, 60, 70, *([0] * 5)]
    found = perkirakan(months, 7, 5, 1_000)
    assert (found.rata, found.terpakai, found.setahun) == (60, 280, 280 + 60 * 5 + 5)
    assert found.selisih == 1_000 - 585
    assert perkirakan([0] * 12, 0, 0, None).selisih is None
    (claim,) = dunia.send(dunia.claim(0))
    dunia.move(claim, "verifikasi", dunia.verifikator)
    (row,) = made(dunia, "waktu").baris
    assert row == ("Diajukan", 1, 0, 0)


@pytest.mark.budget(12, "enam puluh klaim dan sepuluh laporan dua kali")
def test_every_report_opens_exports_and_asks_a_bounded_number_of_questions(
    dunia: Dunia, client: Client
) -> None:
    sign_in(client, person(peran.KEPALA_UPT, dunia.upt))
    assert client.get(reverse("laporan_jamkesda:daftar")).status_code == 200

    def counted() -> dict[str, int]:
        found = {}
        for name in LAPORAN:
            address = reverse("laporan_jamkesda:laporan", args=[name])
            client.get(address)
            with CaptureQueriesContext(connection) as seen:
                answer = client.get(address)
            assert answer.status_code == 200, name
            found[name] = len(seen)
        return found

    sent(dunia, 0, 10)
    few = counted()
    sent(dunia, 10, 60)
    assert counted() == few
    for name, report in LAPORAN.items():
        address = reverse("laporan_jamkesda:laporan", args=[name])
        page = client.get(address).content.decode()
        assert report.judul in page
        csv = client.get(f"{address}?ekspor=csv").content.decode("utf-8-sig")
        assert csv.splitlines()[0].count(";") + csv.splitlines()[0].count(",") >= 1
        assert client.get(f"{address}?ekspor=xlsx").content[:2] == b"PK"
    late = f"{address}?dari={TODAY}&sampai={TODAY - timedelta(1)}"
    assert client.get(late).status_code == 422
    empty = client.get(f"{reverse('laporan_jamkesda:laporan', args=['ppk'])}?dari=2021-01-01"
                       "&sampai=2021-01-31")  # fmt: skip
    assert "Belum ada klaim" in empty.content.decode()
    assert client.get(reverse("laporan_jamkesda:laporan", args=["tidak-ada"])).status_code == 404
