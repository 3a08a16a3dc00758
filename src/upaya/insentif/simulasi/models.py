"""A simulation: which months, under which scenario, how far, and what came out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from upaya.core.scope import ScopedModel, ScopePath
from upaya.regulasi.models import BarisAturan
from upaya.rules.period import Period
from upaya.rules.scenario import Skenario

TERPUTUS = timedelta(minutes=2)
"""A running simulation whose worker wrote nothing for so long is broken off: a puskesmas takes
milliseconds, so a living worker is never silent that long."""


class Simulasi(ScopedModel):
    """One comparison of the months of a district with what a scenario would have paid.

    `skenario` and `hasil` are stored as :class:`Skenario` and :class:`Perbandingan` write them;
    `bulan` lists months ("2022-08"), `puskesmas` keys of units, both empty for all there are.
    `percobaan` counts the starts: a task that belongs to an earlier start finds another number and
    does nothing. `dikerjakan` of `banyaknya` puskesmas are done; `denyut` is the last sign of life
    of the worker. These moments are real time, also in the demo.
    `usulan` is the proposed rule whose effect is shown, `sidik` the fingerprint of what went in.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")

    class Status(models.TextChoices):
        ANTRE = "antre", "Menunggu giliran"
        BERJALAN = "berjalan", "Sedang dihitung"
        SELESAI = "selesai", "Selesai"
        GAGAL = "gagal", "Gagal"
        DIBATALKAN = "dibatalkan", "Dibatalkan"

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    nama = models.CharField(max_length=120)
    usulan = models.ForeignKey(
        BarisAturan, on_delete=models.PROTECT, null=True, blank=True, related_name="simulasi"
    )
    skenario: models.JSONField[Any, Any] = models.JSONField()
    bulan: models.JSONField[Any, Any] = models.JSONField(default=list)
    puskesmas: models.JSONField[Any, Any] = models.JSONField(default=list)
    sidik = models.CharField(max_length=64)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ANTRE)
    percobaan = models.PositiveIntegerField(default=1)
    dikerjakan = models.PositiveIntegerField(default=0)
    banyaknya = models.PositiveIntegerField(default=0)
    antre_sejak = models.DateTimeField()
    mulai = models.DateTimeField(null=True, blank=True)
    denyut = models.DateTimeField(null=True, blank=True)
    selesai = models.DateTimeField(null=True, blank=True)
    hasil: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)
    galat = models.TextField(blank=True)
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dibuat_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-dibuat_pada", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=["antre", "berjalan", "selesai", "gagal", "dibatalkan"]),
                name="simulasi_status",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="antre",
                    mulai=None,
                    denyut=None,
                    selesai=None,
                    hasil__isnull=True,
                    galat="",
                )
                | Q(
                    status="berjalan",
                    mulai__isnull=False,
                    denyut__isnull=False,
                    selesai=None,
                    hasil__isnull=True,
                    galat="",
                )
                | Q(
                    status="selesai",
                    mulai__isnull=False,
                    selesai__isnull=False,
                    hasil__isnull=False,
                    galat="",
                )
                | (Q(status="gagal", selesai__isnull=False, hasil__isnull=True) & ~Q(galat=""))
                | Q(status="dibatalkan", selesai__isnull=False, hasil__isnull=True, galat=""),
                name="simulasi_status_utuh",
            ),
            models.CheckConstraint(
                condition=Q(dikerjakan__lte=F("banyaknya")), name="simulasi_kemajuan"
            ),
            models.CheckConstraint(
                condition=~Q(nama="") & Q(percobaan__gte=1), name="simulasi_bernama"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "-dibuat_pada"], name="simulasi_daftar"),
            models.Index(fields=["usulan", "sidik"], name="simulasi_usulan"),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def isi_skenario(self) -> Skenario:
        """The scenario as the rules take it."""
        return Skenario.from_dict(self.skenario)

    @property
    def periode(self) -> list[Period]:
        """The chosen months, oldest first; [] when all were chosen."""
        return sorted(Period.parse(text) for text in self.bulan)

    @property
    def hidup(self) -> bool:
        """Whether it waits for a worker or one is at it."""
        return self.status in {self.Status.ANTRE, self.Status.BERJALAN}

    @property
    def terputus(self) -> bool:
        """Whether it waits or runs, but nobody has been at it for :data:`TERPUTUS`."""
        last = self.denyut or self.antre_sejak
        return self.hidup and timezone.now() - last > TERPUTUS
