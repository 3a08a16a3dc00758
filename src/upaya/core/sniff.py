"""What a file really is: read from its content, whatever its name or its sender says.

Pure functions over bytes. Each refusal is a sentence for the person who chose the file. A picture
is kept without what its camera wrote into it (place, time, device): see `exchange.gambar`.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from upaya.exchange import gambar, isolated, pdf_walk, xlsx_guard
from upaya.exchange.xlsx_guard import OLD_FORMAT, is_old_format

MAX_SIZE = 10 * 1024 * 1024
NAME_LENGTH = 120

_KEPT = xlsx_guard.Limits(
    size=MAX_SIZE,
    entries=1_000,
    unpacked=100 * 1024 * 1024,
    rows=1_048_576,
    columns=16_384,
    cells=16_384 * 1_048_576,
    merged=100_000,
)
"""A proof that is kept and never read by us may be as wide as a sheet can be.

A month of 500 officers with formulas has about 30 parts and 6 MiB.
"""
_PDF_TAIL = 1024
_JPG_SIGN, _JPG_SCAN = 0xFF, 0xDA
# SOF0 to SOF15 without DHT, JPG and DAC: the frame that gives the picture its size.
_JPG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
PICTURES = ("jpg", "png")
HEIC = (
    "Foto ini berformat HEIC, yang tidak dapat dibuka semua komputer. Simpan sebagai JPG, lalu "
    "kirim lagi; di iPhone: Pengaturan, Kamera, Format, pilih Paling Kompatibel."
)
_WORKBOOKS = ("xls", "xlsx", "xlsm")
_EXTENSIONS = {"pdf": "pdf", "jpg": "jpg", "jpeg": "jpg", "png": "png", "xlsx": "xlsx"}


class ContentError(ValueError):
    """The content is refused; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Content:
    """A checked file: `kind` is pdf, jpg, png or xlsx; `name` is safe to show and to save.

    `body` is what is kept; of a picture without place, time and device. `ukuran` are its width and
    height in pixels, None for what is no picture.
    """

    kind: str
    name: str
    body: bytes
    ukuran: tuple[int, int] | None = None


def inspect(name: str, body: bytes) -> Content:
    """The file as what it is, or ContentError: empty, too large, unknown, disguised, broken."""
    if not body:
        raise ContentError("Berkas ini kosong. Pilih berkas lain.")
    if len(body) > MAX_SIZE:
        raise ContentError("Berkas ini lebih dari 10 MB. Perkecil atau bagi berkasnya.")
    shown = clean_name(name)
    if is_old_format(body) and shown.rpartition(".")[2].lower() in _WORKBOOKS:
        raise ContentError(OLD_FORMAT)
    if gambar.is_heif(body):
        raise ContentError(HEIC)
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
    if kind not in PICTURES:
        return Content(kind, shown, body)
    picture = _bare(kind, body)
    return Content(kind, shown, picture.body, (picture.lebar, picture.tinggi))


def _bare(kind: str, body: bytes) -> gambar.Gambar:
    try:
        found = gambar.clean_jpg(body) if kind == "jpg" else gambar.clean_png(body)
    except gambar.GambarError as fault:
        raise ContentError(
            f"Berkas {kind.upper()} ini rusak. Simpan ulang gambarnya, lalu kirim lagi."
        ) from fault
    if found.huge:
        raise ContentError(
            "Gambar ini lebih dari 120 megapiksel. Perkecil gambarnya, lalu kirim lagi."
        )
    return found


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
    if body.startswith(gambar.PNG_SIGN):
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
        isolated.run(pdf_walk.check, body)
    except isolated.RefusedError as fault:
        raise ContentError(str(fault)) from fault
    except isolated.KilledError as fault:
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
    place, first = len(gambar.PNG_SIGN), True
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
    """Whoever opens later what is kept must be as safe as we are with what we read."""
    try:
        xlsx_guard.check(body, _KEPT)
    except xlsx_guard.XlsxError as refused:
        raise ContentError(str(refused)) from refused


_CHECKS: dict[str, Callable[[bytes], None]] = {
    "pdf": _check_pdf,
    "jpg": _check_jpg,
    "png": _check_png,
    "xlsx": _check_xlsx,
}
