"""What moderators know of the community: how much is said, by whom, how long guests wait."""

from __future__ import annotations

from typing import Any

from django.db.models import Avg, Count, F, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from upaya.core.access import Request
from upaya.core.guard import protected
from upaya.core.navigation import trail
from upaya.core.scope import Scope
from upaya.komunitas.anggota.models import Anggota, Frekuensi, Kabar
from upaya.komunitas.diskusi.models import Periode, Tanggapan, Topik
from upaya.komunitas.izin import IzinKomunitas

_PERIODS = 20
_HOUR = 3600


@protected(IzinKomunitas.MODERASI)
@require_safe
def statistik(request: Request) -> HttpResponse:
    """By period, by group of members, by what news they chose."""
    scope = request.access.scope
    way = trail(("Moderasi komunitas", reverse("komunitas:moderasi")), here="Statistik")
    return render(request, "komunitas/statistik.html", _figures(scope) | {"trail": way})


def _figures(scope: Scope) -> dict[str, Any]:
    shown = Q(topik__status=Topik.Status.TERBIT, topik__blokir=None)
    said = shown & Q(
        topik__tanggapan__status=Tanggapan.Status.TERBIT, topik__tanggapan__blokir=None
    )
    periods = (
        Periode.objects.for_scope(scope)
        .annotate(
            banyak_topik=Count("topik", filter=shown, distinct=True),
            banyak=Count("topik__tanggapan", filter=said, distinct=True),
            orang=Count("topik__tanggapan__nama", filter=said, distinct=True),
        )
        .order_by("-mulai", "-pk")[:_PERIODS]
    )
    members = Anggota.objects.for_scope(scope).filter(status=Anggota.Status.AKTIF)
    groups = dict(members.values_list("golongan").annotate(n=Count("pk")).order_by())
    often = dict(members.values_list("frekuensi").annotate(n=Count("pk")).order_by())
    decided = Tanggapan.objects.for_scope(scope).filter(diputus_oleh__isnull=False)
    waited = decided.filter(tantangan__isnull=False).aggregate(
        rata=Avg(F("diputus_pada") - F("ditulis_pada"))
    )["rata"]
    letters = dict(
        Kabar.objects.for_scope(scope).values_list("status").annotate(n=Count("pk")).order_by()
    )
    return {
        "periode": periods,
        "golongan": [(label, groups.get(value, 0)) for value, label in Anggota.Golongan.choices],
        "kabar": [(label, often.get(value, 0)) for value, label in Frekuensi.choices],
        "surat": [(label, letters.get(value, 0)) for value, label in Kabar.Status.choices],
        "tunggu": round(waited.total_seconds() / _HOUR) if waited is not None else None,
    }
