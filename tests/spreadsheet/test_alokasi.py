"""The formulas of an allocation give the rupiah of the rules when LibreOffice computes them."""

import random
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.spreadsheet.libreoffice import poison, recalculate
from upaya.exchange.bok.alokasi_book import write_result
from upaya.rules.bok.alokasi import ARAH, Kriteria, Penerima, Permintaan, allocate
from upaya.rules.loader import national_book

pytestmark = pytest.mark.libreoffice


def _district(seed: int) -> Permintaan:
    dice = random.Random(seed)  # noqa: S311 - invented districts, always the same
    kinds = [Kriteria(f"k{n}", Fraction(dice.randint(1, 60), 2), ARAH[n % 2]) for n in range(4)]
    rows = [
        Penerima(
            f"puskesmas {number:02d}",
            {one.kode: Fraction(dice.choice((0, dice.randint(1, 90_000)))) for one in kinds},
            dice.choice((0, 0, 1, 4)),
        )
        for number in range(20)
    ]
    return Permintaan(dice.randint(10**9, 10**11), "35.12", 2022, tuple(kinds), tuple(rows))


def test_a_spreadsheet_computes_the_same(tmp_path: Path, soffice: str) -> None:
    books: dict[str, bytes] = {}
    expected: dict[str, list[int]] = {}
    for seed in range(4):
        asked = _district(seed)
        hasil = allocate(asked, national_book())
        target = tmp_path / f"{seed}.xlsx"
        write_result(target, asked, hasil)
        books[str(seed)] = poison(target.read_bytes())
        expected[str(seed)] = [row.total for row in hasil.baris]
    for name, computed in recalculate(soffice, books, tmp_path).items():
        sheet = openpyxl.load_workbook(BytesIO(computed), data_only=True)["Alokasi"]
        place = [cell.value for cell in sheet[12]].index("Jumlah (Rp)") + 1
        assert [sheet.cell(row, place).value for row in range(13, 33)] == expected[name]
