"""Workbooks of a plan on their way in, and what a puskesmas's own words mean in them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from upaya.bok.rencana.models import Rencana
from upaya.core.crypto import EncryptedTextField
from upaya.core.scope import ScopedModel, ScopePath
from upaya.wilayah.models import Unit


class ImporRencana(ScopedModel):
    """A workbook that waits to be applied to a version of a plan, or was applied.

    `isi` is the file, sealed, and empty once it was applied: it may name people.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("rencana__kabupaten", "rencana__puskesmas")

    rencana = models.ForeignKey(Rencana, on_delete=models.PROTECT, related_name="impor")
    nama = models.CharField("nama berkas", max_length=120)
    sha256 = models.CharField(max_length=64)
    isi = EncryptedTextField(blank=True, default="")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()
    diterapkan = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(diterapkan=None) & ~Q(isi="") | Q(diterapkan__isnull=False, isi=""),
                name="impor_rencana_selesai",
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class PadananRencana(ScopedModel):
    """A head, an activity or a price in a puskesmas's own words, and what it means here.

    `arti` of a head is the field it fills ("" leaves it out), of an activity its line of the menu,
    of a price the price's name, unit and place.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("puskesmas__kabupaten", "puskesmas")

    class Jenis(models.TextChoices):
        KOLOM = "kolom", "Judul kolom"
        MENU = "menu", "Kegiatan menu"
        HARGA = "harga", "Harga satuan"

    puskesmas = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="padanan_rencana")
    jenis = models.CharField(max_length=8, choices=Jenis.choices)
    kunci = models.CharField(max_length=120)
    tulisan = models.CharField("yang ditulis", max_length=120)
    arti = models.CharField("dibaca sebagai", max_length=240, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["puskesmas", "jenis", "tulisan", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["puskesmas", "jenis", "kunci"], name="padanan_rencana_sekali"
            ),
            models.CheckConstraint(
                condition=Q(jenis__in=["kolom", "menu", "harga"]) & ~Q(kunci="") & ~Q(tulisan=""),
                name="padanan_rencana_berisi",
            ),
            models.CheckConstraint(
                condition=Q(jenis="kolom") | ~Q(arti=""), name="padanan_rencana_berarti"
            ),
        ]

    def __str__(self) -> str:
        return self.tulisan
