"""What pages of BOK show alike: the row of its parts, the months of an activity."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from upaya.bok.izin import IzinBok
from upaya.bok.rencana.models import KegiatanRencana
from upaya.bok.rencana.papers import months

register = template.Library()

PARTS = (
    ("Pagu", "bok:papan", IzinBok.LIHAT),
    ("Rencana", "rencana:daftar", IzinBok.LIHAT),
    ("Kegiatan", "realisasi:daftar", IzinBok.LIHAT),
    ("SPJ", "spj:daftar", IzinBok.LIHAT),
    ("Kemajuan", "bok:kemajuan", IzinBok.LIHAT),
    ("Serapan", "bok:serapan", IzinBok.LIHAT),
    ("Buku kas", "kas:daftar", IzinBok.KAS_LIHAT),
    ("Pengawasan", "bok:pengawasan", IzinBok.KAS_LIHAT),
    ("Harga satuan", "bok:harga", IzinBok.LIHAT),
    ("Program", "bok:program", IzinBok.LIHAT),
    ("Alokasi", "alokasi:daftar", IzinBok.DINAS_LIHAT),
    ("Rencana Dinas", "rencana_dinas:daftar", IzinBok.DINAS_LIHAT),
)
"""What there is of BOK, the board itself first; who opens it."""


@register.simple_tag(takes_context=True)
def bagian_bok(context: template.Context) -> list[dict[str, Any]]:
    """The parts of BOK that this person may open; the one that is open is marked."""
    request = context["request"]
    here = request.resolver_match.view_name
    return [
        {"label": label, "url": reverse(name), "active": name == here}
        for label, name, permission in PARTS
        if request.access.allows(permission)
    ]


@register.filter
def bulan_kegiatan(row: KegiatanRencana) -> str:
    """The months of an activity, short."""
    return months(row)
