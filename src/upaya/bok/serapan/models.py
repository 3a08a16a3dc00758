"""Tables of what the treasurer records as absorbed: of a month, and of its activities."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from upaya.core.scope import ScopedModel, ScopePath
from upaya.rules.numbers import MAX_AMOUNT
from upaya.rules.period import Period
from upaya.wilayah.models import Unit


class Serapan(ScopedModel):
    """What was paid of BOK in one month without the incentive itself, as the treasurer says."""

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "puskesmas")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    puskesmas = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="serapan_bok")
    periode = models.DateField()
    jumlah = models.BigIntegerField("diserap bulan ini")
    keterangan = models.CharField("keterangan", max_length=200, blank=True)
    dicatat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dicatat_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-periode", "puskesmas"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["puskesmas", "periode"], name="serapan_sekali"),
            models.CheckConstraint(condition=Q(periode__day=1), name="serapan_awal_bulan"),
            models.CheckConstraint(
                condition=Q(jumlah__range=(0, MAX_AMOUNT)), name="serapan_batas"
            ),
        ]

    def __str__(self) -> str:
        return f"Serapan BOK {Period.of(self.periode).nama}"


class SerapanKegiatan(ScopedModel):
    """What was paid on one activity in one month, until the cash book knows it by itself.

    `kunci` is the number that the activity keeps through all versions of the plan. What is paid as
    incentive (`insentif`) is not part of the month's sum, which is what the incentive is made of.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("serapan__kabupaten", "serapan__puskesmas")

    serapan = models.ForeignKey(Serapan, on_delete=models.CASCADE, related_name="kegiatan")
    kunci = models.PositiveIntegerField()
    insentif = models.BooleanField(default=False)
    jumlah = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["kunci", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["serapan", "kunci"], name="serapan_kegiatan_sekali"),
            models.CheckConstraint(
                condition=Q(jumlah__range=(1, MAX_AMOUNT)), name="serapan_kegiatan_batas"
            ),
        ]

    def __str__(self) -> str:
        return f"Serapan kegiatan {self.kunci}"
