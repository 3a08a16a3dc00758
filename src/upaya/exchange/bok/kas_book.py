"""Cash books as a workbook: a BKU a unit whose balances are formulas, then the days paid twice."""

from io import BytesIO
from pathlib import Path

import xlsxwriter

from upaya.exchange.bok.kas_explain import sentence
from upaya.exchange.bok.kas_json import KasReading, KasUnit
from upaya.exchange.result_book import ResultBook
from upaya.rules.numbers import EXACT
from upaya.rules.period import tanggal

HEADS = ("No", "Tanggal", "Nomor Bukti", "Uraian", "Penerimaan", "Pengeluaran", "Saldo")
"""The columns in use (practice)."""
_HEAD, _FIRST = 3, 4
_WIDTHS = (6, 18, 18, 44, 18, 18, 18)


def write_result(target: Path, found: KasReading) -> None:
    """Write the workbook; OSError when that is not possible."""
    target.write_bytes(result_bytes(found))


def result_bytes(found: KasReading) -> bytes:
    """The workbook; formulas where a spreadsheet's numbers are exact, else values alone."""
    written = BytesIO()
    live = all(abs(line.saldo) < EXACT for one in found.unit for line in one.buku.baris)
    with xlsxwriter.Workbook(written, {"in_memory": True}) as file:
        book = ResultBook(file, live=live)
        for number, one in enumerate(found.unit, start=1):
            _unit(book, f"BKU {number}", one)
        sheet = book.sheet("Hari ganda", "Hari yang dibayar dua kali", "Satu orang, satu hari.")
        sheet.set_column(0, 0, 110)
        for row, double in enumerate(found.ganda):
            book.put(sheet, _FIRST + row, 0, sentence(double), "wrap")
    return written.getvalue()


def _unit(book: ResultBook, name: str, one: KasUnit) -> None:
    buku = one.buku
    hint = "Saldo adalah bank ditambah tunai; kuning diisi, saldo dihitung oleh rumus."
    sheet = book.sheet(name, f"Buku kas umum {one.id} {buku.tahun}", hint, landscape=True)
    for column, (label, width) in enumerate(zip(HEADS, _WIDTHS, strict=True)):
        sheet.write_string(_HEAD, column, label, book.looks["head"])
        sheet.set_column(column, column, width)
    book.put(sheet, _FIRST, 3, "Saldo awal")
    book.put(sheet, _FIRST, 6, buku.awal_bank + buku.awal_tunai, "in_number")
    for row, line in enumerate(buku.baris, start=_FIRST + 1):
        move = line.mutasi
        book.put(sheet, row, 0, line.nomor, "number")
        for column, said in enumerate((tanggal(move.hari), move.bukti, move.uraian), start=1):
            book.put(sheet, row, column, said, "wrap")
        book.put(sheet, row, 4, move.masuk, "in_number")
        book.put(sheet, row, 5, move.keluar, "in_number")
        book.compute(sheet, (row, 6), f"G{row}+E{row + 1}-F{row + 1}", line.saldo, "number")
    sheet.freeze_panes(_FIRST, 0)
