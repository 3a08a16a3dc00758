"""Pictures as phones make them: what they carry beside the picture, and how it is taken off.

Pure functions over bytes. Nothing here decodes a picture: the parts of a JPG (JFIF, ITU T.81) and
of a PNG (ISO 15948) are walked and copied, so that hostile content meets no decoder of ours. What
stays is what is needed to show the picture as it was taken: its frame, tables and data, its
colours, and which side is up (Exif 0x0112). Place, time, device, previews, comments and whatever
stands behind the end go.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

PNG_SIGN = b"\x89PNG\r\n\x1a\n"
MOST_PIXELS = 120_000_000
"""A phone's 108 megapixels, and nothing that only wants to fill the memory of whoever opens it."""

_EXIF = b"Exif\0\0"
_UPRIGHT, _LAST_TURN = 1, 8
_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""SOF0 to SOF15 without DHT, JPG and DAC: the frame that gives the picture its size."""
_APP = range(0xE0, 0xF0)
_KEPT_APPS = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))
_NEXT = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")
"""The next marker behind picture data: neither a stuffed zero nor a restart."""
_PNG_KEPT = frozenset(
    (b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"hIST", b"pHYs", b"sPLT")
)
_HEIF = frozenset((b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevx", b"mif1", b"msf1", b"avif"))
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8}
_SHORT, _RATIONAL = 3, 5


class GambarError(ValueError):
    """The parts of this file do not make a picture."""


@dataclass(frozen=True, slots=True)
class Gambar:
    """A picture without what it carried: `lebar` and `tinggi` in pixels as they are stored."""

    body: bytes
    lebar: int
    tinggi: int

    @property
    def huge(self) -> bool:
        """Whether opening it costs more memory than any camera's picture does."""
        return self.lebar * self.tinggi > MOST_PIXELS


def is_heif(head: bytes) -> bool:
    """Whether this begins as HEIC, HEIF or AVIF does: what some phones write by themselves."""
    return head[4:8] == b"ftyp" and head[8:12] in _HEIF


# ------------------------------------------------------------------ JPG
def clean_jpg(body: bytes) -> Gambar:
    """The picture of a JPG up to its end; GambarError when it has no frame, no data or no end."""
    kept: list[bytes] = []
    turned, size, data = _UPRIGHT, (0, 0), False
    for marker, piece in _segments(body):
        if marker == _EOI:
            break
        if marker in _FRAMES and len(piece) >= 9:  # noqa: PLR2004 - marker, length, depth, two sides
            size = struct.unpack(">HH", piece[5:9])
        if marker == 0xE1 and piece[4:10] == _EXIF:  # noqa: PLR2004 - APP1
            turned = turn(piece[10:]) or turned
        data = data or marker == _SOS
        if marker == _COM or (marker in _APP and not _wanted(marker, piece)):
            continue
        kept.append(piece)
    else:
        raise GambarError("tanpa akhir")
    if not data or not size[0] or not size[1]:
        raise GambarError("tanpa gambar")
    if turned != _UPRIGHT:
        own = _EXIF + _tiff(turned)
        first = int(bool(kept) and kept[0][1] == 0xE0)  # noqa: PLR2004 - JFIF stands first
        kept.insert(first, b"\xff\xe1" + struct.pack(">H", len(own) + 2) + own)
    return Gambar(b"\xff\xd8" + b"".join(kept) + b"\xff\xd9", size[1], size[0])


def _wanted(marker: int, piece: bytes) -> bool:
    return any(marker == one and piece[4:].startswith(sign) for one, sign in _KEPT_APPS)


def _segments(body: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker by marker; a scan comes with its data. Ends with the end of the picture, or early."""
    place = 2
    while place + 1 < len(body):
        if body[place] != 0xFF:  # noqa: PLR2004 - a marker begins so
            raise GambarError("bukan penanda")
        marker = body[place + 1]
        if marker == 0xFF:  # noqa: PLR2004 - a fill byte
            place += 1
            continue
        if marker == _EOI:
            yield marker, b""
            return
        end = place + 2 + int.from_bytes(body[place + 2 : place + 4], "big")
        if end < place + 4 or end > len(body):
            raise GambarError("bagian terpotong")
        if marker == _SOS:
            found = _NEXT.search(body, end)
            if found is None:
                raise GambarError("tanpa akhir")
            end = found.start()
        yield marker, body[place:end]
        place = end


# ------------------------------------------------------------------ PNG
def clean_png(body: bytes) -> Gambar:
    """The chunks of a PNG that show the picture; GambarError when they do not fit."""
    kept: list[bytes] = []
    place, size = len(PNG_SIGN), (0, 0)
    while place + 12 <= len(body):
        length = int.from_bytes(body[place : place + 4], "big")
        name, piece = body[place + 4 : place + 8], body[place : place + 12 + length]
        place += 12 + length
        if name == b"IHDR" and length >= 8:  # noqa: PLR2004 - two sides of four bytes
            size = struct.unpack(">II", piece[8:16])
        turned = turn(piece[8:-4]) if name == b"eXIf" else None
        if turned and turned != _UPRIGHT:
            kept.append(_chunk(b"eXIf", _tiff(turned)))
        elif name[:1].isupper() or name in _PNG_KEPT:
            kept.append(piece)
        if name == b"IEND":
            break
    if not size[0] or not size[1]:
        raise GambarError("tanpa ukuran")
    return Gambar(PNG_SIGN + b"".join(kept), size[0], size[1])


def _chunk(name: bytes, inside: bytes) -> bytes:
    mark = zlib.crc32(name + inside)
    return struct.pack(">I", len(inside)) + name + inside + struct.pack(">I", mark)


# ------------------------------------------------------------------ Exif
def turn(tiff: bytes) -> int | None:
    """Which side is up, 1 to 8; None when it does not say so in a way that can be read."""
    found = _entries(tiff, _first(tiff)).get(0x0112)
    if found is None or found[0] != _SHORT or len(found[1]) < 2:  # noqa: PLR2004 - one short
        return None
    said = int(struct.unpack(_order(tiff) + "H", found[1][:2])[0])
    return said if _UPRIGHT <= said <= _LAST_TURN else None


def place_of(head: bytes) -> tuple[int, int] | None:
    """Where a JPG was taken, in millionths of a degree (north, east); None when it does not say.

    `head` may be the beginning of the file alone: Exif stands in front of the picture.
    """
    at = head.find(_EXIF)
    if not head.startswith(b"\xff\xd8") or at < 0:
        return None
    tiff = head[at + len(_EXIF) :]
    pointer = _entries(tiff, _first(tiff)).get(0x8825)
    if pointer is None or len(pointer[1]) < 4:  # noqa: PLR2004 - one long
        return None
    gps = _entries(tiff, struct.unpack(_order(tiff) + "I", pointer[1][:4])[0])
    north, east = _angle(tiff, gps, 1, b"S"), _angle(tiff, gps, 3, b"W")
    if north is None or east is None or abs(north) > 90_000_000 or abs(east) > 180_000_000:  # noqa: PLR2004 - poles, date line
        return None
    return (north, east) if (north, east) != (0, 0) else None


def _angle(
    tiff: bytes, gps: Mapping[int, tuple[int, bytes]], number: int, minus: bytes
) -> int | None:
    """Degrees, minutes and seconds as one number of millionths."""
    side, parts = gps.get(number), gps.get(number + 1)
    if side is None or parts is None or parts[0] != _RATIONAL or len(parts[1]) < 24:  # noqa: PLR2004 - three fractions
        return None
    said = struct.unpack(_order(tiff) + "6I", parts[1][:24])
    if 0 in said[1::2]:
        return None
    angles = (Fraction(said[2 * n], said[2 * n + 1]) / Fraction(60) ** n for n in range(3))
    found = round(sum(angles, Fraction(0)) * 1_000_000)
    return -found if side[1][:1] == minus else found


def _order(tiff: bytes) -> str:
    return "<" if tiff[:2] == b"II" else ">"


def _first(tiff: bytes) -> int:
    """Where the first directory stands; 0 (nowhere) for what is no TIFF."""
    if len(tiff) < 8 or tiff[:4] not in (b"II*\0", b"MM\0*"):  # noqa: PLR2004 - the head
        return 0
    return int(struct.unpack(_order(tiff) + "I", tiff[4:8])[0])


def _entries(tiff: bytes, start: int) -> dict[int, tuple[int, bytes]]:
    """Type and bytes by tag of one directory; what points outside is left out."""
    if not 8 <= start <= len(tiff) - 2:  # noqa: PLR2004 - behind the head
        return {}
    order, found = _order(tiff), {}
    (many,) = struct.unpack(order + "H", tiff[start : start + 2])
    for at in range(start + 2, min(start + 2 + 12 * many, len(tiff) - 11), 12):
        tag, kind, count = struct.unpack(order + "HHI", tiff[at : at + 8])
        size = _SIZES.get(kind, 0) * count
        where = at + 8
        if size > 4:  # noqa: PLR2004 - what fits stands in place
            (where,) = struct.unpack(order + "I", tiff[at + 8 : at + 12])
        if size and where + size <= len(tiff):
            found[tag] = (kind, tiff[where : where + size])
    return found


def _tiff(turned: int) -> bytes:
    """A directory that says which side is up and nothing else."""
    entry = struct.pack(">HHIHH", 0x0112, _SHORT, 1, turned, 0)
    return b"MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
