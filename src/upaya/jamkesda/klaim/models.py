"""Tables of claims: as they were asked, what the checks left, what was approved, and every cut."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.core.scope import ScopedModel, ScopePath
from upaya.rules.jamkesda.alasan import ALASAN
from upaya.rules.jamkesda.compute import PUTUSAN
from upaya.rules.jamkesda.klaim import JENIS
from upaya.wilayah.models import Unit

_AMOUNTS = Q(diminta__gte=F("diperiksa"), diperiksa__gte=0) & (
    Q(disetujui=None) | Q(disetujui__gte=0, disetujui__lte=F("diperiksa"))
)
"""Approved is never above checked, checked never above asked; nothing is below zero."""


class Klaim(ScopedModel):
    """A provider's bill for one care; whole rupiah. `disetujui` is None until a person decides.

    `nomor` is the provider's own and names the claim for good, `isi` the mark of what it says: sent
    again, by whichever door, it is the same claim. `masukan` is the file of ``upaya hitung klaim``
    that it was judged by, `sidik` its fingerprint.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "unit")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="klaim_jamkesda")
    nomor = models.CharField("nomor klaim", max_length=64)
    isi = models.CharField(max_length=64)
    # Stable codes of the member and of the letter, never personal numbers.
    peserta = models.CharField(max_length=64)
    surat = models.CharField(max_length=64, blank=True)
    jenis = models.CharField(max_length=12)
    masuk = models.DateField()
    keluar = models.DateField()
    diajukan = models.DateField()
    diminta = models.BigIntegerField()
    diperiksa = models.BigIntegerField()
    disetujui = models.BigIntegerField(null=True)
    putusan = models.CharField(max_length=20, choices=list(PUTUSAN.items()))
    masukan = models.JSONField()
    sidik = models.CharField(max_length=64)
    dicatat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dicatat_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "nomor"], name="klaim_nomor_sekali"),
            models.UniqueConstraint(
                fields=["kabupaten", "surat"],
                condition=~Q(surat="") & Q(diperiksa__gt=0),
                name="klaim_surat_sekali",
            ),
            models.CheckConstraint(condition=_AMOUNTS, name="klaim_jumlah"),
            models.CheckConstraint(condition=Q(jenis__in=list(JENIS)), name="klaim_jenis"),
            models.CheckConstraint(condition=Q(putusan__in=list(PUTUSAN)), name="klaim_putusan"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "peserta"], name="klaim_peserta"),
            models.Index(fields=["unit", "-id"], name="klaim_daftar"),
        ]

    def __str__(self) -> str:
        return f"Klaim {self.nomor}"


class LayananKlaim(ScopedModel):
    """One line of a claim: `diminta` is `jumlah` times `harga`, and none of the three changes."""

    scope_path: ClassVar[ScopePath] = ScopePath("klaim__kabupaten", "klaim__unit")

    klaim = models.ForeignKey(Klaim, on_delete=models.PROTECT, related_name="layanan")
    no = models.PositiveIntegerField()
    kode = models.CharField(max_length=64)
    tanggal = models.DateField()
    jumlah = models.BigIntegerField()
    harga = models.BigIntegerField()
    diminta = models.BigIntegerField()
    diperiksa = models.BigIntegerField()
    disetujui = models.BigIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["klaim", "no"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["klaim", "no"], name="layanan_klaim_sekali"),
            models.CheckConstraint(
                condition=Q(jumlah__gt=0, harga__gte=0, diminta=F("jumlah") * F("harga")),
                name="layanan_klaim_diminta",
            ),
            models.CheckConstraint(condition=_AMOUNTS, name="layanan_klaim_jumlah"),
        ]


class AlasanTercatat(ScopedModel):
    """A reason that was found, and what it took; zero where it took nothing.

    `layanan` None is the whole claim, `oleh` None the checks themselves.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("klaim__kabupaten", "klaim__unit")

    klaim = models.ForeignKey(Klaim, on_delete=models.PROTECT, related_name="alasan")
    layanan = models.ForeignKey(
        LayananKlaim, on_delete=models.PROTECT, null=True, related_name="alasan"
    )
    kode = models.CharField(max_length=4)
    jumlah = models.BigIntegerField()
    kalimat = models.TextField()
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kode__in=list(ALASAN)), name="alasan_berkode"),
            models.CheckConstraint(
                condition=Q(jumlah__gte=0) & ~Q(kalimat=""), name="alasan_berkalimat"
            ),
            models.CheckConstraint(
                condition=Q(layanan__isnull=False) | Q(jumlah=0), name="alasan_pada_layanan"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["kode"], name="alasan_kode")]
