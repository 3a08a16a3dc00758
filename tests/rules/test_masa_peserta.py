"""Two memberships of one person become one that covers the same days, and no first day moves."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from upaya.rules.jamkesda.masa import Masa, Ubah, gabung

FIRST = date(2022, 1, 1)
HORIZON = 60


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def terms(marks: list[int], start: int, *, open_end: bool) -> list[Masa]:
    """Spans between every two marks: sorted, apart, perhaps the last without an end."""
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    made = [Masa(start + at, day(a), day(b)) for at, (a, b) in enumerate(pairs)]
    if made and open_end:
        made[-1] = Masa(made[-1].pk, made[-1].mulai, None)
    return made


marks = st.lists(st.integers(0, HORIZON - 1), max_size=8, unique=True).map(sorted)


def covered(rows: list[Masa]) -> list[int]:
    """How many terms cover each day, with one beyond the horizon for those without an end."""
    days = [day(n) for n in range(HORIZON + 1)]
    return [sum(one.mulai <= at <= one.akhir for one in rows) for at in days]


@given(marks, marks, st.booleans(), st.booleans())
def test_what_either_covered_is_covered_once(
    a: list[int],
    b: list[int],
    a_open: bool,  # noqa: FBT001 - drawn
    b_open: bool,  # noqa: FBT001 - drawn
) -> None:
    own, other = terms(a, 100, open_end=a_open), terms(b, 200, open_end=b_open)
    changes = {one.pk: one for one in gabung(own, other)}
    left = [
        Masa(one.pk, one.mulai, changes[one.pk].sampai if one.pk in changes else one.sampai)
        for one in [*own, *other]
        if one.pk < 200 or (one.pk in changes and changes[one.pk].pindah)
    ]
    before = [bool(x or y) for x, y in zip(covered(own), covered(other), strict=True)]
    assert covered(left) == [int(said) for said in before]
    assert len({one.mulai for one in left}) == len(left)
    assert sum(one.sampai is None for one in left) <= 1


def test_a_term_moves_into_the_gap_or_the_one_before_it_runs_on() -> None:
    own = [Masa(1, day(10), day(19)), Masa(2, day(40), None)]
    assert gabung(own, [Masa(9, day(0), day(14))]) == [Ubah(9, pindah=True, sampai=day(9))]
    assert gabung(own, [Masa(9, day(15), None)]) == [Ubah(1, pindah=False, sampai=day(39))]
    assert gabung(own, [Masa(9, day(12), day(18))]) == []
