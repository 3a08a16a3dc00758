"""The workbook of a month as the tests change it."""

from io import BytesIO
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories.akun import sign_in
from tests.factories.insentif import (
    make_team,
)
from upaya.exchange.xlsx_writer import XLSX_TYPE
from upaya.insentif.buku.queries import month_workbook
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan

Answer = Any  # a response of the test client, with its context


def changed(month: Pengajuan, *edits: tuple[str, str, object], stale: bool = False) -> bytes:
    """The month's workbook with some cells typed over, its sums as a spreadsheet gives them."""
    raw = month_workbook(LembarBulan(month))
    book = openpyxl.load_workbook(BytesIO(raw))
    for sheet, cell, value in edits:
        book[sheet][cell].value = value
    if not stale:
        _sum(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _sum(book: openpyxl.Workbook) -> None:
    """What Excel does on opening: formulas of the sheets become their values."""
    work, people, first = book["Kegiatan"], book["Petugas"], book["Puskesmas"]
    kinds = [cell.value for cell in work[5]]
    totals = {}
    for row in work.iter_rows(min_row=7):
        pairs = list(zip(kinds[5:], [cell.value for cell in row[5:]], strict=True))
        sums = [
            sum(amount for kind, amount in pairs if kind == wanted and isinstance(amount, int))
            for wanted in ("manajemen", "lapangan")
        ]
        row[3].value, row[4].value = sums
        totals[row[1].value] = sums
    for row in people.iter_rows(min_row=5):
        if row[1].value in totals:
            row[9].value, row[10].value = totals[row[1].value]
    for row in first.iter_rows(min_row=4):
        if str(row[1].value).startswith("="):
            row[1].value = None
    for row in book["Pelayanan"].iter_rows(min_row=5):
        row[4].value = None


def place(month: Pengajuan, sheet: str, label: str) -> str:
    """The cell beside a label of the first sheet."""
    book = openpyxl.load_workbook(BytesIO(month_workbook(LembarBulan(month))))
    row = next(row for row in book[sheet].iter_rows() if row[0].value == label)
    return f"B{row[0].row}"


def operator(month: Pengajuan) -> Client:
    return sign_in(Client(), make_team(month.puskesmas).operator)


def send(client: Client, month: Pengajuan, raw: bytes, name: str = "bulan.xlsx") -> Answer:
    file = SimpleUploadedFile(name, raw, content_type=XLSX_TYPE)
    return client.post(f"/insentif/{month.pk}/unggah/", {"berkas": file})


def confirm(client: Client, month: Pengajuan, ticket: str) -> Answer:
    return client.post(f"/insentif/{month.pk}/unggah/", {"terapkan": ticket}, follow=True)
