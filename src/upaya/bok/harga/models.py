"""Prices that a plan may use: dated, by district, by kind of place."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.core.scope import ScopedModel, ScopePath
from upaya.rules.numbers import MAX_AMOUNT


class HargaSatuan(ScopedModel):
    """One price of the district's list. `belanja` is its letter in Pasal 10 ayat (1).

    A new price is a new row; the old one ends the day before. `contoh` marks one nobody decreed.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")

    class Wilayah(models.TextChoices):
        SEMUA = "semua", "Semua wilayah"
        DARAT = "darat", "Desa daratan"
        LAUT = "laut", "Desa seberang laut"

    kabupaten = models.ForeignKey(
        "wilayah.Kabupaten", on_delete=models.PROTECT, related_name="harga_bok"
    )
    nama = models.CharField("nama", max_length=160)
    satuan = models.CharField("satuan", max_length=40)
    wilayah = models.CharField(max_length=8, choices=Wilayah.choices, default=Wilayah.SEMUA)
    belanja = models.CharField("jenis belanja", max_length=1)
    harga = models.BigIntegerField("harga satuan")
    mulai = models.DateField("berlaku mulai")
    sampai = models.DateField("berlaku sampai", null=True, blank=True)
    nomor_keputusan = models.CharField("nomor keputusan", max_length=120)
    contoh = models.BooleanField("hanya contoh", default=False)
    dicatat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dicatat_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["belanja", "nama", "wilayah", "-mulai", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(harga__range=(0, MAX_AMOUNT)), name="harga_batas"),
            models.CheckConstraint(
                condition=Q(sampai=None) | Q(sampai__gte=F("mulai")), name="harga_masa"
            ),
            models.CheckConstraint(
                condition=Q(wilayah__in=["semua", "darat", "laut"]), name="harga_wilayah"
            ),
            models.UniqueConstraint(
                fields=["kabupaten", "nama", "satuan", "wilayah", "mulai"], name="harga_sekali"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama}, {self.satuan}"

    def berlaku(self, day: date) -> bool:
        """Whether the price holds on a day."""
        return self.mulai <= day and (self.sampai is None or day <= self.sampai)
