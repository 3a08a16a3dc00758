"""A what-if says of every family what the full score says; boards count what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upaya.rules.supermiskol.andai import (
    MENJADI_LAYAK,
    MENJADI_TIDAK,
    TANPA_SKOR,
    TETAP_LAYAK,
    Keluarga,
    Penghitung,
    andaikan,
)
from upaya.rules.supermiskol.contoh import contoh
from upaya.rules.supermiskol.skema import DI_ATAS, DI_BAWAH, Indikator, Skema
from upaya.rules.supermiskol.skor import JawabanError, hitung
from upaya.rules.supermiskol.ukuran import RENTANG, persentil, samarkan, sebaran

SAMPLES = {name: one.versi[-1].skema for name, one in contoh().items()}
_RATE = st.fractions(min_value=-5, max_value=5, max_denominator=60)


def answer_of(one: Indikator) -> st.SearchStrategy[Any]:
    held = one.bilangan
    if held is None:
        return st.sampled_from([*one.pilihan, None, "tidak-dikenal"])
    return st.one_of(st.none(), st.integers(held.paling_sedikit - 2, held.paling_banyak + 2))


def answers_of(skema: Skema) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({one.kode: answer_of(one) for one in skema.dihitung})


@st.composite
def schemes(draw: st.DrawFn) -> Skema:
    rows = tuple(
        Indikator(f"i{n}", f"I {n}", draw(_RATE), {str(o): draw(_RATE) for o in range(3)})
        for n in range(draw(st.integers(1, 4)))
    )
    divisor = draw(_RATE.filter(bool))
    return Skema(
        "k", "K", "rerata_berbobot", rows, divisor, "tetap", draw(_RATE),
        draw(st.sampled_from([DI_BAWAH, DI_ATAS])), draw(st.booleans()), draw(_RATE),
    )  # fmt: skip


def same(skema: Skema, jawaban: Mapping[str, Any]) -> None:
    try:
        full = hitung(skema, jawaban).layak
    except JawabanError:
        full = None
    assert Penghitung(skema).layak(jawaban) is full


@settings(max_examples=30)
@given(st.data())
def test_every_shipped_shape_as_the_full_score(data: st.DataObject) -> None:
    skema = data.draw(st.sampled_from(sorted(SAMPLES.items())))[1]
    same(skema, data.draw(answers_of(skema)))


@settings(max_examples=40)
@given(st.data())
def test_any_weights_divisors_and_thresholds_as_the_full_score(data: st.DataObject) -> None:
    skema = data.draw(schemes())
    jawaban = data.draw(answers_of(skema))
    same(skema, jawaban)
    # Exactly on the threshold, where a rounding would tell.
    full = hitung(skema, {one.kode: "0" for one in skema.dihitung})
    assert full.skor is not None
    same(replace(skema, ambang=full.skor), {one.kode: "0" for one in skema.dihitung})


def test_who_changes_sides_is_counted_by_place_and_named() -> None:
    rows = (Indikator("a", "A", Fraction(1), {"x": Fraction(1), "y": Fraction(3)}),)
    old = Skema("k", "K", "jumlah", rows, Fraction(1), "tetap", Fraction(2), DI_BAWAH, ketat=True)
    new = Skema("k", "K", "jumlah", rows, Fraction(1), "tetap", Fraction(4), DI_BAWAH, ketat=True)
    families = [
        Keluarga("Glagah", 1, {"a": "x", "dicabut": "z"}, "SM-1"),
        Keluarga("Glagah", 1, {"a": "y"}, "SM-2"),
        Keluarga("Licin", 1, {"a": "y"}, "SM-3"),
        Keluarga("Licin", 1, {"b": "y"}, "SM-4"),
    ]
    found = andaikan(families, {1: Penghitung(old)}, Penghitung(new), contoh=1)
    assert dict(found.sisi) == {TETAP_LAYAK: 1, MENJADI_LAYAK: 2, TANPA_SKOR: 1}
    assert found.tempat["Licin"] == {MENJADI_LAYAK: 1, TANPA_SKOR: 1}
    assert found.berpindah == {MENJADI_LAYAK: ["SM-2"], MENJADI_TIDAK: []}
    assert found.kurang == {"a": 1}
    back = andaikan(families, {1: Penghitung(new)}, Penghitung(old))
    assert back.berpindah[MENJADI_TIDAK] == ["SM-2", "SM-3"]


@pytest.mark.parametrize(
    ("values", "part", "wanted"),
    [([], 50, None), ([7], 90, 7), ([4, 1, 3, 2], 50, 2), (list(range(1, 11)), 90, 9)],
)
def test_nearest_rank(values: list[int], part: int, wanted: int | None) -> None:
    assert persentil(values, part) == wanted


def test_scores_against_the_threshold() -> None:
    limit = Fraction(2107, 1000)
    counts = {range_.kata: n for range_, n in sebaran([(limit, limit), (limit / 2, limit)])}
    assert counts["100 sampai 110%"] == 1
    assert counts["50 sampai 75%"] == 1
    assert sum(counts.values()) == 2
    assert len(RENTANG) == 7


def test_a_small_number_is_not_told_by_its_total() -> None:
    shown = samarkan([[12, 3], [20, 9], [0, 30]], 5)
    # 3 is hidden; its column's next smallest too, and in each of their rows another.
    assert shown == [[None, None], [None, None], [0, 30]]
    assert samarkan([[0, 8]], 5) == [[0, 8]]


@given(st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=1, max_size=6))
def test_no_small_number_is_left_and_none_can_be_subtracted(rows: list[list[int]]) -> None:
    shown = samarkan(rows, 5)
    for line in [*zip(shown, rows, strict=True)]:
        assert all(cell is None or cell == 0 or cell >= 5 for cell in line[0])
    for column in range(3):
        hidden = [row[column] for row in shown].count(None)
        positive = sum(1 for row in rows if row[column])
        assert hidden != 1 or positive == 1
