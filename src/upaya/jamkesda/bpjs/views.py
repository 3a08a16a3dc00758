"""Pages of members who end soon, and of the monthly list for BPJS."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from upaya.core import audit, clock
from upaya.core.access import Access, Request
from upaya.core.answers import attachment
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.inbox import Tugas
from upaya.core.lists import Column, table
from upaya.core.navigation import trail
from upaya.exchange.jamkesda.peserta_tabel import SIZE
from upaya.exchange.xlsx_writer import XLSX_TYPE, table_bytes
from upaya.jamkesda.bpjs import services
from upaya.jamkesda.bpjs.models import BarisMutasi, DaftarMutasi
from upaya.jamkesda.izin import IzinJamkesda
from upaya.jamkesda.izin_umum import IzinUmum
from upaya.jamkesda.peserta.models import MasaPeserta
from upaya.regulasi.queries import rulebook_once
from upaya.rules.period import Period, tanggal

RENEW, TITLE = "Perpanjangan", "Daftar mutasi BPJS"
_ZIP = b"PK\x03\x04"
_MEMBERS = ("Peserta", "jamkesda:peserta_daftar")


def _days(kabupaten: str) -> int:
    read = rulebook_once(kabupaten).read
    return read("jamkesda.peserta.hari_perpanjangan", clock.today(), kabupaten).integer


def berakhir(access: Access) -> QuerySet[MasaPeserta, MasaPeserta]:
    """Terms that end within the days of the rule, of members who have no later one."""
    today = clock.today()
    until = today + timedelta(days=_days(access.scope.kabupaten or ""))
    rows: QuerySet[MasaPeserta, MasaPeserta] = MasaPeserta.objects.for_scope(access.scope)
    later = MasaPeserta.objects.filter(mulai__gt=today).values("peserta")
    return (
        rows.filter(sampai__range=(today, until), peserta__gabung_ke=None)
        .exclude(peserta__in=later)
        .select_related("peserta__warga__desa")
    )


_TERMS = (
    Column(
        "kartu",
        "Kartu",
        lambda m: m.peserta.kartu,
        "peserta__kartu",
        url=lambda m: reverse("jamkesda:peserta", args=[m.peserta_id]),
    ),
    Column("nama", "Nama", lambda m: m.peserta.warga.nama, "peserta__warga__nama"),
    Column("desa", "Desa", lambda m: m.peserta.warga.desa.nama, "peserta__warga__desa__nama"),
    Column("kategori", "Kategori", lambda m: m.peserta.get_kategori_display()),
    Column("sampai", "Berakhir", lambda m: m.sampai, "sampai", kind="tanggal"),
)


@protected(IzinJamkesda.PESERTA_LIHAT)
@require_safe
def perpanjangan(request: Request) -> HttpResponseBase:
    """Members whose cover ends soon."""
    rows = table(
        request, berakhir(request.access), columns=_TERMS, default_sort="sampai", title=RENEW
    )
    context = {
        "tabel": rows,
        "hari": _days(request.access.scope.kabupaten or ""),
        "trail": trail((_MEMBERS[0], reverse(_MEMBERS[1])), here=RENEW),
    }
    return rows.export_response() or render(request, "jamkesda/perpanjangan.html", context)


# ------------------------------------------------------------------ the list for BPJS
_LISTS = (
    Column(
        "periode",
        "Bulan",
        lambda d: Period(d.periode.year, d.periode.month).nama,
        "periode",
        url=lambda d: reverse("jamkesda:bpjs", args=[d.pk]),
    ),
    Column("batas", "Ditutup", lambda d: d.batas, "batas", kind="tanggal"),
    Column("oleh", "Oleh", lambda d: d.disusun_oleh.name),
    Column("pada", "Disusun", lambda d: d.disusun_pada, "disusun_pada", kind="waktu"),
)


@protected(IzinJamkesda.PESERTA_LIHAT)
@require_safe
def daftar(request: Request) -> HttpResponseBase:
    """The lists of a district."""
    district = request.access.scope.kabupaten or ""
    found = DaftarMutasi.objects.for_scope(request.access.scope)
    rows = table(
        request,
        found.select_related("disusun_oleh"),
        columns=_LISTS,
        default_sort="-periode",
        title=TITLE,
    )
    month = services.bulan_berikut(district)
    may = request.access.allows(IzinUmum.BPJS_TUTUP) and not found.filter(periode=month).exists()
    context = {
        "tabel": rows,
        "boleh": may,
        "bulan": month,
        "batas": services.batas(district, month),
        "trail": trail((_MEMBERS[0], reverse(_MEMBERS[1])), here=TITLE),
    }
    return rows.export_response() or render(request, "jamkesda/bpjs_daftar.html", context)


@protected(IzinUmum.BPJS_TUTUP)
@require_POST
def tutup(request: Request) -> HttpResponseBase:
    """Close the list of the last month whose cut-off day has come."""
    month = services.bulan_berikut(request.access.scope.kabupaten or "")
    try:
        made = services.tutup(request.access, month)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("jamkesda:bpjs_daftar")
    messages.success(request, "Daftar ditutup. Unduh, lalu serahkan kepada BPJS.")
    return redirect("jamkesda:bpjs", pk=made.pk)


class JawabanForm(forms.Form):
    """The answer of BPJS."""

    berkas = forms.FileField(
        label="Berkas jawaban (XLSX atau CSV)",
        help_text="Kolom NIK, Status (diterima atau ditolak), dan Keterangan.",
        error_messages={"required": "Pilih berkasnya.", "empty": "Berkas ini kosong."},
    )
    body = b""

    def clean_berkas(self) -> UploadedFile:
        """Small enough."""
        sent: UploadedFile = self.cleaned_data["berkas"]
        if (sent.size or 0) > SIZE:
            raise ValidationError(f"Paling besar {SIZE // 1024 // 1024} MB.")
        self.body = sent.read()
        return sent


_LINES = (
    Column("nomor", "No", lambda b: b.nomor, "nomor"),
    Column("nama", "Nama", lambda b: b.peserta.warga.nama),
    Column("nik", "NIK", lambda b: b.peserta.warga.nik_samar),
    Column("mutasi", "Mutasi", lambda b: b.mutasi.get_jenis_display()),
    Column("tanggal", "Berlaku", lambda b: b.mutasi.tanggal, kind="tanggal"),
    Column("jawaban", "Jawaban", lambda b: b.get_jawaban_display(), "jawaban",
           tone=lambda b: b.tone),
    Column("keterangan", "Keterangan BPJS", lambda b: b.keterangan),
)  # fmt: skip


@protected_object(
    IzinJamkesda.PESERTA_LIHAT,
    DaftarMutasi,
    related=("disusun_oleh",),
    inside=(IzinUmum.BPJS_TUTUP,),
)
@require_safe
def rinci(request: Request, found: DaftarMutasi) -> HttpResponseBase:
    """One list with what came back of each row."""
    return _page(request, found, None)


def _page(request: Request, found: DaftarMutasi, form: JawabanForm | None) -> HttpResponseBase:
    rows = table(
        request,
        found.baris.select_related("peserta__warga", "mutasi"),
        columns=_LINES,
        default_sort="nomor",
        title=str(found),
    )
    may = request.access.allows(IzinUmum.BPJS_TUTUP)
    context: dict[str, Any] = {
        "daftar": found,
        "tabel": rows,
        "menunggu": found.baris.filter(jawaban=BarisMutasi.Jawaban.MENUNGGU).count(),
        "form": (form or JawabanForm()) if may else None,
        "trail": trail((TITLE, reverse("jamkesda:bpjs_daftar")), here=tanggal(found.batas)),
    }
    status = status_of(form) if form else 200
    return rows.export_response() or render(request, "jamkesda/bpjs.html", context, status=status)


@protected_object(IzinUmum.BPJS_TUTUP, DaftarMutasi)
@require_safe
def unduh(request: Request, found: DaftarMutasi) -> HttpResponse:
    """The list in the columns of BPJS, as it was closed; who took it is recorded."""
    heads = [head for head, _ in services.kolom(found.kabupaten_id, found.batas)]
    rows = [json.loads(line.isi) for line in found.baris.order_by("nomor")]
    with transaction.atomic():
        audit.record(
            "bpjs.unduh", found, access=request.access, kabupaten=found.kabupaten_id,
            detail={"baris": len(rows)},
        )  # fmt: skip
    name = f"mutasi-bpjs-{found.periode:%Y-%m}.xlsx"
    return attachment(table_bytes(heads, rows, "Mutasi"), XLSX_TYPE, name)


@protected_object(IzinUmum.BPJS_TUTUP, DaftarMutasi, related=("disusun_oleh",))
@require_POST
def jawaban(request: Request, found: DaftarMutasi) -> HttpResponseBase:
    """The answer of BPJS, matched by NIK."""
    form = JawabanForm(request.POST, request.FILES)
    if form.is_valid():
        kind = "xlsx" if form.body.startswith(_ZIP) else "csv"
        try:
            done = services.jawaban(found.pk, request.access, form.body, kind)
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            said = f"{done.diterima} diterima, {done.ditolak} ditolak"
            messages.success(request, f"Jawaban dicocokkan: {said}.")
            for sentence in done.lain[:20]:
                messages.warning(request, sentence)
            return redirect("jamkesda:bpjs", pk=found.pk)
    return _page(request, found, form)


def tasks(access: Access) -> Iterator[Tugas]:
    """A source of *Tugas saya*: members who end soon, a list to close, rows that were refused."""
    if not access.allows(IzinUmum.BPJS_TUTUP):
        return
    if many := berakhir(access).count():
        yield Tugas(
            "Perpanjang atau akhiri kepesertaan.",
            f"{many} peserta berakhir dalam {_days(access.scope.kabupaten or '')} hari",
            reverse("jamkesda:perpanjangan"),
        )
    refused = BarisMutasi.objects.for_scope(access.scope).filter(jawaban="ditolak")
    for found in DaftarMutasi.objects.for_scope(access.scope).filter(
        pk__in=refused.values("daftar")
    ):
        where = f"{found}, {refused.filter(daftar=found).count()} ditolak"
        yield Tugas("Perbaiki mutasi yang ditolak BPJS.", where,
                    reverse("jamkesda:bpjs", args=[found.pk]))  # fmt: skip
