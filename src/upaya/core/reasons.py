"""Whether what somebody wrote says anything: a reason, or where a paper is kept."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError

WORDS, LETTERS = 2, 10
"""What a reason has at least: less cannot say what has to be put right."""

PLACE = "Tulis dengan kata di mana dokumen kertasnya disimpan, misalnya “Map SPJ Agustus”."

_WORD = re.compile(r"[^\W\d_]{2,}")

TOO_SHORT = (
    f"Tulis alasannya dengan kata-kata, paling sedikit {WORDS} kata dan {LETTERS} huruf, agar "
    "penerima tahu apa yang harus diperbaiki."
)


def says_something(text: str, words: int = WORDS, letters: int = LETTERS) -> bool:
    """Whether `text` has so many words of two letters or more, different ones, and so many letters.

    Counted are letters, so that neither dots nor one word repeated makes a reason.
    """
    found = {word.casefold() for word in _WORD.findall(text)}
    return len(found) >= words and sum(map(len, found)) >= letters


def reason(text: str, field: str = "alasan") -> str:
    """The reason that somebody gave, stripped; ValidationError at `field` when it says nothing."""
    if not says_something(text):
        raise ValidationError({field: TOO_SHORT})
    return text.strip()


def names_a_place(text: str) -> bool:
    """Whether `text` can say where a paper is: one word of three letters at least, no mere dash."""
    return says_something(text, words=1, letters=3)
