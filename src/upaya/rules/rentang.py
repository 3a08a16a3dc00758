"""A stretch of months that is looked at together: a month, a quarter (*triwulan*) or a year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

from upaya.rules.period import BULAN, Period

_ROMAN = ("I", "II", "III", "IV")
_QUARTER = 3
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Rentang:
    """Months ``awal`` to ``akhir`` of one year, both included."""

    tahun: int
    awal: int
    akhir: int

    @classmethod
    def parse(cls, tahun: int, kode: str) -> Self:
        """Read "" (the whole year), "T1".."T4" or "1".."12"; anything else raises ValueError."""
        codes = dict(cls.pilihan())
        if kode not in codes:
            msg = f"rentang {kode!r} tidak dikenal"
            raise ValueError(msg)
        if not kode:
            return cls(tahun, 1, _YEAR)
        if kode.startswith("T"):
            last = int(kode[1:]) * _QUARTER
            return cls(tahun, last - _QUARTER + 1, last)
        return cls(tahun, int(kode), int(kode))

    @staticmethod
    def pilihan() -> list[tuple[str, str]]:
        """Return every code with its words, for a form."""
        quarters = [(f"T{n}", f"Triwulan {roman}") for n, roman in enumerate(_ROMAN, start=1)]
        months = [(str(n), name) for n, name in enumerate(BULAN, start=1)]
        return [("", "Setahun"), *quarters, *months]

    @property
    def kode(self) -> str:
        """The code that :meth:`parse` reads."""
        if self.awal == self.akhir:
            return str(self.awal)
        return "" if self.akhir - self.awal == _YEAR - 1 else f"T{self.akhir // _QUARTER}"

    @property
    def nama(self) -> str:
        """The stretch as people write it: "Agustus 2022", "Triwulan III 2022", "Tahun 2022"."""
        words = dict(self.pilihan())[self.kode] if self.kode else "Tahun"
        return f"{words} {self.tahun}"

    @property
    def singkat(self) -> str:
        """The same behind the name of what it is of: a whole year is its number ("Dasbor 2022")."""
        return self.nama if self.kode else str(self.tahun)

    @property
    def bulan(self) -> tuple[Period, ...]:
        """The months, in order."""
        return tuple(Period(self.tahun, n) for n in range(self.awal, self.akhir + 1))

    @property
    def hari_pertama(self) -> date:
        return self.bulan[0].first_day

    @property
    def hari_terakhir(self) -> date:
        return self.bulan[-1].last_day

    def __iter__(self) -> Iterator[Period]:
        return iter(self.bulan)
