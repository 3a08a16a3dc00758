"""The tables as files."""

from __future__ import annotations

import io
from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.text import slugify

from upaya.exchange.xlsx_writer import (
    XLSX_TYPE,
    formats,
    new_workbook,
    plain,
    sheet_name,
    write_table,
)
from upaya.insentif.dasbor.views.tables import Lembar


def workbook(name: str, sheets: Iterable[Lembar]) -> HttpResponse:
    """Every table on a sheet of its own: title, note, heads, rows, totals."""
    target = io.BytesIO()
    with new_workbook(target) as book:
        looks = formats(book)
        for table in sheets:
            sheet = book.add_worksheet(sheet_name(table.nama))
            last = write_table(sheet, table.headers, table.rows, looks, first_row=2)
            sheet.write_string(0, 0, plain(table.judul), looks["title"])
            if table.catatan:
                sheet.write_string(last + 1, 0, plain(table.catatan))
    response = HttpResponse(target.getvalue(), content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{slugify(name)}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response
