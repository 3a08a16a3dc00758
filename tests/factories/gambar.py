"""Pictures as phones make them: which side is up, place, time and device inside."""

from __future__ import annotations

import struct


def exif(
    *,
    turn: int = 1,
    place: tuple[int, int] | None = None,
    maker: bytes = b"",
    day: bytes = b"",
) -> bytes:
    """What stands in an Exif segment; `place` in millionths of a degree, north and east."""
    rows, tail = [(0x0112, 3, 1, struct.pack("<HH", turn, 0))], b""
    texts = [(0x0110, maker), (0x0132, day)]
    many = 1 + sum(bool(text) for _, text in texts) + bool(place)
    after = 8 + 2 + 12 * many + 4
    for tag, text in texts:
        if text:
            said = text + b"\0" * (6 - min(len(text), 5))
            rows.append((tag, 2, len(said), struct.pack("<I", after + len(tail))))
            tail += said
    if place:
        start = after + len(tail)
        rows.append((0x8825, 4, 1, struct.pack("<I", start)))
        tail += _gps(place, start)
    entries = b"".join(struct.pack("<HHI", *row[:3]) + row[3] for row in sorted(rows))
    return b"Exif\0\0II*\0" + struct.pack("<IH", 8, many) + entries + b"\0" * 4 + tail


def _gps(place: tuple[int, int], start: int) -> bytes:
    beyond = start + 2 + 12 * 4 + 4
    sides = (b"S" if place[0] < 0 else b"N", b"W" if place[1] < 0 else b"E")
    entries = b""
    for n, side in enumerate(sides):
        entries += struct.pack("<HHI", 1 + 2 * n, 2, 2) + side + b"\0\0\0"
        entries += struct.pack("<HHII", 2 + 2 * n, 5, 3, beyond + 24 * n)
    angles = b"".join(
        struct.pack("<6I", abs(one) // 1_000_000, 1, 0, 1, abs(one) % 1_000_000 * 36, 10_000)
        for one in place
    )
    return struct.pack("<H", 4) + entries + b"\0" * 4 + angles


def with_segments(jpg: bytes, *segments: bytes) -> bytes:
    """`jpg` with these behind its beginning; each is its marker and what stands inside."""
    inside = b"".join(one[:2] + struct.pack(">H", len(one) - 2 + 2) + one[2:] for one in segments)
    return jpg[:2] + inside + jpg[2:]
