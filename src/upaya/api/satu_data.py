"""The month of a district as data offices read it, put together from what the parts count."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

from upaya.core import clock, satu_data
from upaya.core.access import Access
from upaya.core.satu_data import KEPALA, Wilayah
from upaya.exchange.xlsx_writer import csv_bytes, formats, new_workbook, sheet_name, write_table
from upaya.rules.loader import national_book
from upaya.wilayah.models import Kabupaten, Unit

MONTHS = 12
"""Months that may be asked for: the last ones that are over."""
_KAMUS = ("Kode", "Judul", "Konsep", "Definisi", "Klasifikasi", "Ukuran", "Satuan", "Sumber")


def bulan() -> list[date]:
    """First days of the months that are over, the newest first."""
    first, found = clock.today().replace(day=1), []
    for _ in range(MONTHS):
        first = (first - timedelta(days=1)).replace(day=1)
        found.append(first)
    return found


def baca_bulan(text: str) -> date | None:
    """`2022-08` when it is one that may be asked for."""
    return next((one for one in bulan() if f"{one:%Y-%m}" == text), None)


def naskah(access: Access, month: date) -> dict[str, Any]:
    """The month of the access's district."""
    district = Kabupaten.objects.get(pk=access.scope.kabupaten)
    offices = Unit.objects.filter(kabupaten=district, jenis=Unit.Jenis.DINAS).order_by("pk")
    office = offices.values_list("nama", flat=True).first() or "Dinas Kesehatan"
    small = national_book().read("jamkesda.umum.batas_kecil", clock.today()).integer
    where = Wilayah(district.pk, district.nama, office)
    return satu_data.naskah(where, month, clock.today(), small)


def csv(said: dict[str, Any]) -> bytes:
    """Its rows."""
    return csv_bytes(KEPALA, satu_data.baris(said))


def lembar(said: dict[str, Any]) -> bytes:
    """Its rows, and beside them what each table counts."""
    target = io.BytesIO()
    about = [
        [one["kode"], one["judul"], one["konsep"], one["definisi"], one["klasifikasi"],
         one["ukuran"], one["satuan"], ", ".join(one["sumber"])]
        for one in said["tabel"]
    ]  # fmt: skip
    with new_workbook(target) as book:
        looks = formats(book)
        for title, heads, rows in (("Data", KEPALA, satu_data.baris(said)),
                                   ("Metadata", _KAMUS, about)):  # fmt: skip
            write_table(book.add_worksheet(sheet_name(title)), heads, rows, looks)
    return target.getvalue()
