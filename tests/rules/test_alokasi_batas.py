"""An allocation within bounds: parts always add up, stay within, and change nothing without any."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upaya.rules.bok.alokasi import BERLAWANAN, SEARAH, Kriteria, Penerima, Permintaan, allocate
from upaya.rules.bok.alokasi_batas import (
    LANTAI,
    NAIK,
    TURUN,
    Ruang,
    RuangError,
    apportion_within,
    ruang,
)
from upaya.rules.bok.kriteria import bobot_kriteria, pita_kriteria
from upaya.rules.loader import national_book
from upaya.rules.money import apportion

BOOK = national_book()


@st.composite
def splits(draw: st.DrawFn) -> tuple[int, list[Fraction], list[Ruang]]:
    """A pool that fits its rooms, weights (some zero, one not)."""
    many = draw(st.integers(1, 6))
    weights = [Fraction(draw(st.integers(0, 50)), draw(st.integers(1, 9))) for _ in range(many)]
    weights[0] += 1
    rooms = []
    for _ in range(many):
        low = draw(st.integers(0, 1000))
        rooms.append(Ruang(low, draw(st.none() | st.integers(low, low + 2000))))
    low = sum(room.bawah for room in rooms)
    moving = [room for room, weight in zip(rooms, weights, strict=True) if weight]
    still = sum(room.bawah for room, weight in zip(rooms, weights, strict=True) if not weight)
    tops = [room.atas for room in moving if room.atas is not None]
    most = still + sum(tops) if len(tops) == len(moving) else low + 10_000
    return draw(st.integers(low, most)), weights, rooms


@given(splits())
def test_parts_add_up_and_every_one_is_within_its_room(
    given_: tuple[int, list[Fraction], list[Ruang]],
) -> None:
    pool, weights, rooms = given_
    ties = [(-w, n) for n, w in enumerate(weights)]
    split = apportion_within(pool, weights, rooms, ties)
    parts = split.parts
    assert sum(parts) == pool
    for part, room in zip(parts, rooms, strict=True):
        assert room.bawah <= part
        assert room.atas is None or part <= room.atas
    for part, held, weight in zip(parts, split.held, weights, strict=True):
        if not held and weight:  # whom nothing holds gets the floor or the ceiling of one rate
            assert abs(part - (split.rate or 0) * weight) < 1
    # Who has the same room and the larger weight never gets less.
    for n, (weight, room) in enumerate(zip(weights, rooms, strict=True)):
        for m, other in enumerate(weights):
            if room == rooms[m] and weight > other:
                assert parts[n] >= parts[m]


@given(splits())
def test_without_bounds_it_is_the_split_by_the_largest_remainder(
    given_: tuple[int, list[Fraction], list[Ruang]],
) -> None:
    pool, weights, _ = given_
    ties = [(-w, n) for n, w in enumerate(weights)]
    free = [Ruang()] * len(weights)
    split = apportion_within(pool, weights, free, ties)
    assert list(split.parts) == apportion(pool, weights, ties)
    assert set(split.held) == {""}


@pytest.mark.parametrize(
    ("pool", "rooms", "said"),
    [
        (9, [Ruang(5), Ruang(5)], "melebihi yang dibagi 9"),
        (21, [Ruang(0, 10), Ruang(0, 10)], "kurang dari 21"),
    ],
    ids=["terlalu sedikit", "terlalu banyak"],
)
def test_bounds_that_leave_no_way_are_refused(pool: int, rooms: list[Ruang], said: str) -> None:
    with pytest.raises(RuangError, match=said):
        apportion_within(pool, [Fraction(1), Fraction(1)], rooms, [0, 1])


def test_the_room_around_last_year_is_rounded_inwards() -> None:
    assert ruang(None, Fraction(1, 10), 99) == Ruang(90, 108)
    assert ruang(95, Fraction(1, 10), 99) == Ruang(95, 108)
    assert ruang(None, Fraction(1, 10), None) == Ruang()
    assert ruang(None, None, 99) == Ruang()


def _asked(**more: object) -> Permintaan:
    rows = tuple(
        Penerima(name, {"penduduk": Fraction(people)}, 0, last)
        for name, people, last in (("a", 60, 500), ("b", 30, 500), ("c", 10, 100))
    )
    kinds = (Kriteria("penduduk", Fraction(1)),)
    return Permintaan(1000, "35.12", 2022, kinds, rows, **more)  # type: ignore[arg-type]


def test_who_is_held_says_by_what_and_the_others_share_the_rest_in_proportion() -> None:
    plain = allocate(_asked(), BOOK)
    assert [row.total for row in plain.baris] == [600, 300, 100]
    assert {row.penahan for row in plain.baris} == {""}
    floor = allocate(_asked(lantai=250), BOOK)
    assert [(row.total, row.penahan) for row in floor.baris] == [
        (500, ""), (250, LANTAI), (250, LANTAI)]  # fmt: skip
    change = allocate(_asked(perubahan=Fraction(1, 10)), BOOK)
    assert [(row.total, row.penahan) for row in change.baris] == [
        (460, ""), (450, TURUN), (90, TURUN)]  # fmt: skip
    rising = allocate(_asked(perubahan=Fraction(1, 10), lantai=100), BOOK)
    assert [(row.total, row.penahan) for row in rising.baris][2] == (100, LANTAI)
    one = Permintaan(1000, "35.12", 2022, (Kriteria("penduduk", Fraction(1)),), (
        Penerima("a", {"penduduk": Fraction(9)}, 0, 500),
        Penerima("b", {"penduduk": Fraction(1)}, 0, None)), perubahan=Fraction(1, 10))  # fmt: skip
    assert [(row.total, row.penahan) for row in allocate(one, BOOK).baris] == [
        (550, NAIK), (450, "")]  # fmt: skip


def test_decrees_are_read_as_they_are_written() -> None:
    read = bobot_kriteria("penduduk=30; tenaga=12.5 berlawanan; luas=0")
    assert [(one.kode, one.bobot, one.arah) for one in read] == [
        ("penduduk", 30, SEARAH),
        ("tenaga", Fraction("12.5"), BERLAWANAN),
    ]
    bands = pita_kriteria("geografi: dataran=1, kepulauan=4; transportasi: roda dua=2")
    assert bands["geografi"]["kepulauan"] == 4
    assert bands["transportasi"] == {"roda dua": 2}


@pytest.mark.parametrize(
    "text",
    ["", "penduduk", "penduduk=0", "cuaca=3", "penduduk=3; penduduk=4", "penduduk=3 naik"],
)
def test_other_words_are_no_decree_of_weights(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        bobot_kriteria(text)


@pytest.mark.parametrize("text", ["", "geografi", "geografi: ", "geografi: a=0", "cuaca: a=1"])
def test_other_words_are_no_decree_of_bands(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        pita_kriteria(text)
