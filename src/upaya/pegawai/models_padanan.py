"""What a unit's own words mean, and what a bank takes: asked once, kept, and open to correction."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from upaya.akun.models import User
from upaya.core.scope import ScopedModel, ScopePath
from upaya.wilayah.models import Kabupaten, Unit


class Padanan(ScopedModel):
    """A word or a head of column that a puskesmas writes, and what it means here.

    `kunci` is what is written without case and punctuation; `arti` is what is stored instead (for
    a column: the name of the field it is read into, "" when it is left out).
    """

    scope_path: ClassVar[ScopePath] = ScopePath("puskesmas__kabupaten", "puskesmas")

    class Jenis(models.TextChoices):
        """Which list a word belongs to."""

        KOLOM = "kolom", "Judul kolom"
        STATUS = "status", "Status"
        GOLONGAN = "golongan", "Golongan"
        PENDIDIKAN = "pendidikan", "Pendidikan"
        TENAGA = "tenaga", "Jenis tenaga"
        PTKP = "ptkp", "Status PTKP"
        JABATAN = "jabatan_utama", "Jabatan utama"

    puskesmas = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="padanan")
    jenis = models.CharField(max_length=16, choices=Jenis.choices)
    kunci = models.CharField(max_length=120)
    tulisan = models.CharField("yang ditulis", max_length=120)
    arti = models.CharField("dibaca sebagai", max_length=40, blank=True)
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["puskesmas", "jenis", "tulisan", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["puskesmas", "jenis", "kunci"], name="padanan_sekali"
            ),
            models.CheckConstraint(condition=~Q(kunci="") & ~Q(tulisan=""), name="padanan_berisi"),
            models.CheckConstraint(
                condition=Q(
                    jenis__in=["kolom", "status", "golongan", "pendidikan", "tenaga", "ptkp",
                               "jabatan_utama"]
                ),
                name="padanan_jenis",
            ),
            models.CheckConstraint(
                condition=Q(jenis="kolom") | ~Q(arti=""), name="padanan_berarti"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.tulisan


class AturanBank(ScopedModel):
    """How long a name one bank takes, and which signs in it; for the banks of a district."""

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="aturan_bank")
    bank = models.CharField("nama bank", max_length=60)
    kunci = models.CharField(max_length=60)
    panjang = models.PositiveSmallIntegerField("nama paling panjang")
    tanda = models.CharField("tanda yang diterima", max_length=20, blank=True)

    class Meta:
        ordering: ClassVar = ["kabupaten", "kunci"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kabupaten", "kunci"], name="aturan_bank_sekali"),
            models.CheckConstraint(
                condition=Q(panjang__gte=5, panjang__lte=120) & ~Q(kunci=""),
                name="aturan_bank_wajar",
            ),
        ]

    def __str__(self) -> str:
        return self.bank
