"""The year's ceiling, and which officers count, in the calculation of a month."""

import threading
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from tests.factories.akun import sign_in
from tests.factories.insentif import (
    advance,
    answer_all,
    make_month,
    make_team,
)
from tests.factories.pegawai import make_penetapan, make_petugas
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_kabupaten, make_puskesmas
from upaya.alur.road import MoveRefusedError
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.bulan.road import move_month
from upaya.insentif.hasil.calculation import thaw
from upaya.insentif.hasil.models import Perhitungan
from upaya.insentif.hasil.queries import warnings
from upaya.insentif.kegiatan.models import BarisKegiatan, IsianKegiatan
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db
ASK = "Minta Dinas Kesehatan menetapkannya di halaman Aturan."
PAGU = 10_000_000
SEPTEMBER = "2022-09"


def unit_with_pagu(amount: int = PAGU, nama: str = "Panji") -> Unit:
    unit = make_puskesmas(nama)
    make_baris(make_kabupaten(), Kunci.PAGU_INSENTIF, amount, puskesmas=unit,
               mulai=date(2022, 1, 1), sampai=date(2022, 12, 31))  # fmt: skip
    return unit


@pytest.mark.parametrize(
    ("status", "counts"),
    [
        ("draf", False),
        ("menunggu_verifikasi", False),
        ("diverifikasi_puskesmas", False),
        ("diajukan", True),
        ("disetujui", True),
        ("dikembalikan", False),
        ("ditolak", False),
    ],
)
def test_only_months_that_stand_use_up_the_ceiling(status: str, counts: bool) -> None:  # noqa: FBT001
    unit = unit_with_pagu(20_000_000)
    august = make_month(unit, status=status, filled=True)
    september = make_month(unit, SEPTEMBER)
    used = august.perhitungan.get().pool if counts else 0
    assert used == (6_975_000 if counts else 0)
    assert LembarBulan(september).sisa_pagu == 20_000_000 - used
    assert LembarBulan(august).sisa_pagu == 20_000_000


def test_another_puskesmas_and_another_year_have_ceilings_of_their_own() -> None:
    make_month(unit_with_pagu(), status="diajukan")
    other = make_month(unit_with_pagu(nama="Besuki"), SEPTEMBER)
    assert LembarBulan(other).sisa_pagu == PAGU


def test_the_second_month_is_cut_to_what_is_left_and_the_third_gets_nothing() -> None:
    unit = unit_with_pagu()
    pools = []
    for periode in ("2022-08", SEPTEMBER, "2022-10"):
        month = make_month(unit, periode, status="disetujui")
        pools.append((month.perhitungan.get().pool, month.perhitungan.get().dipotong_pagu))
    assert pools == [(6_975_000, 0), (3_025_000, 3_950_000), (0, 6_975_000)]
    assert [row.bruto for row in month.perhitungan.get().baris.all()] == [0, 0, 0]


def test_what_nobody_could_be_given_stays_in_the_ceiling() -> None:
    unit = unit_with_pagu()
    august = make_month(unit, filled=True)
    IsianKegiatan.objects.filter(
        petugas_bulan__pengajuan=august, baris__jenis=BarisKegiatan.Jenis.MANAJEMEN
    ).delete()
    for move in ("kirim", "verifikasi", "ajukan"):
        advance(august, move)
    kept = august.perhitungan.get()
    assert kept.tidak_dibagi == kept.pool_manajemen == 1_046_250
    assert sum(row.manajemen for row in kept.baris.all()) == 0
    assert LembarBulan(make_month(unit, SEPTEMBER)).sisa_pagu == PAGU - kept.pool_lapangan


def test_a_returned_month_gives_its_part_back_and_takes_what_is_left_when_sent_again() -> None:
    unit = unit_with_pagu()
    august = make_month(unit, status="dikembalikan")
    september = make_month(unit, SEPTEMBER, status="disetujui")
    assert september.perhitungan.get().pool == 6_975_000
    answer_all(august)
    for move in ("kirim", "verifikasi", "ajukan"):
        advance(august, move)
    again = august.perhitungan.get(nomor=2)
    assert again.pool + september.perhitungan.get().pool == PAGU


@pytest.mark.empty_world
@pytest.mark.django_db(transaction=True)
def test_two_months_submitted_at_once_never_exceed_the_ceiling() -> None:
    unit = unit_with_pagu()
    team = make_team(unit)
    months = [
        make_month(unit, periode, status="diverifikasi_puskesmas")
        for periode in ("2022-08", SEPTEMBER, "2022-10", "2022-11")
    ]
    access, start = team.kepala.access(), threading.Barrier(len(months))
    faults: list[BaseException] = []

    def submit(month: Pengajuan) -> None:
        try:
            start.wait(10)
            move_month(
                month.pk, "ajukan", access, seen_status="diverifikasi_puskesmas", pernyataan=True
            )
        except BaseException as fault:  # noqa: BLE001 - told to the test below
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=submit, args=(month,)) for month in months]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert faults == []
    pools = list(Perhitungan.objects.order_by("pool").values_list("pool", flat=True))
    assert pools == [0, 0, 3_025_000, 6_975_000]
    assert set(Pengajuan.objects.order_by("pk").values_list("status", flat=True)) == {"diajukan"}


def test_before_the_promulgation_nobody_knows_a_ceiling(settings: Settings) -> None:
    """Perbup 79/2022: in force from 1 August, promulgated on 19 October 2022."""
    settings.BUSINESS_DATE = date(2022, 10, 18)
    month = make_month(make_puskesmas("Banyuputih"), filled=True)
    calculation = LembarBulan(month).sekarang
    assert calculation.hasil is None
    assert [fault.pesan for fault in calculation.faults] == [
        f"Pagu insentif Banyuputih tahun 2022 belum ada. {ASK}"
    ]
    with pytest.raises(MoveRefusedError, match="Pagu insentif Banyuputih tahun 2022 belum ada"):
        advance(month, "kirim")
    client = sign_in(Client(), make_team(month.puskesmas).operator)
    assert "Pagu insentif Banyuputih" in client.get(f"/insentif/{month.pk}/hasil/").content.decode()

    settings.BUSINESS_DATE = date(2022, 10, 19)
    assert LembarBulan(month).sekarang.faults == ()
    assert LembarBulan(month).sisa_pagu == 71_932_000  # as the Perbup prints it


def test_a_pagu_of_the_district_counts_from_the_day_of_its_decree(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 9, 30)
    unit = make_puskesmas("Banyuputih")
    make_baris(make_kabupaten(), Kunci.PAGU_INSENTIF, 7, puskesmas=unit, mulai=date(2022, 1, 1),
               sampai=date(2022, 12, 31), tanggal=date(2022, 9, 30))  # fmt: skip
    month = make_month(unit)
    assert LembarBulan(month).sisa_pagu == 7
    settings.BUSINESS_DATE = date(2022, 9, 29)
    assert LembarBulan(month).sisa_pagu is None


# ------------------------------------------------------------------ who counts


def test_an_officer_without_decree_or_gone_gets_nothing_and_is_named() -> None:
    unit = make_puskesmas()
    team = make_team(unit)
    without = make_petugas(unit, "Tanpa Keputusan")
    expired = make_petugas(unit, "Keputusan Habis")
    make_penetapan(expired, sampai=date(2022, 8, 30))
    gone = make_petugas(unit, "Sudah Pergi")
    make_penetapan(gone)
    stays = make_petugas(unit, "Sampai Akhir")
    make_penetapan(stays)
    month = make_month(unit, officers=5, filled=True)
    gone.aktif, gone.nonaktif_sejak = False, date(2022, 8, 31)
    gone.save()
    stays.aktif, stays.nonaktif_sejak = False, date(2022, 9, 1)
    stays.save()
    month = Pengajuan.objects.get(pk=month.pk)

    calculation = LembarBulan(month).sekarang

    assert set(calculation.tanpa_sk) == {without.kode, expired.kode, gone.kode}
    assert calculation.hasil is not None
    by_kode = calculation.by_kode
    assert by_kode[without.kode] == by_kode[expired.kode] == 0
    assert by_kode[gone.kode] == 0  # in the sheet, because entitled on some of its days
    assert by_kode[stays.kode] > 0
    assert sum(by_kode.values()) == calculation.hasil.pool
    said = " ".join(warnings(calculation, LembarBulan(month).nama))
    for name in ("Tanpa Keputusan", "Keputusan Habis", "Sudah Pergi"):
        assert f"{name} belum ber-SK Kepala Dinas atau tidak lagi bertugas" in said
    assert "Sampai Akhir" not in said
    for move in ("kirim", "verifikasi", "ajukan"):
        advance(month, move, team)
    kept = month.perhitungan.get()
    assert set(kept.tanpa_sk) == set(calculation.tanpa_sk)
    assert thaw(kept).by_kode == by_kode


def test_in_2023_only_asn_are_entitled_and_the_others_are_named() -> None:
    unit = make_puskesmas(tahun=2023)
    make_baris(make_kabupaten(), Kunci.PAGU_INSENTIF, PAGU, puskesmas=unit,
               mulai=date(2023, 1, 1), sampai=date(2023, 12, 31))  # fmt: skip
    helper = make_petugas(unit, "Tenaga Harian", status="non_ASN", golongan="")
    make_penetapan(helper)
    month = make_month(unit, "2023-01", officers=3, filled=True)
    calculation = LembarBulan(month).sekarang
    assert calculation.faults == ()
    assert calculation.by_kode[helper.kode] == 0
    assert any("Tenaga Harian" in text for text in warnings(calculation, LembarBulan(month).nama))
