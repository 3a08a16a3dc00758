"""Rows as a file that somebody keeps: XLSX, or CSV for spreadsheets set to Indonesian."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from upaya.exchange.xlsx_writer import CSV_TYPE, XLSX_TYPE, csv_bytes, table_bytes


def file_of(
    wanted: str, headers: Sequence[str], rows: Iterable[Sequence[Any]], title: str
) -> HttpResponse:
    """Rows as a file called as its title says: CSV where that is wanted, else XLSX."""
    response = (
        HttpResponse(csv_bytes(headers, rows), content_type=CSV_TYPE)
        if wanted == "csv"
        else HttpResponse(table_bytes(headers, rows, title), content_type=XLSX_TYPE)
    )
    name = f"{title.lower().replace(' ', '-')}.{wanted}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def file_value(value: Any) -> Any:  # noqa: ANN401 - what a column of any list gives
    """What a file can hold: moments in the installation's zone, unknown objects as their text."""
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
    if value is None or isinstance(value, str | int | Decimal | date):
        return value
    return str(value)
