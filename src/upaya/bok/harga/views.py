"""Pages of the price list."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from upaya.bok.harga import services
from upaya.bok.harga.forms import AkhirForm, HargaFilter, HargaForm
from upaya.bok.harga.models import HargaSatuan
from upaya.bok.izin import IzinBok
from upaya.core import clock, lists
from upaya.core.access import Request
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object
from upaya.core.lists import Column
from upaya.core.navigation import trail
from upaya.core.templatetags.upaya import tanggal
from upaya.regulasi.queries import rulebook_for

_COLUMNS = (
    Column("nama", "Nama", sort_field="nama"),
    Column("satuan", "Satuan"),
    Column("wilayah", "Wilayah", value=lambda row: row.get_wilayah_display()),
    Column("belanja", "Belanja", sort_field="belanja"),
    Column("harga", "Harga", sort_field="harga", kind="rupiah"),
    Column("mulai", "Mulai", sort_field="mulai", kind="tanggal"),
    Column("sampai", "Sampai", kind="tanggal"),
    Column("nomor_keputusan", "Keputusan"),
    Column(
        "contoh",
        "Asal",
        value=lambda row: "Contoh" if row.contoh else "Keputusan",
        tone=lambda row: "warn" if row.contoh else "neutral",
    ),
)
_END = Column(
    "akhiri",
    "Tindakan",
    value=lambda row: "" if row.sampai else "Akhiri",
    export=False,
    url=lambda row: "" if row.sampai else reverse("bok:harga_akhiri", args=[row.pk]),
)


@protected(IzinBok.LIHAT)
@require_safe
def daftar(request: Request) -> HttpResponseBase:
    """The prices of the district."""
    may = request.access.allows(IzinBok.HARGA_KELOLA)
    table = lists.table(
        request,
        HargaSatuan.objects.for_scope(request.access.scope),
        columns=(*_COLUMNS, _END) if may else _COLUMNS,
        filters=HargaFilter,
        default_sort="belanja",
        title="Harga satuan BOK",
    )
    context = {"tabel": table, "boleh": may}
    return table.export_response() or render(request, "bok/harga.html", context)


@protected(IzinBok.HARGA_KELOLA)
@require_http_methods(["GET", "HEAD", "POST"])
def tambah(request: Request) -> HttpResponseBase:
    """A new price."""
    form = HargaForm(request.POST or None, kinds=_kinds(request))
    if request.method == "POST" and form.is_valid():
        try:
            row = services.add_price(request.access, **form.cleaned_data)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, f"Harga {row.nama} tersimpan.")
            return redirect("bok:harga")
    return _form(request, form, "Tambah harga")


@protected_object(IzinBok.HARGA_KELOLA, HargaSatuan)
@require_http_methods(["GET", "HEAD", "POST"])
def akhiri(request: Request, row: HargaSatuan) -> HttpResponseBase:
    """The last day of a price."""
    initial = {"sampai": row.sampai or clock.today()}
    form = AkhirForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.end_price(row.pk, request.access, form.cleaned_data["sampai"])
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            until = tanggal(form.cleaned_data["sampai"])
            messages.success(request, f"Harga {row.nama} berakhir {until}.")
            return redirect("bok:harga")
    return _form(request, form, f"Akhiri harga {row.nama}")


def _form(request: Request, form: HargaForm | AkhirForm, title: str) -> HttpResponseBase:
    context = {
        "form": form,
        "judul": title,
        "catatan": "",
        "batal": reverse("bok:harga"),
        "remah": trail(("Harga satuan BOK", reverse("bok:harga")), here=title),
    }
    return render(request, "bok/isian.html", context, status=status_of(form))


def _kinds(request: Request) -> dict[str, str]:
    """The kinds of spending in force today; of the last year that has any while today has none."""
    district = request.access.scope.kabupaten or ""
    book = rulebook_for(district)
    found = book.find("bok.jenis_belanja", clock.today(), district)
    known = found or max(
        (value for value in book.values() if value.key == "bok.jenis_belanja"),
        key=lambda value: value.in_force,
    )
    return dict(known.table)
