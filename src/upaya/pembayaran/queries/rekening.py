"""Which account of the Bendahara Pengeluaran Pembantu holds on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from upaya.core.access import Access
from upaya.core.inbox import LIMIT, Tugas
from upaya.core.scope import Scope
from upaya.core.second import ProposalStatus, awaiting
from upaya.pembayaran.models_rekening import RekeningPembantu
from upaya.rules.roles import Reach
from upaya.wilayah.models import Unit


def account_on(unit_id: int, day: date) -> RekeningPembantu | None:
    """The account that holds for a puskesmas on `day`; None when nobody agreed to one."""
    found: RekeningPembantu | None = (
        RekeningPembantu.objects.filter(
            unit=unit_id, status=ProposalStatus.DISETUJUI, mulai__lte=day
        )
        .order_by("-mulai", "-pk")
        .first()
    )
    return found


def listed(scope: Scope) -> QuerySet[RekeningPembantu]:
    """All of them within reach, with what a list shows."""
    rows: QuerySet[RekeningPembantu] = RekeningPembantu.objects.for_scope(scope)
    return rows.select_related("unit", "diusulkan_oleh", "diputus_oleh")


def may_decide(unit: Unit, access: Access) -> bool:
    """Whether this role has the second word on an account of that unit.

    A puskesmas's is its own head's, another's that of somebody who looks at the whole district.
    """
    return (unit.jenis == Unit.Jenis.PUSKESMAS) == (access.role.reach is Reach.UNIT)


def decidable(access: Access) -> QuerySet[RekeningPembantu]:
    """Proposals on which this role has the second word, waiting or not."""
    own = Q(unit__jenis=Unit.Jenis.PUSKESMAS)
    return listed(access.scope).filter(own if access.role.reach is Reach.UNIT else ~own)


def to_decide(access: Access) -> Iterator[Tugas]:
    """Those that somebody else proposed."""
    for row in awaiting(decidable(access), access)[:LIMIT]:
        yield Tugas(
            judul="Putuskan rekening bendahara.",
            konteks=f"{row.unit.nama} · {row.bank}, berlaku mulai {row.mulai:%d/%m/%Y}",
            alamat=reverse("pembayaran:rekening_pembantu"),
        )
