"""The result of a month as a workbook with live formulas and the values that we computed."""

import io
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from upaya.exchange.insentif.explain import ASAL
from upaya.exchange.insentif.month_layout import PETUGAS
from upaya.exchange.insentif.result_limits import why_not
from upaya.exchange.insentif.result_officers import place_officers, write_officers
from upaya.exchange.insentif.result_rules import write_rules, write_services
from upaya.exchange.insentif.result_summary import (
    RINGKASAN,
    place_rows,
    summary_rows,
    write_notes,
    write_summary,
)
from upaya.exchange.result_book import ResultBook, Worksheet
from upaya.exchange.xlsx_writer import new_workbook, plain
from upaya.rules.insentif.explain import explain_month
from upaya.rules.insentif.month import Bulan, Hasil

LANGKAH = "Langkah"

LIVE_STEPS: Mapping[str, str] = {
    "Capaian SPM": "capaian",
    "Indeks kinerja SPM hasil hitungan": "spm_hitung",
    "Indeks kinerja SPM": "indeks.kinerja_spm",
    "Indeks kesulitan wilayah": "indeks.kesulitan_wilayah",
    "Indeks beban kerja": "indeks.beban_kerja",
    "Jumlah indeks": "jumlah_indeks",
    "Insentif dasar": "insentif_dasar",
    "Insentif disesuaikan": "insentif_disesuaikan",
    "Insentif bulan ini": "pool",
    "Jumlah poin lapangan": "jumlah_poin_lapangan",
    "Jumlah poin manajemen": "jumlah_poin_manajemen",
    "Tidak dibagi": "tidak_dibagi",
}
"""Steps of the working whose value a formula repeats, with the number it shows."""

_NO_NAMES: Mapping[str, str] = {}


def write_result(path: Path, masukan: Mapping[str, Any], bulan: Bulan, hasil: Hasil) -> None:
    """Write the result beside the answer of the command; OSError when the place is not writable."""
    names = {str(row["id"]): str(row["nama"]) for row in masukan["petugas"]}
    path.write_bytes(result_bytes(bulan, hasil, names))


def result_bytes(bulan: Bulan, hasil: Hasil, names: Mapping[str, str] = _NO_NAMES) -> bytes:
    """The result as an XLSX file; `names` gives officers' names by code where the month has none.

    Formulas give the same rupiah as `hasil` in Excel and LibreOffice; a month too large for a
    spreadsheet is written as values, and says so on its first sheet.
    """
    target = io.BytesIO()
    with new_workbook(target) as workbook:
        book = ResultBook(workbook, live=not why_not(bulan, hasil))
        title = f"Insentif UKM {bulan.puskesmas}, {bulan.periode.nama}"
        summary = book.sheet(RINGKASAN, title, "Dari data bulan ini sampai dua bagian insentif.")
        officers = book.sheet(PETUGAS, title, "Bagian tiap petugas, sampai rupiah.", landscape=True)
        steps = book.sheet(LANGKAH, title, "Langkah perhitungan dan dasarnya.", landscape=True)
        rows = summary_rows(bulan, hasil, live=book.live)
        place_rows(book, rows)
        place_officers(book, len(bulan.petugas))
        write_rules(book, hasil)
        write_services(book, bulan, hasil)
        write_summary(book, summary, rows)
        write_notes(book, summary, rows, bulan, hasil)
        write_officers(book, officers, bulan, hasil, names)
        _write_steps(book, steps, bulan, hasil)
    return target.getvalue()


_STEP_HEADERS = (
    ("No", 6), ("Langkah", 34), ("Cara", 60), ("Masukan", 60), ("Hasil", 24),
    ("Hasil dari rumus", 20), ("Dasar hukum", 60), ("Asal", 24),
)  # fmt: skip


def _write_steps(book: ResultBook, sheet: Worksheet, bulan: Bulan, hasil: Hasil) -> None:
    """The working in words; beside each result the number that the formulas give."""
    for column, (label, width) in enumerate(_STEP_HEADERS):
        sheet.write_string(3, column, label, book.looks["head"])
        sheet.set_column(column, column, width)
    sheet.freeze_panes(4, 2)
    sheet.repeat_rows(3)
    for number, step in enumerate(explain_month(bulan, hasil).langkah, start=1):
        row = number + 3
        inputs = "; ".join(f"{name}: {text}" for name, text in step.masukan)
        texts = (step.nama, step.rumus, inputs, step.nilai)
        book.put(sheet, row, 0, number, "number")
        for column, text in enumerate(texts, start=1):
            sheet.write_string(row, column, plain(text), book.looks["wrap"])
        name = LIVE_STEPS.get(step.nama)
        if name and book.live:
            value = _live_value(step.eksak)
            book.compute(sheet, (row, 5), f"{{{name}}}", value, _look(name))
        else:
            book.put(sheet, row, 5, None)
        book.put(sheet, row, 6, step.dasar_hukum, "wrap")
        book.put(sheet, row, 7, ASAL[step.asal], "wrap")


def _live_value(exact: str) -> Decimal:
    """The exact text of a step ("2/3", "0.33") as the number that a cell shows."""
    fraction = Fraction(exact)
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def _look(name: str) -> str:
    if name == "capaian":
        return "share"
    return "index" if name.startswith(("indeks.", "jumlah_indeks", "spm_")) else "exact"
