"""The queue of the review: open claims by what is at stake."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Count, F, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from upaya.core.access import Access
from upaya.core.models import WorkflowLog
from upaya.core.templatetags.upaya import angka
from upaya.jamkesda.klaim.models import AlasanTercatat, Klaim
from upaya.jamkesda.klaim.putusan import MEMUTUS
from upaya.jamkesda.telaah.models import Keberatan
from upaya.rules.jamkesda.road_klaim import DIAJUKAN, KLAIM

TAMPIL = 12
"""Claims of the queue that stand beside the one that is open."""
JAUH = 500
"""How far the way to the next claim is known."""


def antrean(access: Access) -> Any:  # noqa: ANN401 - a queryset of claims
    """Open claims that this person may decide, the heaviest first (`rules.jamkesda.telaah.risiko`).

    Each has `sebab`, how many causes its last check found, and `risiko`.
    """
    causes = (
        AlasanTercatat.objects.filter(klaim=OuterRef("pk"), putaran=OuterRef("round"))
        .order_by()
        .values("klaim")
        .annotate(n=Count("kode", distinct=True))
        .values("n")
    )
    rows = Klaim.objects.for_scope(access.scope).filter(status=DIAJUKAN)
    rows = rows.exclude(dicatat_oleh=access.user_id)
    rows = rows.annotate(sebab=Coalesce(Subquery(causes, output_field=IntegerField()), 0))
    rows = rows.annotate(risiko=F("diperiksa") * (1 + F("sebab")))
    return rows.order_by("-risiko", "-diminta", "pk")


class Menunggu(NamedTuple):
    """A claim as it stands in the queue."""

    pk: int
    nomor: str
    ppk: str
    diperiksa: int
    sebab: int


class Barisan(NamedTuple):
    """The queue at one moment, as far as anybody looks."""

    klaim: tuple[Menunggu, ...]

    def sesudah(self, pk: int | None) -> int | None:
        """The claim that follows another one, the first after the last; None of nothing.

        A claim that is no longer in it has no place: then it is the first.
        """
        keys = [one.pk for one in self.klaim]
        if not keys:
            return None
        at = keys.index(pk) + 1 if pk in keys else 0
        return keys[at % len(keys)]

    def sekitar(self, pk: int) -> tuple[Menunggu, ...]:
        """The piece of it around a claim."""
        keys = [one.pk for one in self.klaim]
        at = keys.index(pk) if pk in keys else 0
        first = max(0, min(at - 2, len(keys) - TAMPIL))
        return self.klaim[first : first + TAMPIL]

    @property
    def banyak(self) -> str:
        """How many wait, in words."""
        return angka(len(self.klaim)) if len(self.klaim) < JAUH else f"{angka(JAUH)} atau lebih"


def barisan(access: Access) -> Barisan:
    """The queue in one query."""
    said = ("pk", "nomor", "unit__nama", "diperiksa", "sebab")
    rows = antrean(access).values_list(*said)[:JAUH]
    return Barisan(tuple(Menunggu(*row) for row in rows))


def berikutnya(access: Access, sesudah: int | None = None) -> int | None:
    """The claim that follows another one in the queue of now."""
    return barisan(access).sesudah(sesudah)


def keberatan_terbuka(access: Access) -> Any:  # noqa: ANN401 - a queryset of objections
    """Objections that wait for an answer of somebody who did not decide, oldest first."""
    decided = WorkflowLog.objects.filter(
        workflow=KLAIM.name, actor=access.user_id, move__in=MEMUTUS
    ).order_by()
    rows = Keberatan.objects.for_scope(access.scope).filter(status=Keberatan.Status.DIAJUKAN)
    rows = rows.exclude(klaim__in=decided.values("subject_id"))
    return rows.select_related("klaim__unit").defer("klaim__masukan").order_by("pk")
