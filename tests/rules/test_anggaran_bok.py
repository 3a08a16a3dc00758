"""Murni, Perubahan, Realisasi, Sisa: nothing is lost, whatever order it comes in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from upaya.rules.bok.anggaran import Anggaran, jumlah, silpa, susun, terlampaui

AMOUNTS = st.dictionaries(st.integers(1, 12), st.integers(0, 10**12))


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_the_figures_add_up_to_what_went_in(
    murni: dict[int, int], perubahan: dict[int, int], realisasi: dict[int, int]
) -> None:
    found = susun(murni, perubahan, realisasi)
    total = jumlah(found.values())
    assert (total.murni, total.perubahan, total.realisasi) == (
        sum(murni.values()),
        sum(perubahan.values()),
        sum(realisasi.values()),
    )
    assert total.sisa == sum(one.sisa for one in found.values())
    assert list(found)[: len(perubahan)] == list(perubahan)


@given(AMOUNTS, AMOUNTS)
def test_the_order_of_what_is_spent_does_not_matter(
    plan: dict[int, int], spent: dict[int, int]
) -> None:
    turned = dict(reversed(spent.items()))
    assert susun(plan, plan, spent) == susun(plan, plan, turned)


def test_what_was_spent_cannot_be_planned_away() -> None:
    assert terlampaui("Posyandu", 500, 500) == ""
    assert "Rp501" in terlampaui("Posyandu", 500, 501)
    assert Anggaran(1, 5, 3).sisa == 2


def test_what_a_year_leaves() -> None:
    assert silpa(900, 100, 700) == 300
    assert silpa(900, 0, 901) == 0
