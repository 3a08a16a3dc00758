"""The three addresses that stand in mails.

They are known here without loading the pages of the whole house: a sender that was killed is at
work again a moment later. `tests/komunitas/test_kabar.py` holds them to the address book.
"""

from __future__ import annotations

from django.conf import settings


def news(surat: str) -> str:
    """The page at the foot of every message; `surat` is a signed text."""
    return _whole(f"kabar/{surat}/")


def period(kode: str) -> str:
    """A period."""
    return _whole(f"d/{kode}/")


def topic(kode: str, nomor: int) -> str:
    """A topic in its period."""
    return _whole(f"d/{kode}/{nomor}/")


def _whole(path: str) -> str:
    return f"{settings.BASE_URL}/komunitas/{path}"
