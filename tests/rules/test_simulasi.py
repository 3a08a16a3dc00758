"""Both sides of a simulation: nothing changes by itself or is lost, the ceiling is carried."""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from types import MappingProxyType
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.months import COUNT, MONEY, RATIO, SERVICES, month, months, officers
from tests.rules.simulated import BOOK, DASAR, TANPA_PERUBAHAN, frozen, place
from upaya.rules.insentif.comparison import Kelompok, Perbandingan, kotak
from upaya.rules.insentif.compute import compute_month
from upaya.rules.insentif.month import Bulan
from upaya.rules.insentif.simulation import (
    BulanSimulasi,
    PuskesmasSimulasi,
    bandingkan,
)
from upaya.rules.parameter import RawValue
from upaya.rules.period import Period
from upaya.rules.scenario import (
    BATAS_PENDUDUK,
    BATAS_SPM,
    DAPAT_DIUBAH,
    FORMULA,
    KONTINU,
    METODE,
    NOL,
    PEMBAGIAN,
    SKOR_TAMBAHAN,
    Skenario,
    susun,
    terapkan,
)


@st.composite
def year(draw: st.DrawFn) -> tuple[BulanSimulasi, ...]:
    """Months of one puskesmas in one year, submitted in any order, as the ceiling allowed."""
    people = draw(officers(5))
    left = draw(MONEY)
    made: list[BulanSimulasi] = []
    for number in draw(st.permutations(range(8, 8 + draw(st.integers(1, 4))))):
        bulan = month(
            people,
            periode=Period(2022, number),
            penduduk=draw(COUNT),
            bok_diserap=draw(MONEY),
            sisa_pagu_insentif=left,
            pelayanan=draw(SERVICES),
            indeks={"kinerja_spm": draw(RATIO)},
        )
        made.append(frozen(bulan, len(made)))
        left -= compute_month(bulan, BOOK).dibagikan
    return tuple(made)


@st.composite
def country(draw: st.DrawFn) -> list[PuskesmasSimulasi]:
    some = draw(st.lists(year(), min_size=1, max_size=3))
    return [place(str(number), *bulan) for number, bulan in enumerate(some)]


BANDS: st.SearchStrategy[tuple[int, ...]] = st.lists(
    st.integers(1, 60_000), min_size=4, max_size=4, unique=True
).map(lambda found: tuple(sorted(found)))


CHANGES: st.SearchStrategy[Skenario] = st.fixed_dictionaries(
    {},
    optional={
        DASAR: RATIO,
        FORMULA: st.sampled_from(("1+jumlah", "jumlah")),
        METODE: st.sampled_from(("bertingkat", "kontinu")),
        NOL: st.sampled_from(("keluarkan", "nol")),
        KONTINU: RATIO,
        BATAS_SPM: st.lists(
            st.integers(1, 1000).map(lambda n: Decimal(n).scaleb(-3)),
            min_size=4, max_size=4, unique=True,
        ).map(lambda found: tuple(sorted(found))),
        BATAS_PENDUDUK: BANDS,
        PEMBAGIAN: st.integers(0, 100).map(
            lambda n: MappingProxyType({"lapangan": n, "manajemen": 100 - n})
        ),
        SKOR_TAMBAHAN: st.tuples(*[st.integers(0, 100)] * 5),
    },
).map(lambda found: susun(cast("dict[str, RawValue]", found), BOOK))  # fmt: skip


def groups(found: Perbandingan) -> Iterator[Sequence[Kelompok]]:
    yield from (found.puskesmas, found.jabatan, found.pendidikan, found.bobot)


# ---------------------------------------------------------------- always
@given(country(), st.sets(st.sampled_from(sorted(DAPAT_DIUBAH))))
def test_saying_what_is_in_force_changes_nothing(
    places: list[PuskesmasSimulasi], keys: set[str]
) -> None:
    day = date(2022, 8, 31)
    same = susun({key: BOOK.read(key, day, "35.12").value for key in keys}, BOOK)
    found = bandingkan(places, BOOK, same)
    assert found.tidak_dibandingkan == ()
    assert found.indeks_ulang == ()
    assert found.jumlah.tetap == found.jumlah.petugas > 0
    for group in (found.jumlah, *(each for some in groups(found) for each in some)):
        assert (group.selisih, group.naik, group.turun) == (0, 0, 0)
    assert found.jumlah.dipotong_sekarang == found.jumlah.dipotong_skenario
    assert [box.petugas for box in found.histogram if box.petugas] == [found.jumlah.petugas]


@given(country(), CHANGES)
def test_every_grouping_sums_to_the_whole(
    places: list[PuskesmasSimulasi], change: Skenario
) -> None:
    found = bandingkan(places, BOOK, change)
    whole = found.jumlah
    for some in groups(found):
        for name in ("petugas", "sekarang", "skenario", "naik", "turun"):
            assert sum(getattr(each, name) for each in some) == getattr(whole, name), name
    assert sum(box.petugas for box in found.histogram) == whole.petugas
    assert sum(each.bulan for each in found.puskesmas) == whole.bulan
    given_in = sum(len(each.bulan) for each in places)
    assert whole.bulan + len(found.tidak_dibandingkan) == given_in  # none is dropped
    assert whole.puskesmas == len(found.puskesmas)


@given(country(), CHANGES)
def test_today_is_what_was_frozen(places: list[PuskesmasSimulasi], change: Skenario) -> None:
    found = bandingkan(places, BOOK, change)
    lost = {(each.puskesmas, each.periode) for each in found.tidak_dibandingkan}
    paid = sum(
        sum(each.bruto or ())
        for where in places
        for each in where.bulan
        if (where.kunci, str(each.bulan.periode)) not in lost
    )
    assert found.jumlah.sekarang == paid


@pytest.mark.budget(5, "a hundred countries, each computed twice")
@given(country(), CHANGES, st.randoms(use_true_random=False))
def test_order_makes_no_difference(
    places: list[PuskesmasSimulasi], change: Skenario, random: Random
) -> None:
    mixed = []
    for each in places:
        bulan = list(each.bulan)
        random.shuffle(bulan)
        mixed.append(replace(each, bulan=tuple(bulan)))
    random.shuffle(mixed)
    assert bandingkan(mixed, BOOK, change) == bandingkan(iter(places), BOOK, change)


@given(year(), CHANGES)
def test_a_year_never_takes_more_than_its_ceiling(
    bulan: tuple[BulanSimulasi, ...], change: Skenario
) -> None:
    pagu = bulan[0].bulan.sisa_pagu_insentif
    found = bandingkan([place("satu", *bulan)], BOOK, change)
    assert found.jumlah.skenario <= pagu
    if found.jumlah.dipotong_skenario and not found.tidak_dibandingkan:
        # What is cut is cut because nothing is left but undivided parts.
        assert found.jumlah.skenario + found.jumlah.tidak_dibagi_skenario >= pagu


@settings(max_examples=60)
@given(year(), CHANGES)
def test_the_scenario_is_what_the_calculator_gives_month_by_month(
    bulan: tuple[BulanSimulasi, ...], change: Skenario
) -> None:
    """Against a slow walk over whole books: the ceiling from the year's beginning, no deltas."""
    other = terapkan(BOOK, change)
    left, total = bulan[0].bulan.sisa_pagu_insentif, 0
    keys = set(change.nilai)
    for each in bulan:
        changed = {
            key
            for key in keys
            if BOOK.read(key, each.bulan.periode.last_day, "35.12").value != change.nilai[key]
        }
        published = dict(each.bulan.indeks)
        if changed & {METODE, BATAS_SPM, KONTINU, NOL}:
            published.pop("kinerja_spm", None)
        if not published and all(p.target == 0 for p in each.bulan.pelayanan.values()):
            return  # cannot be computed; told apart in the test about that
        one = replace(each.bulan, sisa_pagu_insentif=left, indeks=published)
        hasil = compute_month(one, other)
        left -= hasil.dibagikan
        total += hasil.dibagikan
    assert bandingkan([place("satu", *bulan)], BOOK, change).jumlah.skenario == total


@given(months())
def test_twice_the_base_pays_nobody_less_unless_the_ceiling_cuts(bulan: Bulan) -> None:
    rate = BOOK.read(DASAR, bulan.periode.last_day, bulan.kabupaten).decimal
    double = susun({DASAR: rate * 2}, BOOK)
    free = replace(bulan, sisa_pagu_insentif=10**18)
    found = bandingkan([place("satu", frozen(free))], BOOK, double)
    assert found.jumlah.dipotong_skenario == 0
    assert found.jumlah.skenario >= found.jumlah.sekarang
    before = compute_month(free, BOOK)
    after = compute_month(free, terapkan(BOOK, double))
    # Each of the two parts is split in whole rupiah: its last rupiah may go to somebody else.
    for old, new in zip(before.baris(), after.baris(), strict=True):
        assert new.lapangan >= old.lapangan - 1
        assert new.manajemen >= old.manajemen - 1
        if old.bruto > 2:
            assert new.bruto > old.bruto - 2


@pytest.mark.budget(5, "a hundred countries")
@given(country(), CHANGES)
def test_nothing_that_went_in_is_touched(places: list[PuskesmasSimulasi], change: Skenario) -> None:
    before, rows, values = copy.deepcopy(
        [[(each.bulan.indeks, each.bruto, each.bulan.petugas) for each in p.bulan] for p in places]
    ), BOOK.rows, BOOK.values()  # fmt: skip
    kept = change.to_dict()
    bandingkan(places, BOOK, change)
    after = [
        [(each.bulan.indeks, each.bruto, each.bulan.petugas) for each in p.bulan] for p in places
    ]
    assert before == after
    assert (rows, values) == (BOOK.rows, BOOK.values())
    assert change.to_dict() == kept


@given(country(), CHANGES)
def test_a_comparison_survives_its_storage(
    places: list[PuskesmasSimulasi], change: Skenario
) -> None:
    found = bandingkan(places, BOOK, change)
    assert Perbandingan.from_dict(found.to_dict()) == found


@given(st.integers(-3_000_000, 3_000_000))
def test_every_difference_has_the_one_box_that_says_so(difference: int) -> None:
    boxes = bandingkan([], BOOK, TANPA_PERUBAHAN).histogram
    fitting = [
        number
        for number, box in enumerate(boxes)
        if (box.dari is None or box.dari <= difference)
        and (box.sampai is None or difference <= box.sampai)
    ]
    assert fitting == [kotak(difference) + len(boxes) // 2]
