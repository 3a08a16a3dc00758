"""What stands on the page of the signatures: never they alone, they would belong to nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from upaya.core.documents.content import Bagian, Isi, Jumlah, Paragraf, Rincian, Tabel

_ROWS = 3
"""Rows of a last table that stay with the signatures below it."""
_SUMS = 8
"""So few lines below a last table are its sums: the last rows of the table stay with them."""
_LINES, _LETTERS, _NOTES = 14, 1500, 2
"""A last part of so many lines or letters stays with them whole; of long notes, the last ones."""


@dataclass(frozen=True, slots=True)
class Tata:
    """A document in two: what flows over the pages, and what is kept with the signatures.

    `disambung`: the first part of `ekor` is the end of the table that ends `badan`, of which
    `baris_badan` rows stand there.
    """

    badan: tuple[Bagian, ...]
    catatan: tuple[str, ...]
    ekor: tuple[Bagian, ...]
    catatan_ekor: tuple[str, ...]
    disambung: bool = False
    baris_badan: int = 0


def lay_out(isi: Isi) -> Tata:
    """Where the document may be cut."""
    if not isi.tanda_tangan:
        return Tata(isi.bagian, isi.catatan, (), ())
    if sum(map(len, isi.catatan)) > _LETTERS:
        return Tata(isi.bagian, isi.catatan[:-_NOTES], (), isi.catatan[-_NOTES:])
    before, end = isi.bagian[:-1], isi.bagian[-1:]
    if isinstance(end[0], Jumlah) and before:  # the sum of the table above it stays with its rows
        before, end = before[:-1], isi.bagian[-2:]
    if _tells_of_table(before, end[0]):
        before, end = before[:-1], (before[-1], *end)
    last = end[0]
    if isinstance(last, Tabel) and len(last.baris) > _ROWS:
        rows = len(last.baris) - _ROWS
        columns = tuple(replace(column, jumlah=False) for column in last.kolom)
        begun = replace(last, kolom=columns, baris=last.baris[:rows])
        # The sum below the end is of the whole table: it is handed over, not added up anew.
        return Tata((*before, begun), (), end, isi.catatan, disambung=True, baris_badan=rows)
    first, kept = _cut(last)
    return Tata((*before, *first), (), (*kept, *end[1:]), isi.catatan)


def fits(part: Rincian) -> bool:
    """Whether a list of terms is short enough to stand on one page whole."""
    letters = sum(len(label) + len(value) for label, value in part.baris)
    return len(part.baris) <= _LINES and letters <= _LETTERS


def _tells_of_table(before: tuple[Bagian, ...], part: Bagian) -> bool:
    """Whether a part is a few lines about the table right above it."""
    if not before or not isinstance(part, Rincian) or len(part.baris) > _SUMS:
        return False
    return isinstance(before[-1], Tabel) and bool(before[-1].baris)


def _cut(part: Bagian) -> tuple[tuple[Bagian, ...], tuple[Bagian, ...]]:
    """A last part in two, the second short enough for the page of the signatures."""
    if isinstance(part, Rincian) and len(part.baris) > _LINES:
        return (Rincian(part.baris[:-_ROWS]),), (Rincian(part.baris[-_ROWS:]),)
    if isinstance(part, Paragraf) and len(part.teks) > _LETTERS and ". " in part.teks:
        start, _, end = part.teks.rpartition(". ")
        return (replace(part, teks=f"{start}."),), (Paragraf(end),)
    return (), (part,)
