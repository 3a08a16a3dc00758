"""Pages of members: the list, one of them with their changes, the card, its public check."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from upaya.core import clock
from upaya.core.access import Request
from upaya.core.answers import attachment, open_page
from upaya.core.digits import signs_in
from upaya.core.documents.pdf import PDF_TYPE
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object, public
from upaya.core.limits import Limit
from upaya.core.lists import Column, table
from upaya.core.navigation import trail
from upaya.jamkesda.izin import IzinJamkesda
from upaya.jamkesda.peserta import card, dasar, mutasi
from upaya.jamkesda.peserta.forms import MutasiForm, PesertaFilter
from upaya.jamkesda.peserta.models import Mutasi, Peserta, aktif_pada

_CHECKS = Limit("periksa-kartu", amount=30, seconds=60)
_SHOWN = 20
_BOTH = (Mutasi.Jenis.GABUNG, Mutasi.Jenis.PISAH)
"""Written on both cards: read once."""
_RELATED = ("kabupaten", "warga__desa__induk", "warga__keluarga", "gabung_ke", "ibu_peserta")
_COLUMNS = (
    Column(
        "kartu",
        "Kartu",
        lambda p: p.kartu,
        "kartu",
        url=lambda p: reverse("jamkesda:peserta", args=[p.pk]),
    ),
    Column("nama", "Nama", lambda p: p.warga.nama, "warga__nama"),
    Column("desa", "Desa", lambda p: p.warga.desa.nama, "warga__desa__nama"),
    Column("kategori", "Kategori", lambda p: p.get_kategori_display(), "kategori"),
    Column(
        "keadaan",
        "Keadaan",
        lambda p: "Aktif" if p.aktif else "Tidak aktif",
        tone=lambda p: "good" if p.aktif else "neutral",
    ),
)


@protected(IzinJamkesda.PESERTA_LIHAT)
@require_safe
def daftar(request: Request) -> HttpResponseBase:
    """The members of a district."""
    rows = table(
        request,
        Peserta.objects.for_scope(request.access.scope)
        .filter(gabung_ke=None)
        .select_related("warga__desa")
        .annotate(aktif=aktif_pada(clock.today())),
        columns=_COLUMNS,
        filters=PesertaFilter,
        default_sort="nama",
        title="Peserta Jamkesda",
    )
    context = {"tabel": rows, "trail": trail(here="Peserta")}
    return rows.export_response() or render(request, "jamkesda/peserta_daftar.html", context)


@protected_object(
    IzinJamkesda.PESERTA_LIHAT,
    Peserta,
    related=_RELATED,
    inside=(IzinJamkesda.PESERTA_MUTASI, IzinJamkesda.PESERTA_GABUNG),
)
@require_safe
def peserta(request: Request, found: Peserta) -> HttpResponse:
    """One member: who, since when, what changed, which letters."""
    form = MutasiForm() if request.access.allows(IzinJamkesda.PESERTA_MUTASI) else None
    return render(request, "jamkesda/peserta.html", _context(request, found, form))


def _context(request: Request, found: Peserta, form: MutasiForm | None) -> dict[str, Any]:
    today = clock.today()
    masa = list(found.masa.order_by("-mulai"))
    family = found.warga.keluarga
    others = []
    if family is not None:
        rows = Peserta.objects.filter(warga__keluarga=family, gabung_ke=None).exclude(pk=found.pk)
        rows = rows.select_related("warga").annotate(aktif=aktif_pada(today))
        others = list(rows.order_by("warga__tanggal_lahir", "pk")[:_SHOWN])
    return {
        "peserta": found,
        "masa": masa,
        "aktif": found.gabung_ke_id is None and any(one.mencakup(today) for one in masa),
        "mutasi": _changes(found),
        "surat": list(found.surat.select_related("ppk__unit")[:_SHOWN]),
        "keluarga": others,
        "boleh_gabung": request.access.allows(IzinJamkesda.PESERTA_GABUNG),
        "peringatan": dasar.peringatan(found),
        "form": form,
        "trail": trail(("Peserta", reverse("jamkesda:peserta_daftar")), here=found.kartu),
    }


def _changes(found: Peserta) -> list[Mutasi]:
    """Its own, and those of the cards that were merged into it, newest first."""
    rows = Mutasi.objects.filter(Q(peserta=found) | Q(peserta__gabung_ke=found))
    rows = rows.exclude(~Q(peserta=found), jenis__in=_BOTH)
    return list(rows.select_related("oleh", "berkas", "peserta")[:_SHOWN])


@protected_object(IzinJamkesda.PESERTA_MUTASI, Peserta, related=_RELATED)
@require_http_methods(["POST"])
def peserta_mutasi(request: Request, found: Peserta) -> HttpResponse:
    """A change of a membership."""
    form = MutasiForm(request.POST, request.FILES)
    if form.is_valid():
        said = dict(form.cleaned_data)
        try:
            made = mutasi.catat(found.pk, request.access, said, said.pop("berkas") or None)
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"Mutasi tercatat: {made.get_jenis_display().lower()}.")
            return redirect("jamkesda:peserta", pk=found.pk)
    context = _context(request, found, form)
    return render(request, "jamkesda/peserta.html", context, status=status_of(form))


@protected_object(IzinJamkesda.PESERTA_LIHAT, Peserta, related=_RELATED)
@require_safe
def peserta_kartu(request: Request, found: Peserta) -> HttpResponse:
    """The card as PDF with its QR; one that was merged leads to the card that counts."""
    if found.gabung_ke_id is not None:
        query = request.GET.urlencode()
        address = reverse("jamkesda:peserta_kartu", args=[found.gabung_ke_id])
        return redirect(f"{address}?{query}" if query else address)
    body = card.pdf(found, request.GET.get("bentuk", ""))
    return attachment(body, PDF_TYPE, f"kartu-{found.kartu.lower()}.pdf")


# ------------------------------------------------------------------ for everybody
class KartuForm(forms.Form):
    """The number on a card."""

    kode = forms.CharField(
        label="Nomor kartu",
        max_length=20,
        help_text="JK dan sepuluh huruf atau angka di bawah kode QR.",
        error_messages={"required": "Ketik nomor kartunya."},
    )

    def clean_kode(self) -> str:
        """Without the signs that people write between letters."""
        return signs_in(self.cleaned_data["kode"])


@public("siapa pun yang memegang kartu boleh memeriksanya; hanya inisial, tanggal, dan keadaan")
@require_safe
def cari_kartu(request: HttpRequest) -> HttpResponseBase:
    """Where the number of a card is typed."""
    form = KartuForm(request.GET) if "kode" in request.GET else KartuForm()
    if form.is_bound and form.is_valid() and form.cleaned_data["kode"]:
        return redirect("jamkesda:periksa_kartu", kode=form.cleaned_data["kode"])
    status = 422 if form.is_bound and form.errors else 200
    return open_page(request, "jamkesda/kartu_cari.html", {"form": form}, status)


@public("siapa pun yang memegang kartu boleh memeriksanya; hanya inisial, tanggal, dan keadaan")
@require_safe
def periksa_kartu(request: HttpRequest, kode: str) -> HttpResponse:
    """How a card stands. One that is not known gets the same page after the same work."""
    if not _CHECKS.spend(request):
        response = open_page(request, "jamkesda/kartu_tunggu.html", {}, 429)
        response["Retry-After"] = str(_CHECKS.seconds)
        return response
    return open_page(request, "jamkesda/kartu_periksa.html", {"hasil": card.periksa(kode)})
