"""A challenge against robots that asks a browser to work instead of a person to read an image.

The page carries a signed text with its time; the browser looks for a number whose hash together
with it begins with enough zero bits (`core/tantangan.js`). How many bits and for how long is the
business of whoever asks; what one system asked answers for nothing in another (`salt`).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import ValidationError

_LONGEST_NUMBER = 20
UNANSWERED = (
    "Halaman ini terlalu lama terbuka atau pemeriksaannya belum selesai. Isian Anda masih ada: "
    "tunggu sebentar, lalu kirim lagi."
)


@dataclass(frozen=True, slots=True)
class Tantangan:
    """What is asked: zero bits, and the seconds that a page may stay open."""

    salt: str
    bits: int
    seconds: int

    def new(self) -> str:
        """A challenge for one form."""
        return signing.TimestampSigner(salt=self.salt).sign(secrets.token_hex(8))

    def solved(self, challenge: str, number: str) -> bool:
        """Whether it is ours, not too old, and the number has the zeros."""
        try:
            signing.TimestampSigner(salt=self.salt).unsign(challenge, max_age=self.seconds)
        except signing.BadSignature:
            return False
        if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER):
            return False
        found = hashlib.sha256(f"{challenge}|{number}".encode()).digest()
        return int.from_bytes(found, "big") >> (256 - self.bits) == 0

    def spend(self, challenge: str) -> bool:
        """Take it for the one thing it answers for; False when it was taken before.

        For what leaves no row behind: a row keeps `mark` and lets the database refuse the second.
        """
        return cache.add(f"tantangan:{self.salt}:{mark(challenge)}", 1, self.seconds)


def mark(challenge: str) -> str:
    """What is kept of a challenge."""
    return hashlib.sha256(challenge.encode("utf-8", "backslashreplace")).hexdigest()


class _Fresh(forms.HiddenInput):
    """Each time the form is shown another value, whatever was sent."""

    def __init__(self, make: Callable[[], str]) -> None:
        super().__init__()
        self._make = make

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ANN401 - Django's
        """As Django draws it, with the fresh value."""
        return super().get_context(name, self._make(), attrs)


class TantanganForm(forms.Form):
    """A form whose browser has worked before it is sent.

    Its page loads `core/tantangan.js`, the form has `data-tantangan` with the bits, and a paragraph
    `data-tantangan-keadaan` says how it stands. `asked` gives what is asked today.
    """

    asked: ClassVar[Callable[[], Tantangan]]

    tantangan = forms.CharField(required=False)
    jawaban = forms.CharField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.fields["tantangan"].widget = _Fresh(lambda: type(self).asked().new())
        self.fields["jawaban"].widget = _Fresh(str)

    @property
    def bit(self) -> int:
        """Zero bits, for the page."""
        return type(self).asked().bits

    def clean(self) -> dict[str, Any]:
        """The challenge must be answered; what was typed stays when it was not."""
        said: dict[str, Any] = super().clean() or {}
        if not type(self).asked().solved(said.get("tantangan", ""), said.get("jawaban", "")):
            raise ValidationError(UNANSWERED)
        return said
