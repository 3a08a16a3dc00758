"""Sheets Aturan and Pelayanan of the result: the parameters that were read, the 12 services."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from upaya.exchange.insentif.explain import ASAL
from upaya.exchange.insentif.month_layout import CHOICES, PELAYANAN
from upaya.exchange.result_book import ResultBook, Worksheet, absolute
from upaya.rules.calculation_steps import Rules
from upaya.rules.citation import citation
from upaya.rules.insentif.month import Bulan, Hasil
from upaya.rules.insentif.spm import nama_pelayanan, rata_rata
from upaya.rules.parameter import Value

ATURAN = "Aturan"
_HEADERS = (("Parameter", 44), ("Butir", 24), ("Nilai", 30), ("Dasar hukum", 60), ("Asal", 26))
_FIRST = 4

_ITEMS = {
    "insentif_ukm.skor.jabatan_utama": "jabatan_utama",
    "insentif_ukm.indeks.kesulitan_wilayah": "karakteristik",
    "insentif_ukm.penerima": "status",
}
"""Tables whose items are written as the other sheets write them, so that formulas find them."""


def write_rules(book: ResultBook, hasil: Hasil) -> None:
    """Every parameter that was read; names "aturan.<key>" and "aturan.<key>.butir" are set."""
    sheet = book.sheet(ATURAN, "Aturan yang dipakai", "Tiap nilai dengan dasar hukum dan asalnya.")
    for column, (label, width) in enumerate(_HEADERS):
        sheet.write_string(_FIRST - 1, column, label, book.looks["head"])
        sheet.set_column(column, column, width)
    sheet.freeze_panes(_FIRST, 0)
    sheet.repeat_rows(_FIRST - 1)
    row = _FIRST
    for value in hasil.aturan:
        items = _items(value)
        for number, (item, content) in enumerate(items):
            _line(book, sheet, row + number, value, item, content)
        last = row + len(items) - 1
        book.name(f"aturan.{value.key}", ATURAN, absolute(row, last, "C"))
        book.name(f"aturan.{value.key}.butir", ATURAN, absolute(row, last, "B"))
        book.name(f"aturan.{value.key}.tabel", ATURAN, f"$B${row + 1}:$C${last + 1}")
        if len(items) == 1:
            book.name(f"aturan.{value.key}", ATURAN, f"$C${row + 1}")
        row = last + 1


def _items(value: Value) -> list[tuple[str | int, Any]]:
    words = CHOICES.get(_ITEMS.get(value.key, ""), {})
    if isinstance(value.value, Mapping):
        return [(words.get(key, key), content) for key, content in value.value.items()]
    if isinstance(value.value, tuple):
        return [
            (number, words.get(str(content), content))
            for number, content in enumerate(value.value, start=1)
        ]
    return [("", value.value)]


def _line(
    book: ResultBook, sheet: Worksheet, row: int, value: Value, item: str | int, content: Any  # noqa: ANN401
) -> None:  # fmt: skip
    book.put(sheet, row, 0, value.title, "wrap")
    book.put(sheet, row, 1, item)
    look = "index" if isinstance(content, Decimal) else "number"
    book.put(sheet, row, 2, content, "wrap" if isinstance(content, str) else look)
    book.put(sheet, row, 3, citation(value), "wrap")
    book.put(sheet, row, 4, ASAL[value.origin], "wrap")


def write_services(book: ResultBook, bulan: Bulan, hasil: Hasil) -> None:
    """The 12 services; sets "capaian" (the mean) and what the SPM index is computed from."""
    hint = "Capaian = realisasi dibagi target, paling tinggi capaian tertinggi pada Aturan."
    sheet = book.sheet(PELAYANAN, "Data pelayanan: 12 pelayanan SPM", hint)
    headers = (("No", 6), ("Pelayanan", 44), ("Target", 14), ("Realisasi", 14), ("Capaian", 14))
    for column, (label, width) in enumerate(headers):
        sheet.write_string(_FIRST - 1, column, label, book.looks["head"])
        sheet.set_column(column, column, width)
    labels = nama_pelayanan()
    highest = Rules(hasil)["spm.capaian_tertinggi"].decimal
    for row, (key, service) in enumerate(bulan.pelayanan.items(), start=_FIRST):
        book.put(sheet, row, 0, row - _FIRST + 1, "number")
        book.put(sheet, row, 1, labels[key])
        book.put(sheet, row, 2, service.target, "in_number")
        book.put(sheet, row, 3, service.realisasi, "in_number")
        reached: Decimal | str = ""
        if service.target:
            reached = min(Decimal(service.realisasi) / Decimal(service.target), highest)
        top = "{aturan.insentif_ukm.spm.capaian_tertinggi}"
        formula = f'IF(C{row + 1}=0,"",MIN(D{row + 1}/C{row + 1},{top}))'
        book.compute(sheet, (row, 4), formula, reached, "share")
    last = _FIRST + len(bulan.pelayanan) - 1
    book.name("capaian_pelayanan", PELAYANAN, absolute(_FIRST, last, "E"))
    book.put(sheet, last + 1, 1, "Rata-rata capaian", "strong")
    area = "{capaian_pelayanan}"
    formula = (
        f'IF(COUNT({area})=0,"",IF({{target_nol}}="nol",'
        f"SUM({area})/{len(bulan.pelayanan)},AVERAGE({area})))"
    )
    book.compute(sheet, (last + 1, 4), formula, _mean(bulan, hasil), "share")
    book.name("capaian", PELAYANAN, f"$E${last + 2}")


def _mean(bulan: Bulan, hasil: Hasil) -> Decimal | str:
    rules = Rules(hasil)
    choice = hasil.penimpaan.target_nol or rules["spm.target_nol"].text
    pair = rata_rata(
        bulan.pelayanan.values(),
        rules["spm.capaian_tertinggi"].decimal.as_integer_ratio(),
        "nol" if choice == "nol" else "keluarkan",
    )
    if pair is None:
        return ""
    mean = Fraction(*pair)
    return Decimal(mean.numerator) / Decimal(mean.denominator)
