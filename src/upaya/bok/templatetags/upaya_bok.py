"""Cells of a document's table, ready to be shown on a page."""

from __future__ import annotations

from typing import Any

from django import template

from upaya.bok.rencana.models import KegiatanRencana
from upaya.bok.rencana.papers import months
from upaya.core.documents.content import Tabel, written

register = template.Library()


@register.filter
def sel(table: Tabel) -> list[list[dict[str, Any]]]:
    """The cells of every row: label of the column, text, whether it is a number."""
    return [
        [
            {"label": column.judul, "text": written(cell), "num": column.bilangan}
            for column, cell in zip(table.kolom, row, strict=True)
        ]
        for row in table.baris
    ]


@register.filter
def jumlah(table: Tabel) -> list[dict[str, Any]]:
    """The row of sums; the first cell without one says so."""
    sums = table.jumlah
    return [
        {
            "label": column.judul,
            "text": written(sums[n]) if n in sums else ("Jumlah" if n == 0 else ""),
            "num": column.bilangan,
        }
        for n, column in enumerate(table.kolom)
    ]


@register.filter
def bulan_kegiatan(row: KegiatanRencana) -> str:
    """The months of an activity, short."""
    return months(row)
