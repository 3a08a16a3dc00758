"""How the house is used, month by month, counted from the audit: never who, only how many.

Pasal 6 huruf b Perbup Penajam Paser Utara 29/2016 asks for an application that can be monitored.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from upaya.core.access import Access
from upaya.core.models import AuditEntry
from upaya.core.registry import Registry, permissions_of, registry

_IN, _FAILED, _TAKEN, _READ = "sesi.masuk", "sesi.gagal", "berkas.keluar", "api.baca"


@dataclass(frozen=True, slots=True)
class Bulan:
    """One month: people who did something, sign-ins, failed ones, files taken, programs' calls."""

    bulan: date
    orang: int
    masuk: int
    gagal: int
    unduh: int
    program: int
    catatan: int


def months(access: Access, how_many: int = 12) -> list[Bulan]:
    """The last months in which anything was recorded, newest first; one query."""
    rows = AuditEntry.objects.for_scope(access.scope).exclude(hari=None).order_by()
    counted = (
        rows.annotate(bulan=TruncMonth("hari"))
        .values("bulan")
        .annotate(
            orang=Count("actor", distinct=True),
            catatan=Count("pk"),
            masuk=Count("pk", filter=Q(action=_IN)),
            gagal=Count("pk", filter=Q(action=_FAILED)),
            unduh=Count("pk", filter=Q(action=_TAKEN)),
            program=Count("pk", filter=Q(action=_READ)),
        )
        .order_by("-bulan")[:how_many]
    )
    return [Bulan(**row) for row in counted]


def parts(access: Access, month: date) -> list[tuple[str, int, int]]:
    """Of one month: what was done in each part of the house, and by how many people; one query."""
    rows = AuditEntry.objects.for_scope(access.scope).order_by()
    rows = rows.filter(hari__year=month.year, hari__month=month.month)
    found: dict[str, list[Any]] = {}
    where = _part_of(registry())
    for action, actor, count in rows.values_list("action", "actor").annotate(n=Count("pk")):
        seen = found.setdefault(where.get(action, "Lainnya"), [0, set()])
        seen[0] += count
        seen[1].add(actor)
    told = [(title, count, len(people - {None})) for title, (count, people) in found.items()]
    return sorted(told, key=lambda row: (-row[1], row[0]))


def _part_of(house: Registry) -> dict[str, str]:
    """By action: the title of the part that declares it."""
    return {
        str(action): part.title
        for part in house.parts
        for action in (*permissions_of(part), *part.words)
    }
