"""Digits of an address or a hidden field, and the letters and digits of a ticket or a card."""

from __future__ import annotations

import re

LARGEST = 2**63 - 1
"""What a key can be: the database keeps 64 bits."""
_LONGEST = len(str(LARGEST))


def number_in(text: str, most: int = LARGEST) -> int | None:
    """The number that ASCII digits say, from 0 to `most`; None for everything else.

    How many digits there are is asked first: Python reads no thousands of them, and zeros in front
    of a number hide how large it is. What people type is read by `rules.numbers`.
    """
    if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST):
        return None
    found = int(text)
    return found if found <= most else None


def signs_in(text: str) -> str:
    """The letters and digits of a ticket or a card, however people wrote it: capitals of ASCII."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())
