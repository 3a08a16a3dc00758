"""What a world's pages hand out and take back: every function names what did not come back as it
was. Used on the demo and on the shared world."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.consistency.browsing import Page, Visit, page_of
from tests.consistency.filled import Form, Sent, forms, send
from tests.factories.akun import sign_in
from upaya.akun.models import Membership
from upaya.exchange.xlsx_writer import table_bytes
from upaya.insentif.bulan.models import Bagian, Pengajuan
from upaya.pegawai.import_columns import KOLOM, LEMBAR
from upaya.pegawai.models import Petugas
from upaya.pembayaran.models import Kiriman
from upaya.pembayaran.services.bank_format import layout_of
from upaya.rules.insentif.road import EDITABLE
from upaya.rules.kesehatan import BENDAHARA_PEMBANTU, OPERATOR_PUSKESMAS
from upaya.rules.pembayaran import BERHASIL, GAGAL
from upaya.rules.roles import Role
from upaya.wilayah.models import Unit

SAME = "Tidak ada perubahan"

ACTS = {
    "bok:harga_akhiri": "mengakhiri harga pada hari yang sudah terisi",
    "akun:akhiri": "mengakhiri peran pada hari yang sudah terisi",
    "insentif:buka": "membuka bulan yang dipilih",
    "klaim:bersih_setujui": "menyetujui klaim lolos yang sudah dicentang",
    "klaim:bersih_verifikasi": "memverifikasi klaim lolos yang sudah dicentang",
    "telaah:baris": "menyetujui baris yang terpilih, tombol pertamanya",
    "telaah:kembalikan": "mengembalikan klaim dengan kalimat kekurangan yang sudah tertulis",
    "insentif:menu_tambah": "menambah kegiatan bulan lalu yang sudah dicentang",
    "pegawai:jabatan_akhiri": "mengakhiri jabatan pada hari yang sudah terisi",
    "pegawai:penetapan_akhiri": "mengakhiri penetapan pada hari yang sudah terisi",
    "pegawai:sk_tetapkan": "menetapkan petugas yang sudah dicentang",
    "pembayaran:kirim": "mengirim baris yang sudah dipilih",
    "spj:bersama": "menerbitkan naskah yang siap, dengan alasan yang sudah tertulis",
}
"""Forms with fields that do something when they are sent as they are: that is what they are for."""


# ---------------------------------------------------------------- forms
def send_all(visit: Visit, pages: list[Page]) -> Iterator[Sent]:
    """Every form once for each kind of page it stands on, but the one that signs out."""
    seen = set()
    for page in pages:
        for form in forms(page):
            (route, *_), _ = visit.kind_of(form.action)
            key = (visit.kind_of(page.url)[0], route, form.label)
            if key not in seen and route != "account_logout":
                seen.add(key)
                yield send(visit.client, form, route)


def faults_of(sent: Sent) -> list[str]:
    """A form that edits leaves every row as it was, or says what is missing; a button works."""
    answer, acts = sent.answer, sent.form.acts or sent.route in ACTS
    refused = answer.status in {200, 422} and bool(answer.sentences)
    if answer.status not in {200, 302} and not (answer.status == 422 and refused):
        return [str(sent)]
    if sent.changed and not acts:
        return [str(sent)]
    if sent.route in ACTS and not sent.changed and not refused:
        return [f"{sent}: tidak berbuat apa-apa; hapus dari ACTS"]
    return []


# ---------------------------------------------------------------- months
def member(role: Role, unit: Unit) -> Client:
    """Whoever has this role there."""
    found = Membership.objects.filter(role=role.name, unit=unit).earliest("pk")
    return sign_in(Client(raise_request_exception=False), found)


def open_months() -> Iterator[tuple[Pengajuan, Visit]]:
    """Every month that can be edited, and its operator at the pages."""
    months = Pengajuan.objects.filter(status__in=EDITABLE).select_related("puskesmas")
    for month in months.order_by("pk"):
        yield month, Visit(member(OPERATOR_PUSKESMAS, month.puskesmas))


def month_workbooks(query: str) -> list[str]:
    """The workbook of every month that can be edited, uploaded where it was downloaded."""
    faults = []
    for month, visit in open_months():
        file = visit.open(reverse("insentif:buku", args=[month.pk]) + query)
        page = visit.open(reverse("insentif:unggah", args=[month.pk]))
        sent = upload(visit, page, file.body, "bulan.xlsx")
        if sent.answer.status != 200 or SAME not in sent.answer.words or sent.changed:
            faults.append(f"{month.puskesmas}, {month}: {sent} {sent.answer.sentences}")
    return faults


def month_forms() -> list[str]:
    """Every form of every part of every month that can be edited."""
    faults: list[str] = []
    for month, visit in open_months():
        routes = [f"insentif:{part.value}" for part in Bagian] + ["insentif:bulan"]
        pages = [visit.open(reverse(route, args=[month.pk])) for route in routes]
        faults += [fault for sent in send_all(visit, pages) for fault in faults_of(sent)]
    return faults


def month_grids() -> list[str]:
    """The grid of every month that can be edited, as its script sends it."""
    faults = []
    for month, visit in open_months():
        page = visit.open(reverse("insentif:kegiatan", args=[month.pk]))
        for form in forms(page):
            if form.action == reverse("insentif:kegiatan_simpan", args=[month.pk]):
                faults += _grid_faults(visit, form)
    return faults


def _grid_faults(visit: Visit, form: Form) -> list[str]:
    rows: dict[str, dict[str, str]] = {}
    values = dict(form.values)
    for name, text in values.items():
        kind, *ids = name.split("-")
        if kind == "c":
            rows.setdefault(ids[0], {})[ids[1]] = text
    body = {
        "rows": [
            {"row": row, "versi": values[f"v-{row}"], "cells": cells} for row, cells in rows.items()
        ]
    }
    sent = send(visit.client, form, body=json.dumps(body))
    states = {row["state"] for row in json.loads(sent.answer.body)["rows"]}
    return [] if states == {"saved"} and not sent.changed else [f"{sent}: {states}"]


def upload(visit: Visit, page: Page, body: bytes, name: str) -> Sent:
    """Choose a file in the form of a page that takes one."""
    (form,) = (form for form in forms(page) if form.files)
    (field,) = form.files
    return send(visit.client, form, files={field: SimpleUploadedFile(name, body)})


def checked(visit: Visit, url: str, body: bytes, name: str, **more: object) -> Page:
    """Upload where the file is kept for its dry run; the page that says what it would do."""
    field = next(field for form in forms(visit.open(url)) for field in form.files)
    with transaction.atomic():
        sent = visit.client.post(url, {field: SimpleUploadedFile(name, body), **more}, follow=True)
        page = page_of(sent, url, url)
        transaction.set_rollback(True)
    return page


# ---------------------------------------------------------------- officers
def officer_lists(units: list[Unit]) -> list[str]:
    """All officers of a puskesmas, in the columns of the template."""
    faults = []
    for unit in units:
        visit = Visit(member(OPERATOR_PUSKESMAS, unit))
        officers = Petugas.objects.filter(puskesmas=unit, aktif=True).order_by("nama", "pk")
        rows = [[getattr(officer, kolom.name) for kolom in KOLOM] for officer in officers]
        body = table_bytes([kolom.judul for kolom in KOLOM], rows, LEMBAR)
        page = checked(visit, reverse("pegawai:impor"), body, "petugas.xlsx")
        if page.status != 200 or SAME not in page.words:
            faults.append(f"{unit}: {page} {page.words[:600]}")
    return faults


def officer_files_that_are_no_template(unit: Unit) -> list[str]:
    """The empty template and the list as it is exported, numbers masked: refused in words."""
    visit, faults = Visit(member(OPERATOR_PUSKESMAS, unit)), []
    for url, sentence in (
        (reverse("pegawai:impor_templat"), "Tidak ada baris petugas"),
        (reverse("pegawai:daftar") + "?ekspor=xlsx", "Tidak ada yang disimpan"),
    ):
        page = checked(visit, reverse("pegawai:impor"), visit.open(url).body, "petugas.xlsx")
        if page.status != 200 or sentence not in page.words:
            faults.append(f"{url}: {page} {page.words[:600]}")
    return faults


# ---------------------------------------------------------------- the bank
def bank_answers() -> list[str]:
    """The bank's file of every shipment that is under way, answered as it was noted."""
    faults = []
    shipments = Kiriman.objects.filter(pembayaran__selesai_pada=None).select_related("pembayaran")
    for shipment in shipments.order_by("pk"):
        visit = Visit(member(BENDAHARA_PEMBANTU, shipment.pembayaran.unit))
        order = visit.open(reverse("pembayaran:kiriman_csv", args=[shipment.pk])).body
        entrance = reverse("pembayaran:hasil", args=[shipment.pembayaran_id])
        page = checked(visit, entrance, order, "bank.csv")
        if page.status != 422 or "tidak ditemukan" not in " ".join(page.sentences):
            faults.append(f"{shipment}, berkas keluar: {page} {page.sentences}")
        if answer := _answer(shipment, order):
            page = checked(visit, entrance, answer, "hasil.csv")
            if page.status != 200 or SAME not in page.words:
                faults.append(f"{shipment}: {page} {page.words[:600]}")
    return faults


def _answer(shipment: Kiriman, order: bytes) -> bytes:
    """What a bank sends back; nothing when no line of the order has been answered."""
    layout = layout_of(shipment.kabupaten_id)
    words = {BERHASIL: layout.kata_berhasil[0], GAGAL: layout.kata_gagal[0]}
    noted = {one.rujukan: one for one in shipment.percobaan.filter(status__in=words)}
    if not noted:
        return b""
    rows = list(csv.DictReader(io.StringIO(order.decode()), delimiter=layout.pemisah))
    heading = next(title for title, name in layout.keluar if name == "rujukan")
    target = io.StringIO()
    writer = csv.writer(target, delimiter=layout.pemisah)
    writer.writerow([layout.masuk[name] for name in ("rujukan", "status", "tanggal")])
    for row in rows:
        if found := noted.get(row[heading]):
            writer.writerow([found.rujukan, words[found.status], f"{found.tanggal:%d/%m/%Y}"])
    return target.getvalue().encode()
