"""A document as a workbook: what is said on the first sheet, every table on a sheet of its own.

Amounts are numbers, sums are live formulas with their computed value beside them, text is text
whatever it looks like.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from xlsxwriter.utility import xl_range

from upaya.core import clock
from upaya.core.documents.content import (
    Isi,
    Jumlah,
    Paragraf,
    Rincian,
    Subjudul,
    Tabel,
    TandaTangan,
    short,
    terbilang,
)
from upaya.core.documents.pdf import Terbit
from upaya.exchange.xlsx_writer import formats, new_workbook, plain, sheet_name, write_value
from upaya.rules import period

_LABEL, _VALUE = 24, 90
_UNIT = 6
"""Characters of a table's column for each unit of its weight."""

Sheet = Any  # a worksheet; the package has no types


def render(isi: Isi, terbit: Terbit | None) -> bytes:
    """The document as XLSX; the same bytes for the same content and number.

    Without `terbit` it is a preview and says so.
    """
    target = io.BytesIO()
    with new_workbook(target) as book:
        day = terbit.tanggal if terbit else clock.today()
        book.set_properties(
            {
                "title": plain(f"{isi.judul} {terbit.nomor if terbit else '(pratinjau)'}"),
                "author": plain(isi.kop.penerbit),
                "created": datetime(day.year, day.month, day.day, tzinfo=UTC),
            }
        )
        looks = formats(book) | {
            "bold": book.add_format({"bold": True}),
            "wrap": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
            "sum": book.add_format({"bold": True, "num_format": "#,##0", "top": 1}),
            "sum_text": book.add_format({"bold": True, "top": 1}),
        }
        _first_sheet(book, isi, terbit, looks)
        used = {"dokumen"}
        for table in isi.bagian:
            if isinstance(table, Tabel):
                _table_sheet(book, table, isi, looks, used)
    return target.getvalue()


class _Lines:
    """Lines of the first sheet, from the top."""

    def __init__(self, sheet: Sheet, looks: dict[str, Any]) -> None:
        self.sheet, self.looks, self.row = sheet, looks, 0

    def text(self, words: str, look: str = "text") -> None:
        self.sheet.write_string(self.row, 0, plain(words), self.looks[look])
        self.row += 1

    def pair(self, label: str, value: Any) -> None:  # noqa: ANN401 - text or a number
        self.sheet.write_string(self.row, 0, plain(label), self.looks["wrap"])
        if isinstance(value, str):
            self.sheet.write_string(self.row, 1, plain(value), self.looks["wrap"])
        else:
            write_value(self.sheet, self.row, 1, value, self.looks)
        self.row += 1


def _first_sheet(book: Any, isi: Isi, terbit: Terbit | None, looks: dict[str, Any]) -> None:  # noqa: ANN401
    sheet = book.add_worksheet("Dokumen")
    sheet.set_column(0, 0, _LABEL)
    sheet.set_column(1, 1, _VALUE)
    lines = _Lines(sheet, looks)
    for words in (isi.kop.pemerintah, isi.kop.dinas, isi.kop.unit, *isi.kop.alamat):
        if words:
            lines.text(words, "bold")
    lines.row += 1
    lines.text(isi.judul, "title")
    if isi.keterangan:
        lines.text(isi.keterangan)
    if terbit is None:
        lines.pair("DRAF, pratinjau", "Belum bernomor dan belum diterbitkan; bukan dokumen resmi.")
    else:
        lines.pair("Nomor", terbit.nomor)
        lines.pair("Tanggal", period.tanggal(terbit.tanggal))
        lines.pair("Sidik isi", short(terbit.sidik))
        lines.pair("Periksa keaslian", terbit.alamat)
    if isi.kepada:
        lines.pair("Kepada", "\n".join(isi.kepada))
    lines.row += 1
    _parts(lines, isi)
    for number, note in enumerate(isi.catatan, start=1):
        lines.pair(f"Catatan {number}", note)
    for place in isi.tanda_tangan:
        lines.pair(f"{place.pembuka} {place.peran}".strip(), _signer(place))


def _signer(place: TandaTangan) -> str:
    nip = f"NIP {place.nip}" if place.nip else ""
    return ", ".join(words for words in (place.nama, place.pangkat, nip) if words)


def _parts(lines: _Lines, isi: Isi) -> None:
    for part in isi.bagian:
        match part:
            case Subjudul():
                lines.text(part.teks, "bold")
            case Paragraf():
                lines.pair("" if part.nomor is None else f"{part.nomor}.", part.teks)
            case Rincian():
                for label, value in part.baris:
                    lines.pair(label, value)
            case Jumlah():
                lines.pair(f"{part.label} (Rp)", part.nilai)
                lines.pair("Terbilang", terbilang(part.nilai))
            case Tabel():
                lines.pair(part.judul or isi.judul, "Lihat lembar tersendiri.")
    lines.row += 1


def _table_sheet(
    book: Any,  # noqa: ANN401 - a workbook; the package has no types
    table: Tabel,
    isi: Isi,
    looks: dict[str, Any],
    used: set[str],
) -> None:
    """A table on a sheet of its own; one with groups has a sheet with merged heads before it."""
    title = table.judul or isi.judul
    if any(column.kelompok for column in table.kolom):
        _filled_sheet(book, table, isi, looks, _free_name(title, used), heads=2)
        title = f"{title[:24]} (data)"
    _filled_sheet(book, table, isi, looks, _free_name(title, used), heads=1)


def _filled_sheet(
    book: Any,  # noqa: ANN401 - a workbook; the package has no types
    table: Tabel,
    isi: Isi,
    looks: dict[str, Any],
    name: str,
    *,
    heads: int,
) -> None:
    """One sheet: `heads` rows of heads, the rows, the sums."""
    sheet = book.add_worksheet(name)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if isi.mendatar:
        sheet.set_landscape()
    sheet.repeat_rows(0, heads - 1)
    sheet.freeze_panes(heads, 0)
    for place, column in enumerate(table.kolom):
        sheet.write_string(heads - 1, place, plain(column.kepala), looks["head"])
        sheet.set_column(place, place, max(len(column.kepala) + 2, _UNIT * column.lebar))
    if heads > 1:
        _merged_heads(sheet, table, looks)
    for row, cells in enumerate(table.baris, start=heads):
        for place, cell in enumerate(cells):
            write_value(sheet, row, place, cell, looks)
    if not table.baris:
        sheet.write_string(heads, 0, plain(table.kosong), looks["text"])
    elif table.jumlah:
        _sums(sheet, table, looks, heads)


def _merged_heads(sheet: Sheet, table: Tabel, looks: dict[str, Any]) -> None:
    """Groups over their columns; a column without one over both rows of heads."""
    for name, found in groupby(enumerate(table.kolom), key=lambda pair: pair[1].kelompok):
        places = [place for place, _ in found]
        if not name:
            for place in places:
                head = plain(table.kolom[place].kepala)
                sheet.merge_range(0, place, 1, place, head, looks["head"])
        elif len(places) == 1:
            sheet.write_string(0, places[0], plain(name), looks["head"])
        else:
            sheet.merge_range(0, places[0], 0, places[-1], plain(name), looks["head"])


def _sums(sheet: Sheet, table: Tabel, looks: dict[str, Any], heads: int = 1) -> None:
    last = len(table.baris) + heads - 1
    if 0 not in table.jumlah:
        sheet.write_string(last + 1, 0, "Jumlah", looks["sum_text"])
    for place, amount in table.jumlah.items():
        cells = xl_range(heads, place, last, place)
        sheet.write_formula(last + 1, place, f"=SUM({cells})", looks["sum"], amount)


def _free_name(title: str, used: set[str]) -> str:
    """The title as a sheet's name that no other sheet has; case does not count in a workbook."""
    wanted = sheet_name(title)
    name, number = wanted, 1
    while name.lower() in used:
        number += 1
        name = f"{wanted[:28]} {number}"
    used.add(name.lower())
    return name
