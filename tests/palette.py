"""A screenshot with at most 256 colours: a third of its weight, and the same to look at.

A page has a few flat colours and the shades at the edges of its letters. The commonest colours stay
what they are; a rare shade becomes the kept one that is nearest, never a pattern of dots.
"""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_ROOM = 256
_STEP = 6
"""By how much more two colours may differ and count as one, while there are too many of them."""

Colour = tuple[int, int, int]


def lighter(png: bytes) -> bytes:
    """The picture with a palette; what is no opaque screenshot of 8 bits comes back as it is."""
    chunks = dict(_chunks(png))
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    if (depth, kind, interlaced) != (8, 2, 0):
        return png
    rows = [
        list(zip(row[0::3], row[1::3], row[2::3], strict=True))
        for row in _unfiltered(zlib.decompress(chunks[b"IDAT"]), 3 * width)
    ]
    counted = Counter(colour for row in rows for colour in row)
    kept = _kept(counted)
    place = {colour: _nearest(colour, kept) for colour in counted}
    lines = b"".join(b"\0" + bytes(place[colour] for colour in row) for row in rows)
    made = _SIGNATURE + b"".join(
        _chunk(name, body)
        for name, body in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            (b"PLTE", bytes(part for colour in kept for part in colour)),
            (b"IDAT", zlib.compress(lines, 9)),
            (b"IEND", b""),
        )
    )
    return min(made, png, key=len)


def size(png: bytes) -> tuple[int, int]:
    """Its width and height in pixels."""
    width, height = struct.unpack(">II", dict(_chunks(png))[b"IHDR"][:8])
    return width, height


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Names and bodies; what is spread over several chunks of one name comes as one."""
    found: dict[bytes, bytearray] = {}
    at = len(_SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        found.setdefault(png[at + 4 : at + 8], bytearray()).extend(png[at + 8 : at + 8 + length])
        at += length + 12
    for name, body in found.items():
        yield name, bytes(body)


def _chunk(name: bytes, body: bytes) -> bytes:
    check = zlib.crc32(name + body)
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)


def _unfiltered(data: bytes, width: int) -> Iterator[bytearray]:
    """The rows of three bytes a pixel, each undone from the filter it says (PNG, 9.2)."""
    above = bytearray(width)
    for start in range(0, len(data), width + 1):
        row = bytearray(data[start + 1 : start + 1 + width])
        _undo(data[start], row, above)
        yield row
        above = row


def _undo(way: int, row: bytearray, above: bytearray) -> None:
    if way == 2:
        row[:] = bytes((one + up) & 255 for one, up in zip(row, above, strict=True))
        return
    for at, one in enumerate(row) if way else ():
        left, corner = (row[at - 3], above[at - 3]) if at >= 3 else (0, 0)
        if way == 1:
            guess = left
        elif way == 3:
            guess = (left + above[at]) // 2
        else:
            guess = _paeth(left, above[at], corner)
        row[at] = (one + guess) & 255


def _paeth(left: int, up: int, corner: int) -> int:
    middle = left + up - corner
    return min((left, up, corner), key=lambda one: abs(middle - one))


def _kept(counted: Counter[Colour]) -> list[Colour]:
    """The commonest colours of which no two are nearer than what leaves at most 256."""
    near = 0
    while True:
        kept: list[Colour] = []
        for colour, _ in counted.most_common():
            if all(_apart(colour, other) > near for other in kept):
                kept.append(colour)
                if len(kept) > _ROOM:
                    break
        else:
            return kept
        near += _STEP


def _nearest(colour: Colour, kept: list[Colour]) -> int:
    return min(range(len(kept)), key=lambda at: _apart(colour, kept[at]))


def _apart(one: Colour, other: Colour) -> int:
    """How far apart two colours are, the green counting as the eye counts it."""
    red, green, blue = (a - b for a, b in zip(one, other, strict=True))
    return 2 * abs(red) + 4 * abs(green) + abs(blue)
