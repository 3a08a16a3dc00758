"""Findings, as far as the one who looks may know of them."""

from __future__ import annotations

from django.db.models import QuerySet

from upaya.core.access import Access
from upaya.insentif.models import Pengajuan, Temuan
from upaya.rules.insentif_workflow import DITOLAK
from upaya.rules.roles import Reach


def visible_to(month: Pengajuan, access: Access) -> QuerySet[Temuan]:
    """All findings that are known to this person, oldest first.

    While the Dinas still examines, its findings are notes of its own: the puskesmas reads them once
    the month is returned (Pasal 11A ayat (8) huruf f and g) or refused.
    """
    rows: QuerySet[Temuan] = (
        Temuan.objects.filter(pengajuan=month)
        .select_related("dicatat_oleh", "ditanggapi_oleh")
        .order_by("pk")
    )
    if access.scope.reach is Reach.DISTRICT or month.status == DITOLAK:
        return rows
    return rows.filter(round__lt=month.round)


def current(month: Pengajuan, access: Access) -> list[Temuan]:
    """The findings that matter now: those of the last return, and those being written."""
    return list(visible_to(month, access).filter(round__gte=month.round - 1))
