"""The table of merges: which card went into which, what moved with it, whether it was undone."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.core.scope import ScopedModel, ScopePath
from upaya.jamkesda.peserta.models import Peserta


class Penggabungan(ScopedModel):
    """One merge. `pindah` holds what it changed, row by row with the values before and after."""

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "peserta__warga__desa")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="penggabungan")
    digabung = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="+")
    alasan = models.CharField("alasan", max_length=400)
    dokumen = models.CharField("nomor dokumen", max_length=120)
    pindah = models.JSONField()
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()
    alasan_batal = models.CharField("alasan pembatalan", max_length=400, blank=True)
    dibatalkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dibatalkan_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(peserta=F("digabung")), name="gabung_dua_kartu"),
            models.CheckConstraint(condition=~Q(alasan=""), name="gabung_beralasan"),
            models.CheckConstraint(
                condition=Q(dibatalkan_oleh=None, dibatalkan_pada=None, alasan_batal="")
                | Q(dibatalkan_oleh__isnull=False, dibatalkan_pada__isnull=False)
                & ~Q(alasan_batal=""),
                name="gabung_batal_utuh",
            ),
            models.UniqueConstraint(
                fields=["digabung"], condition=Q(dibatalkan_pada=None), name="gabung_sekali"
            ),
        ]

    def __str__(self) -> str:
        return f"Penggabungan {self.pk}"
