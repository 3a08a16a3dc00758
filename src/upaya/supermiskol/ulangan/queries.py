"""What repeated visits say: who waits, how well two visits agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import add

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from upaya.core.access import Access
from upaya.core.inbox import LIMIT, Tugas
from upaya.core.scope import Scope
from upaya.rules.supermiskol.ulangan import NOL, Sepakat, sepakat
from upaya.supermiskol.izin import IzinSupermiskol
from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.supermiskol.ulangan.models import Ulangan

MOST = 500
"""The latest repeated visits that the board compares."""


@dataclass(frozen=True, slots=True)
class Papan:
    """Agreement by indicator and by who visited first, the weakest first."""

    banyak: int
    seluruh: Sepakat
    indikator: tuple[tuple[str, Sepakat], ...]
    petugas: tuple[tuple[str, Sepakat], ...]


def waiting(scope: Scope) -> QuerySet[Ulangan]:
    """Drawn visits that nobody has repeated yet, oldest first."""
    rows = Ulangan.objects.for_scope(scope).filter(
        oleh=None, kunjungan__permohonan__penghapusan=None
    )
    found: QuerySet[Ulangan] = rows.select_related("kunjungan__permohonan__desa")
    return found.order_by("ditarik_pada", "pk")


def for_me(access: Access) -> QuerySet[Ulangan]:
    """Those that this person may repeat: who was at the house before may not."""
    mine = Q(petugas_desa=access.user_id) | Q(petugas_tim=access.user_id)
    visits = Kunjungan.objects.filter(
        mine | Q(ditulis_oleh=access.user_id), permohonan=OuterRef("kunjungan__permohonan")
    )
    return waiting(access.scope).filter(~Exists(visits))


def tasks(access: Access) -> Iterator[Tugas]:
    """A source of *Tugas saya*: visits to repeat."""
    if not access.allows(IzinSupermiskol.KUNJUNGI):
        return
    for row in for_me(access)[:LIMIT]:
        case = row.kunjungan.permohonan
        yield Tugas(
            "Ulangi tinjau lapang sebagai pemeriksaan.",
            f"{case.tiket}, Desa {case.desa.nama}",
            reverse("miskol:ulangan_isi", args=[row.pk]),
        )


def board(scope: Scope) -> Papan:
    """Compare what was repeated, at most the latest `MOST`."""
    rows = (
        Ulangan.objects.for_scope(scope)
        .filter(oleh__isnull=False)
        .select_related("kunjungan__skema", "kunjungan__petugas_tim")
        .order_by("-selesai_pada", "-pk")[:MOST]
    )
    names: dict[str, str] = {}
    indicators: dict[str, Sepakat] = {}
    people: dict[tuple[int, str], Sepakat] = {}
    many = 0
    for row in rows:
        many += 1
        asked = row.kunjungan.skema.skema.dihitung
        names |= {one.kode: one.nama for one in asked if one.kode not in names}
        found = sepakat(row.kunjungan.jawaban, row.jawaban, [one.kode for one in asked])
        for kode, said in found.items():
            indicators[kode] = indicators.get(kode, NOL) + said
        who = row.kunjungan.petugas_tim
        if who is not None:
            key = (who.pk, who.name)
            people[key] = reduce(add, found.values(), people.get(key, NOL))
    return Papan(
        many,
        reduce(add, indicators.values(), NOL),
        tuple(sorted(((names[k], v) for k, v in indicators.items()), key=_weakest)),
        tuple(sorted(((name, v) for (_, name), v in people.items()), key=_weakest)),
    )


def _weakest(row: tuple[str, Sepakat]) -> tuple[int, str]:
    return row[1].persen, row[0]
