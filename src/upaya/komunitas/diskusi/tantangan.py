"""A challenge against robots that asks a browser to work instead of a person to read an image.

The page carries a signed text with its time; the browser looks for a number whose hash together
with it begins with enough zero bits. One text answers for one comment: the comment keeps it, and
the database refuses it a second time.
"""

from __future__ import annotations

import hashlib
import secrets

from django.core import signing

from upaya.core import clock
from upaya.rules.loader import national_book

_HOUR = 60 * 60
_LONGEST_NUMBER = 20
_SALT = "komunitas.tantangan"


def bits() -> int:
    """Zero bits that are asked for today."""
    return national_book().read("komunitas.bit_tantangan", clock.today()).integer


def _lasts() -> int:
    """Seconds that a page may stay open before it must be loaded again."""
    return national_book().read("komunitas.jam_tantangan", clock.today()).integer * _HOUR


def new() -> str:
    """A challenge for one form."""
    return signing.TimestampSigner(salt=_SALT).sign(secrets.token_hex(8))


def solved(challenge: str, number: str) -> bool:
    """Whether it is ours, not too old, and the number has the zeros."""
    try:
        signing.TimestampSigner(salt=_SALT).unsign(challenge, max_age=_lasts())
    except signing.BadSignature:
        return False
    if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER):
        return False
    found = hashlib.sha256(f"{challenge}|{number}".encode()).digest()
    return int.from_bytes(found, "big") >> (256 - bits()) == 0


def mark(challenge: str) -> str:
    """What a comment keeps of it."""
    return hashlib.sha256(challenge.encode()).hexdigest()
