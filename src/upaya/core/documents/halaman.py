"""A table of a document on a page: the same columns and sums, as wide as a window.

A paper lies across and has a column for everything. On a page a column may stand in the second line
of another one's cell, with its title before it, as `under` of a list does (`core.lists.Column`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString

from upaya.core import markup
from upaya.core.documents.content import Kolom, Tabel, written

SILENT = frozenset({"", "-"})
"""What says nothing needs no second line."""


@dataclass(frozen=True)
class TabelHalaman:
    """A table with the columns that stand below another: title by title (`lipat`).

    Titles that this table does not have are no matter: tables of one sheet share their folds.
    """

    isi: Tabel
    lipat: Mapping[str, str]

    @cached_property
    def _below(self) -> dict[str, list[int]]:
        """The places of the columns below another, by the title of that one."""
        titles = {column.judul for column in self.isi.kolom}
        found: dict[str, list[int]] = {}
        for place, column in enumerate(self.isi.kolom):
            above = self.lipat.get(column.judul, "")
            if above in titles:
                found.setdefault(above, []).append(place)
        return found

    @cached_property
    def _standing(self) -> list[tuple[int, Kolom]]:
        """The columns that have cells of their own, with their places."""
        folded = {place for places in self._below.values() for place in places}
        return [(n, column) for n, column in enumerate(self.isi.kolom) if n not in folded]

    @property
    def columns(self) -> list[dict[str, Any]]:
        """The heads as `<c-table>` wants them."""
        return [
            {"key": column.judul, "label": column.kepala, "num": column.bilangan}
            for _, column in self._standing
        ]

    @property
    def body(self) -> SafeString:
        """The rows; the first cell of each names it."""
        return markup.rows(self._cells([written(cell) for cell in row]) for row in self.isi.baris)

    @property
    def foot(self) -> SafeString:
        """The sums; the first cell says so."""
        sums = self.isi.jumlah
        if not sums or not self.isi.baris:
            return markup.rows(())
        texts = [written(sums[n]) if n in sums else "" for n in range(len(self.isi.kolom))]
        first, _ = self._standing[0]
        texts[first] = texts[first] or "Jumlah"
        return markup.rows([self._cells(texts)])

    def _cells(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        return [
            {
                "label": column.judul,
                "text": texts[n],
                "cls": "num" if column.bilangan else "",
                "url": "",
                "tone": "",
                "below": [
                    {"label": self.isi.kolom[place].judul, "text": texts[place]}
                    for place in self._below.get(column.judul, ())
                    if texts[place] not in SILENT
                ],
            }
            for n, column in self._standing
        ]
