"""What one person proposes and another decides: both stay, whatever the decision.

A system names its own thing to decide, derives from `Proposal`, and applies it when `settle` has
let the second person through.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, QuerySet

from upaya.core import clock
from upaya.core.access import Access
from upaya.core.reasons import reason
from upaya.core.scope import ScopedModel

T = TypeVar("T", bound="Proposal")


class ProposalStatus(models.TextChoices):
    """What has become of a proposal."""

    DIUSULKAN = "diusulkan", "Diusulkan"
    DISETUJUI = "disetujui", "Disetujui"
    DITOLAK = "ditolak", "Ditolak"


class Proposal(ScopedModel):
    """A proposal with its reason, who made it and who decided it."""

    alasan = models.TextField()
    status = models.CharField(
        max_length=10, choices=ProposalStatus.choices, default=ProposalStatus.DIUSULKAN
    )
    diusulkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    diusulkan_pada = models.DateTimeField()
    diputus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True)
    alasan_putusan = models.TextField(blank=True)

    class Meta:
        abstract = True

    @property
    def waiting(self) -> bool:
        """Whether nobody has decided yet."""
        return self.status == ProposalStatus.DIUSULKAN

    @property
    def tone(self) -> str:
        """Colour beside the status."""
        return {"diusulkan": "warn", "disetujui": "good"}.get(self.status, "bad")


def proposal_constraints(name: str) -> list[models.BaseConstraint]:
    """What the database promises of every proposal; `name` begins the constraints' names."""
    return [
        models.CheckConstraint(condition=~Q(alasan=""), name=f"{name}_beralasan"),
        models.CheckConstraint(
            condition=Q(status="diusulkan", diputus_oleh=None, diputus_pada=None)
            | (
                Q(
                    status__in=["disetujui", "ditolak"],
                    diputus_oleh__isnull=False,
                    diputus_pada__isnull=False,
                )
                & ~Q(diputus_oleh=F("diusulkan_oleh"))
            ),
            name=f"{name}_orang_kedua",
        ),
        models.CheckConstraint(
            condition=~Q(status="ditolak") | ~Q(alasan_putusan=""), name=f"{name}_tolak_beralasan"
        ),
    ]


def awaiting(rows: QuerySet[T], access: Access) -> QuerySet[T]:
    """Of these the proposals that wait for this person's word, oldest first; never the own."""
    waiting = rows.filter(status=ProposalStatus.DIUSULKAN)
    return waiting.exclude(diusulkan_oleh=access.user_id).order_by("pk")


def propose(row: T, access: Access, alasan: str) -> T:
    """Save a new proposal of this person."""
    row.alasan = reason(alasan)
    row.diusulkan_oleh_id, row.diusulkan_pada = access.user_id, clock.now()
    row.save(force_insert=True)
    return row


def settle(
    row: Proposal, access: Access, *, setuju: bool, alasan: str, own: Container[Any] = ()
) -> None:
    """Decide a locked proposal and save it; `own` are others than the proposer who may not."""
    if not row.waiting:
        raise ValidationError("Usulan ini sudah diputus. Muat ulang halamannya.")
    if access.user_id == row.diusulkan_oleh_id or access.user_id in own:
        raise ValidationError("Anda ikut menyiapkannya; yang memutuskan harus orang lain.")
    if not setuju:
        alasan = reason(alasan)
    row.status = ProposalStatus.DISETUJUI if setuju else ProposalStatus.DITOLAK
    row.alasan_putusan = alasan.strip()
    row.diputus_oleh_id, row.diputus_pada = access.user_id, clock.now()
    # What was proposed stays as it is, sealed fields to the letter.
    row.save(update_fields=["status", "alasan_putusan", "diputus_oleh", "diputus_pada"])
