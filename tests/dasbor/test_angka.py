"""Figures from two puskesmas in two months: counted a second time by hand, in bounded queries."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from statistics import median

import pytest
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.factories.akun import make_access
from tests.factories.insentif import advance, answer_all, make_month, make_team
from tests.factories.koreksi import move_on
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_kabupaten, make_puskesmas
from tests.snapshots.arranged import arrangement
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.dasbor.queries.coverage import Cakupan, tahun_ada
from upaya.insentif.dasbor.queries.figures import Dasbor
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.insentif.koreksi import services as koreksi
from upaya.insentif.koreksi.services import UsulanKoreksi
from upaya.regulasi.queries import pagu_insentif, pagu_insentif_semua
from upaya.rules.insentif.indicators import MonthSums
from upaya.rules.insentif.road import INSENTIF
from upaya.rules.kesehatan import KEPALA_DINAS, OPERATOR_PUSKESMAS, PENGAMAT_NASIONAL
from upaya.rules.period import Period
from upaya.rules.rentang import Rentang
from upaya.rules.roles import Role
from upaya.wilayah.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]

TODAY = date(2022, 11, 3)
AUG, SEP = Period(2022, 8), Period(2022, 9)


@pytest.fixture(autouse=True)
def _november(settings: Settings) -> None:
    settings.BUSINESS_DATE = TODAY


def dasbor(rentang: str = "", *, tahun: int = 2022, role: Role = KEPALA_DINAS) -> Dasbor:
    scope = make_access(role).scope
    return Dasbor(Cakupan.of_scope(scope, Rentang.parse(tahun, rentang), None))


@arrangement(upon="kosong", BUSINESS_DATE=TODAY)
def two_by_two() -> tuple[Unit, Unit]:
    panji, besuki = make_puskesmas("Panji"), make_puskesmas("Besuki")
    make_month(panji, "2022-08", status="disetujui", bok_diserap=60_000_000, officers=3)
    make_month(panji, "2022-09", status="diajukan", bok_diserap=30_000_000)
    make_month(besuki, "2022-08", status="disetujui", bok_diserap=20_000_000, officers=4)
    make_month(besuki, "2022-09", status="diverifikasi_puskesmas", bok_diserap=90_000_000)
    return panji, besuki


def paid(**where: object) -> list[int]:
    rows = PerhitunganPetugas.objects.filter(bruto__gt=0, **where)
    return list(rows.values_list("bruto", flat=True))


def test_only_months_that_were_handed_in_count(two_by_two: tuple[Unit, Unit]) -> None:
    panji, besuki = two_by_two
    found = dasbor()
    assert set(found.jumlah) == {(panji.pk, AUG), (panji.pk, SEP), (besuki.pk, AUG)}
    assert found.total.bulan == 3
    assert found.total.bok_diserap == 110_000_000
    assert found.total.bok_diusulkan == 225_000_000
    assert found.total.penyerapan.nilai == Fraction(110, 225)
    assert found.per_bulan[AUG].bok_diserap == 80_000_000
    assert found.per_anak[panji.pk].bok_diserap == 90_000_000
    assert found.total.jaspel_rata.nilai == Fraction(40_000_000, 55)


def test_money_is_what_the_frozen_calculations_share_out(two_by_two: tuple[Unit, Unit]) -> None:
    found = dasbor()
    everybody = paid()
    assert found.total.insentif == sum(everybody)
    spread = found.sebaran
    assert spread is not None
    assert (spread.banyak, spread.jumlah) == (len(everybody), sum(everybody))
    assert (spread.terendah, spread.tertinggi) == (min(everybody), max(everybody))
    assert spread.median == median(map(Fraction, everybody))
    assert found.rata(spread).nilai == Fraction(sum(everybody), len(everybody))


def test_spread_by_puskesmas_and_by_month(two_by_two: tuple[Unit, Unit]) -> None:
    found = dasbor()
    for unit in two_by_two:
        own = paid(perhitungan__pengajuan__puskesmas=unit)
        assert found.sebaran_anak[unit.pk].median == median(map(Fraction, own))
        assert found.sebaran_anak[unit.pk].jumlah == sum(own)
    for month in (AUG, SEP):
        own = paid(perhitungan__pengajuan__periode=month.first_day)
        assert found.sebaran_bulan[month].median == median(map(Fraction, own))
        assert found.sebaran_bulan[month].banyak == len(own)


def test_ceiling_and_indices_are_those_of_the_month(two_by_two: tuple[Unit, Unit]) -> None:
    total = dasbor().total
    assert total.pembanding == 225_000_000
    assert total.batas == Decimal("0.075") * 225_000_000
    assert total.indeks_spm.nilai == Fraction("0.27")
    assert total.indeks_kesulitan.nilai == Fraction("0.08")
    assert total.indeks_beban.nilai == Fraction("0.20")


def test_the_index_that_counts_is_the_one_published_last() -> None:
    month = make_month(status="dikembalikan")
    answer_all(month)
    published = month.puskesmas.indeks_terbit.get()
    published.pk, published.versi, published.alasan = None, 2, "Salah ketik."
    published.kinerja_spm = Decimal("0.13")
    published.save(force_insert=True)
    for move in ("kirim", "verifikasi", "ajukan"):
        advance(month, move)
    found = dasbor().total
    assert found.bulan == 1
    assert found.indeks_spm.nilai == Fraction("0.13")


def test_services_are_added_up_and_cut_at_their_target(two_by_two: tuple[Unit, Unit]) -> None:
    month = Pengajuan.objects.get(puskesmas=two_by_two[0], periode=AUG.first_day)
    month.pelayanan.filter(layanan="balita").update(target=10, realisasi=500)
    found = dasbor()
    services = found.layanan
    assert len(services) == 12
    assert (services["ibu_hamil"].target, services["ibu_hamil"].realisasi) == (300, 210)
    assert (services["balita"].target, services["balita"].realisasi) == (210, 150)
    assert found.capaian(services).nilai == (11 * Fraction(7, 10) + Fraction(150, 210)) / 12
    own = found.layanan_anak[two_by_two[1].pk]
    assert (own["balita"].target, own["balita"].realisasi) == (100, 70)


def test_a_year_without_months_has_reasons_instead_of_figures() -> None:
    unit = make_puskesmas()
    found = dasbor(tahun=2021)
    assert (found.jumlah, found.total, found.sebaran) == ({}, MonthSums(), None)
    assert found.capaian(found.layanan).alasan
    assert found.per_bulan == {}
    assert found.uang == []
    assert found.gabungan_pagu.bagian_perkiraan.nilai is None
    assert list(found.nama) == [unit.pk]
    assert found.cakupan.bulan_tampil == []


def test_one_month_and_one_quarter(two_by_two: tuple[Unit, Unit]) -> None:
    assert dasbor("9").total.bok_diserap == 30_000_000
    assert dasbor("T3").total.bok_diserap == 110_000_000
    assert dasbor("T4").total.bulan == 0
    assert dasbor("9").cakupan.bulan_tampil == [SEP]
    assert [m.month for m in dasbor().cakupan.bulan_tampil] == [8, 9, 10, 11]


def test_a_puskesmas_sees_itself_and_the_nation_no_rows(two_by_two: tuple[Unit, Unit]) -> None:
    panji, _ = two_by_two
    scope = make_access(OPERATOR_PUSKESMAS, panji).scope
    own = Dasbor(Cakupan.of_scope(scope, Rentang.parse(2022, ""), None))
    assert set(own.per_anak) == {panji.pk}
    assert list(own.nama) == [panji.pk]
    assert set(own.pagu) == {panji.pk}
    nation = make_access(PENGAMAT_NASIONAL).scope
    assert Dasbor(Cakupan.of_scope(nation, Rentang.parse(2022, ""), None)).jumlah == {}


def test_another_district_is_not_counted(two_by_two: tuple[Unit, Unit]) -> None:
    far = make_puskesmas("Genteng", make_kabupaten("35.10"))
    make_baris(
        make_kabupaten("35.10"),
        Kunci.PAGU_INSENTIF,
        50_000_000,
        puskesmas=far,
        sampai=date(2022, 12, 31),
    )
    make_month(far, status="disetujui", bok_diserap=10_000_000)
    assert dasbor().total.bok_diserap == 110_000_000


# ------------------------------------------------------------------ pagu
def test_use_of_each_pagu_with_forecast(two_by_two: tuple[Unit, Unit]) -> None:
    panji, besuki = two_by_two
    found = dasbor("8").pagu_puskesmas  # the year's, whatever month is looked at
    shared = sum(paid(perhitungan__pengajuan__puskesmas=panji))
    assert found[panji.pk].pagu == 36_975_500
    assert (found[panji.pk].terpakai, found[panji.pk].terisi) == (shared, 2)
    assert found[panji.pk].setahun == 5
    assert found[panji.pk].perkiraan.nilai == Fraction(shared * 5, 2)
    assert found[besuki.pk].terisi == 1
    together = dasbor("8").gabungan_pagu
    assert together.pagu == 36_975_500 + 57_219_450
    assert together.tanpa_pagu == together.tanpa_bulan == 0


def test_pagu_of_many_is_pagu_of_each() -> None:
    situbondo, far = make_kabupaten(), make_kabupaten("35.10")
    units = [
        make_puskesmas("Puskesmas Panji"),
        make_puskesmas("Kendit"),
        make_puskesmas("Tanpa Pagu"),
        make_puskesmas("Genteng", far),
        make_puskesmas("Panji", far),  # the name alone gives it no pagu in another district
    ]
    for district, unit, amount, decreed in (
        (situbondo, units[1], 41_000_000, date(2022, 7, 1)),
        (situbondo, units[1], 42_000_000, date(2022, 9, 1)),
        (far, units[3], 50_000_000, date(2022, 7, 1)),
    ):
        make_baris(
            district,
            Kunci.PAGU_INSENTIF,
            amount,
            puskesmas=unit,
            sampai=date(2022, 12, 31),
            tanggal=decreed,
        )
    for year in (2022, 2023):
        found = pagu_insentif_semua(units, year)
        for unit in units:
            assert unit.kabupaten_id is not None
            assert found.get(unit.pk) == pagu_insentif(unit.kabupaten_id, unit.pk, year), unit
    assert len(pagu_insentif_semua(units, 2022)) == 3
    assert pagu_insentif_semua([], 2022) == {}


# ------------------------------------------------------------------ steps
def test_days_of_steps_come_from_the_log(settings: Settings) -> None:
    unit = make_puskesmas()
    settings.BUSINESS_DATE = date(2022, 11, 7)  # Monday
    month = make_month(unit, "2022-10", status="menunggu_verifikasi")
    settings.BUSINESS_DATE = date(2022, 11, 10)  # Thursday
    advance(month, "verifikasi")
    advance(month, "ajukan")
    settings.BUSINESS_DATE = date(2022, 11, 14)
    steps = {step.status.name: step for step in dasbor().langkah}
    assert list(steps) == [s.name for s in INSENTIF.states.values() if s.waits_for]
    draf, team, head, dinas = (
        steps[name]
        for name in ("draf", "menunggu_verifikasi", "diverifikasi_puskesmas", "diajukan")
    )
    assert draf.selesai is not None
    assert draf.selesai.median == 5  # from 31 October, a Monday
    assert team.selesai is not None
    assert (team.selesai.median, team.batas) == (Fraction(3), 2)
    assert team.tafsiran is not None
    assert team.tafsiran.kelas.sebutan == "melewati tenggat"
    assert head.selesai is not None
    assert head.selesai.tertinggi == 0
    assert dinas.selesai is None
    assert dinas.menunggu is not None
    assert (dinas.menunggu.banyak, dinas.menunggu.tertinggi) == (1, 2)
    assert draf.menunggu is None


# ------------------------------------------------------------------ money
def test_reported_against_paid(two_by_two: tuple[Unit, Unit]) -> None:
    found = dasbor().uang
    assert {(unit, month) for unit, month, _ in found} == {(u.pk, AUG) for u in two_by_two}
    for unit, _, flow in found:
        assert flow.disetujui == sum(
            paid(
                perhitungan__pengajuan__puskesmas=unit,
                perhitungan__pengajuan__periode=AUG.first_day,
            )
        )
        assert (flow.dibayar, flow.selisih) == (0, flow.disetujui)


def test_paid_and_waiting_months_together(settings: Settings) -> None:
    make_month(make_puskesmas("Panji"), status="dibayar", bok_diserap=60_000_000)
    make_month(make_puskesmas("Kendit"), status="dana_diajukan", bok_diserap=20_000_000)
    settings.BUSINESS_DATE = date(2022, 11, 13)
    found = dasbor()
    assert found.total.bulan == 2  # both count as handed in
    assert found.lunas.dibayar == 6_975_000
    assert found.lunas.tagihan == 6_975_000 + 2_325_000
    assert (found.lunas.belum_lunas, found.lunas.terlama) == (1, 10)
    waiting = {step.status.name: step.menunggu for step in found.langkah if step.menunggu}
    assert set(waiting) == {"dana_diajukan"}
    (late,) = found.terlambat
    assert (late.bulan.puskesmas.nama, late.hari, late.batas) == ("Kendit", 6, 5)
    paid_steps = {step.status.name for step in found.langkah if step.selesai}
    assert "dana_ditransfer" in paid_steps


def test_an_approved_correction_counts_a_proposed_one_does_not() -> None:
    august = make_month(status="dibayar")
    team = make_team(august.puskesmas)
    frozen = dasbor().total
    change = UsulanKoreksi("Buku kas umum salah dibaca.", 54_000_000, {})
    made = koreksi.propose(august.pk, change, team.operator.access())
    assert dasbor().total == frozen
    move_on(made)
    found = dasbor()
    assert made.selisih < 0
    assert (found.total.insentif, found.total.koreksi) == (
        frozen.insentif + made.selisih,
        made.selisih,
    )
    assert found.total.bok_diserap == 54_000_000
    assert found.gabungan_pagu.terpakai == found.total.insentif
    again = UsulanKoreksi("Salah dibaca lagi.", 48_000_000, {})
    second = koreksi.propose(august.pk, again, team.operator.access())
    move_on(second)
    assert dasbor().total.bok_diserap == 48_000_000
    assert dasbor().total.koreksi == made.selisih + second.selisih


# ------------------------------------------------------------------ cost
def _everything(found: Dasbor) -> None:
    for name in (
        "jumlah", "sebaran", "sebaran_bulan", "sebaran_anak", "layanan", "gabungan_pagu",
        "langkah", "terlambat", "uang", "nama", "penduduk", "bulan_unit",
    ):  # fmt: skip
        getattr(found, name)


def test_queries_do_not_grow_with_puskesmas_and_months(
    two_by_two: tuple[Unit, Unit],
    django_assert_max_num_queries: Callable[[int], CaptureQueriesContext],
) -> None:
    few = dasbor("8")
    with django_assert_max_num_queries(18) as before:
        _everything(few)
    for name in ("Kendit", "Suboh", "Arjasa"):
        for month in ("2022-08", "2022-09"):
            make_month(make_puskesmas(name), month, status="disetujui")
    many = dasbor("8")
    with django_assert_max_num_queries(len(before)):
        _everything(many)
    assert len(many.jumlah) == 5


def test_years_with_months(two_by_two: tuple[Unit, Unit]) -> None:
    assert tahun_ada(Pengajuan.objects.all()) == [2022]
    assert tahun_ada(Pengajuan.objects.none()) == [2022]
