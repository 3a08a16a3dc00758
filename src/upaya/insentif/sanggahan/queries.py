"""Objections, for those who may know of them."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from upaya.core.access import Access
from upaya.core.deadline import Tenggat, until
from upaya.core.scope import Scope
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.insentif.sanggahan.models import Sanggahan
from upaya.rules.insentif.road_koreksi import STANDING
from upaya.rules.loader import national_book

RELATED = ("pengajuan__puskesmas", "petugas", "diajukan_oleh", "dijawab_oleh", "dicabut_oleh")


def listed(scope: Scope) -> QuerySet[Sanggahan]:
    """Every objection within reach, with what a list shows of it."""
    rows: QuerySet[Sanggahan] = Sanggahan.objects.for_scope(scope).select_related(*RELATED)
    return rows


def of_share(share: PerhitunganPetugas) -> list[Sanggahan]:
    """What this officer objected to in this month, in all its rounds, newest first."""
    return list(
        Sanggahan.objects.filter(
            petugas=share.petugas, pengajuan=share.perhitungan.pengajuan_id
        ).order_by("-pk")
    )


def to_answer(access: Access) -> QuerySet[Sanggahan]:
    """The open ones that this head may answer, oldest first: not the own ones."""
    return (
        listed(access.scope)
        .filter(status=Sanggahan.Status.TERBUKA)
        .exclude(Q(diajukan_oleh=access.user_id) | Q(petugas__user=access.user_id))
        .order_by("diajukan_pada", "pk")
    )


def to_correct(access: Access) -> QuerySet[Sanggahan]:
    """The accepted ones for which no correction is on its road or approved, oldest first."""
    return (
        listed(access.scope)
        .filter(status=Sanggahan.Status.DITERIMA)
        .exclude(koreksi__status__in=STANDING)
        .order_by("dijawab_pada", "pk")
    )


def correction_due(sanggahan: Sanggahan) -> Tenggat | None:
    """Until when an accepted one should be corrected; None for a month before any rule."""
    days = national_book().find(
        "insentif_ukm.tenggat.koreksi_sanggahan",
        sanggahan.pengajuan.period.last_day,
        sanggahan.kabupaten_id,
    )
    if days is None or sanggahan.dijawab_pada is None:
        return None
    return until(timezone.localtime(sanggahan.dijawab_pada).date(), days.integer)


def due(sanggahan: Sanggahan) -> Tenggat | None:
    """Until when it should be answered; None once it is, or for a month before any rule."""
    if not sanggahan.terbuka:
        return None
    days = national_book().find(
        "insentif_ukm.tenggat.jawaban_sanggahan",
        sanggahan.pengajuan.period.last_day,
        sanggahan.kabupaten_id,
    )
    if days is None:
        return None
    return until(timezone.localtime(sanggahan.diajukan_pada).date(), days.integer)
