"""Pages of service without a line: the counter's shell, its extract, keys, spare numbers."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_update
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upaya.core import audit, cangkang
from upaya.core.access import Request
from upaya.core.forms import show_refusal, status_of
from upaya.core.guard import protected, protected_object, public
from upaya.core.lists import Column, table
from upaya.core.navigation import trail
from upaya.jamkesda.izin import IzinJamkesda
from upaya.jamkesda.izin_umum import IzinUmum
from upaya.jamkesda.luring import queries, services
from upaya.jamkesda.luring.forms import CabutForm, GantiForm, PakaiForm
from upaya.jamkesda.luring.models import KunciTanda, NomorDarurat
from upaya.rules.roles import Reach
from upaya.wilayah.models import Kabupaten

KEYS, SPARE = "Kunci tanda", "Nomor darurat"
_STORE = "upaya-loket-1"


# ------------------------------------------------------------------ the counter
@public("cangkang tanpa data: dibuka loket tanpa jaringan, isinya diambil sesudah masuk")
@require_safe
@csp_update({"worker-src": ["'self'"]})
def loket(request: HttpRequest) -> HttpResponse:
    """The shell: the same bytes for everybody, so that a counter may keep it."""
    return cangkang.page(request, "jamkesda/loket_luring.html")


@public("berkas tetap tanpa data: pekerja yang menyimpan cangkang di loket")
@require_safe
def pekerja(_request: HttpRequest) -> HttpResponse:
    """The service worker: one static file under its own policy."""
    return cangkang.worker(reverse("jamkesda:luring"), _STORE)


@protected(IzinJamkesda.CEK)
@require_safe
def ekstrak(request: Request) -> HttpResponse:
    """The signed extract of today; who took it is recorded. Without a key a sentence."""
    scope = request.access.scope
    district = scope.kabupaten or ""
    made = queries.ekstrak(district, scope.unit if scope.reach is Reach.UNIT else None)
    if made is None:
        words = "UPT Jamkesda belum membuat kunci tanda; ekstrak belum dapat diambil."
        return JsonResponse({"pesan": words})
    with transaction.atomic():
        place = Kabupaten(pk=district)
        audit.record("luring.ekstrak", place, access=request.access, kabupaten=district)
    return JsonResponse(made)


# ------------------------------------------------------------------ keys
_KEY_COLUMNS = (
    Column("nama", "Kunci", lambda k: k.nama),
    Column(
        "keadaan",
        "Keadaan",
        lambda k: k.keadaan,
        tone=lambda k: {"menandatangani": "good", "dicabut": "bad"}.get(k.keadaan, "neutral"),
    ),
    Column("dibuat", "Dibuat", lambda k: k.dibuat_pada, "dibuat_pada", kind="waktu"),
    Column("oleh", "Oleh", lambda k: k.dibuat_oleh.name),
    Column("diganti", "Diganti", lambda k: k.diganti_pada, kind="waktu"),
    Column("dicabut", "Dicabut", lambda k: k.dicabut_pada, kind="waktu"),
    Column("alasan", "Alasan", lambda k: k.alasan),
)


@protected(IzinUmum.KUNCI_LIHAT)
@require_safe
def kunci(request: Request) -> HttpResponseBase:
    """The keys of a district with their history."""
    return _keys(request)


def _keys(request: Request, form: CabutForm | None = None, pk: int = 0) -> HttpResponseBase:
    found = KunciTanda.objects.for_scope(request.access.scope)
    rows = table(
        request,
        found.select_related("dibuat_oleh"),
        columns=_KEY_COLUMNS,
        default_sort="-dibuat",
        title=KEYS,
    )
    may = request.access.allows(IzinUmum.KUNCI_KELOLA)
    alive = list(found.filter(dicabut_pada=None).order_by("-pk")) if may else []
    context: dict[str, Any] = {
        "tabel": rows,
        "ada": found.filter(dicabut_pada=None, diganti_pada=None).exists(),
        "ganti": GantiForm() if may else None,
        "hidup": [(one, form if form and one.pk == pk else CabutForm()) for one in alive],
    }
    status = status_of(form) if form else 200
    return rows.export_response() or render(request, "jamkesda/kunci.html", context, status=status)


@protected(IzinUmum.KUNCI_KELOLA)
@require_POST
def kunci_ganti(request: Request) -> HttpResponseBase:
    """A new key signs from now on."""
    form = GantiForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Muat ulang halaman ini, lalu tekan lagi.")
        return redirect("jamkesda:kunci")
    try:
        made = services.ganti(request.access, form.cleaned_data["kunci"])
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, f"Kunci {made.nama} menandatangani mulai sekarang.")
    return redirect("jamkesda:kunci")


@protected_object(IzinUmum.KUNCI_KELOLA, KunciTanda)
@require_POST
def kunci_cabut(request: Request, found: KunciTanda) -> HttpResponseBase:
    """Nothing that it signed holds any longer."""
    form = CabutForm(request.POST)
    if form.is_valid():
        try:
            services.cabut(found.pk, request.access, form.cleaned_data["alasan"])
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"Kunci {found.nama} dicabut. Ambil ekstrak baru di loket.")
            return redirect("jamkesda:kunci")
    return _keys(request, form, found.pk)


# ------------------------------------------------------------------ spare numbers
_NUMBER_COLUMNS = (
    Column(
        "nomor",
        "Nomor",
        lambda n: n.nomor,
        "urut",
        url=lambda n: "" if n.surat_id else reverse("jamkesda:darurat_pakai", args=[n.pk]),
    ),
    Column("ppk", "PPK", lambda n: n.ppk.unit.nama),
    Column("dicadangkan", "Dicadangkan", lambda n: n.dicadangkan_pada, kind="waktu"),
    Column("surat", "Menjadi surat", lambda n: n.surat.nomor if n.surat else "-"),
    Column("tanggal", "Ditulis tangan", lambda n: n.dipakai_tanggal, kind="tanggal"),
)


@protected(IzinUmum.DARURAT_LIHAT)
@require_safe
def darurat(request: Request) -> HttpResponseBase:
    """The numbers of a scope: a PPK its own, the UPT all."""
    rows = table(
        request,
        NomorDarurat.objects.for_scope(request.access.scope).select_related("ppk__unit", "surat"),
        columns=_NUMBER_COLUMNS,
        default_sort="nomor",
        title=SPARE,
    )
    context = {"tabel": rows, "boleh": request.access.allows(IzinUmum.DARURAT)}
    return rows.export_response() or render(request, "jamkesda/darurat.html", context)


@protected(IzinUmum.DARURAT)
@require_POST
def darurat_cadangkan(request: Request) -> HttpResponseBase:
    """Fill the reserve."""
    try:
        made = services.cadangkan(request.access)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        said = f"{len(made)} nomor dicadangkan." if made else "Cadangan nomor Anda masih penuh."
        messages.success(request, said)
    return redirect("jamkesda:darurat")


@protected_object(IzinUmum.DARURAT, NomorDarurat, related=("surat",))
@require_http_methods(["GET", "HEAD", "POST"])
def darurat_pakai(request: Request, found: NomorDarurat) -> HttpResponseBase:
    """Which letter a number became."""
    form = PakaiForm(request.POST if request.method == "POST" else None, ppk=found.ppk_id)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.pakai(found.pk, request.access, said["surat"], said["tanggal"])
        except ValidationError as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"{found.nomor} tercatat.")
            return redirect("jamkesda:darurat")
    context = {
        "nomor": found,
        "form": form,
        "trail": trail((SPARE, reverse("jamkesda:darurat")), here=found.nomor),
    }
    return render(request, "jamkesda/darurat_pakai.html", context, status=status_of(form))
