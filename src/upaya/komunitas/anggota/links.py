"""Signed texts that stand in addresses of mails: they say who somebody is, and nothing else opens.

A link that lets in lasts for hours; one that changes how often news comes lasts as long as the mail
lies somewhere.
"""

from __future__ import annotations

from django.core import signing

from upaya.core import clock
from upaya.rules.loader import national_book

_ENTER, _NEWS = "komunitas.masuk", "komunitas.kabar"


def hours() -> int:
    """How long a link that lets in may wait."""
    return national_book().read("komunitas.jam_tautan", clock.today()).integer


def entering(anggota: int) -> str:
    """For the link that shows that the address is the member's own."""
    return signing.TimestampSigner(salt=_ENTER).sign_object(anggota, compress=False)


def entered(text: str) -> int | None:
    """Whose link it is; None when it is not ours or too old."""
    try:
        found = signing.TimestampSigner(salt=_ENTER).unsign_object(text, max_age=hours() * 3600)
    except signing.BadSignature:
        return None
    return found if isinstance(found, int) else None


def of_news(anggota: int) -> str:
    """For the link at the foot of every message."""
    return signing.Signer(salt=_NEWS).sign_object(anggota, compress=False)


def from_news(text: str) -> int | None:
    """Whose news it is about; None when it is not ours."""
    try:
        found = signing.Signer(salt=_NEWS).unsign_object(text)
    except signing.BadSignature:
        return None
    return found if isinstance(found, int) else None
