"""Allocation of BOK (Pasal 5 ayat (8)): exact, complete, the same for the same facts."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upaya.rules.bok.alokasi import (
    ARAH,
    AlokasiError,
    Kriteria,
    Penerima,
    Permintaan,
    allocate,
)
from upaya.rules.errors import TidakDiatur
from upaya.rules.loader import national_book
from upaya.rules.money import apportion

BOOK = national_book()


def asked(
    values: dict[str, tuple[int, ...]],
    *,
    total: int = 100_000_000,
    desa: dict[str, int] | None = None,
    bobot: tuple[int, ...] = (1,),
    arah: tuple[str, ...] = ("searah",),
    per_desa: int | None = None,
    tahun: int = 2022,
) -> Permintaan:
    names = [f"k{number}" for number in range(len(bobot))]
    kinds = zip(names, bobot, arah, strict=True)
    return Permintaan(
        total,
        "35.12",
        tahun,
        tuple(Kriteria(name, Fraction(weight), way) for name, weight, way in kinds),
        tuple(
            Penerima(
                key,
                {name: Fraction(value) for name, value in zip(names, row, strict=True)},
                (desa or {}).get(key, 0),
            )
            for key, row in values.items()
        ),
        per_desa,
    )


def rows(request: Permintaan) -> dict[str, tuple[int, int, int]]:
    found = allocate(request, BOOK)
    return {row.id: (row.proporsional, row.stbm, row.total) for row in found.baris}


# ------------------------------------------------------------------ by hand
def test_stbm_comes_off_the_top_and_back() -> None:
    """100 million, three villages of 7,5 million: 77,5 million shared one to three."""
    found = rows(asked({"a": (1,), "b": (3,)}, desa={"a": 1, "b": 2}))
    assert found == {
        "a": (19_375_000, 7_500_000, 26_875_000),
        "b": (58_125_000, 15_000_000, 73_125_000),
    }


def test_two_criteria_and_one_that_runs_the_other_way() -> None:
    """k0: 1/4 and 3/4; k1 reversed: 1/2 and 1/6, so 3/4 and 1/4; equal weights: a half each."""
    request = asked(
        {"a": (1, 2), "b": (3, 6)}, total=1_000, bobot=(1, 1), arah=("searah", "berlawanan")
    )
    assert rows(request) == {"a": (500, 0, 500), "b": (500, 0, 500)}


def test_nothing_is_the_neediest_where_less_means_more() -> None:
    found = allocate(
        asked({"a": (0,), "b": (4,), "c": (2,)}, total=500, arah=("berlawanan",)), BOOK
    )
    assert [row.bagian for row in found.baris] == [Fraction(2, 5), Fraction(1, 5), Fraction(2, 5)]
    assert [value.origin for value in found.aturan] == ["asumsi"]


def test_the_last_rupiah_goes_to_the_larger_share_then_to_the_smaller_id() -> None:
    assert rows(asked({"b": (1,), "a": (1,)}, total=1)) == {"b": (0, 0, 0), "a": (1, 0, 1)}
    tied = rows(asked({"kecil": (1,), "besar": (3,)}, total=2))
    assert tied == {"kecil": (0, 0, 0), "besar": (2, 0, 2)}


def test_an_amount_of_ones_own_replaces_the_rule_also_zero() -> None:
    found = allocate(asked({"a": (1,)}, total=10, desa={"a": 3}, per_desa=0), BOOK)
    assert (found.stbm_per_desa, found.aturan) == (0, ())


def test_a_year_without_a_rule_asks_for_the_amount() -> None:
    with pytest.raises(TidakDiatur):
        allocate(asked({"a": (1,)}, desa={"a": 1}, tahun=2031), BOOK)
    assert allocate(asked({"a": (1,)}, tahun=2031), BOOK).baris[0].total == 100_000_000


# ------------------------------------------------------------------ refused
@pytest.mark.parametrize(
    ("request_", "place"),
    [
        (asked({"a": (1,)}, total=7_499_999, desa={"a": 1}), "total"),
        (asked({"a": (1,)}, bobot=(0,)), "kriteria"),
        (asked({"a": (0,), "b": (0,)}), "kriteria[0]"),
        (asked({"a": (0,)}, arah=("berlawanan",)), "kriteria[0]"),
    ],
)
def test_what_cannot_be_shared_is_said(request_: Permintaan, place: str) -> None:
    with pytest.raises(AlokasiError) as refused:
        allocate(request_, BOOK)
    assert [fault.letak for fault in refused.value.faults] == [place]


# ------------------------------------------------------------------ always
@st.composite
def requests(draw: st.DrawFn) -> Permintaan:
    kinds = draw(st.integers(1, 4))
    number = st.just(0) | st.integers(0, 10**9)
    ids = draw(
        st.lists(st.text("abc", min_size=1, max_size=4), min_size=1, max_size=6, unique=True)
    )
    values = {key: tuple(draw(number) for _ in range(kinds)) for key in ids}
    values[ids[0]] = tuple(draw(st.integers(1, 10**9)) for _ in range(kinds))
    bobot = (draw(st.integers(1, 100)), *(draw(st.integers(0, 100)) for _ in range(kinds - 1)))
    arah = tuple(draw(st.sampled_from(ARAH)) for _ in range(kinds))
    desa = {key: draw(st.integers(0, 3)) for key in ids}
    total = sum(desa.values()) * 7_500_000 + draw(st.integers(0, 10**14))
    return asked(values, total=total, desa=desa, bobot=bobot, arah=arah)


@given(requests())
def test_every_rupiah_is_given_and_none_twice(request_: Permintaan) -> None:
    found = allocate(request_, BOOK)
    assert sum(row.total for row in found.baris) == request_.total
    assert all(row.proporsional >= 0 and row.stbm >= 0 for row in found.baris)
    assert all(sum(column) == 1 for column in found.bagian.values())
    assert sum(row.bagian for row in found.baris) == 1


@given(requests())
def test_nobody_is_a_rupiah_away_from_the_exact_share(request_: Permintaan) -> None:
    found = allocate(request_, BOOK)
    rest = request_.total - sum(row.stbm for row in found.baris)
    assert all(abs(row.proporsional - rest * row.bagian) < 1 for row in found.baris)
    shares = [row.bagian for row in found.baris]
    ties = [(-row.bagian, row.id) for row in found.baris]
    assert [row.proporsional for row in found.baris] == apportion(rest, shares, ties)


@given(requests(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_the_scale_of_weights_change_nothing(
    request_: Permintaan, dice: object
) -> None:
    mixed = list(request_.puskesmas)
    dice.shuffle(mixed)  # type: ignore[attr-defined] # hypothesis' random
    scaled = tuple(replace(one, bobot=one.bobot * 3) for one in request_.kriteria)
    assert rows(replace(request_, puskesmas=tuple(mixed), kriteria=scaled)) == rows(request_)
