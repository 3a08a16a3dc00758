"""What an attacker sends: drawn from one seed, so that a run can be repeated word for word."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.exchange import test_pdf_hostile, test_xlsx_hostile
from tests.factories.core import zip_bytes

TAG = "<script>ujiserang</script>"
"""What must never stand in a page as it was sent."""

VALUES = (
    "",
    " ",
    "0",
    "-1",
    "999999999999999999999",
    "1e309",
    "NaN",
    "²",
    "0x10",
    "1;2",
    "null",
    "[]",
    "{}",
    TAG,
    f'"><svg onload=ujiserang>{TAG}',
    "javascript:ujiserang",
    "{{ 7*7 }}{% debug %}",
    "=cmd|'/C calc'!A0",
    "+1",
    "@SUM(A1)",
    "-2+3",
    "\t=1",
    "' OR 1=1 --",
    "1); DROP TABLE akun_user;--",
    "../../../../etc/passwd",
    "..\\..\\win.ini",
    "/etc/passwd\0.pdf",
    "a\r\nX-Uji: serang",
    "\u202egnp.exe",
    "\ud7ff\uffff",
    "\U0001f4a3" * 40,
    "a" * 20_000,
    "9" * 5_000,  # more digits than Python reads
    "%00",
    "%c0%ae",
    "\x00",
    "\x1b[2J",
    "http://jahat.example/",
    "//jahat.example",
    "/\\jahat.example",
    "2022-13-45",
    "0000-00-00",
    "9999-12-31",
)
METHODS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
QUERIES = (
    "urut",
    "hal",
    "ekspor",
    "next",
    "kabupaten",
    "unit",
    "nama",
    "tindakan",
    "dari",
    "sampai",
    "orang",
    "bulan",
    "periode",
    "tahun",
    "status",
    "peran",
    "pk",
    "id",
    "sesi",
    "s",
    "keanggotaan",
)
GUESSED = (
    "user",
    "user_id",
    "kabupaten",
    "kabupaten_id",
    "unit",
    "unit_id",
    "puskesmas",
    "pengajuan",
    "petugas",
    "status",
    "role",
    "is_active",
    "diputus_oleh",
    "dibuat_oleh",
    "versi",
    "total",
    "dana",
    "pk",
    "id",
)
"""Fields that a form does not have and a model does."""

_FIELD = re.compile(r"<(?:input|select|textarea|button)\b[^>]*?\bname=\"([^\"]+)\"[^>]*>")
_FILE = re.compile(r"<input\b[^>]*\btype=\"file\"[^>]*>")


def fields(page: str) -> dict[str, bool]:
    """The names that the forms of a page send, and whether each is a file."""
    files = {name for tag in _FILE.findall(page) for name in re.findall(r'name="([^"]+)"', tag)}
    return {name: name in files for name in _FIELD.findall(page) if name != "csrfmiddlewaretoken"}


def query(draw: Random) -> str:
    """A question mark and what nobody asks for."""
    chosen = draw.sample(QUERIES, draw.randint(1, 5))
    return "?" + urlencode({name: draw.choice(VALUES)[:200] for name in chosen}, errors="replace")


def body(draw: Random, known: Mapping[str, bool], foreign: list[int]) -> dict[str, Any]:
    """A form filled by an attacker: hostile words, keys of other people's rows, fields it lacks."""
    names = [*known, *draw.sample(GUESSED, 4)]
    return {
        name: draw.choice(FILES)() if known.get(name) else _value(draw, foreign) for name in names
    }


def _value(draw: Random, foreign: list[int]) -> object:
    if foreign and draw.random() < 0.4:
        return str(draw.choice(foreign))
    if draw.random() < 0.1:
        return [draw.choice(VALUES) for _ in range(3)]
    return draw.choice(VALUES)


def _png_bomb() -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    rows = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _zip_bomb() -> bytes:
    kinds = test_xlsx_hostile.types()
    return zip_bytes(
        {"[Content_Types].xml": kinds, "xl/workbook.xml": b"<a>" + b" " * 90_000_000 + b"</a>"}
    )


def _made(name: str, content: bytes) -> Any:  # noqa: ANN401 - a builder of an upload
    return lambda: SimpleUploadedFile(name, content)


def _uploads() -> Iterator[Any]:
    yield from (_made("a.pdf", data) for data, _ in test_pdf_hostile.HOSTILE.values())
    yield from (_made("a.xlsx", data) for data, _ in test_xlsx_hostile.HOSTILE.values())
    yield _made("../../a\r\nX-Uji: serang.pdf", b"%PDF-1.7\n%%EOF")
    yield _made("a.csv", b"\xff\xfe" + b"\0" * 99)
    yield _made("=cmd.xlsx", b"PK\x03\x04" + b"\0" * 99)
    yield _made("a.png", _png_bomb())
    yield _made("a.xlsx", _zip_bomb())
    yield _made("a.html", TAG.encode())
    yield _made("", b"")


FILES: tuple[Any, ...] = tuple(_uploads())
