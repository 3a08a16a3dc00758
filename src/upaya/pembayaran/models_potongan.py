"""Deductions other than tax: each named, with its ground, agreed to by a second person."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from upaya.core.scope import ScopePath
from upaya.core.second import Proposal, proposal_constraints


class Potongan(Proposal):
    """One deduction from what an officer gets, in rupiah; never part of the tax.

    Its ground is the officer's written consent or a legal basis, `dokumen` its number. One that was
    agreed to may be taken back while the line may be sent: that only gives the officer more.
    """

    scope_path: ClassVar[ScopePath] = ScopePath(
        "kabupaten", "baris__pembayaran__unit", "baris__petugas__user"
    )

    class Dasar(models.TextChoices):
        PERSETUJUAN = "persetujuan", "Persetujuan tertulis petugas"
        HUKUM = "hukum", "Dasar hukum"

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    baris = models.ForeignKey(
        "pembayaran.BarisPembayaran", on_delete=models.PROTECT, related_name="semua_potongan"
    )
    nama = models.CharField("nama potongan", max_length=60)
    jumlah = models.BigIntegerField()
    dasar = models.CharField(max_length=12, choices=Dasar.choices)
    dokumen = models.CharField("nomor surat atau peraturan", max_length=120)
    dicabut_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dicabut_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            *proposal_constraints("potongan"),
            models.CheckConstraint(
                condition=Q(jumlah__gt=0) & ~Q(nama="") & ~Q(dokumen=""), name="potongan_berdasar"
            ),
            models.CheckConstraint(
                condition=Q(dasar__in=["persetujuan", "hukum"]), name="potongan_dasar"
            ),
            models.CheckConstraint(
                condition=Q(dicabut_oleh=None, dicabut_pada=None)
                | Q(status="disetujui", dicabut_oleh__isnull=False, dicabut_pada__isnull=False),
                name="potongan_dicabut",
            ),
            models.UniqueConstraint(
                fields=["baris", "nama"],
                condition=Q(status="diusulkan"),
                name="potongan_satu_menunggu",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "status"], name="potongan_antrean"),
        ]

    @property
    def holds(self) -> bool:
        """Whether it is deducted."""
        return self.status == "disetujui" and self.dicabut_pada is None

    @property
    def uraian(self) -> str:
        """Its name with its ground."""
        return f"{self.nama} ({self.get_dasar_display().lower()}, {self.dokumen})"
