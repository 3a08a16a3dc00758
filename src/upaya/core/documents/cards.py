"""Cards of the size of a bank card as PDF: one a page to print on plastic, or a sheet to cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from upaya.core.documents.pdf import clean, compiled, drawn, qr_svg


@dataclass(frozen=True, slots=True)
class Kartu:
    """What stands on one card; `alamat` is the page that its QR opens, `ajakan` the words below.

    `tanda` is a signed line for its back, read without a line to the server; "" leaves it bare.
    """

    kop: tuple[str, ...]
    judul: str
    nomor: str
    nama: str
    baris: tuple[tuple[str, str], ...]
    alamat: str
    ajakan: str
    catatan: str
    tanda: str = ""


def render(cards: Sequence[Kartu], day: date, *, lembar: bool = False) -> bytes:
    """Cards as PDF/A-2b, tagged: 85.6 x 54 mm each, or on sheets of A4 with marks to cut along."""
    return compiled("kartu", _data(cards, day, lembar=lembar), day)


def pictures(
    cards: Sequence[Kartu], day: date, *, lembar: bool = False, ppi: int = 200
) -> list[bytes]:
    """The pages as PNG, to be looked at."""
    return drawn("kartu", _data(cards, day, lembar=lembar), day, ppi)


def _data(cards: Sequence[Kartu], day: date, *, lembar: bool) -> dict[str, Any]:
    """Data for the template. ValueError for no card at all."""
    if not cards:
        raise ValueError("tidak ada kartu")
    first = cards[0]
    return {
        "judul": clean(f"{first.judul} {first.nomor}" if len(cards) == 1 else first.judul),
        "penerbit": clean(first.kop[-1]),
        "hari": [day.year, day.month, day.day],
        "lembar": lembar,
        "kartu": [_card(one) for one in cards],
    }


def _card(one: Kartu) -> dict[str, Any]:
    return {
        "kop": [clean(words) for words in one.kop],
        "judul": clean(one.judul),
        "nomor": clean(one.nomor),
        "nama": clean(one.nama),
        "baris": [[clean(label), clean(value)] for label, value in one.baris],
        "qr": qr_svg(one.alamat),
        "ajakan": clean(one.ajakan),
        "catatan": clean(one.catatan),
        "qr_tanda": qr_svg(one.tanda) if one.tanda else "",
    }
