"""Which visits are repeated is chance that can be proven; agreement counts what both answered."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from upaya.rules.supermiskol.ulangan import NOL, Sepakat, ditarik, sepakat

SHARE = Decimal("0.05")


def test_about_five_of_a_hundred_are_drawn_and_the_same_seed_finds_the_same() -> None:
    many = [str(UUID(int=n)) for n in range(20_000)]
    first = [one for one in many if ditarik("benih", one, SHARE)]
    assert 900 < len(first) < 1_100
    assert first == [one for one in many if ditarik("benih", one, SHARE)]
    other = [one for one in many if ditarik("lain", one, SHARE)]
    assert len(set(first) & set(other)) < 100
    assert not any(ditarik("benih", one, Decimal(0)) for one in many[:500])
    assert all(ditarik("benih", one, Decimal(1)) for one in many[:500])


def test_agreement_counts_what_both_answered() -> None:
    found = sepakat({"a": "1", "b": "2", "c": "1"}, {"a": "1", "b": "3", "d": "1"}, "abcd")
    assert found == {"a": Sepakat(1, 1), "b": Sepakat(0, 1)}
    assert sum(found.values(), NOL) == Sepakat(1, 2)
    assert [Sepakat(1, 3).persen, Sepakat(2, 3).persen, Sepakat(1, 200).persen] == [33, 67, 1]
    assert NOL.persen == 0
