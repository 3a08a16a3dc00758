"""One number means the same at every entrance: form, grid, workbook, bank file, plan of BOK."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.exchange.xlsx_made import cell
from tests.rules import test_numbers
from upaya.core.fields import AngkaField, RupiahField
from upaya.exchange import cells
from upaya.exchange.bank_csv import BAWAAN, read_answers
from upaya.exchange.bok.poa_book import plan_book, read_plan
from upaya.exchange.cells import CellError
from upaya.insentif.kegiatan.grid_input import bilangan
from upaya.rules.numbers import NumberError

EXAMPLES: list[dict[str, Any]] = [
    case
    for case in json.loads(
        Path(test_numbers.__file__).with_name("numbers.json").read_text("utf-8")
    )["whole"]
    if "decimal_point" not in case
]


def _form(text: str) -> int:
    return RupiahField(label="Jumlah", required=False).to_python(text) or 0


def _count(text: str) -> int:
    return AngkaField(label="Jumlah", required=False).to_python(text) or 0


def _cell(text: str) -> int:
    return cells.whole(cell(text), 0)


def _bank(text: str) -> int:
    line = f"Rujukan;Status;Tanggal;Jumlah\r\nUPY-1;BERHASIL;31/10/2022;{text}\r\n"
    found = read_answers(line.encode(), BAWAAN)
    if found.galat:
        raise ValueError(found.galat[0])
    return found.jawaban[0].jumlah or 0


def _plan(text: str) -> int:
    row: dict[str, cells.Value] = {
        "nama": "Kunjungan",
        "uraian": "Transport",
        "volume1": 1,
        "harga_satuan": text,
    }
    found = read_plan(plan_book([row]))
    if found.galat:
        raise ValueError(found.galat[0].pesan)
    return found.kegiatan[0].lines[0].harga_satuan or 0


READERS: dict[str, Callable[[str], int]] = {
    "rupiah di formulir": _form,
    "jumlah di formulir": _count,
    "grid": bilangan,
    "sel buku kerja": _cell,
    "berkas bank": _bank,
    "rencana BOK": _plan,
}
REFUSED = (ValidationError, NumberError, CellError, ValueError)


@pytest.mark.parametrize("entrance", READERS)
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("1234,00", 1234),
        ("-", 0),
        ("Rp5", 5),
        ("1.234", 1234),
    ],
    ids=["spasi", "spasi keras", "desimal nol", "strip", "rupiah", "titik"],
)
def test_what_is_read_somewhere_is_read_everywhere(text: str, value: int, entrance: str) -> None:
    assert READERS[entrance](text) == value


@pytest.mark.parametrize("entrance", READERS)
@pytest.mark.parametrize("text", ["1,234", "1,5", "1.5", "1E+6", "3 4", "9" * 16, "5x"])
def test_what_is_refused_somewhere_is_refused_everywhere(text: str, entrance: str) -> None:
    with pytest.raises(REFUSED) as refused:
        READERS[entrance](text)
    assert text[:8] in str(refused.value) or "15 angka" in str(refused.value)


@pytest.mark.parametrize("entrance", ["rupiah di formulir", "grid", "sel buku kerja"])
def test_the_examples_of_the_browser_hold_where_people_type(entrance: str) -> None:
    read, differing = READERS[entrance], []
    for case in EXAMPLES:
        try:
            found: int | None = read(case["text"])
        except REFUSED:
            found = None
        wanted = None if "fault" in case else case["value"] or 0
        if found != wanted:
            differing.append((case["text"], found, wanted))
    assert differing == []
    assert len(EXAMPLES) > 80


@pytest.mark.parametrize("value", [True, Decimal("1.5")], ids=["ya", "pecahan"])
def test_a_cell_of_another_kind_is_no_whole_number(value: cells.Value) -> None:
    with pytest.raises(CellError):
        cells.whole(cell(value))
