"""Two at once on both databases: no limit is broken, and everything is made once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from pytest_django import Settings

from tests.at_once import at_once
from tests.factories.akun import make_access
from tests.factories.jamkesda import bare_surat, make_perjanjian, make_peserta, make_ppk
from tests.factories.wilayah import make_unit
from tests.jamkesda.test_road_klaim import (
    AUGUST,
    LIST,
    PRICES,
    WHY,
    Dunia,
    account,
    approved,
    ceiling,
)
from upaya.core import audit, clock
from upaya.core.models import WorkflowLog
from upaya.exchange.jamkesda.klaim_sheet import KlaimTertulis, claims_book, read_claims
from upaya.exchange.jamkesda.tarif_sheet import read_tariffs, tariffs_book
from upaya.jamkesda.buku import services as buku
from upaya.jamkesda.buku.models import Batas
from upaya.jamkesda.buku.services import Kunci
from upaya.jamkesda.klaim import banyak, masuk
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.kumpulan import services as kumpulan
from upaya.jamkesda.kumpulan.models import IsiKumpulan, Kumpulan
from upaya.jamkesda.kumpulan.road import ROAD as BATCH
from upaya.jamkesda.tarif import services as tarif
from upaya.jamkesda.tarif.models import DaftarTarif
from upaya.pembayaran.models import Pembayaran
from upaya.pembayaran.services.funds import Transfer
from upaya.rules.jamkesda import peran

pytestmark = pytest.mark.django_db(transaction=True)

PAIRS = 20
"""bench/klaim.py asks the same of a thousand."""


@pytest.fixture
def dunia(settings: Settings) -> Dunia:
    settings.BUSINESS_DATE = date(2022, 8, 31)
    return Dunia()


@pytest.mark.budget(12, "dua puluh pasang klaim, tiap pasang dua koneksi")
def test_pairs_of_claims_against_one_limit_each_stand_exactly_at_it(dunia: Dunia) -> None:
    keys = []
    for pair in range(PAIRS):
        member = make_peserta()
        keys.append(key := Kunci("peserta", member.kartu, 2022))
        buku.tetapkan(dunia.kepala, key, 200_000)
        two = [dunia.claim(day, member, nomor=f"P{pair}-{day}") for day in (0, 1)]
        _, refused = at_once(lambda n, two=two: dunia.send(two[n]), 2)  # type: ignore[misc] # bound
        assert refused == []
    limits = Batas.objects.filter(jenis="peserta", kunci__in=[key.kunci for key in keys])
    assert [limit.terpakai for limit in limits] == [200_000] * PAIRS
    assert Klaim.objects.aggregate(n=Sum("diperiksa"))["n"] == 200_000 * PAIRS


def test_one_claim_by_form_and_by_file_at_once_is_one(dunia: Dunia) -> None:
    typed = dunia.claim(0)
    data = claims_book([typed])
    kept = masuk.unggah(dunia.petugas, dunia.unit, "klaim.xlsx", data, read_claims(data).klaim)
    doors = (lambda: dunia.send(typed), lambda: masuk.simpan_unggahan(kept.pk, dunia.petugas))
    _, refused = at_once(lambda n: doors[n % 2](), 4)
    assert (refused, Klaim.objects.count()) == ([], 1)


def test_clean_claims_are_verified_once_by_two_at_once(dunia: Dunia) -> None:
    seen = [one.pk for one in dunia.send(dunia.claim(0), dunia.claim(1))]
    two = [dunia.verifikator, make_access(peran.VERIFIKATOR, dunia.upt)]
    moved, _ = at_once(lambda n: banyak.langkah(two[n % 2], "verifikasi", seen), 4)
    assert sum(moved) == 2
    assert WorkflowLog.objects.filter(workflow="klaim", move="verifikasi").count() == 2


def test_a_batch_is_closed_once_by_two_treasurers_at_once(dunia: Dunia) -> None:
    approved(dunia, dunia.claim(0), dunia.claim(1))
    ceiling(dunia, 1_000_000)
    two = [dunia.bendahara, make_access(peran.BENDAHARA, dunia.upt)]
    made, refused = at_once(lambda n: kumpulan.tutup(two[n % 2], AUGUST), 4)
    assert (len({one.pk for one in made}), len(refused)) == (1, 2)
    assert (Kumpulan.objects.count(), IsiKumpulan.objects.count()) == (1, 2)


def test_a_batch_is_paid_or_reversed_and_never_both(dunia: Dunia) -> None:
    approved(dunia, dunia.claim(0))
    ceiling(dunia, 1_000_000)
    batch = kumpulan.tutup(dunia.bendahara, AUGUST)
    account(dunia.unit, dunia.petugas, dunia.kepala)
    account(dunia.upt, dunia.bendahara, dunia.kepala)
    paid = {"transfer": Transfer("SP2D/1", clock.today(), batch.total, "", uuid4())}
    heads = [dunia.kepala, make_access(peran.KEPALA_UPT, dunia.upt)]

    def decide(n: int) -> object:
        if n % 2:
            return BATCH.execute(batch.pk, "balik", heads[0], reason=WHY)
        return BATCH.execute(batch.pk, "bayarkan", heads[1], context=paid)

    made, refused = at_once(decide, 4)
    batch.refresh_from_db()
    assert (len(made), len(refused)) == (1, 3)
    made_of_it = Pembayaran.objects.filter(sumber="kumpulan", sumber_id=batch.pk)
    assert made_of_it.count() == (batch.status == "dibayarkan")


def test_a_tariff_is_decided_once_by_two_heads_at_once(dunia: Dunia) -> None:
    data = tariffs_book(PRICES)
    made = tarif.coba(dunia.admin, LIST, "SK 2", data, read_tariffs(data))
    tarif.usulkan(made.pk, dunia.admin)
    heads = [dunia.kepala, make_access(peran.KEPALA_UPT, dunia.upt)]
    done, refused = at_once(
        lambda n: tarif.putus(made.pk, heads[n % 2], setuju=n % 2 == 0, alasan="Salah cetak."), 4
    )
    assert (len(done), len(refused)) == (1, 3)
    found = DaftarTarif.objects.get(pk=made.pk)
    assert (found.status, found.diputus_oleh_id) == (done[0].status, done[0].diputus_oleh_id)


def test_who_judges_a_file_keeps_nobody_of_the_district_waiting(dunia: Dunia) -> None:
    """Nor the other hospital: the chain of the audit is locked when everything is judged."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one lock for all that is written")
    meanwhile: list[int] = []

    def note() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '3s'")
            audit.record("klaim.unggah", dunia.ppk, access=dunia.admin)
            meanwhile.append(1)

    def sort(claims: Sequence[Klaim], _urgent: AbstractSet[str]) -> Callable[[], None]:
        assert claims
        at_once(lambda _n: note(), 1)
        return lambda: None

    masuk.terima(dunia.petugas, dunia.unit, [dunia.claim(0)], sort)
    assert (meanwhile, Klaim.objects.count()) == ([1], 1)


def test_a_number_is_given_to_one_of_two_claims_that_come_at_once(dunia: Dunia) -> None:
    other = make_peserta()
    two = [dunia.claim(0), dunia.claim(1, other, nomor="K0")]
    made, refused = at_once(lambda n: dunia.send(two[n]), 2)
    assert (len(made), len(refused), Klaim.objects.count()) == (1, 1, 1)
    assert "Nomor klaim sudah dipakai" in str(refused[0])


def test_one_service_claimed_four_times_at_once_by_two_hospitals_is_paid_once(dunia: Dunia) -> None:
    there = make_ppk(make_unit("rumah_sakit", dunia.unit.kabupaten, nama="RS Sebelah"))
    agreed = make_perjanjian(there, daftar_tarif=LIST)
    clerk = make_access(peran.PETUGAS_KLAIM, there.unit)

    def asked(n: int) -> KlaimTertulis:
        claim = dunia.claim(0, nomor=f"K{n}")
        if n % 2:
            return claim
        letter = bare_surat(
            there, dunia.peserta, layanan="rjtl", diagnosis="A09", mulai=claim.masuk,
            sampai=claim.masuk, status="selesai", perjanjian=agreed,
        )  # fmt: skip
        return claim._replace(surat=letter.nomor)

    doors = ((clerk, there.unit), (dunia.petugas, dunia.unit))
    four = [asked(n) for n in range(4)]
    made, refused = at_once(lambda n: masuk.terima(*doors[n % 2], [four[n]]).baru, 4)
    assert refused == []
    amounts = sorted(one.diperiksa for rows in made for one in rows)
    assert amounts == [0, 0, 0, 150_000]
