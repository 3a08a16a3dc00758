"""A figure of many districts: what may not be told is a blank and never a nought."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import pytest

from upaya.core import nasional
from upaya.core.nasional import AngkaDaerah, Jawaban, Sebulan

FIRST, LAST = date(2022, 1, 1), date(2022, 12, 31)
CELLS = (
    Sebulan("A", 1, 90, 9), Sebulan("A", 2, 10, 4), Sebulan("B", 1, 3, 3),
    Sebulan("D", 1, 0, 0), Sebulan("E", 1, 7, None),
)  # fmt: skip


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Jawaban:
    """A has a large and a small month, B a small one, C none, D nobody, E no people at all."""

    def counted(_codes: Collection[str], _first: date, _last: date) -> tuple[Sebulan, ...]:
        return CELLS

    class Declared:
        def load(self, _name: str) -> tuple[AngkaDaerah, ...]:
            return (AngkaDaerah(kode="x", judul="X", definisi="X.", kind="angka", hitung=counted),)

    monkeypatch.setattr(nasional, "registry", Declared)
    return nasional.jawaban("ABCDE", FIRST, LAST, 5)[0]


@pytest.mark.parametrize(
    ("codes", "told"),
    [("A", 90), ("B", None), ("C", 0), ("D", 0), ("AB", 90), ("BC", None), ("BD", None), ("CD", 0),
     ("ABCDE", 97), ("", 0)],
)  # fmt: skip
def test_a_sum_of_nothing_but_what_may_not_be_told_is_not_told(
    codes: str, told: int | None, answer: Jawaban
) -> None:
    assert answer.jumlah(codes) == told
