"""A workload as a workbook whose formulas do the working again."""

from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from math import floor
from pathlib import Path

import xlsxwriter

from upaya.exchange.result_book import ResultBook, Value, Worksheet
from upaya.rules.exact import tulis
from upaya.rules.tenaga.abk import BebanKerja, Kebutuhan, sidik

_TIME, _HEAD, _FIRST = 3, 5, 6
_COLUMNS = (
    ("Tugas pokok", 46), ("Capaian setahun", 16), ("Norma (menit)", 14),
    ("Standar beban kerja", 18), ("Kebutuhan", 14),
)  # fmt: skip


def write_result(target: Path, beban: BebanKerja, hasil: Kebutuhan) -> None:
    """Write the workbook; OSError when that is not possible.

    Formulas are written when a spreadsheet's numbers come to the same people, else values alone.
    """
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as file:
        book = ResultBook(file, live=_same_in_a_spreadsheet(beban, hasil))
        hint = (
            "Kuning diisi; yang lain dihitung oleh rumus."
            if book.live
            else "Nilai saja: bilangan lembar kerja tidak cukup teliti untuk pembulatan ini."
        )
        sheet = book.sheet("ABK", "Kebutuhan tenaga menurut beban kerja", hint, landscape=True)
        _tasks(book, sheet, beban, hasil)
        last = _sums(book, sheet, beban, hasil)
        sheet.write_string(last + 2, 0, f"Sidik: {sidik(beban, hasil)}", book.looks["hint"])
    target.write_bytes(written.getvalue())


def _tasks(book: ResultBook, sheet: Worksheet, beban: BebanKerja, hasil: Kebutuhan) -> None:
    book.put(sheet, _TIME, 0, "Waktu kerja tersedia (menit setahun)")
    book.put(sheet, _TIME, 1, _number(beban.waktu_kerja_tersedia), "in_exact")
    for column, (label, width) in enumerate(_COLUMNS):
        sheet.write_string(_HEAD, column, label, book.looks["head"])
        sheet.set_column(column, column, width)
    for place, (task, row) in enumerate(zip(beban.tugas_pokok, hasil.baris, strict=True)):
        at = _FIRST + place
        book.put(sheet, at, 0, row.uraian, "wrap")
        book.put(sheet, at, 1, _number(row.capaian), "in_exact")
        if task.norma is None:
            book.put(sheet, at, 2, None)
            book.put(sheet, at, 3, _number(row.standar), "in_exact")
        else:
            book.put(sheet, at, 2, _number(task.norma), "in_exact")
            standard = f"$B${_TIME + 1}/C{at + 1}"
            book.compute(sheet, (at, 3), standard, _number(row.standar), "exact")
        need = f"B{at + 1}/D{at + 1}"
        book.compute(sheet, (at, 4), need, _number(row.kebutuhan), "exact")


def _sums(book: ResultBook, sheet: Worksheet, beban: BebanKerja, hasil: Kebutuhan) -> int:
    """From the sum to the people; the last row written."""
    at = _FIRST + len(hasil.baris)
    labels = ("Jumlah", "Faktor penunjang (persen)", "Standar tugas penunjang",
              "Kebutuhan tepat", "Kebutuhan (orang)")  # fmt: skip
    for offset, label in enumerate(labels):
        book.put(sheet, at + offset, 0, label)
    total, factor, support, exactly = (f"E{at + offset + 1}" for offset in range(4))
    book.compute(sheet, (at, 4), f"SUM(E{_FIRST + 1}:E{at})", _number(hasil.jumlah), "exact")
    if beban.faktor is None:
        book.put(sheet, at + 1, 4, None)
        book.put(sheet, at + 2, 4, _number(hasil.standar_penunjang), "in_exact")
    else:
        book.put(sheet, at + 1, 4, _number(beban.faktor), "in_exact")
        given = _number(hasil.standar_penunjang)
        book.compute(sheet, (at + 2, 4), f"1/(1-{factor}/100)", given, "exact")
    book.compute(sheet, (at + 3, 4), f"{total}*{support}", _number(hasil.tepat), "exact")
    book.compute(sheet, (at + 4, 4), f"INT({exactly}+0.5)", hasil.orang, "strong")
    return at + 4


def _number(value: Fraction) -> Value:
    """A number for a cell; a fraction without end as a spreadsheet would hold it."""
    text = tulis(value)
    return Decimal(text) if "/" not in text else Decimal(repr(float(value)))


def _same_in_a_spreadsheet(beban: BebanKerja, hasil: Kebutuhan) -> bool:
    """Whether doubles, worked as the sheet does, come to the same people."""
    total = 0.0
    for task, row in zip(beban.tugas_pokok, hasil.baris, strict=True):
        if task.norma is None:
            standard = float(row.standar)
        else:
            standard = float(beban.waktu_kerja_tersedia) / float(task.norma)
        total += float(row.capaian) / standard
    if beban.faktor is None:
        support = float(hasil.standar_penunjang)
    else:
        support = 1 / (1 - float(beban.faktor) / 100)
    return floor(total * support + 0.5) == hasil.orang
