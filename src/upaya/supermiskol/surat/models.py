"""Tables of decisions and letters. A decision is written once and never again."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.core.models import Dokumen
from upaya.core.public import Public
from upaya.core.scope import ScopedModel, ScopePath
from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.wilayah.models import Unit


class Putusan(ScopedModel):
    """What a named officer decided, upon which visit and score, and why.

    `skor` is exact ("2.125", "59/28") or "" when there was none. `melawan` is a decision that the
    score does not advise: it has a reason of its own.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("permohonan__kabupaten", "permohonan__desa")

    permohonan = models.OneToOneField(Permohonan, on_delete=models.PROTECT, related_name="putusan")
    kunjungan = models.ForeignKey(Kunjungan, on_delete=models.PROTECT, null=True, related_name="+")
    setuju = models.BooleanField()
    skor = models.CharField(max_length=80, blank=True)
    layak = models.BooleanField(null=True)
    melawan = models.BooleanField("berbeda dari skor")
    alasan = models.TextField()
    alasan_melawan = models.TextField("alasan berbeda dari skor", blank=True)
    jawaban = models.JSONField(default=dict)
    skema_berganti = models.BooleanField(default=False)
    sidik = models.CharField(max_length=64, blank=True)
    diputus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    diputus_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(alasan=""), name="putusan_miskin_beralasan"),
            models.CheckConstraint(
                condition=Q(melawan=False) | ~Q(alasan_melawan=""),
                name="putusan_miskin_melawan_beralasan",
            ),
            # The score advises: whatever differs from it says so.
            models.CheckConstraint(
                condition=Q(layak=None)
                | Q(melawan=False, setuju=F("layak"))
                | (Q(melawan=True) & ~Q(setuju=F("layak"))),
                name="putusan_miskin_melawan",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["melawan"], name="putusan_miskin_beda")]


class SuratMiskin(ScopedModel):
    """An issued letter. Its number and its words stand in the register (`core.Dokumen`).

    `kode` is the random word of its public page, which shows initials and dates only.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "permohonan__desa")
    public: ClassVar[Public | None] = Public(
        rows=Q(),
        fields=("kode", "nomor", "inisial", "terbit", "berlaku_sampai", "dicabut_tanggal"),
    )

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    permohonan = models.OneToOneField(Permohonan, on_delete=models.PROTECT, related_name="surat")
    penerbit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    dokumen = models.OneToOneField(Dokumen, on_delete=models.PROTECT, related_name="+")
    kode = models.CharField(max_length=32, unique=True)
    nomor = models.CharField(max_length=120)
    inisial = models.CharField(max_length=40)
    terbit = models.DateField()
    berlaku_sampai = models.DateField()
    perpanjangan = models.PositiveSmallIntegerField(default=0)
    penandatangan = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dicabut_tanggal = models.DateField(null=True)
    dicabut_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(berlaku_sampai__gte=F("terbit")), name="surat_miskin_masa"
            ),
            models.CheckConstraint(
                condition=Q(dicabut_tanggal=None, dicabut_oleh=None)
                | Q(dicabut_tanggal__isnull=False, dicabut_oleh__isnull=False),
                name="surat_miskin_cabut_utuh",
            ),
        ]

    def __str__(self) -> str:
        return f"Surat {self.nomor}"

    @property
    def audit_name(self) -> str:
        """What the audit calls it."""
        return str(self)

    def keadaan(self, day: date) -> str:
        """How it stands on a day: "berlaku", "kedaluwarsa" or "dicabut"."""
        return keadaan(self.berlaku_sampai, self.dicabut_tanggal, day)


def keadaan(sampai: date, dicabut: date | None, day: date) -> str:
    """How a letter stands on a day; a withdrawn one is withdrawn even when it has expired."""
    if dicabut is not None:
        return "dicabut"
    return "berlaku" if day <= sampai else "kedaluwarsa"
