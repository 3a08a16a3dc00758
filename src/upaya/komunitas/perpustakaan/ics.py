"""A meeting as a calendar file (RFC 5545): the same UID at every change, a growing SEQUENCE."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

_LONGEST = 75
"""Octets of one line."""


def calendar(row: Mapping[str, Any], address: str) -> bytes:
    """The file of one meeting; `address` is its page."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Upaya//Komunitas praktisi//ID",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{_text(row['uid'])}",
        f"SEQUENCE:{row['urutan']}",
        f"DTSTAMP:{_moment(row['diubah_pada'])}",
        f"DTSTART:{_moment(row['mulai_pada'])}",
        f"DTEND:{_moment(row['selesai_pada'])}",
        f"SUMMARY:{_text(row['judul'])}",
        f"DESCRIPTION:{_text(row['uraian'])}",
        f"LOCATION:{_text(row['tempat'] or row['tautan'])}",
        f"URL:{address}",
        f"STATUS:{'CANCELLED' if row['batal'] else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _moment(at: datetime) -> str:
    """In UTC: every calendar shows it in the zone of whoever looks."""
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    plain = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Broken behind 75 octets, never inside a letter."""
    parts, part, size = [], "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > _LONGEST:
            parts.append(part)
            part, size = " ", 1
        part, size = part + sign, size + octets
    return "\r\n".join([*parts, part])
