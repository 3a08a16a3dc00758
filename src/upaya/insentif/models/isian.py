"""What the operator fills: services, activities of every officer, supporting files."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from upaya.core.models import StoredFile
from upaya.core.scope import ScopedModel, ScopePath
from upaya.exchange.contract import MAX_COUNT
from upaya.insentif.models.pengajuan import Pengajuan
from upaya.pegawai.models import Petugas

_OF_MONTH = ScopePath("pengajuan__kabupaten", "pengajuan__puskesmas")


class PelayananBulan(ScopedModel):
    """Target and realisation of one of the 12 SPM services (Pasal 11A ayat (4) huruf b)."""

    scope_path: ClassVar[ScopePath] = _OF_MONTH

    pengajuan = models.ForeignKey(Pengajuan, on_delete=models.CASCADE, related_name="pelayanan")
    layanan = models.CharField(max_length=32)
    target = models.PositiveIntegerField()
    realisasi = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pengajuan", "layanan"], name="pelayanan_sekali"),
            models.CheckConstraint(
                condition=Q(target__range=(0, MAX_COUNT), realisasi__range=(0, MAX_COUNT)),
                name="pelayanan_batas",
            ),
        ]


class BarisKegiatan(ScopedModel):
    """A line of the BOK menu that this month has work in: a column of the grid.

    `jenis` is frozen from the menu when the line is taken, so that a later reading of the menu does
    not move past work between the pools.
    """

    scope_path: ClassVar[ScopePath] = _OF_MONTH

    class Jenis(models.TextChoices):
        LAPANGAN = "lapangan", "Lapangan (frekuensi)"
        MANAJEMEN = "manajemen", "Manajemen (orang-hari)"

    pengajuan = models.ForeignKey(Pengajuan, on_delete=models.CASCADE, related_name="baris")
    menu = models.CharField("menu BOK", max_length=32)
    uraian = models.CharField(max_length=400)
    jenis = models.CharField(max_length=12, choices=Jenis.choices)
    urutan = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["urutan", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pengajuan", "menu"], name="baris_sekali"),
            models.CheckConstraint(
                condition=Q(jenis__in=["lapangan", "manajemen"]), name="baris_jenis"
            ),
        ]


class PetugasBulan(ScopedModel):
    """An officer in a month, a row of the grid: `versi` counts its writes."""

    scope_path: ClassVar[ScopePath] = ScopePath(
        "kabupaten", "pengajuan__puskesmas", "petugas__user"
    )

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    pengajuan = models.ForeignKey(Pengajuan, on_delete=models.CASCADE, related_name="petugas")
    petugas = models.ForeignKey(Petugas, on_delete=models.PROTECT, related_name="bulan")
    versi = models.PositiveIntegerField(default=1)
    diubah_oleh = models.ForeignKey(
        "akun.User", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["petugas__nama", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pengajuan", "petugas"], name="petugas_bulan_sekali"),
        ]


class IsianKegiatan(ScopedModel):
    """Visits (lapangan) or days (manajemen) of an officer on a line. 0 is not stored."""

    scope_path: ClassVar[ScopePath] = ScopePath(
        "kabupaten", "petugas_bulan__pengajuan__puskesmas", "petugas_bulan__petugas__user"
    )

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    petugas_bulan = models.ForeignKey(PetugasBulan, on_delete=models.CASCADE, related_name="isian")
    baris = models.ForeignKey(BarisKegiatan, on_delete=models.CASCADE, related_name="isian")
    jumlah = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["petugas_bulan", "baris"], name="isian_sekali"),
            models.CheckConstraint(condition=Q(jumlah__range=(1, MAX_COUNT)), name="isian_batas"),
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
