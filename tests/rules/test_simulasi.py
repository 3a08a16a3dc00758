"""Both sides of a simulation: nothing changes by itself or is lost, the ceiling is carried."""

import copy
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from types import MappingProxyType
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.months import COUNT, MONEY, RATIO, SERVICES, month, months, officer, officers
from upaya.rules.insentif.comparison import BATAS_KOTAK, Kelompok, Perbandingan, kotak
from upaya.rules.insentif.compute import compute_month
from upaya.rules.insentif.month import Bulan
from upaya.rules.insentif.simulation import (
    BERLAKU_SURUT,
    BulanSimulasi,
    PuskesmasSimulasi,
    bandingkan,
)
from upaya.rules.loader import national_book
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

BOOK = national_book()
DASAR = "insentif_ukm.dasar"
TANPA_PERUBAHAN = Skenario()


def skenario(**nilai: RawValue) -> Skenario:
    keys = {"dasar": DASAR, "formula": FORMULA, "metode": METODE, "batas": BATAS_PENDUDUK}
    return susun({keys[name]: value for name, value in nilai.items()}, BOOK)


def frozen(bulan: Bulan, urutan: int = 1, diketahui: date | None = None) -> BulanSimulasi:
    """The month as it stands in the tables: with what its officers were to get."""
    hasil = compute_month(bulan, BOOK, known_on=diketahui)
    gross = tuple(map(sum, zip(hasil.lapangan, hasil.manajemen, strict=True)))
    return BulanSimulasi(bulan, diketahui, urutan, gross)


def place(nama: str, *bulan: BulanSimulasi) -> PuskesmasSimulasi:
    return PuskesmasSimulasi(nama, f"Puskesmas {nama}", bulan)


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


# ---------------------------------------------------------------- by hand
def test_two_officers_by_hand() -> None:
    """0,075 x 50 million x (1 + 0,33 + 0,17 + 0,20) = 6.375.000; with 0,1 it is 8.500.000."""
    people = (
        officer("a", frekuensi=10, orang_hari=0, jabatan_utama=("kepala_tu", "kepala_puskesmas")),
        officer("b", frekuensi=10, orang_hari=10, pendidikan="SLTA"),
    )
    bulan = month(people, indeks={"kinerja_spm": Decimal("0.33"), "beban_kerja": Decimal("0.20")})
    found = bandingkan([place("satu", frozen(bulan))], BOOK, skenario(dasar=Decimal("0.1")))
    whole = found.jumlah
    assert (whole.sekarang, whole.skenario, whole.selisih) == (6_375_000, 8_500_000, 2_125_000)
    assert (whole.bulan, whole.puskesmas, whole.petugas, whole.naik) == (1, 1, 2, 2)
    by_post = {each.kunci: each for each in found.jabatan}
    assert set(by_post) == {"kepala_puskesmas", "tanpa_jabatan"}
    # Bobot 9 and 3: three quarters of 85% go to the head, all of the 15% to the other.
    assert by_post["kepala_puskesmas"].skenario == 8_500_000 * 85 // 100 * 3 // 4
    assert [each.kunci for each in found.pendidikan] == ["S1", "SLTA"]
    assert [each.kunci for each in found.bobot] == ["3", "9"]
    boxes = {box.kata: box.petugas for box in found.histogram if box.petugas}
    assert boxes == {"Naik lebih dari Rp1.000.000": 1, "Naik Rp500.001 sampai Rp1.000.000": 1}


def test_an_officer_counts_once_with_all_months_and_the_newest_post() -> None:
    first = month((officer("a"),), periode=Period(2022, 8))
    second = month((officer("a", jabatan_utama=("bendahara",)),), periode=Period(2022, 9))
    found = bandingkan([place("satu", frozen(second, 2), frozen(first, 1))], BOOK, TANPA_PERUBAHAN)
    assert (found.jumlah.petugas, found.jumlah.bulan) == (1, 2)
    assert [each.kunci for each in found.jabatan] == ["bendahara"]


def test_the_ceiling_is_carried_through_the_year_under_the_scenario() -> None:
    """September was submitted first: it took first, then August got the rest."""
    small: dict[str, Any] = {"bok_diserap": 50_000_000, "indeks": {"kinerja_spm": Decimal("0.33")}}
    september = month(periode=Period(2022, 9), sisa_pagu_insentif=10_000_000, **small)
    took = compute_month(september, BOOK).dibagikan
    august = month(periode=Period(2022, 8), sisa_pagu_insentif=10_000_000 - took, **small)
    rest = compute_month(august, BOOK)
    assert rest.dipotong_pagu > 0
    where = place("satu", frozen(august, 2), frozen(september, 1))

    less = bandingkan([where], BOOK, skenario(dasar=Decimal("0.0375")))
    # Half of September leaves room, and half of August is no longer cut.
    assert less.jumlah.dipotong_skenario == 0
    assert less.jumlah.skenario == 2 * (took // 2)

    more = bandingkan([where], BOOK, skenario(dasar=Decimal("0.15")))
    assert more.jumlah.skenario == 10_000_000
    assert more.jumlah.bulan_dipotong_skenario == 2
    assert (more.jumlah.naik, more.jumlah.turun) == (0, 0)


def test_another_year_has_its_own_ceiling() -> None:
    this = frozen(month(periode=Period(2022, 12)), 1)
    next_year = frozen(month(periode=Period(2023, 1), sisa_pagu_insentif=1_000), 2)
    found = bandingkan([place("satu", this, next_year)], BOOK, skenario(dasar=Decimal(0)))
    assert found.jumlah.skenario == 0
    none_left = bandingkan([place("satu", this, next_year)], BOOK, skenario(formula="jumlah"))
    assert none_left.jumlah.bulan_dipotong_skenario == 1


def test_a_changed_method_computes_the_index_from_the_months_own_data() -> None:
    """All targets are reached, yet 0,07 was published: only the other method looks at the data."""
    bulan = month(indeks={"kinerja_spm": Decimal("0.07")})
    untouched = bandingkan([place("satu", frozen(bulan))], BOOK, skenario(dasar=Decimal("0.075")))
    assert untouched.jumlah.selisih == 0
    found = bandingkan([place("satu", frozen(bulan))], BOOK, skenario(metode="kontinu"))
    full = compute_month(replace(bulan, indeks={}), BOOK).dibagikan
    assert found.jumlah.skenario == full  # 0,33 x 1 is the highest band's index too
    (again,) = found.indeks_ulang
    assert (again.nama, again.bulan, again.berbeda) == ("kinerja_spm", 1, 1)


def test_changed_bands_compute_the_workload_from_the_population() -> None:
    bulan = month(penduduk=30_000, indeks={"beban_kerja": Decimal("0.20")})
    found = bandingkan([place("satu", frozen(bulan))], BOOK, skenario(batas=(1, 2, 3, 30_000)))
    top = compute_month(replace(bulan, indeks={"beban_kerja": Decimal("0.33")}), BOOK)
    assert found.jumlah.skenario == top.dibagikan
    (again,) = found.indeks_ulang
    assert (again.nama, again.bulan, again.berbeda) == ("beban_kerja", 1, 0)


def test_a_month_that_cannot_be_computed_is_reported_and_counts_on_neither_side() -> None:
    nothing = {name: type(p)(0, 0) for name, p in month().pelayanan.items()}
    empty = month(
        periode=Period(2022, 9), pelayanan=nothing, indeks={"kinerja_spm": Decimal("0.2")}
    )
    whole = frozen(month())
    found = bandingkan([place("satu", whole, frozen(empty, 2))], BOOK, skenario(metode="kontinu"))
    (lost,) = found.tidak_dibandingkan
    assert (lost.nama, lost.periode) == ("Puskesmas satu", "2022-09")
    assert "semua target nol" in lost.alasan
    assert found.jumlah.bulan == 1
    assert found.jumlah.sekarang == sum(whole.bruto or ())


def test_a_month_before_any_rule_is_reported() -> None:
    early = BulanSimulasi(month(periode=Period(2021, 1)), None, 1)
    found = bandingkan([place("satu", early)], BOOK, TANPA_PERUBAHAN)
    assert found.jumlah.bulan == found.jumlah.puskesmas == 0
    assert found.puskesmas == ()
    assert "Tidak ada aturan" in found.tidak_dibandingkan[0].alasan


def test_a_frozen_month_that_today_gives_another_result_is_reported() -> None:
    bulan = frozen(month())
    assert bulan.bruto is not None
    changed = replace(bulan, bruto=(bulan.bruto[0] + 1, *bulan.bruto[1:]))
    found = bandingkan([place("satu", changed)], BOOK, TANPA_PERUBAHAN)
    assert [each.alasan for each in found.tidak_dibandingkan] == [BERLAKU_SURUT]


def test_the_pagu_of_one_puskesmas_may_change() -> None:
    tight = month(sisa_pagu_insentif=1_000_000)
    bulan = replace(frozen(tight), pagu=1_000_000)
    more = susun({"insentif_ukm.pagu.sumbermalang": 3_000_000}, BOOK)
    found = bandingkan([place("satu", bulan)], BOOK, more)
    assert (found.jumlah.sekarang, found.jumlah.skenario) == (1_000_000, 3_000_000)
    elsewhere = susun({"insentif_ukm.pagu.panji": 3_000_000}, BOOK)
    assert bandingkan([place("satu", bulan)], BOOK, elsewhere).jumlah.selisih == 0
    unknown = bandingkan([place("satu", frozen(tight))], BOOK, more)
    assert "tidak diketahui" in unknown.tidak_dibandingkan[0].alasan


def test_an_invented_month_without_frozen_amounts_is_computed() -> None:
    found = bandingkan([place("satu", BulanSimulasi(month(), None, 1))], BOOK, TANPA_PERUBAHAN)
    assert found.jumlah.sekarang == compute_month(month(), BOOK).dibagikan


class Watched(PuskesmasSimulasi):
    """A puskesmas that can be looked at weakly."""


def test_what_was_counted_is_let_go() -> None:
    """A nation does not have to fit in memory: only the sums stay."""
    gone: list[bool] = []

    def stream() -> Iterator[PuskesmasSimulasi]:
        seen = []
        for number in range(4):
            made = Watched(str(number), "", (frozen(month()),))
            seen.append(weakref.ref(made))
            yield made
            del made
            gone.append(all(each() is None for each in seen[:-1]))

    assert bandingkan(stream(), BOOK, TANPA_PERUBAHAN).jumlah.puskesmas == 4
    assert gone == [True] * 4


@pytest.mark.parametrize("bound", BATAS_KOTAK)
def test_a_bound_belongs_to_the_box_below_it(bound: int) -> None:
    assert kotak(bound) + 1 == kotak(bound + 1)
    assert kotak(-bound) - 1 == kotak(-bound - 1)
