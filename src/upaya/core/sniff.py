"""What a file really is: read from its content, whatever its name or its sender says.

Pure functions over bytes. Each refusal is a sentence for the person who chose the file.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from upaya.exchange import apart, pdf_walk, xlsx_guard
from upaya.exchange.xlsx_guard import OLD_FORMAT, is_old_format

MAX_SIZE = 10 * 1024 * 1024
NAME_LENGTH = 120
_MIB = 1024 * 1024

# A workbook is a zip: what it may hold and how large it may grow, so that nobody who opens it is
# flooded. A month of 500 officers with formulas has about 30 parts and 6 MiB.
_MAX_PARTS = 1_000
_MAX_UNPACKED = 100 * _MIB
_MAX_CONTENT_TYPES = 1 * _MIB
_XLSX_NEEDS = ("[Content_Types].xml", "xl/workbook.xml")
_KEPT = xlsx_guard.Limits(
    size=MAX_SIZE,
    entries=_MAX_PARTS,
    unpacked=_MAX_UNPACKED,
    rows=1_048_576,
    columns=16_384,
    cells=16_384 * 1_048_576,
    merged=100_000,
)
"""A proof that is kept and never read by us may be as wide as a sheet can be."""
_END_RECORD, _END_LENGTH = b"PK\x05\x06", 22
_PNG_SIGN = b"\x89PNG\r\n\x1a\n"
_PDF_TAIL = 1024
_JPG_SIGN, _JPG_SCAN = 0xFF, 0xDA
# SOF0 to SOF15 without DHT, JPG and DAC: the frame that gives the picture its size.
_JPG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WORKBOOKS = ("xls", "xlsx", "xlsm")
_EXTENSIONS = {"pdf": "pdf", "jpg": "jpg", "jpeg": "jpg", "png": "png", "xlsx": "xlsx"}


class ContentError(ValueError):
    """The content is refused; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Content:
    """A checked file: `kind` is pdf, jpg, png or xlsx; `name` is safe to show and to save."""

    kind: str
    name: str
    body: bytes


def inspect(name: str, body: bytes) -> Content:
    """The file as what it is, or ContentError: empty, too large, unknown, disguised, broken."""
    if not body:
        raise ContentError("Berkas ini kosong. Pilih berkas lain.")
    if len(body) > MAX_SIZE:
        raise ContentError("Berkas ini lebih dari 10 MB. Perkecil atau bagi berkasnya.")
    shown = clean_name(name)
    if is_old_format(body) and shown.rpartition(".")[2].lower() in _WORKBOOKS:
        raise ContentError(OLD_FORMAT)
    promised = _EXTENSIONS.get(shown.rpartition(".")[2].lower())
    if promised is None:
        raise ContentError("Hanya berkas PDF, JPG, PNG, atau XLSX yang diterima.")
    kind = _kind(body)
    if kind is None:
        raise ContentError(
            f"Isi berkas ini bukan {promised.upper()}. Buka berkasnya di komputer Anda, "
            "simpan ulang, lalu kirim lagi."
        )
    if kind != promised:
        raise ContentError(
            f"Isi berkas ini {kind.upper()}, tetapi namanya berakhiran .{promised}. "
            "Perbaiki akhiran namanya, lalu kirim lagi."
        )
    _CHECKS[kind](body)
    return Content(kind, shown, body)


def clean_name(name: str) -> str:
    """`name` without folders, control and direction characters, at most 120 characters."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(" " if c.isspace() else c for c in last if _visible(c))
    tidy = re.sub(r'[<>:"|?*]', "_", " ".join(seen.split())).lstrip(". ")
    stem, dot, ending = tidy.rpartition(".")
    if not dot:
        return tidy[:NAME_LENGTH] or "berkas"
    return f"{stem[: NAME_LENGTH - len(ending) - 1] or 'berkas'}.{ending}"[:NAME_LENGTH]


def _visible(character: str) -> bool:
    return character.isspace() or not unicodedata.category(character).startswith("C")


def _kind(body: bytes) -> str | None:
    if re.match(rb"%PDF-[12]\.[0-9]", body):
        return "pdf"
    if body.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if body.startswith(_PNG_SIGN):
        return "png"
    return "xlsx" if body.startswith(b"PK\x03\x04") else None


def _refuse_archive_inside(body: bytes) -> None:
    """A picture or letter that is a zip at the same time carries what its reader cannot see."""
    if zipfile.is_zipfile(io.BytesIO(body)):
        raise ContentError("Berkas ini menyembunyikan berkas lain di dalamnya dan tidak diterima.")


def _check_pdf(body: bytes) -> None:
    if b"%%EOF" not in body[-_PDF_TAIL:]:
        raise ContentError("Berkas PDF ini terpotong. Simpan ulang, lalu kirim lagi.")
    if body[body.rfind(b"%%EOF") + 5 :].strip(b"\0\t\n\x0c\r "):
        raise ContentError("Ada isi lain di belakang berkas PDF ini. Cetak ulang, lalu kirim lagi.")
    _refuse_archive_inside(body)
    try:
        apart.run(pdf_walk.check, body)
    except apart.RefusedError as fault:
        raise ContentError(str(fault)) from fault
    except apart.KilledError as fault:
        raise ContentError(pdf_walk.LARGE) from fault


def _check_jpg(body: bytes) -> None:
    """Walk the segments up to the picture data; phones append previews after it, so that may be."""
    fault = ContentError("Berkas JPG ini rusak. Simpan ulang gambarnya, lalu kirim lagi.")
    place, frame = 2, False
    while True:
        if place + 4 > len(body) or body[place] != _JPG_SIGN:
            raise fault
        marker = body[place + 1]
        if marker == _JPG_SIGN:  # a fill byte
            place += 1
            continue
        length = int.from_bytes(body[place + 2 : place + 4], "big")
        if length < 2:  # noqa: PLR2004 - the length counts itself
            raise fault
        frame = frame or marker in _JPG_FRAMES
        place += 2 + length
        if marker == _JPG_SCAN:
            break
    if not frame or body.find(b"\xff\xd9", place) < 0:
        raise fault
    _refuse_archive_inside(body)


def _check_png(body: bytes) -> None:
    fault = ContentError("Berkas PNG ini rusak. Simpan ulang gambarnya, lalu kirim lagi.")
    place, first = len(_PNG_SIGN), True
    while True:
        length = int.from_bytes(body[place : place + 4], "big")
        end = place + 12 + length
        name = body[place + 4 : place + 8]
        if end > len(body) or (first and name != b"IHDR"):
            raise fault
        if zlib.crc32(body[place + 4 : end - 4]) != int.from_bytes(body[end - 4 : end], "big"):
            raise fault
        place, first = end, False
        if name == b"IEND":
            break
    if place != len(body):
        raise ContentError("Ada isi lain di belakang gambar ini. Simpan ulang gambarnya.")
    _refuse_archive_inside(body)


def _check_xlsx(body: bytes) -> None:
    fault = ContentError("Berkas ini bukan XLSX yang utuh. Simpan ulang dari aplikasi tabel Anda.")
    end = body.rfind(_END_RECORD)
    comment = int.from_bytes(body[end + 20 : end + 22], "little")
    if end < 0 or end + _END_LENGTH + comment != len(body):
        raise fault
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts = archive.infolist()
            _check_parts(parts, fault)
            with archive.open("[Content_Types].xml") as types:
                declared = types.read(_MAX_CONTENT_TYPES)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, KeyError) as error:
        raise fault from error
    except (OSError, EOFError, ValueError) as error:
        if isinstance(error, ContentError):
            raise
        raise fault from error
    if b"macroEnabled" in declared or b"spreadsheetml.sheet.main+xml" not in declared:
        raise ContentError("Hanya buku kerja XLSX biasa, tanpa makro, yang diterima.")
    try:
        xlsx_guard.check(body, _KEPT)  # whoever opens it later must be as safe as we are
    except xlsx_guard.XlsxError as refused:
        raise ContentError(str(refused)) from refused


def _check_parts(parts: list[zipfile.ZipInfo], fault: ContentError) -> None:
    names = [part.filename for part in parts]
    if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > _MAX_UNPACKED:
        raise ContentError("Buku kerja ini terlalu besar setelah dibuka. Hapus lembar yang kosong.")
    whole = all(name in names for name in _XLSX_NEEDS) and len(set(names)) == len(names)
    # The first part must be the first byte: else something else stands before the workbook.
    if not whole or min(part.header_offset for part in parts) != 0:
        raise fault
    for part in parts:
        if part.filename.startswith("/") or ".." in re.split(r"[/\\]", part.filename):
            raise fault
        if part.flag_bits & 1 or part.filename.lower().endswith("vbaproject.bin"):
            raise ContentError("Buku kerja yang dikunci sandi atau berisi makro tidak diterima.")


_CHECKS: dict[str, Callable[[bytes], None]] = {
    "pdf": _check_pdf,
    "jpg": _check_jpg,
    "png": _check_png,
    "xlsx": _check_xlsx,
}
