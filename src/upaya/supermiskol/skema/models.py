"""Tables of schemes: versions of a district, one in force on any day."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from upaya.core.scope import ScopedModel, ScopePath
from upaya.rules.supermiskol.skema import Skema, from_dict


class SkemaKabupaten(ScopedModel):
    """One version of a district's scheme: drafted by one person, approved by another, then closed.

    `isi` is the scheme as plain data (`rules.supermiskol.skema.to_dict`). `sampai` is set when the
    next version takes over; what was decided before stays explained by its own version.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")

    class Status(models.TextChoices):
        DRAF = "draf", "Draf"
        DISETUJUI = "disetujui", "Disetujui"
        DITOLAK = "ditolak", "Ditolak"

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    nomor = models.PositiveSmallIntegerField("versi")
    isi = models.JSONField()
    dasar = models.CharField("dasar hukum", max_length=160)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAF)
    versi = models.PositiveIntegerField(default=1)
    mulai = models.DateField("berlaku mulai", null=True)
    sampai = models.DateField("berlaku sampai", null=True)
    disusun_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    disusun_pada = models.DateTimeField()
    diputus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True)
    alasan_putusan = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["kabupaten", "-nomor"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kabupaten", "nomor"], name="skema_versi_sekali"),
            models.UniqueConstraint(
                fields=["kabupaten"], condition=Q(status="draf"), name="skema_satu_draf"
            ),
            models.UniqueConstraint(
                fields=["kabupaten"],
                condition=Q(status="disetujui", sampai=None),
                name="skema_satu_terbuka",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draf", "disetujui", "ditolak"]), name="skema_status"
            ),
            models.CheckConstraint(
                condition=~Q(status="disetujui")
                | Q(mulai__isnull=False, diputus_oleh__isnull=False, diputus_pada__isnull=False),
                name="skema_disetujui_utuh",
            ),
            # Whoever drafts a scheme does not approve it.
            models.CheckConstraint(
                condition=Q(diputus_oleh=None) | ~Q(diputus_oleh=F("disusun_oleh")),
                name="skema_dua_orang",
            ),
            models.CheckConstraint(
                condition=Q(sampai=None) | Q(sampai__gte=F("mulai")), name="skema_masa"
            ),
        ]

    def __str__(self) -> str:
        return f"Skema versi {self.nomor}"

    @property
    def starts(self) -> date:
        """From which day it is meant to be in force; the day it was drafted until that is said."""
        return self.mulai or timezone.localtime(self.disusun_pada).date()

    @property
    def audit_name(self) -> str:
        """What the audit calls it."""
        return str(self)

    @cached_property
    def skema(self) -> Skema:
        """The scheme as the rules know it."""
        return from_dict(self.isi)
