"""Pages of need: what the workloads of a puskesmas say."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from upaya.core import lists
from upaya.core.access import Request
from upaya.core.forms import status_of
from upaya.core.guard import protected, protected_object
from upaya.core.lists import Column
from upaya.rules.calculation_steps import about
from upaya.tenaga.formasi import services
from upaya.tenaga.formasi.forms import FormasiFilter, KebutuhanForm
from upaya.tenaga.formasi.models import Kebutuhan
from upaya.tenaga.formasi.queries import Banding, banding
from upaya.tenaga.formasi.views import trail_to
from upaya.tenaga.izin import IzinTenaga

_NEED = (
    Column("unit", "Puskesmas", lambda row: row.puskesmas.nama, "puskesmas__nama",
           url=lambda row: reverse("formasi:kebutuhan", args=[row.pk])),
    Column("tahun", "Tahun", lambda row: str(row.tahun), "tahun"),
    Column("jenis", "Jenis", lambda row: row.get_jenis_display(), "jenis"),
    Column("orang", "Kebutuhan", kind="angka", sort_field="orang"),
    Column("ada", "Sudah ada", kind="angka"),
    Column("kurang", "Selisih pegawai", kind="angka"),
)  # fmt: skip


@protected(IzinTenaga.LIHAT)
@require_safe
def kebutuhan_daftar(request: Request) -> HttpResponseBase:
    """What the workloads say."""
    rows = Kebutuhan.objects.for_scope(request.access.scope).select_related("puskesmas")
    found = lists.table(
        request, rows.defer("masukan"), columns=_NEED, filters=FormasiFilter,
        default_sort="-tahun", title="Kebutuhan tenaga",
    )  # fmt: skip
    context = {
        "tabel": found,
        "hitung": request.access.allows(IzinTenaga.KEBUTUHAN_HITUNG),
        "trail": trail_to("Kebutuhan tenaga"),
    }
    return found.export_response() or render(request, "tenaga/kebutuhan_daftar.html", context)


@protected(IzinTenaga.KEBUTUHAN_HITUNG)
@require_http_methods(["GET", "HEAD", "POST"])
def hitung(request: Request) -> HttpResponse:
    """Compute a need by the same rules as `upaya hitung abk`, and keep it."""
    form = KebutuhanForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        made = services.hitung_kebutuhan(
            request.access.scope.unit or 0, said["tahun"], said["jenis"], form.beban, said["ada"],
            request.access,
        )  # fmt: skip
        messages.success(request, f"Kebutuhan {made.get_jenis_display()}: {made.orang} orang.")
        return redirect("formasi:kebutuhan", pk=made.pk)
    context = {"form": form, "trail": trail_to("Hitung kebutuhan")}
    return render(request, "tenaga/kebutuhan_hitung.html", context, status=status_of(form))


@protected_object(IzinTenaga.LIHAT, Kebutuhan, related=("puskesmas", "dihitung_oleh"))
@require_safe
def kebutuhan(request: Request, one: Kebutuhan) -> HttpResponse:
    """A need, task by task."""
    given, found = one.masukan["beban"], one.masukan["hasil"]
    context = {
        "butuh": one,
        "tugas": [
            {
                "uraian": asked["uraian"],
                "capaian": _about(asked["capaian"]),
                "norma": _about(asked["norma"]) if asked.get("norma") else "",
                "standar": _about(said["standar"]),
                "kebutuhan": _about(said["kebutuhan"], exact=True),
            }
            for asked, said in zip(given["tugas_pokok"], found["tugas_pokok"], strict=True)
        ],
        "waktu": _about(given["waktu_kerja_tersedia"]),
        "penunjang": _about(found["standar_penunjang"], exact=True),
        "tepat": _about(one.tepat, exact=True),
        "banding": _standing(request, one),
        "tetapkan": request.access.allows(IzinTenaga.FORMASI_TETAPKAN),
        "trail": trail_to("Kebutuhan tenaga"),
    }
    return render(request, "tenaga/kebutuhan.html", context)


def _about(text: str, *, exact: bool = False) -> str:
    """A number of the frozen need as people read it; with the fraction that it is exactly."""
    words = about(Fraction(text), 2)
    return f"{words} (tepat {text})" if exact and "/" in text else words


@protected_object(IzinTenaga.LIHAT, Kebutuhan)
@require_safe
def berkas(_request: Request, one: Kebutuhan) -> HttpResponse:
    """The file that `upaya hitung abk` reads: it gives the very same need and fingerprint."""
    given = _without_none(one.masukan["beban"])
    given["tugas_pokok"] = [_without_none(row) for row in given["tugas_pokok"]]
    text = json.dumps(given, ensure_ascii=False, indent=2)
    answer = HttpResponse(f"{text}\n", content_type="application/json; charset=utf-8")
    name = f"abk-{one.jenis}-{one.tahun}-{one.pk}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _without_none(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


def _standing(request: Request, one: Kebutuhan) -> Banding | None:
    """What of this need was decided and filled; None when a newer one stands in its place."""
    rows = banding(request.access.scope, one.tahun, one.jenis, one.puskesmas_id)
    return next((row for row in rows if row.kebutuhan == one.pk), None)
