"""What a person looks at and what passes by rule; checks before sending; who may undo what."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from tests.at_once import at_once
from tests.factories.akun import make_access, person, sign_in
from tests.factories.jamkesda import make_peserta
from tests.jamkesda.test_road_klaim import WHY, Dunia
from upaya.alur.road import MoveRefusedError
from upaya.core import clock
from upaya.core.models import AuditEntry, WorkflowLog
from upaya.exchange.jamkesda.klaim_sheet import KlaimTertulis, claims_book
from upaya.jamkesda.buku.models import Batas, Pemakaian
from upaya.jamkesda.klaim import banyak, masuk
from upaya.jamkesda.klaim.models import AlasanTercatat, Klaim, LayananKlaim, UnggahanKlaim
from upaya.jamkesda.telaah import queries, saringan, services
from upaya.jamkesda.telaah.models import Saringan, UndianPeriode
from upaya.rules.jamkesda import peran
from upaya.rules.jamkesda import telaah as rules
from upaya.rules.jamkesda.road_klaim import KLAIM

pytestmark = pytest.mark.django_db

SEED = bytes(32)


@pytest.fixture
def dunia(settings: Settings) -> Dunia:
    settings.BUSINESS_DATE = date(2022, 8, 31)
    return Dunia()


def own(dunia: Dunia, n: int, **changes: Any) -> KlaimTertulis:  # noqa: ANN401 - fields of a claim
    """A claim of somebody who has no other, an apostrophe in the number."""
    return dunia.claim(n % 20, make_peserta(), nomor=f"K'{n}", **changes)


def amount(monkeypatch: pytest.MonkeyPatch, rupiah: int, share: int = 5) -> None:
    """Another amount up to which claims pass, another share in percent."""
    read = rules.baca

    def other(*asked: Any) -> rules.AturanSaringan:  # noqa: ANN401 - handed on
        return read(*asked)._replace(lolos=rupiah, bagian=share)

    monkeypatch.setattr(rules, "baca", other)


def dear(claim: KlaimTertulis) -> KlaimTertulis:
    """Its second line above the tariff."""
    first, second = claim.baris
    return claim._replace(baris=(first, second._replace(harga=10_500)))


def send(dunia: Dunia, *claims: KlaimTertulis, ulang: bool = False) -> list[Klaim]:
    return masuk.kirim(dunia.petugas, dunia.unit, claims, ulang=ulang).baru


# ------------------------------------------------------------------ checks before sending
_TABLES = (Klaim, LayananKlaim, AlasanTercatat, UnggahanKlaim, Saringan, UndianPeriode, Pemakaian)


def counts() -> list[int]:
    used = sum(Batas.objects.values_list("terpakai", flat=True))
    return [*(model.objects.count() for model in _TABLES), used]


def test_checking_first_says_what_sending_says_and_leaves_only_a_log(dunia: Dunia) -> None:
    claims = [
        own(dunia, 0),
        dear(own(dunia, 1)),
        own(dunia, 2, surat=None),
        own(dunia, 3, lampiran=("resume medis",)),
        own(dunia, 4, diagnosis=("Z37.0",)),
    ]
    before, logs = counts(), AuditEntry.objects.count()
    tried = masuk.periksa_dulu(dunia.petugas, dunia.unit, claims)
    assert counts() == before
    assert AuditEntry.objects.count() == logs + 1
    assert AuditEntry.objects.latest("pk").action == "klaim.periksa_dulu"
    stored = dunia.send(*claims)
    for said, claim in zip(tried.rinci, stored, strict=True):
        assert (said.nomor, said.diminta, said.diperiksa) == (
            claim.nomor, claim.diminta, claim.diperiksa,
        )  # fmt: skip
        whole = sorted((s.kode, s.kalimat, s.jumlah) for s in said.sebab)
        rows = claim.alasan.filter(layanan=None)
        assert whole == sorted(rows.values_list("kode", "kalimat", "jumlah"))
        for row, line in zip(said.baris, claim.layanan.order_by("no"), strict=True):
            assert (row.no, row.diminta, row.diperiksa) == (line.no, line.diminta, line.diperiksa)
            found = sorted((s.kode, s.kalimat, s.jumlah) for s in row.sebab)
            assert found == sorted(line.alasan.values_list("kode", "kalimat", "jumlah"))
    assert [one.nomor for one in tried.bermasalah] == ["K'1", "K'2", "K'3", "K'4"]


def test_checking_first_by_workbook_keeps_nothing_and_shows_every_cause(
    dunia: Dunia, client: Client
) -> None:
    before = counts()
    sign_in(client, person(peran.PETUGAS_KLAIM, dunia.unit))
    data = claims_book((own(dunia, 0), dear(own(dunia, 1))))
    upload = SimpleUploadedFile("klaim.xlsx", data)
    answer = client.post(reverse("klaim:periksa_dulu"), {"berkas": upload})
    said = answer.content.decode()
    assert answer.status_code == 200
    assert "Klaim K&#x27;1" in said
    assert "T02" in said
    assert "Tidak ada klaim yang tersimpan" in said
    assert counts() == before
    # A provider is never told beforehand whether the lot would fall on a claim.
    assert "undi" not in said.lower()


def test_a_workbook_shows_every_cause_before_it_is_stored(dunia: Dunia, client: Client) -> None:
    sign_in(client, person(peran.PETUGAS_KLAIM, dunia.unit))
    data = claims_book((own(dunia, 0), dear(own(dunia, 1))))
    upload = SimpleUploadedFile("klaim.xlsx", data)
    answer = client.post(reverse("klaim:unggah"), {"berkas": upload}, follow=True)
    said = answer.content.decode()
    assert "1 klaim tidak lolos utuh" in said
    assert "Klaim K&#x27;1: " in said
    assert "T02" in said
    assert "Klaim K&#x27;0: " not in said
    assert not Klaim.objects.exists()
    assert reverse("klaim:unggah") in said.partition("tidak lolos utuh")[2]
    made = UnggahanKlaim.objects.get()
    client.post(reverse("klaim:unggah_simpan", args=[made.pk]))
    assert Klaim.objects.count() == 2


def test_checking_first_on_the_form_keeps_what_was_typed_and_stores_nothing(
    dunia: Dunia, client: Client
) -> None:
    sign_in(client, person(peran.PETUGAS_KLAIM, dunia.unit))
    claim = dear(own(dunia, 0))
    typed = {
        "nomor": claim.nomor, "peserta": claim.peserta, "surat": claim.surat, "jenis": claim.jenis,
        "masuk": claim.masuk.isoformat(), "keluar": claim.keluar.isoformat(),
        "diagnosis": "A09.0", "lampiran": list(claim.lampiran), "periksa": "ya",
        "baris-TOTAL_FORMS": "2", "baris-INITIAL_FORMS": "0",
    }  # fmt: skip
    for at, row in enumerate(claim.baris):
        typed |= {
            f"baris-{at}-kode": row.kode, f"baris-{at}-tanggal": row.tanggal.isoformat(),
            f"baris-{at}-jumlah": str(row.jumlah), f"baris-{at}-harga": str(row.harga),
        }  # fmt: skip
    before = counts()
    answer = client.post(reverse("klaim:baru"), typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Hasil periksa dulu" in page
    assert "T02" in page
    assert 'value="K&#x27;0"' in page
    assert counts() == before
    del typed["periksa"]
    assert client.post(reverse("klaim:baru"), typed).status_code == 302
    assert Klaim.objects.get().diperiksa == 150_000


def test_a_refusal_of_checking_first_is_a_sentence(dunia: Dunia, client: Client) -> None:
    sign_in(client, person(peran.PETUGAS_KLAIM, dunia.unit))
    data = claims_book((own(dunia, 0, peserta="JKTIDAKADA"),))
    answer = client.post(
        reverse("klaim:periksa_dulu"), {"berkas": SimpleUploadedFile("klaim.xlsx", data)}
    )
    assert answer.status_code == 422
    assert "Peserta tidak dikenal" in answer.content.decode()


# ------------------------------------------------------------------ the rule
def test_small_clean_claims_pass_by_rule_under_no_name(
    dunia: Dunia, monkeypatch: pytest.MonkeyPatch
) -> None:
    amount(monkeypatch, 500_000, share=30)
    saringan.buka(str(dunia.unit.kabupaten_id), clock.today(), SEED)
    claims = send(dunia, *(own(dunia, n) for n in range(40)), dear(own(dunia, 50)),
                  own(dunia, 51, surat=None))  # fmt: skip
    ways = {row.klaim_id: row for row in Saringan.objects.all()}
    passed = [one for one in claims if ways[one.pk].jalur == rules.ATURAN]
    drawn = [one for one in claims if ways[one.pk].jalur == rules.UNDIAN]
    assert passed
    assert drawn
    assert len(passed) + len(drawn) == 40
    for one in passed:
        one.refresh_from_db()
        assert (one.status, one.disetujui) == ("disetujui", one.diperiksa)
        assert one.layanan.aggregate(n=Sum("disetujui"))["n"] == one.disetujui
    for one in drawn:
        one.refresh_from_db()
        assert (one.status, one.disetujui) == ("diajukan", None)
    assert {ways[one.pk].jalur for one in claims[40:]} == {rules.BERTANDA}
    # Nobody verified and nobody approved: no step of a person, no name in the audit.
    assert not WorkflowLog.objects.filter(workflow=KLAIM.name).exists()
    entry = AuditEntry.objects.get(action="klaim.lolos_aturan")
    assert (entry.actor_id, entry.role) == (None, "")
    assert entry.detail["versi"] == rules.VERSI_SARINGAN
    assert {one["kunci"] for one in entry.detail["aturan"]} == {rules.LOLOS, rules.BAGIAN}
    # The draw can be done again from what is stored.
    period = UndianPeriode.objects.get()
    assert rules.komitmen(bytes.fromhex(period.benih)) == period.komitmen
    for one in (*passed, *drawn):
        number = rules.undi(bytes.fromhex(period.benih), saringan.nama(one))
        assert ways[one.pk].angka == number
        assert (number < 3_000) == (ways[one.pk].jalur == rules.UNDIAN)


def test_what_is_large_or_comes_again_is_seen_by_a_person(
    dunia: Dunia, monkeypatch: pytest.MonkeyPatch
) -> None:
    amount(monkeypatch, 149_999)
    (large,) = send(dunia, own(dunia, 0))
    assert large.saringan.jalur == rules.BESAR
    (again,) = send(dunia, own(dunia, 1), ulang=True)
    assert again.saringan.jalur == rules.ULANG
    assert not UndianPeriode.objects.exists()
    assert {one.status for one in Klaim.objects.all()} == {"diajukan"}


def test_what_the_lot_left_to_a_person_is_not_verified_in_one_heap(
    dunia: Dunia, monkeypatch: pytest.MonkeyPatch
) -> None:
    amount(monkeypatch, 0)
    (one,) = send(dunia, own(dunia, 0))
    assert banyak.langkah(dunia.verifikator, "verifikasi", [one.pk]) == 0
    assert dunia.move(one, "verifikasi", dunia.verifikator).status == "diverifikasi"


def test_the_seed_of_a_month_is_drawn_once_and_never_changed(dunia: Dunia) -> None:
    district, day = str(dunia.unit.kabupaten_id), clock.today()
    first = saringan.buka(district, day)
    assert saringan.buka(district, day).pk == first.pk
    assert saringan.buka(district, date(2022, 9, 1)).komitmen != first.komitmen
    assert AuditEntry.objects.filter(action="undian.buka").count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        UndianPeriode.objects.filter(pk=first.pk).update(komitmen="0" * 64)
    assert not first.terbuka(day)
    assert first.terbuka(date(2022, 9, 1))


@pytest.mark.django_db(transaction=True)
def test_two_that_open_a_month_at_once_draw_one_seed(dunia: Dunia) -> None:
    district, day = str(dunia.unit.kabupaten_id), clock.today()
    at_once(lambda _: saringan.buka(district, day), 2)
    assert UndianPeriode.objects.count() == 1


# ------------------------------------------------------------------ undoing
def test_only_the_last_step_is_undone_and_only_by_whoever_made_it(dunia: Dunia) -> None:
    (claim,) = dunia.send(own(dunia, 0))
    dunia.move(claim, "verifikasi", dunia.verifikator)
    other = person(peran.VERIFIKATOR, dunia.upt)
    assert other is not None
    undone = dunia.move(claim, "urungkan", dunia.verifikator)
    assert (undone.status, undone.disetujui) == ("diajukan", None)
    dunia.move(claim, "kembalikan", dunia.verifikator, WHY)
    assert dunia.move(claim, "urungkan", dunia.verifikator).status == "diajukan"
    dunia.move(claim, "verifikasi", dunia.verifikator)
    dunia.move(claim, "setujui", dunia.kepala)
    with pytest.raises(MoveRefusedError):
        dunia.move(claim, "urungkan", dunia.verifikator)


# ------------------------------------------------------------------ the pages of the review
def follow(client: Client, name: str, *args: object, **data: str) -> str:
    answer = client.post(reverse(name, args=args), data, follow=True)
    assert answer.status_code == 200, answer.content.decode()[:500]
    return str(answer.content.decode())


def test_the_review_goes_from_claim_to_claim_by_one_press_each(
    dunia: Dunia, client: Client
) -> None:
    small, large, other = dunia.send(
        dear(own(dunia, 0)),
        dear(own(dunia, 1, baris=own(dunia, 30).baris * 1)),
        own(dunia, 2, lampiran=("resume medis",)),
    )
    sign_in(client, person(peran.VERIFIKATOR, dunia.upt))
    first = client.get(reverse("telaah:mulai"), follow=True)
    page = first.content.decode()
    assert "3 klaim menunggu" in page
    for key in "sanzk123":
        assert f'data-tombol="{key}"' in page
    follow(client, "telaah:baris", small.pk, 2, kode="V01")
    word = small.layanan.get(no=2).keputusan
    assert (word.kode, word.jumlah) == ("V01", small.layanan.get(no=2).diperiksa)
    assert word.kalimat.startswith("Parasetamol dipotong karena berkas")
    follow(client, "telaah:urungkan")
    assert not hasattr(Klaim.objects.get(pk=small.pk).layanan.get(no=2), "keputusan")
    said = follow(client, "telaah:setujui", small.pk)
    assert "Z mengurungkan" in said
    small.refresh_from_db()
    assert (small.status, small.disetujui) == ("diverifikasi", small.diperiksa)
    follow(client, "telaah:urungkan")
    small.refresh_from_db()
    assert small.status == "diajukan"
    follow(client, "telaah:kembalikan", other.pk, alasan="Rincian biaya belum disertakan PPK.")
    other.refresh_from_db()
    assert other.status == "dikembalikan"
    follow(client, "telaah:setujui", small.pk)
    said = follow(client, "telaah:setujui", large.pk)
    assert "Tidak ada klaim yang menunggu Anda" in said
    # A faulty word keeps what was typed, at its field.
    (again,) = dunia.send(dear(own(dunia, 5)))
    answer = client.post(
        reverse("telaah:baris", args=[again.pk, 2]),
        {"kode": "V01", "jumlah": "999.999.999", "kalimat": "Resepnya separuh."},
    )
    assert answer.status_code == 422
    assert "paling banyak" in answer.content.decode()
    assert "Resepnya separuh." in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_verifiers_at_once_verify_a_claim_once(dunia: Dunia) -> None:
    (claim,) = dunia.send(dear(own(dunia, 0)))
    both = [dunia.verifikator, make_access(peran.VERIFIKATOR, dunia.upt)]
    made, refused = at_once(lambda n: services.setujui(both[n], claim.pk), 2)
    assert (len(made), len(refused)) == (1, 1)
    assert WorkflowLog.objects.filter(workflow=KLAIM.name, move="verifikasi").count() == 1


def test_the_queue_is_ordered_by_what_is_at_stake_and_asks_no_more_for_many(
    dunia: Dunia, client: Client
) -> None:
    sign_in(client, person(peran.VERIFIKATOR, dunia.upt))

    def counted() -> int:
        address = reverse("telaah:klaim", args=[queries.berikutnya(dunia.verifikator)])
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    dunia.send(*(dear(own(dunia, n)) for n in range(4)))
    few = counted()
    dunia.send(*(dear(own(dunia, n)) for n in range(4, 30)), own(dunia, 40, surat=None))
    assert counted() == few
    rows = list(queries.antrean(dunia.verifikator))
    weights = [rules.risiko(one.diperiksa, len({a.kode for a in one.alasan.all()})) for one in rows]
    assert weights == [one.risiko for one in rows] == sorted(weights, reverse=True)
    seen, at = [], None
    for _ in rows:
        at = queries.berikutnya(dunia.verifikator, at)
        seen.append(at)
    assert seen == [one.pk for one in rows]
    assert queries.berikutnya(dunia.verifikator, at) == seen[0]
