"""The activities of every officer in a month: the lines of the menu are columns, officers rows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from upaya.core.scope import ScopedModel, ScopePath
from upaya.insentif.bulan.models import Pengajuan
from upaya.pegawai.models import Petugas
from upaya.rules.numbers import MAX_COUNT

_OF_MONTH = ScopePath("pengajuan__kabupaten", "pengajuan__puskesmas")


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
