"""Indicators: exact, never divided by nothing, the same whichever way the sums were gathered."""

import statistics
from collections.abc import Callable
from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upaya.rules.insentif import indicators
from upaya.rules.insentif.indicators import (
    Angka,
    Gabungan,
    MonthSums,
    Sebaran,
    Singgah,
    batas_insentif,
    capaian,
    desimal,
    lama_langkah,
    pemakaian,
    rata_capaian,
)
from upaya.rules.insentif.spm import Pelayanan, TargetNol
from upaya.rules.loader import national_book
from upaya.rules.period import Period
from upaya.rules.rentang import Rentang
from upaya.rules.workdays import holidays_of

RUPIAH = st.integers(0, 10**13)
INDEX = st.decimals(0, 1, places=4)
SUMS = st.builds(
    MonthSums,
    bulan=st.integers(0, 20),
    bok_diusulkan=RUPIAH,
    bok_diserap=RUPIAH,
    insentif=RUPIAH,
    koreksi=st.integers(-(10**9), 10**9),
    tidak_dibagi=RUPIAH,
    dipotong_pagu=RUPIAH,
    pembanding=RUPIAH,
    batas=st.decimals(0, 10**12, places=3),
    jaspel=RUPIAH,
    jaspel_terbagi=RUPIAH,
    jaspel_penerima=st.integers(0, 100),
    kinerja_spm=INDEX,
    kesulitan_wilayah=INDEX,
    beban_kerja=INDEX,
)
FIGURES: list[Callable[[MonthSums], Angka]] = [
    lambda j: j.penyerapan,
    lambda j: j.proporsi,
    lambda j: j.batas_proporsi,
    lambda j: j.posisi,
    lambda j: j.indeks_spm,
    lambda j: j.indeks_kesulitan,
    lambda j: j.indeks_beban,
    lambda j: j.jaspel_rata,
    lambda j: j.banding_total,
    lambda j: j.banding_rata(Angka(Fraction(1000))),
]
LIBUR = holidays_of(national_book())


@given(SUMS, SUMS, SUMS)
def test_sums_add_up_in_any_order(one: MonthSums, two: MonthSums, three: MonthSums) -> None:
    assert (one + two) + three == one + (two + three)
    assert one + two == two + one
    assert one + MonthSums() == one
    for field in fields(MonthSums):
        assert getattr(one + two, field.name) == getattr(one, field.name) + getattr(two, field.name)


@given(SUMS)
def test_a_figure_or_a_reason_never_both_and_never_neither(sums: MonthSums) -> None:
    for figure in FIGURES:
        found = figure(sums)
        assert (found.nilai is None) == bool(found.alasan)
        assert found.nilai is None or found.nilai >= 0


def test_without_anything_every_figure_says_why() -> None:
    for figure in FIGURES:
        assert figure(MonthSums()).nilai is None
        assert figure(MonthSums()).alasan


def test_figures_of_a_month() -> None:
    sums = MonthSums(
        bulan=2,
        bok_diusulkan=100_000_000,
        bok_diserap=80_000_000,
        insentif=9_000_000,
        pembanding=100_000_000,
        batas=batas_insentif(Decimal("0.075"), 100_000_000),
        jaspel=30_000_000,
        jaspel_terbagi=30_000_000,
        jaspel_penerima=60,
        kinerja_spm=Decimal("0.47"),
    )
    assert sums.penyerapan == Angka(Fraction(4, 5))
    assert sums.proporsi == Angka(Fraction(9, 100))
    assert sums.batas_proporsi == Angka(Fraction(3, 40))
    assert sums.posisi == Angka(Fraction(6, 5))
    assert sums.indeks_spm == Angka(Fraction(47, 200))
    assert sums.jaspel_rata == Angka(Fraction(500_000))
    assert sums.banding_total == Angka(Fraction(3, 10))
    assert sums.banding_rata(Angka(Fraction(250_000))) == Angka(Fraction(1, 2))
    assert sums.banding_rata(Angka(None, "x")).alasan == "x"


@given(st.lists(st.tuples(st.sampled_from(["0.075", "0.1"]), RUPIAH), max_size=8))
def test_the_ceiling_is_the_sum_of_each_month_by_its_own_rate(
    months: list[tuple[str, int]],
) -> None:
    total = MonthSums()
    for rate, bok in months:
        total += MonthSums(pembanding=bok, batas=batas_insentif(Decimal(rate), bok))
    exact = sum((Fraction(rate) * bok for rate, bok in months), Fraction(0))
    assert Fraction(total.batas) == exact
    share = total.batas_proporsi.nilai
    assert share is None or Fraction(75, 1000) <= share <= Fraction(1, 10)


@pytest.mark.parametrize(("value", "whole"), [("0.5", 1), ("0.4", 0), ("7/3", 2), ("8/3", 3)])
def test_rupiah_are_rounded_half_up(value: str, whole: int) -> None:
    assert Angka(Fraction(value)).bulat == whole
    assert Angka(None, "x").bulat is None


@given(st.fractions(-(10**9), 10**9), st.integers(0, 6))
def test_decimals_are_rounded_half_up(value: Fraction, digits: int) -> None:
    found = desimal(value, digits)
    assert -int(found.as_tuple().exponent) == digits
    assert abs(Fraction(found) - value) <= Fraction(1, 2 * 10**digits)
    assert desimal(-value, digits) == -found


@given(st.lists(RUPIAH, min_size=1, max_size=40))
def test_spread(values: list[int]) -> None:
    found = Sebaran.dari(values)
    assert found is not None
    assert (found.banyak, found.jumlah) == (len(values), sum(values))
    assert (found.terendah, found.tertinggi) == (min(values), max(values))
    assert found.median == statistics.median(map(Fraction, values))
    assert found.rata == Fraction(sum(values), len(values))
    assert found.terendah <= found.median <= found.tertinggi


def test_nothing_has_no_spread() -> None:
    assert Sebaran.dari([]) is None
    zero = Sebaran.dari([0, 0])
    assert zero is not None
    assert zero.kali_median.nilai is None
    assert Sebaran.dari([1, 2, 6]).kali_median.nilai == 3  # type: ignore[union-attr]


SERVICE = st.builds(Pelayanan, st.integers(0, 1000), st.integers(0, 1000))


@given(st.lists(SERVICE, max_size=12), st.sampled_from(["keluarkan", "nol"]))
def test_mean_of_the_services(services: list[Pelayanan], target_nol: TargetNol) -> None:
    found = rata_capaian(services, target_nol)
    with_target = [row for row in services if row.target]
    if not with_target:
        assert found == Angka(None, indicators.TANPA_TARGET)
        return
    total = sum((Fraction(row.realisasi, row.target) for row in with_target), Fraction(0))
    counted = services if target_nol == "nol" else with_target
    assert found == Angka(total / len(counted))


def test_a_service_without_target_has_no_achievement() -> None:
    assert capaian(Pelayanan(0, 5)).alasan == indicators.TANPA_TARGET
    assert capaian(Pelayanan(4, 3)) == Angka(Fraction(3, 4))


# ------------------------------------------------------------------ pagu
MONTHS = [Period(2022, number) for number in range(8, 13)]


def test_forecast_of_a_pagu() -> None:
    used = {Period(2022, 8): 10_000_000, Period(2022, 9): 14_000_000}
    found = pemakaian(50_000_000, used, MONTHS)
    assert (found.terpakai, found.sisa) == (24_000_000, 26_000_000)
    assert found.bagian == Angka(Fraction(24, 50))
    assert found.perkiraan == Angka(Fraction(60_000_000))
    assert found.bagian_perkiraan == Angka(Fraction(6, 5))
    assert found.kurang == Period(2022, 12)  # 26 million left last for October and November
    assert pemakaian(60_000_000, used, MONTHS).kurang is None


def test_a_pagu_that_is_not_set_or_not_used() -> None:
    unset = pemakaian(None, {MONTHS[0]: 5}, MONTHS)
    assert (unset.sisa, unset.bagian.alasan) == (None, indicators.TANPA_PAGU)
    assert unset.perkiraan.nilai == 25
    assert unset.bagian_perkiraan.alasan == indicators.TANPA_PAGU
    empty = pemakaian(100, {}, MONTHS)
    assert empty.sisa == 100
    assert empty.bagian.nilai == 0
    assert empty.perkiraan.alasan == empty.bagian_perkiraan.alasan == indicators.TANPA_BULAN
    assert empty.kurang is None
    assert pemakaian(0, {MONTHS[0]: 0}, MONTHS).bagian.alasan == indicators.TANPA_PAGU


@given(RUPIAH, st.dictionaries(st.sampled_from(MONTHS), RUPIAH, max_size=5))
def test_a_month_runs_short_just_when_the_forecast_passes_the_pagu(
    pagu: int, used: dict[Period, int]
) -> None:
    found = pemakaian(pagu, used, MONTHS)
    forecast = found.perkiraan.nilai
    if forecast is None or len(used) == len(MONTHS):
        assert found.kurang is None
        return
    assert (found.kurang is not None) == (forecast > pagu)
    assert found.kurang not in used


USE = st.tuples(st.none() | RUPIAH, st.dictionaries(st.sampled_from(MONTHS), RUPIAH, max_size=5))


@given(st.lists(USE, max_size=6))
def test_several_pagu_together(uses: list[tuple[int | None, dict[Period, int]]]) -> None:
    every = [pemakaian(pagu, used, MONTHS) for pagu, used in uses]
    found = Gabungan.dari(every)
    own = [one for one in every if one.pagu is not None]
    assert found.tanpa_pagu == len(every) - len(own)
    assert found.sisa == sum(one.sisa or 0 for one in own)
    assert found.tanpa_bulan == sum(not one.terisi for one in own)
    assert (found.bagian.nilai is None) == (not found.pagu)
    with_data = [one for one in own if one.terisi]
    assert found.perkiraan == sum(
        (Fraction(one.terpakai * 5, one.terisi) for one in with_data), Fraction(0)
    )
    share = found.bagian_perkiraan
    assert (share.nilai is None) == bool(share.alasan) == (not any(one.pagu for one in with_data))


# ------------------------------------------------------------------ days
def test_days_of_a_step_count_as_deadlines_do() -> None:
    friday = date(2022, 10, 21)
    stays = [
        Singgah("draf", friday, friday),
        Singgah("draf", friday, friday + timedelta(3)),  # Monday: one working day
        Singgah("draf", friday, friday + timedelta(14)),
        Singgah("diajukan", friday, friday + timedelta(1)),
    ]
    found = lama_langkah(stays, LIBUR)
    assert found["draf"].median == 1
    assert (found["draf"].tertinggi, found["draf"].banyak) == (10, 3)
    assert found["diajukan"].median == 0
    assert lama_langkah([], LIBUR) == {}
    assert lama_langkah([Singgah("draf", friday, date(2022, 8, 1))], LIBUR)["draf"].tertinggi == 0


# ------------------------------------------------------------------ stretch of months
@pytest.mark.parametrize(
    ("code", "name", "months"),
    [
        ("", "Tahun 2022", list(range(1, 13))),
        ("T1", "Triwulan I 2022", [1, 2, 3]),
        ("T4", "Triwulan IV 2022", [10, 11, 12]),
        ("8", "Agustus 2022", [8]),
        ("1", "Januari 2022", [1]),
    ],
)
def test_a_stretch_of_months(code: str, name: str, months: list[int]) -> None:
    found = Rentang.parse(2022, code)
    assert (found.kode, found.nama) == (code, name)
    assert found.singkat == ("2022" if code == "" else name)
    assert [month.month for month in found] == months
    assert (found.hari_pertama.month, found.hari_terakhir.month) == (months[0], months[-1])


@pytest.mark.parametrize("code", ["T0", "T5", "0", "13", "x", "08", "\u0662"])
def test_a_stretch_that_is_none(code: str) -> None:
    with pytest.raises(ValueError, match="tidak dikenal"):
        Rentang.parse(2022, code)


def test_every_choice_of_a_stretch_reads_back() -> None:
    for code, _ in Rentang.pilihan():
        assert Rentang.parse(2023, code).kode == code
