"""Table of programmes: who is in charge of which part of the menu, since when."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.core.scope import ScopedModel, ScopePath
from upaya.wilayah.models import Unit


class ProgramPj(ScopedModel):
    """A part of the menu (`kode` and all below it) that is one person's at one puskesmas."""

    scope_path: ClassVar[ScopePath] = ScopePath("puskesmas__kabupaten", "puskesmas")

    puskesmas = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="program_bok")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="program_bok"
    )
    kode = models.CharField("bagian menu", max_length=32)
    mulai = models.DateField("sejak")
    sampai = models.DateField("sampai", null=True, blank=True)
    ditetapkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ditetapkan_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["puskesmas", "user", "kode", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["puskesmas", "user", "kode"],
                condition=Q(sampai=None),
                name="program_pj_sekali",
            ),
            models.CheckConstraint(
                condition=Q(sampai=None) | Q(sampai__gte=F("mulai")), name="program_pj_masa"
            ),
            models.CheckConstraint(condition=~Q(kode=""), name="program_pj_berkode"),
        ]

    def __str__(self) -> str:
        return self.kode
