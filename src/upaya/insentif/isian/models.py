"""What the operator fills in forms: achievement of the 12 services, supporting files."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from upaya.core.models import StoredFile
from upaya.core.scope import ScopedModel, ScopePath
from upaya.insentif.bulan.models import Pengajuan
from upaya.rules.numbers import MAX_COUNT

_OF_MONTH = ScopePath("pengajuan__kabupaten", "pengajuan__puskesmas")


class PelayananBulan(ScopedModel):
    """Target and realisation of one of the 12 SPM services (Pasal 11A ayat (4) huruf b).

    A target taken over from the month before waits for its realisation: nothing is not 0.
    """

    scope_path: ClassVar[ScopePath] = _OF_MONTH

    pengajuan = models.ForeignKey(Pengajuan, on_delete=models.CASCADE, related_name="pelayanan")
    layanan = models.CharField(max_length=32)
    target = models.PositiveIntegerField()
    realisasi = models.PositiveIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pengajuan", "layanan"], name="pelayanan_sekali"),
            models.CheckConstraint(
                condition=Q(target__range=(0, MAX_COUNT), realisasi__range=(0, MAX_COUNT)),
                name="pelayanan_batas",
            ),
        ]


class BerkasPendukung(ScopedModel):
    """A supporting file of the month (data dukung, Pasal 11A ayat (8) huruf d)."""

    scope_path: ClassVar[ScopePath] = _OF_MONTH

    class Jenis(models.TextChoices):
        SERAPAN = "serapan", "Bukti penyerapan BOK"
        SPM = "spm", "Laporan capaian SPM"
        KEGIATAN = "kegiatan", "Laporan dan daftar hadir kegiatan"
        SK = "sk", "SK jabatan dan penetapan"
        LAIN = "lain", "Lainnya"

    pengajuan = models.ForeignKey(Pengajuan, on_delete=models.PROTECT, related_name="berkas")
    jenis = models.CharField(max_length=16, choices=Jenis.choices)
    berkas = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["jenis", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(jenis__in=["serapan", "spm", "kegiatan", "sk", "lain"]),
                name="berkas_pendukung_jenis",
            ),
        ]
