"""Contract staff in a month of the incentive: only by decree, only where the year admits them."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import Settings

from tests.factories.insentif import advance, make_month, make_team
from tests.factories.pegawai import make_penetapan, make_sk
from tests.factories.regulasi import make_baris
from tests.factories.tenaga import make_formasi, make_kontrak
from tests.factories.wilayah import make_kabupaten, make_puskesmas
from upaya.alur.road import MoveRefusedError
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.hasil.calculation import thaw
from upaya.insentif.hasil.queries import warnings
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.insentif.uang.reading import payment_of
from upaya.tenaga.kontrak.models import Kontrak
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db


def _unit(tahun: int) -> Unit:
    unit = make_puskesmas(tahun=tahun)
    make_baris(make_kabupaten(), Kunci.PAGU_INSENTIF, 60_000_000, puskesmas=unit,
               mulai=date(tahun, 1, 1), sampai=date(tahun, 12, 31))  # fmt: skip
    return unit


def _worker(unit: Unit, tahun: int) -> Kontrak:
    """A contract in force through the year's months of the test."""
    place = make_formasi(unit, tahun=tahun)
    return make_kontrak(unit, place=place, mulai=date(tahun, 1, 3), sampai=date(tahun, 12, 31))


def _share(month: Pengajuan, case: Kontrak) -> int:
    sheet = LembarBulan(Pengajuan.objects.get(pk=month.pk)).sekarang
    assert sheet.faults == ()
    found: int = sheet.by_kode[case.petugas.kode]
    return found


def _frozen(month: Pengajuan, case: Kontrak) -> int:
    """Sent, verified and submitted by its people: what stands for the worker then."""
    for move in ("kirim", "verifikasi", "ajukan"):
        advance(month, move)
    found: int = thaw(month.perhitungan.get()).by_kode[case.petugas.kode]
    return found


def test_without_a_decree_of_the_kepala_dinas_nobody_enters(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)
    unit = _unit(2022)
    case = _worker(unit, 2022)
    month = make_month(unit, officers=4, filled=True)
    assert _share(month, case) == 0
    # What the head of the puskesmas signs, the contract's own signer, gives no right.
    make_penetapan(case.petugas, sk=make_sk(unit, penerbit="kepala_puskesmas"))
    assert _share(month, case) == 0
    # Nor does a decree of the Kepala Dinas for another month.
    make_penetapan(case.petugas, mulai=date(2022, 9, 1))
    assert _share(month, case) == 0
    sheet = LembarBulan(Pengajuan.objects.get(pk=month.pk))
    said = " ".join(warnings(sheet.sekarang, sheet.nama))
    assert f"{case.petugas.nama} belum ber-SK Kepala Dinas" in said
    assert _frozen(month, case) == 0
    assert case.petugas.kode in month.perhitungan.get().tanpa_sk


def test_a_decree_that_the_dinas_has_not_confirmed_holds_the_month_back(
    settings: Settings,
) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)
    unit = _unit(2022)
    case = _worker(unit, 2022)
    make_penetapan(case.petugas, sk=make_sk(unit, nomor="800/77/2022", dikonfirmasi=False))
    month = make_month(unit, officers=4, filled=True)
    _frozen(month, case)
    with pytest.raises(MoveRefusedError, match="belum dikonfirmasi Dinas Kesehatan: 800/77/2022"):
        advance(month, "setujui")


def test_with_a_decree_of_the_kepala_dinas_the_worker_shares_in_2022(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)
    unit = _unit(2022)
    case = _worker(unit, 2022)
    make_penetapan(case.petugas)
    month = make_month(unit, officers=4, filled=True)
    now = _share(month, case)
    assert now > 0
    assert _frozen(month, case) == now


def test_a_year_that_admits_no_others_than_asn_leaves_the_worker_out(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2023, 3, 15)
    unit = _unit(2023)
    case = _worker(unit, 2023)
    make_penetapan(case.petugas, mulai=date(2023, 1, 1))
    month = make_month(unit, "2023-01", officers=4, filled=True)
    assert _share(month, case) == 0
    sheet = LembarBulan(Pengajuan.objects.get(pk=month.pk))
    assert f"{case.petugas.nama}" in " ".join(warnings(sheet.sekarang, sheet.nama))
    assert _frozen(month, case) == 0
    team = make_team(unit)
    for move in ("setujui", "rekap"):
        advance(month, move, team)
    payment = payment_of(month)
    assert payment is not None
    assert not payment.baris.filter(petugas=case.petugas).exists()
    assert payment.baris.count() == 3
