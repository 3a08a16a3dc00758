"""The result workbook: values beside formulas, what is too large for formulas, text as text."""

import time
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
from hypothesis import given, settings
from openpyxl.cell.cell import Cell, MergedCell

from tests.rules.months import OPTIONS, month, months, officer
from upaya.exchange.insentif.result_limits import LIMIT, why_not
from upaya.exchange.insentif.result_workbook import LIVE_STEPS, result_bytes, write_result
from upaya.rules.insentif.compute import compute_month
from upaya.rules.insentif.explain import explain_month
from upaya.rules.insentif.fingerprint import sidik
from upaya.rules.insentif.month import Bulan, Hasil, Opsi
from upaya.rules.insentif.serial import bulan_to_dict
from upaya.rules.insentif.spm import PELAYANAN, Pelayanan
from upaya.rules.loader import national_book

BOOK = national_book()


def _open(bulan: Bulan, hasil: Hasil, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(result_bytes(bulan, hasil)), data_only=values)


def _cells(book: openpyxl.Workbook) -> Iterator[Cell | MergedCell]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from row


def _shares(book: openpyxl.Workbook, count: int) -> list[object]:
    sheet = book["Petugas"]
    at = next(n for n, cell in enumerate(sheet[4], start=1) if cell.value == "Bruto (Rp)")
    return [sheet.cell(row, at).value for row in range(5, 5 + count)]


@settings(max_examples=25)
@given(bulan=months(), opsi=OPTIONS)
def test_every_month_gives_a_book_with_its_amounts(bulan: Bulan, opsi: Opsi) -> None:
    hasil = compute_month(bulan, BOOK, opsi)
    book = _open(bulan, hasil, values=True)
    shown = [int(str(value)) for value in _shares(book, len(hasil.id))]
    assert shown == [row.bruto for row in hasil.baris()]
    live = any(cell.data_type == "f" for cell in _cells(_open(bulan, hasil)))
    assert live is not bool(why_not(bulan, hasil))


def test_cached_values_are_those_of_the_rules() -> None:
    bulan = month()
    hasil = compute_month(bulan, BOOK)
    sheet = _open(bulan, hasil, values=True)["Ringkasan"]
    shown = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=5)}
    assert shown["Insentif bulan ini (Rp)"] == hasil.pool
    assert Decimal(str(shown["ADJUSTED INSENTIF"])) == hasil.insentif_disesuaikan
    assert shown["Diterima + tidak dibagi = insentif bulan ini"] == "COCOK"
    text = [str(row[0].value) for row in sheet.iter_rows()]
    assert f"Sidik: {sidik(bulan, hasil)}" in text


def test_a_month_too_large_for_a_spreadsheet_is_values_and_says_so() -> None:
    bulan = month(bok_diserap=10**15 - 1, sisa_pagu_insentif=10**15 - 1)
    hasil = compute_month(bulan, BOOK)
    assert hasil.pool >= LIMIT
    book = _open(bulan, hasil)
    assert not any(cell.data_type == "f" for cell in _cells(book))
    assert "terlalu besar" in str(book["Ringkasan"]["A3"].value)
    assert _shares(book, 2) == [row.bruto for row in hasil.baris()]


def test_an_index_of_a_thousand_digits_does_no_harm() -> None:
    long = Decimal("0." + "3" * 5000)
    bulan = month(indeks={"kinerja_spm": long})
    hasil = compute_month(bulan, BOOK)
    book = _open(bulan, hasil)
    assert not any(cell.data_type == "f" for cell in _cells(book))
    assert "terlalu rinci" in str(book["Ringkasan"]["A3"].value)


def test_a_mean_next_to_a_bound_keeps_its_index_as_a_value() -> None:
    big = 10**9
    services = {name: Pelayanan(big, big * 6 // 10) for name in PELAYANAN}
    services["hiv"] = Pelayanan(big, big * 6 // 10 - 1)  # the mean is 60% less one part of 12e9
    bulan = month(pelayanan=services)
    hasil = compute_month(bulan, BOOK)
    assert hasil.indeks[0] == Decimal("0.20")
    rows = {row[0].value: row for row in _open(bulan, hasil)["Ringkasan"].iter_rows(min_row=5)}
    row = rows["Indeks kinerja SPM: hasil hitungan"]
    assert row[1].value == 0.2
    assert "terlalu dekat" in str(row[2].value)


def test_ten_thousand_officers_are_written_as_values_within_seconds() -> None:
    bulan = month([officer(f"p{n:05d}", frekuensi=n % 50) for n in range(10_000)])
    hasil = compute_month(bulan, BOOK)
    before = time.process_time()
    data = result_bytes(bulan, hasil)
    assert time.process_time() - before < 30
    book = openpyxl.load_workbook(BytesIO(data), read_only=True)
    assert "lebih dari 2000 petugas" in str(book["Ringkasan"]["A3"].value)


def test_nothing_that_was_typed_becomes_a_formula_or_a_link() -> None:
    bulan = month(
        [officer("=1+1", nama="=cmd|'/c calc'!A0"), officer("@SUM(A1)", nama="http://x.example")],
        puskesmas="=HYPERLINK(0)",
        alasan_indeks="+1",
        indeks={"kinerja_spm": Decimal("0.33")},
    )
    book = _open(bulan, compute_month(bulan, BOOK))
    typed = {"=1+1", "=cmd|'/c calc'!A0", "@SUM(A1)", "http://x.example", "=HYPERLINK(0)"}
    found = [cell for cell in _cells(book) if cell.value in typed]
    assert {str(cell.value) for cell in found} == typed
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in found)


def test_the_steps_that_formulas_repeat_are_steps_of_the_working() -> None:
    frozen = month([officer("a", frekuensi=0)])
    steps = {step.nama for step in explain_month(frozen, compute_month(frozen, BOOK)).langkah}
    assert set(LIVE_STEPS) <= steps


def test_the_file_is_written_where_asked(tmp_path: Path) -> None:
    bulan = month()
    path = tmp_path / "hasil.xlsx"
    write_result(path, bulan_to_dict(bulan), bulan, compute_month(bulan, BOOK))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Ringkasan", "Petugas", "Langkah", "Aturan", "Pelayanan"]
    assert book["Petugas"]["C5"].value == "Petugas p1"
