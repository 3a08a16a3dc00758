"""The indices that the Dinas publishes for a month (Pasal 11A ayat (8) huruf a and b)."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from upaya.core.scope import ScopedModel, ScopePath
from upaya.wilayah.models import Unit

_UNIT_INTERVAL = (MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(1)))


def _index(label: str) -> models.DecimalField[Decimal, Decimal]:
    return models.DecimalField(label, max_digits=5, decimal_places=4, validators=_UNIT_INTERVAL)


class IndeksTerbit(ScopedModel):
    """One publication: the newest `versi` counts, older ones stay as proof."""

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "puskesmas")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    puskesmas = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="indeks_terbit")
    periode = models.DateField()  # first day of the month
    versi = models.PositiveSmallIntegerField(default=1)
    kinerja_spm = _index("indeks kinerja SPM")
    kesulitan_wilayah = _index("indeks kesulitan wilayah")
    beban_kerja = _index("indeks beban kerja")
    nomor_surat = models.CharField("nomor surat Dinas", max_length=80)
    alasan = models.TextField("alasan perubahan", blank=True)
    diterbitkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    diterbitkan_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-periode", "puskesmas", "-versi"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["puskesmas", "periode", "versi"], name="indeks_sekali"),
            models.CheckConstraint(
                condition=Q(versi=1) | (Q(versi__gt=1) & ~Q(alasan="")),
                name="indeks_ubah_beralasan",
            ),
            models.CheckConstraint(
                condition=Q(kinerja_spm__range=(0, 1))
                & Q(kesulitan_wilayah__range=(0, 1))
                & Q(beban_kerja__range=(0, 1)),
                name="indeks_nol_sampai_satu",
            ),
            models.CheckConstraint(
                condition=Q(periode__day=1),
                name="indeks_awal_bulan",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "periode", "puskesmas"], name="indeks_bulan"),
        ]

    def as_dict(self) -> dict[str, Decimal]:
        """The three indices by the keys that the rules use."""
        return {
            "kinerja_spm": self.kinerja_spm,
            "kesulitan_wilayah": self.kesulitan_wilayah,
            "beban_kerja": self.beban_kerja,
        }
