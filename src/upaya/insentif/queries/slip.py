"""The shares of one officer."""

from __future__ import annotations

from typing import cast

from django.db.models import F, QuerySet

from upaya.core.scope import Scope
from upaya.insentif.models import PerhitunganPetugas
from upaya.rules.insentif_workflow import COUNTED


def own_slips(scope: Scope) -> QuerySet[PerhitunganPetugas]:
    """The person's shares in the submissions that stand, newest month first."""
    rows = (
        PerhitunganPetugas.objects.for_scope(scope)
        .filter(
            perhitungan__pengajuan__status__in=COUNTED,
            perhitungan__round=F("perhitungan__pengajuan__round"),
        )
        .select_related("perhitungan__pengajuan__puskesmas", "petugas")
        .order_by("-perhitungan__pengajuan__periode", "pk")
    )
    return cast("QuerySet[PerhitunganPetugas]", rows)
