"""What people type into a cell, read as what they mean, or refused in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from upaya.rules import dates, numbers
from upaya.rules.dates import DateError
from upaya.rules.numbers import EXACT, NumberError

Number = TypeVar("Number", int, Decimal)
Value = str | int | Decimal | bool | date | None

# A spreadsheet keeps 15 digits of a number; a longer one may have been rounded when it was typed.
_EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet, after the day in 1900 that never was
_LAST_SERIAL = 2_958_465  # 31 December 9999


class CellError(ValueError):
    """The cell cannot be read as asked; the message is an Indonesian clause without full stop."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: `row` and `column` from 1, the value, and why it cannot be used ("" when it can).

    Numbers are int or Decimal, dates `date`, empty cells None; text keeps its characters.
    """

    row: int
    column: int
    value: Value
    fault: str = ""

    @property
    def address(self) -> str:
        """As the spreadsheet names it: B7."""
        return f"{letters(self.column)}{self.row}"

    @property
    def empty(self) -> bool:
        """Whether nothing that can be seen stands here; a cell with a fault is not empty."""
        return not self.fault and (
            self.value is None or (isinstance(self.value, str) and not numbers.clean(self.value))
        )

    @property
    def dashed(self) -> bool:
        """Whether nothing stands here but perhaps the dash of an empty cell."""
        written = isinstance(self.value, str) and numbers.clean(self.value).strip("-")
        return self.empty or (not self.fault and isinstance(self.value, str) and not written)

    def usable(self) -> Value:
        """The value; CellError when there is a fault."""
        if self.fault:
            raise CellError(self.fault)
        return self.value


def letters(column: int) -> str:
    """The name of a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def text(cell: Cell) -> str:
    """The cell as text in one line, NFC, single spaces; a number as its digits. "" when empty."""
    value = cell.usable()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    return " ".join(unicodedata.normalize("NFC", str(value)).split())


def digits(cell: Cell) -> str:
    """A number that names something (NIK, account): its characters without spaces, dots, dashes.

    A numeric cell of more than 15 digits is refused: the spreadsheet may have replaced its last
    digits by zeros, and nobody would see it.
    """
    value = cell.usable()
    if isinstance(value, bool | date | Decimal):
        raise CellError("harus berupa angka yang ditulis sebagai teks")
    if isinstance(value, int) and abs(value) >= EXACT:
        raise CellError(
            "tersimpan sebagai bilangan, sehingga angka terakhirnya bisa sudah dibulatkan Excel; "
            "ubah format kolom menjadi Teks, lalu ketik ulang"
        )
    return re.sub(r"[ .\-]", "", numbers.clean(text(cell))).removeprefix("'")


def numbered(cell: Cell) -> str:
    """A number that names something and may begin with noughts (NIK, account): typed as text only.

    What a spreadsheet kept as a number has lost its first noughts, and from 16 digits on its last
    digits, and nobody would see it.
    """
    if isinstance(cell.usable(), int | Decimal) and not isinstance(cell.value, bool):
        raise CellError(
            "tersimpan sebagai bilangan, jadi nol di depannya bisa hilang dan angka terakhirnya "
            "bisa dibulatkan Excel; ubah format kolom menjadi Teks, lalu ketik ulang"
        )
    return digits(cell)


def whole(cell: Cell, empty: int | None = None) -> int:
    """A whole number: numeric, or text as people write it; `empty` for nothing and a dash."""
    value = cell.usable()
    if isinstance(value, int) and not isinstance(value, bool):
        return _exact(value)
    found = empty
    if isinstance(value, str):
        found = _told(numbers.whole, value, empty)
    elif value is not None:
        raise CellError(f"“{text(cell)}” bukan bilangan bulat; tulis seperti 1234 atau 1.234")
    if found is None:
        raise CellError("kosong; isi dengan bilangan bulat")
    return found


def decimal(cell: Cell) -> Decimal:
    """An exact decimal: numeric, or text such as "12,5" and "1.234,56". CellError otherwise."""
    return _fraction(cell, numbers.decimal)


def ratio(cell: Cell) -> Decimal:
    """A ratio: numeric, or text such as "0,20", "0.20" and "20%". CellError otherwise."""
    return _fraction(cell, numbers.ratio)


def _fraction(cell: Cell, read: Callable[[str], Decimal | None]) -> Decimal:
    value = cell.usable()
    if isinstance(value, str):
        found = _told(read, value, None)
        if found is None:
            raise CellError("kosong; isi dengan bilangan")
        return found
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return Decimal(value)
    raise CellError(f"“{text(cell)}” bukan bilangan; tulis seperti 12,5")


def _told(read: Callable[[str], Number | None], value: str, empty: Number | None) -> Number | None:
    try:
        found = read(value)
    except NumberError as refused:
        raise CellError(str(refused)) from refused
    return empty if found is None else found


def day(cell: Cell) -> date:
    """A day: a date cell, a serial number, or text (31/08/2022, 2022-08-31, 31 Agustus 2022)."""
    value = cell.usable()
    found: date | None = None
    if isinstance(value, date):
        found = value.date() if isinstance(value, datetime) else value
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        found = _EPOCH + timedelta(days=int(value)) if 0 < value <= _LAST_SERIAL else None
    elif isinstance(value, str):
        try:
            found = dates.day(value)
        except DateError as refused:
            raise CellError(str(refused)) from refused
    if found is None:
        raise CellError(f"{_quoted(cell)} bukan tanggal; tulis seperti 31/08/2022")
    return found


def _exact(value: int) -> int:
    if abs(value) >= EXACT:
        raise CellError("bilangan lebih dari 15 angka; ubah format sel menjadi Teks, lalu ketik")
    return value


def _quoted(cell: Cell) -> str:
    return f"“{numbers.visible(text(cell))}”"
