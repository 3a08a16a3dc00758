"""What a guest's browser works for before a comment is taken."""

from __future__ import annotations

from upaya.core import clock
from upaya.core.tantangan import Tantangan
from upaya.rules.loader import national_book

_HOUR = 60 * 60


def today() -> Tantangan:
    """As the rules of the day ask for it."""
    book, day = national_book(), clock.today()
    return Tantangan(
        "komunitas.tantangan",
        book.read("komunitas.bit_tantangan", day).integer,
        book.read("komunitas.jam_tantangan", day).integer * _HOUR,
    )
