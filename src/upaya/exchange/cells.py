"""What people type into a cell, read as what they mean, or refused in words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from upaya.rules.period import BULAN

Value = str | int | Decimal | bool | date | None

# A spreadsheet keeps 15 digits of a number; a longer one may have been rounded when it was typed.
_EXACT = 10**15
_EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet, after the day in 1900 that never was
_LAST_SERIAL = 2_958_465  # 31 December 9999
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+")
_SPACED = re.compile(r"[+-]?[0-9]{1,3}( [0-9]{3})+")
_WHOLE = re.compile(r"[+-]?[0-9]{1,30}")
_DECIMAL = re.compile(r"([+-]?[0-9.]{1,40}),([0-9]{1,30})")
_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_WORDS = re.compile(r"([0-9]{1,2}) ([a-z]+) ([0-9]{4})")
_MONTHS = {name.lower(): number for number, name in enumerate(BULAN, start=1)}
_MONTHS |= {name[:3].lower(): number for number, name in enumerate(BULAN, start=1)}
_MONTHS |= {"agt": 8, "pebruari": 2, "nopember": 11}


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
        """Whether nothing stands here; a cell with a fault is not empty."""
        return not self.fault and (
            self.value is None or (isinstance(self.value, str) and not self.value.strip())
        )

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
    if isinstance(value, int) and abs(value) >= _EXACT:
        raise CellError(
            "tersimpan sebagai bilangan, sehingga angka terakhirnya bisa sudah dibulatkan Excel; "
            "ubah format kolom menjadi Teks, lalu ketik ulang"
        )
    return re.sub(r"[\s.\-]", "", text(cell)).removeprefix("'")


def whole(cell: Cell) -> int:
    """A whole number: numeric, or text such as "1.234.567" or "Rp1.234.567"; else CellError."""
    value = cell.usable()
    if isinstance(value, int) and not isinstance(value, bool):
        if abs(value) >= _EXACT:
            raise CellError(
                "bilangan lebih dari 15 angka; ubah format sel menjadi Teks, lalu ketik"
            )
        return value
    if isinstance(value, str):
        plain = _plain_number(value)
        if _WHOLE.fullmatch(plain) or _GROUPED.fullmatch(plain) or _SPACED.fullmatch(plain):
            # Text keeps every digit; who asked knows how large the number may be.
            return int(plain.replace(".", "").replace(" ", ""))
    if value is None or value == "":
        raise CellError("kosong; isi dengan bilangan bulat")
    raise CellError(f"{_quoted(cell)} bukan bilangan bulat; tulis seperti 1234 atau 1.234")


def decimal(cell: Cell) -> Decimal:
    """An exact decimal: numeric, or text such as "12,5" and "1.234,56". CellError otherwise."""
    value = cell.usable()
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str):
        plain = _plain_number(value)
        found = _DECIMAL.fullmatch(plain)
        if found and (_WHOLE.fullmatch(found[1]) or _GROUPED.fullmatch(found[1])):
            return Decimal(f"{found[1].replace('.', '')}.{found[2]}")
    try:
        return Decimal(whole(cell))
    except CellError:
        raise CellError(f"{_quoted(cell)} bukan bilangan; tulis seperti 12,5") from None


def day(cell: Cell) -> date:
    """A day: a date cell, a serial number, or text (31/08/2022, 2022-08-31, 31 Agustus 2022)."""
    value = cell.usable()
    found: date | None = None
    if isinstance(value, date):
        found = value.date() if isinstance(value, datetime) else value
    elif isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _LAST_SERIAL:
        found = _EPOCH + timedelta(days=value)
    elif isinstance(value, str):
        found = _written_day(" ".join(value.split()).lower())
    if found is None:
        raise CellError(f"{_quoted(cell)} bukan tanggal; tulis seperti 31/08/2022")
    return found


def _written_day(written: str) -> date | None:
    if found := _ISO_DAY.fullmatch(written):
        year, month, number = found.groups()
    elif found := _DAY.fullmatch(written):
        number, month, year = found.groups()
    elif (found := _WORDS.fullmatch(written)) and found[2] in _MONTHS:
        number, month, year = found[1], str(_MONTHS[found[2]]), found[3]
    else:
        return None
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return None


def _plain_number(value: str) -> str:
    spaced = unicodedata.normalize("NFKC", value)
    return re.sub(r"^rp\.? ?", "", " ".join(spaced.split()).lower())


def _quoted(cell: Cell) -> str:
    shown = text(cell)
    return f"'{shown[:40]}…'" if len(shown) > 40 else f"'{shown}'"  # noqa: PLR2004
