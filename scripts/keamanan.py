"""The points of two standards of security, and our answers to them (docs/keamanan/*.yaml)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scripts import halaman
from scripts.tuntutan import Naskah, texts

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "keamanan"

_SECTIONS = """
1.1 -/1-2  1.2 1-5/6-9  1.3 1-2/3-11  1.4 -/1-3  1.5 1/2
2.1 1/2-3  2.2 1-2/3  2.3 1/2-4  2.4 -/1
3.2 1-2/-  3.3 1/2-4  3.4 1-2/3-6  3.5 1-3/4-5  3.7 -/1-2
4.1 1/2-3  4.2 -/1  4.3 -/1-2  4.4 1/2-4
5.1 -/1  5.2 1-2/3  5.3 1-2/-  5.4 -/1-3
6.1 1/2-3  6.2 1-8/9-12  6.3 1-2/3-4  6.4 1-2/3-4  6.5 -/1-5  6.6 -/1-3  6.8 -/1-4
7.1 -/1-3  7.2 1-4/-  7.3 -/1-2  7.4 1-2/3-5  7.5 -/1-2  7.6 -/1-2
8.1 1/2  8.2 1-2/3  8.3 1/-  8.4 -/1
9.1 1-3/-  9.2 1/2-4
10.1 -/1-2  10.2 -/1-2  10.3 -/1-4  10.4 1-5/6-11  10.5 -/1-5  10.6 -/1-2  10.7 -/1-3
11.1 -/1-2  11.2 -/1-3  11.3 1-2/3  11.4 1/2-4  11.5 -/1  11.6 -/1
12.1 1/2-3  12.2 1-2/-  12.3 -/1-4
13.1 -/1  13.2 -/1-5  13.3 -/1-2  13.4 1/2-5
14.1 -/1-2  14.2 1/2-4  14.3 1/2-3
15.1 1/2-3  15.2 1/2-3  15.3 1/2-7
16.1 -/1  16.2 -/1-5  16.3 -/1-4  16.4 -/1-3  16.5 -/1-3
17.1 -/1  17.2 -/1-4  17.3 -/1-2
"""
"""OWASP ASVS 5.0.0: each section with its points of level 1 and of level 2; level 3 is left out."""

BSSN = {1: 7, 2: 7, 3: 4, 4: 8, 5: 4, 6: 7, 7: 7, 8: 4, 9: 5, 10: 5, 11: 5, 12: 7, 13: 5}
"""Peraturan BSSN 4/2021, Pasal 27: how many letters each ayat has."""


def asvs() -> dict[str, int]:
    """Every point of levels 1 and 2, in the order of the standard, with its level."""
    words = _SECTIONS.split()
    found: dict[str, int] = {}
    for section, points in zip(words[::2], words[1::2], strict=True):
        for level, part in enumerate(points.split("/"), start=1):
            for number in _numbers(part):
                found[f"{section}.{number}"] = level
    return found


def bssn() -> list[str]:
    """Every letter of Pasal 27, in its order."""
    return [
        f"ayat ({paragraph}) huruf {'abcdefgh'[letter]}"
        for paragraph, letters in BSSN.items()
        for letter in range(letters)
    ]


def _numbers(part: str) -> Iterator[int]:
    if part != "-":
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def answers() -> list[Naskah]:
    """What we answer, chapter by chapter; see `tuntutan.texts` for what is refused."""
    return list(texts(FOLDER))


_STATES = ("terpenuhi", "sebagian", "belum", "tidak berlaku")
_HOW_ANSWERED = (
    "Permintaannya memakai kata kami; nomornya menunjuk naskah: OWASP ASVS 5.0.0 tingkat 1 dan 2, "
    "dan Peraturan BSSN 4/2021. Kebijakannya ada dalam [keamanan.md](keamanan.md). *Terpenuhi* "
    "hanya bila ada uji yang membuktikannya; uji berada dalam `tests/`."
)


def page() -> str:
    """Every point of the two standards with our answer; first what is not met whole."""
    found = answers()
    level = asvs()
    rows = [
        (one.nama, *(str(sum(b.keadaan == word for b in one.butir)) for word in _STATES))
        for one in found
    ]
    total = [str(sum(int(row[number]) for row in rows)) for number in range(1, 5)]
    missing = [(b.di, b.keadaan, b.minta, b.belum) for one in found for b in one.butir if b.belum]
    parts = [
        _HOW_ANSWERED,
        halaman.table(("Naskah", *_STATES), [*rows, ("Jumlah", *total)]),
        "## Yang belum terpenuhi seluruhnya",
        halaman.table(("Nomor", "Keadaan", "Diminta", "Yang belum"), missing),
    ]
    for one in found:
        parts += [
            f"## {one.nama}",
            halaman.table(
                ("Nomor", "Tingkat", "Diminta", "Keadaan", "Dijawab oleh", "Diuji"),
                [
                    (
                        b.di,
                        str(level.get(b.di, "")),
                        b.minta,
                        b.keadaan,
                        b.bukan or b.tampak,
                        ", ".join(f"`{name}`" for name in b.uji),
                    )
                    for b in one.butir
                ],
            ),
        ]
    return halaman.page("Jawaban atas BSSN 4/2021 dan OWASP ASVS 5", "`docs/keamanan/`", parts)
