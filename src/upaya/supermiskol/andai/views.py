"""The page of a what-if."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from upaya.core.access import Request
from upaya.core.guard import protected_object
from upaya.core.navigation import trail
from upaya.rules.supermiskol.andai import (
    MENJADI_LAYAK,
    MENJADI_TIDAK,
    TANPA_SKOR,
    TETAP_LAYAK,
    TETAP_TIDAK,
)
from upaya.supermiskol.andai.queries import whatif
from upaya.supermiskol.izin import IzinSupermiskol
from upaya.supermiskol.permohonan.pages import PAGES
from upaya.supermiskol.skema.models import SkemaKabupaten

_WORDS = {
    MENJADI_LAYAK: "Menjadi layak",
    MENJADI_TIDAK: "Tidak layak lagi",
    TETAP_LAYAK: "Tetap layak",
    TETAP_TIDAK: "Tetap tidak layak",
    TANPA_SKOR: "Tidak dapat dihitung",
}
_FIGURES = ("Keluarga", "Menjadi layak", "Tidak layak lagi", "Tidak dapat dihitung")
_TONES = {MENJADI_LAYAK: "good", MENJADI_TIDAK: "bad", TANPA_SKOR: "warn"}


@protected_object(IzinSupermiskol.SKEMA_LIHAT, SkemaKabupaten)
@require_safe
def andai(request: Request, found: SkemaKabupaten) -> HttpResponse:
    """Who of the families within the own scope would change sides under this version."""
    outcome = whatif(request.access.scope, found)
    places = sorted(outcome.tempat.items())
    context = {
        "versi": found,
        "andai": outcome,
        "batang": [
            {
                "label": words,
                "value": outcome.sisi[side],
                "text": f"{outcome.sisi[side]} keluarga",
                "tone": _TONES.get(side, ""),
            }
            for side, words in _WORDS.items()
        ],
        "tempat": [
            (name, count.total(), count[MENJADI_LAYAK], count[MENJADI_TIDAK], count[TANPA_SKOR])
            for name, count in places
        ],
        "kurang": [
            (one.nama, n) for one in found.skema.dihitung if (n := outcome.kurang[one.kode])
        ],
        "layak": outcome.berpindah[MENJADI_LAYAK],
        "tidak": outcome.berpindah[MENJADI_TIDAK],
        "kolom": [
            {"key": "tempat", "label": "Kecamatan"},
            *({"key": name, "label": name, "num": True} for name in _FIGURES),
        ],
        "trail": trail(
            (PAGES.title, reverse("miskol:daftar")),
            ("Skema kemiskinan", reverse("miskol:skema")),
            (str(found), reverse("miskol:skema_rinci", args=[found.pk])),
            here="Andai",
        ),
    }
    return render(request, "supermiskol/andai.html", context)
