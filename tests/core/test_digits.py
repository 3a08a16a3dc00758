"""Digits that an address or a hidden field carries: read as they stand, or not at all."""

import pytest

from upaya.core.digits import LARGEST, number_in, signs_in


@pytest.mark.parametrize(
    ("text", "found"),
    [("0", 0), ("007", 7), ("12", 12), (str(LARGEST), LARGEST), (str(LARGEST + 1), None),
     ("", None), ("-1", None), ("1.0", None), (" 1", None), ("²", None), ("٣", None),
     ("0" * 20, None), ("9" * 5_000, None)],
)  # fmt: skip
def test_a_number_is_ascii_digits_and_fits_a_key(text: str, found: int | None) -> None:
    assert number_in(text) == found


def test_a_number_above_the_most_is_none() -> None:
    assert (number_in("500", 500), number_in("501", 500)) == (500, None)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("sm-2222 222a", "SM2222222A"),
        ("é", ""),
        ("JK٢٢", "JK"),
        (" ad\N{EN DASH}7\n8 ", "AD78"),
        ("", ""),
    ],
)
def test_a_ticket_is_read_however_it_was_written(typed: str, read: str) -> None:
    assert signs_in(typed) == read
