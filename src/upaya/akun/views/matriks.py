"""Who may do what, read from the tables that the program obeys: by role, by part of the house."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from upaya.akun import matrix
from upaya.akun.izin import IzinAkun
from upaya.core.access import Request
from upaya.core.answers import attachment
from upaya.core.guard import protected
from upaya.core.navigation import trail
from upaya.core.registry import registry
from upaya.exchange.xlsx_writer import XLSX_TYPE, book_bytes

_TITLE = "Siapa boleh apa"


@protected(IzinAkun.KEANGGOTAAN_LIHAT)
@require_safe
def show(request: Request) -> HttpResponseBase:
    """The roles; what one of them may do; or one part's permissions and roads. A file has all."""
    if request.GET.get("ekspor") == "xlsx":
        return attachment(book_bytes(matrix.sheets()), XLSX_TYPE, "siapa-boleh-apa.xlsx")
    role = registry().roles.get(request.GET.get("peran", ""))
    if role is not None:
        return render(request, "akun/matriks_peran.html", _of_role(role.name))
    parts = matrix.parts()
    chosen = next((one for one in parts if one.name == request.GET.get("bagian")), None)
    roles_here = {"label": "Peran", "url": reverse("akun:matriks"), "active": chosen is None}
    context = {
        "tabs": [roles_here, *(_tab(one, active=one is chosen) for one in parts)],
        "peran": [] if chosen else matrix.roles(),
        "bagian": chosen,
    }
    return render(request, "akun/matriks.html", context)


def _tab(part: matrix.PartRows, *, active: bool) -> dict[str, object]:
    count = str(len(part.permissions))
    return {"label": part.title, "url": f"?bagian={part.name}", "active": active, "note": count}


def _of_role(name: str) -> dict[str, Any]:
    row = next(one for one in matrix.roles() if one.name == name)
    steps = (("Pengguna", reverse("akun:daftar")), (_TITLE, reverse("akun:matriks")))
    return {"peran": row, "bagian": matrix.of_role(name), "remah": trail(*steps, here=row.label)}
