"""A poverty score as a workbook whose formulas do the working again."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import xlsxwriter

from upaya.exchange.result_book import ResultBook, Value, Worksheet
from upaya.rules.exact import tulis
from upaya.rules.supermiskol.skema import DI_BAWAH, Skema
from upaya.rules.supermiskol.skor import Skor, kalimat, sidik

_SHEET = "Skor"
_HEAD, _FIRST = 4, 5
_COLUMNS = (("Indikator", 46), ("Jawaban", 34), ("Nilai", 12), ("Bobot", 12), ("Hasil", 14))


def write_result(
    target: Path, skema: Skema, jawaban: Mapping[str, str | int | None], hasil: Skor
) -> None:
    """Write the workbook; OSError when that is not possible.

    Formulas are written when a spreadsheet's numbers come to the same verdict, else values alone.
    """
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as file:
        book = ResultBook(file, live=_same_in_a_spreadsheet(skema, hasil))
        hint = (
            "Kuning diisi; yang lain dihitung oleh rumus."
            if book.live
            else "Nilai saja: belum lengkap, atau bilangan lembar kerja tidak cukup teliti."
        )
        sheet = book.sheet(_SHEET, f"Skor kemiskinan {skema.nama}".strip(), hint)
        _write(book, sheet, skema, hasil)
        sheet.write_string(
            _FIRST + len(hasil.rincian) + 8,
            0,
            f"Sidik: {sidik(skema, jawaban)}",
            book.looks["hint"],
        )
    target.write_bytes(written.getvalue())


def _write(book: ResultBook, sheet: Worksheet, skema: Skema, hasil: Skor) -> None:
    for column, (label, width) in enumerate(_COLUMNS):
        sheet.write_string(_HEAD, column, label, book.looks["head"])
        sheet.set_column(column, column, width)
    for place, row in enumerate(hasil.rincian):
        at = _FIRST + place
        book.put(sheet, at, 0, row.nama, "wrap")
        book.put(sheet, at, 1, row.dibaca, "wrap")
        book.put(sheet, at, 2, _number(row.nilai), "in_exact")
        book.put(sheet, at, 3, _number(row.bobot), "in_exact")
        book.compute(sheet, (at, 4), f"C{at + 1}*D{at + 1}", _number(row.hasil), "exact")
    at = _FIRST + len(hasil.rincian)
    total = sum((row.hasil for row in hasil.rincian), skema.konstanta)
    book.put(sheet, at, 0, "Tetapan")
    book.put(sheet, at, 4, _number(skema.konstanta), "in_exact")
    every = f"SUM(E{_FIRST + 1}:E{at + 1})"
    for offset, (label, formula, value) in enumerate(
        (
            ("Jumlah", every, total),
            ("Pembagi", "", hasil.pembagi),
            ("Skor", f"E{at + 2}/E{at + 3}", hasil.skor),
            ("Ambang", "", skema.ambang),
        ),
        start=1,
    ):
        book.put(sheet, at + offset, 0, label)
        if value is None:
            book.put(sheet, at + offset, 4, "belum ada", "cell")
        elif formula:
            book.compute(sheet, (at + offset, 4), formula, _number(value), "exact")
        else:
            book.put(sheet, at + offset, 4, _number(value), "in_exact")
    sign = ("<" if skema.arah == DI_BAWAH else ">") + ("" if skema.ketat else "=")
    verdict = "memenuhi" if hasil.layak else "tidak memenuhi"
    book.put(sheet, at + 5, 0, f"Syarat: {skema.syarat}", "wrap")
    if hasil.layak is None:
        book.put(sheet, at + 5, 4, "belum ada", "cell")
    else:
        question = f'IF(E{at + 4}{sign}E{at + 5},"memenuhi","tidak memenuhi")'
        book.compute(sheet, (at + 5, 4), question, verdict, "cell")
    for offset, text in enumerate(kalimat(skema, hasil)[:2]):
        sheet.write_string(at + 6 + offset, 0, text)


def _number(value: Fraction) -> Value:
    """A number for a cell; a fraction without end as a spreadsheet would hold it."""
    text = tulis(value)
    return Decimal(text) if "/" not in text else Decimal(repr(float(value)))


def _same_in_a_spreadsheet(skema: Skema, hasil: Skor) -> bool:
    """Whether doubles, added in the order of the sheet, come to the same verdict."""
    if hasil.skor is None:
        return False
    total = 0.0
    for row in hasil.rincian:
        total += float(row.nilai) * float(row.bobot)
    score = (total + float(skema.konstanta)) / float(hasil.pembagi)
    limit = float(skema.ambang)
    below = score < limit if skema.ketat else score <= limit
    above = score > limit if skema.ketat else score >= limit
    return (below if skema.arah == DI_BAWAH else above) == hasil.layak
