"""A district's own dated rules: proposed by one person, approved by another."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.core.scope import ScopedModel, ScopePath
from upaya.regulasi import ketetapan
from upaya.wilayah.models import Unit


class BarisAturan(ScopedModel):
    """One decree on one rule for a stretch of days. Approved rows win over the national files.

    `nilai` is JSON in the shape of the rule: four rising numbers of people, a method's name, or
    whole rupiah a year for `puskesmas`. `contoh` marks a sample value that nobody has decreed.
    `sampai` is the last day, None while open; a later decree wins over an earlier one for the days
    both name, so replacing a decree never rewrites what was known before it.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")

    class Status(models.TextChoices):
        USULAN = "usulan", "Menunggu persetujuan"
        DISETUJUI = "disetujui", "Disetujui"
        DITOLAK = "ditolak", "Ditolak"

    kabupaten = models.ForeignKey(
        "wilayah.Kabupaten", on_delete=models.PROTECT, related_name="aturan"
    )
    kunci = models.CharField("aturan", max_length=64, validators=[ketetapan.known])
    puskesmas = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="pagu"
    )
    nilai: models.JSONField[Any, Any] = models.JSONField()
    mulai: models.DateField[date, date] = models.DateField("berlaku mulai")
    sampai = models.DateField("berlaku sampai", null=True, blank=True)
    nomor_keputusan = models.CharField("nomor keputusan", max_length=120)
    tanggal_keputusan = models.DateField("tanggal keputusan")
    contoh = models.BooleanField("hanya contoh", default=False)
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.USULAN)
    diusulkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    diusulkan_pada = models.DateTimeField()
    diputus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True)
    alasan = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["kunci", "-mulai", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sampai=None) | Q(sampai__gte=F("mulai")), name="aturan_masa"
            ),
            # A key with a dot at its end is that of one puskesmas, for a time that ends.
            models.CheckConstraint(
                condition=Q(kunci__endswith=".", puskesmas__isnull=False, sampai__isnull=False)
                | (~Q(kunci__endswith=".") & Q(puskesmas=None)),
                name="aturan_per_unit",
            ),
            models.CheckConstraint(
                condition=Q(status="usulan", diputus_oleh=None, diputus_pada=None)
                | Q(
                    status__in=["disetujui", "ditolak"],
                    diputus_oleh__isnull=False,
                    diputus_pada__isnull=False,
                ),
                name="aturan_status_utuh",
            ),
            models.CheckConstraint(
                condition=~Q(status="ditolak") | ~Q(alasan=""), name="aturan_tolak_beralasan"
            ),
            # Whoever proposes a rule does not approve it.
            models.CheckConstraint(
                condition=Q(diputus_oleh=None) | ~Q(diputus_oleh=F("diusulkan_oleh")),
                name="aturan_dua_orang",
            ),
            models.UniqueConstraint(
                fields=["kabupaten", "kunci", "mulai", "tanggal_keputusan"],
                condition=Q(status="disetujui", puskesmas=None),
                name="aturan_sekali",
            ),
            models.UniqueConstraint(
                fields=["puskesmas", "kunci", "mulai", "tanggal_keputusan"],
                condition=Q(status="disetujui", puskesmas__isnull=False),
                name="aturan_puskesmas_sekali",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "status", "kunci"], name="aturan_daftar"),
        ]

    def __str__(self) -> str:
        return f"{self.label}, {self.nomor_keputusan}"

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        """Which rules there are no constraint says (a new one is no migration): it is asked."""
        ketetapan.known(self.kunci)
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        """The rule for people."""
        return ketetapan.label(self.kunci)
