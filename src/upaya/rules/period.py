"""A budget month (*periode*), the unit in which the incentive is computed and paid."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Self

BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip

_PERIOD = re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])\Z")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One calendar month. Ordered by time; raises ValueError outside years 1 to 9999."""

    year: int
    month: int

    def __post_init__(self) -> None:
        date(self.year, self.month, 1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``"2022-08"``; anything else raises ValueError."""
        if not _PERIOD.match(text):
            msg = f"periode harus ditulis TTTT-BB, misalnya 2022-08; terbaca {text!r}"
            raise ValueError(msg)
        return cls(int(text[:4]), int(text[5:]))

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the month that holds ``day``."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.month, self.days)

    @property
    def days(self) -> int:
        """Number of days in the month, 28 to 31."""
        return calendar.monthrange(self.year, self.month)[1]

    def next(self) -> Self:
        return self._shift(1)

    def previous(self) -> Self:
        return self._shift(-1)

    def _shift(self, months: int) -> Self:
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return type(self)(year, month + 1)

    @property
    def nama(self) -> str:
        """The month as people write it: ``"Agustus 2022"``."""
        return f"{BULAN[self.month - 1]} {self.year}"

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def tanggal(day: date) -> str:
    """Write a date the Indonesian way: ``"1 Agustus 2022"``."""
    return f"{day.day} {BULAN[day.month - 1]} {day.year}"
