"""Tables of repeated visits: the seed of a district, each visit that was drawn."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from upaya.core.scope import ScopedModel, ScopePath
from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.wilayah.models import Kabupaten


class BenihUlangan(ScopedModel):
    """By what the visits of a district are drawn; made once by chance, told to nobody."""

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")

    kabupaten = models.OneToOneField(Kabupaten, on_delete=models.PROTECT, related_name="+")
    benih = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["kabupaten"]

    def __str__(self) -> str:
        return str(self.kabupaten)


class Ulangan(ScopedModel):
    """A visit that somebody else repeats; `bagian` is the share by which it was drawn.

    What the first visit said stays in it. `oleh` was at no visit of the request.
    """

    scope_path: ClassVar[ScopePath] = ScopePath(
        "kunjungan__permohonan__kabupaten", "kunjungan__permohonan__desa"
    )

    kunjungan = models.OneToOneField(Kunjungan, on_delete=models.PROTECT, related_name="ulangan")
    bagian = models.DecimalField(max_digits=5, decimal_places=4)
    ditarik_pada = models.DateTimeField()
    jawaban = models.JSONField(default=dict)
    catatan = models.TextField("catatan", blank=True)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    selesai_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(oleh=None, selesai_pada=None)
                | Q(oleh__isnull=False, selesai_pada__isnull=False),
                name="ulangan_selesai",
            ),
        ]
