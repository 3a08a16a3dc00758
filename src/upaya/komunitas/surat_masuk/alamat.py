"""The address to which one member answers in one topic: signed, in letters that every server keeps.

Behind the plus stand topic, comment, member and day in base 32 with a keyed hash of them. It says
who may write, so it stands in that member's mail alone and works for that member's address alone.
"""

from __future__ import annotations

import base64
import hmac
import re
import struct
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from upaya.core.crypto import blind_index

_FORM = ">IIIH"
_SIGNED = 10
_SINCE = date(2015, 1, 1).toordinal()
"""Days are counted from before the first discussion, so that two bytes last until 2194."""
_FOUND = re.compile(r"\+([a-z2-7]{38,40})@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tujuan:
    """Where an answer goes: which comment it answers (0: the topic), whose it is, how old it is."""

    topik: int
    tanggapan: int
    anggota: int
    hari: date


def address(topik: int, tanggapan: int, anggota: int, today: date) -> str:
    """The address for one mail; "" where no answers are received."""
    name, _, host = settings.MAIL_IN.partition("@")
    if not name or not host:
        return ""
    packed = struct.pack(_FORM, topik, tanggapan, anggota, today.toordinal() - _SINCE)
    return f"{name}+{_text(packed + _mark(packed))}@{host}"


def read(text: str) -> Tujuan | None:
    """What an address says; None when it is not ours."""
    found = _FOUND.search(text)
    if found is None:
        return None
    raw = _raw(found.group(1).lower())
    packed, mark = raw[:-_SIGNED], raw[-_SIGNED:]
    if len(packed) != struct.calcsize(_FORM) or not hmac.compare_digest(mark, _mark(packed)):
        return None
    topik, tanggapan, anggota, days = struct.unpack(_FORM, packed)
    return Tujuan(topik, tanggapan, anggota, date.fromordinal(_SINCE + days))


def _text(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=").lower()


def _raw(text: str) -> bytes:
    """The bytes behind `text`; none when it is not the one spelling of them.

    The last letter holds bits that belong to no byte, so several letters there say the same.
    """
    try:
        raw = base64.b32decode(text.upper() + "=" * (-len(text) % 8))
    except ValueError:
        return b""
    return raw if _text(raw) == text else b""


def _mark(packed: bytes) -> bytes:
    return bytes.fromhex(blind_index(packed.hex(), "komunitas:balas"))[:_SIGNED]
