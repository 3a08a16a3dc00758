"""No hidden count can be worked out, not even by somebody who knows how they are hidden."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import pytest

from upaya.rules.statistik import Terbuka, terbuka


@pytest.mark.budget(20, "every table of up to four counts, twice")
@pytest.mark.parametrize(("batas", "banyak", "teratas"), [(3, 3, 16), (5, 3, 16), (3, 4, 10)])
def test_more_than_one_number_fits_each_hidden_count(batas: int, banyak: int, teratas: int) -> None:
    same: dict[Terbuka, list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(teratas), repeat=banyak):
        same[terbuka(counts, batas)].append(counts)
    hidden = 0
    for told, tables in same.items():
        if max(map(max, tables)) >= teratas - 1:
            continue  # more tables than were looked at say the same
        for at, count in enumerate(told.sel):
            if count is None:
                hidden += 1
                assert len({table[at] for table in tables}) > 1, (told, tables)
    assert hidden > banyak * batas


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((12, 7, 0), Terbuka(19, (12, 7, 0))),
        ((12, 7, 2), Terbuka(21, (None, 7, None))),  # alone it is 21 - 19
        ((1, 2, 0), Terbuka(None, (None, None, None))),
        ((0, 0, 0), Terbuka(0, (0, 0, 0))),
        ((3,), Terbuka(None, (None,))),
        ((), Terbuka(0, ())),
    ],
)
def test_small_counts_and_what_would_give_them_away(counts: tuple[int, ...], told: Terbuka) -> None:
    assert terbuka(counts, 5) == told
    assert all(not 0 < count < 5 for count in told.sel if count is not None)
