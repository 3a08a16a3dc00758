"""Tables of an allocation: its terms, and the values of each criterion with their source."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from upaya.alur.case import WorkflowModel
from upaya.core.scope import ScopedModel, ScopePath
from upaya.rules.bok.road import DIAJUKAN, DITETAPKAN
from upaya.rules.bok.road_dinas import ALOKASI
from upaya.rules.numbers import MAX_AMOUNT
from upaya.rules.workflow import Workflow
from upaya.wilayah.models import Unit

TAHUN_LALU = "tahun_lalu"
"""Stands among the criteria's values: last year's proportional parts."""
FROZEN = (DIAJUKAN, DITETAPKAN)


class Alokasi(WorkflowModel):
    """One allocation of a year's BOK Puskesmas; 0 is the first, a later one replaces it.

    `total` is rupiah, `lantai` the least proportional part in rupiah, `perubahan` the largest
    change against last year in hundredths; None for none. `masukan` is the request as `upaya hitung
    alokasi-bok` reads it and `hasil` its answer, both since it was submitted.
    """

    workflow: ClassVar[Workflow] = ALOKASI
    page: ClassVar[str] = "alokasi:rinci"
    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="alokasi_bok")
    tahun = models.PositiveSmallIntegerField()
    nomor = models.PositiveSmallIntegerField(default=0)
    versi = models.PositiveIntegerField(default=1)
    alasan = models.TextField("alasan perubahan", blank=True)
    total = models.BigIntegerField("BOK Puskesmas se-kabupaten", default=0)
    lantai = models.BigIntegerField("bagian paling sedikit", null=True)
    perubahan = models.DecimalField(
        "perubahan paling besar", max_digits=5, decimal_places=2, null=True
    )
    masukan = models.JSONField(null=True)
    hasil = models.JSONField(null=True)
    sidik = models.CharField(max_length=64, blank=True)
    ditetapkan_pada = models.DateField(null=True)
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dibuat_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-tahun", "-nomor", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "tahun", "nomor"], name="alokasi_sekali"),
            models.UniqueConstraint(
                fields=["unit", "tahun"],
                condition=~Q(status=DITETAPKAN),
                name="alokasi_satu_disusun",
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(ALOKASI.states)), name="alokasi_status"
            ),
            models.CheckConstraint(
                condition=Q(nomor=0, alasan="") | (Q(nomor__gt=0) & ~Q(alasan="")),
                name="alokasi_perubahan_beralasan",
            ),
            models.CheckConstraint(
                condition=Q(status__in=FROZEN) & ~Q(sidik="")
                | (~Q(status__in=FROZEN) & Q(sidik="")),
                name="alokasi_beku",
            ),
            models.CheckConstraint(
                condition=Q(status=DITETAPKAN, ditetapkan_pada__isnull=False)
                | (~Q(status=DITETAPKAN) & Q(ditetapkan_pada=None)),
                name="alokasi_ditetapkan_utuh",
            ),
            models.CheckConstraint(
                condition=Q(total__range=(0, MAX_AMOUNT))
                & (Q(lantai=None) | Q(lantai__range=(0, MAX_AMOUNT)))
                & (Q(perubahan=None) | Q(perubahan__range=(0, 100))),
                name="alokasi_batas",
            ),
        ]

    def __str__(self) -> str:
        return f"Alokasi BOK {self.short_name}"

    @property
    def short_name(self) -> str:
        """The year, and which of that year it is."""
        return f"{self.tahun} perubahan {self.nomor}" if self.nomor else str(self.tahun)

    @property
    def full_name(self) -> str:
        """The same: each district has its own."""
        return f"Alokasi BOK Puskesmas {self.short_name}"

    @classmethod
    def written_by(cls, user_id: int) -> Q:
        """Whoever began it, or wrote values in it."""
        rows = KriteriaAlokasi.objects.filter(alokasi=OuterRef("pk"), ditulis_oleh=user_id)
        return Q(dibuat_oleh=user_id) | Q(Exists(rows))

    @property
    def akhir_tahun(self) -> date:
        """The day whose rules hold for the year as a whole."""
        return date(self.tahun, 12, 31)

    @property
    def beku(self) -> bool:
        """Whether what it stands on and what came of it are kept as they were submitted."""
        return self.status in FROZEN


def no_values() -> dict[str, str]:
    """No value yet."""
    return {}


class KriteriaAlokasi(ScopedModel):
    """The values of one criterion for all puskesmas (by their key), and where they come from.

    A measured value is a decimal in plain digits, a category its name. `kode` is one of
    `rules.bok.kriteria.KODE`, or TAHUN_LALU.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("alokasi__kabupaten")

    alokasi = models.ForeignKey(Alokasi, on_delete=models.PROTECT, related_name="kriteria")
    kode = models.CharField(max_length=16)
    sumber = models.CharField("sumber", max_length=200)
    nilai = models.JSONField(default=no_values)
    versi = models.PositiveIntegerField(default=1)
    ditulis_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ditulis_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["alokasi", "kode"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["alokasi", "kode"], name="kriteria_alokasi_sekali"),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.alokasi}"
