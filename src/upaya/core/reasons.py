"""Whether what somebody wrote says anything: a reason, or where a paper is kept."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from upaya.rules.reasons import LETTERS, WORDS, says_something

__all__ = ["LETTERS", "PLACE", "TOO_SHORT", "WORDS", "names_a_place", "reason", "says_something"]

PLACE = "Tulis dengan kata di mana dokumen kertasnya disimpan, misalnya “Map SPJ Agustus”."

TOO_SHORT = (
    f"Tulis alasannya dengan kata-kata, paling sedikit {WORDS} kata dan {LETTERS} huruf, agar "
    "penerima tahu apa yang harus diperbaiki."
)


def reason(text: str, field: str = "alasan") -> str:
    """The reason that somebody gave, stripped; ValidationError at `field` when it says nothing."""
    if not says_something(text):
        raise ValidationError({field: TOO_SHORT})
    return text.strip()


def names_a_place(text: str) -> bool:
    """Whether `text` can say where a paper is: one word of three letters at least, no mere dash."""
    return says_something(text, words=1, letters=3)
