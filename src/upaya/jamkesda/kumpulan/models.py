"""Tables of batches: the period as it was chosen, and every claim with what it brings."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.alur.case import WorkflowModel
from upaya.core.scope import ScopedModel, ScopePath
from upaya.jamkesda.klaim.models import Klaim
from upaya.rules.jamkesda import road_klaim
from upaya.rules.jamkesda.klaim import Masa
from upaya.rules.period import tanggal
from upaya.rules.workflow import Workflow
from upaya.wilayah.models import Unit


class Kumpulan(WorkflowModel):
    """A batch, frozen as it was closed; whole rupiah.

    The period stands as it was chosen and is closed once. `tahun` is the budget year it is paid
    from, `pagu` that year's ceiling and `tersedia` what it left before this batch.
    """

    workflow: ClassVar[Workflow] = road_klaim.KUMPULAN
    page: ClassVar[str] = "kumpulan:rinci"
    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "unit")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    mulai = models.DateField("keluar mulai")
    sampai = models.DateField("keluar sampai")
    tahun = models.PositiveSmallIntegerField("tahun anggaran")
    pagu = models.BigIntegerField()
    tersedia = models.BigIntegerField()
    total = models.BigIntegerField()
    banyak = models.PositiveIntegerField()
    ditutup_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ditutup_pada = models.DateTimeField()
    # When it was paid whole, or reversed.
    selesai_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kabupaten", "mulai", "sampai"],
                condition=~Q(status="dibalik"),
                name="kumpulan_periode_sekali",
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(road_klaim.KUMPULAN.states)), name="kumpulan_status"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["dibayar", "dibalik"], selesai_pada__isnull=False)
                | Q(status__in=["ditutup", "dibayarkan"], selesai_pada=None),
                name="kumpulan_selesai",
            ),
            models.CheckConstraint(
                condition=Q(sampai__gte=F("mulai"), banyak__gt=0, total__gt=0)
                & Q(total__lte=F("tersedia"), tersedia__lte=F("pagu")),
                name="kumpulan_dalam_pagu",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "tahun", "status"], name="kumpulan_tahun"),
        ]

    def __str__(self) -> str:
        return f"Kumpulan {self.short_name}"

    @property
    def short_name(self) -> str:
        """Its period."""
        return f"{tanggal(self.mulai)} sampai {tanggal(self.sampai)}"

    @property
    def masa(self) -> Masa:
        """The same for the rules."""
        return Masa(self.mulai, self.sampai)


class IsiKumpulan(ScopedModel):
    """A claim in a batch with its approved rupiah; `dibalik` when the batch was reversed."""

    scope_path: ClassVar[ScopePath] = ScopePath("kumpulan__kabupaten", "unit")

    kumpulan = models.ForeignKey(Kumpulan, on_delete=models.PROTECT, related_name="isi")
    klaim = models.ForeignKey(Klaim, on_delete=models.PROTECT, related_name="kumpulan")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    jumlah = models.BigIntegerField()
    dibalik = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["klaim"], condition=Q(dibalik=False), name="klaim_satu_kumpulan"
            ),
            models.CheckConstraint(condition=Q(jumlah__gt=0), name="isi_kumpulan_bernilai"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kumpulan", "unit"], name="isi_kumpulan_ppk"),
        ]
