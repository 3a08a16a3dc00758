"""What a report is: a sentence, bars, a table; the same rows on the page and in a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from upaya.core.scope import Scope
from upaya.core.templatetags import upaya as write

Sel = str | int | date | None
_WRITERS: dict[str, Callable[[Any], str]] = {
    "angka": write.angka, "rupiah": write.rupiah, "tanggal": write.tanggal_pendek,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column: its head, and how its cells are written (teks, angka, rupiah, tanggal)."""

    label: str
    jenis: str = "teks"

    @property
    def angka(self) -> bool:
        """Whether it stands to the right."""
        return self.jenis in {"angka", "rupiah"}

    def tulis(self, cell: Sel) -> str:
        """A cell for people."""
        return "" if cell is None else _WRITERS.get(self.jenis, str)(cell)


@dataclass(frozen=True, slots=True)
class Rentang:
    """What a report is asked about: a scope, the days of discharge, and today."""

    scope: Scope
    dari: date
    sampai: date
    hari: date

    @property
    def kabupaten(self) -> str:
        """The district of the scope."""
        return str(self.scope.kabupaten)


@dataclass(frozen=True, slots=True)
class IsiLaporan:
    """A report made: its sentence, its rows, the column that is drawn as bars (None: no bars).

    `jumlah` are the sums below the table, None where a column has none. `cara` says how it was
    reckoned.
    """

    kalimat: str
    kolom: Sequence[Kolom]
    baris: Sequence[Sequence[Sel]]
    bagan: int | None = None
    jumlah: Sequence[Sel] = ()
    cara: str = ""

    @property
    def batang(self) -> list[dict[str, Any]]:
        """The largest rows as bars, in the order of the table."""
        if self.bagan is None:
            return []
        column = self.kolom[self.bagan]
        rows = [row for row in self.baris if isinstance(row[self.bagan], int)][:_BARS]
        return [
            {"label": str(row[0]), "value": max(0, int(row[self.bagan] or 0)),  # type: ignore[arg-type] # a number
             "text": column.tulis(row[self.bagan])}
            for row in rows
        ]  # fmt: skip

    @property
    def terpanjang(self) -> int:
        """The length of the longest bar."""
        return max((bar["value"] for bar in self.batang), default=0) or 1

    @property
    def tampil(self) -> list[list[tuple[Kolom, str]]]:
        """The rows in words."""
        return [self._words(row) for row in self.baris]

    @property
    def kaki(self) -> list[tuple[Kolom, str]]:
        """The sums in words."""
        return self._words(self.jumlah) if self.jumlah else []

    def _words(self, row: Sequence[Sel]) -> list[tuple[Kolom, str]]:
        return [(column, column.tulis(cell)) for column, cell in zip(self.kolom, row, strict=True)]


_BARS = 15


@dataclass(frozen=True, slots=True)
class Laporan:
    """A report that can be asked for: its address, title, and what makes it."""

    alamat: str
    judul: str
    tentang: str
    buat: Callable[[Rentang], IsiLaporan]
