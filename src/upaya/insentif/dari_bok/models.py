"""What stands behind a number that came from BOK, and what was corrected by hand."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from upaya.core.scope import ScopedModel, ScopePath
from upaya.insentif.kegiatan.models import BarisKegiatan, PetugasBulan
from upaya.rules.numbers import MAX_COUNT

_OF_OFFICER = ScopePath(
    "kabupaten", "petugas_bulan__pengajuan__puskesmas", "petugas_bulan__petugas__user"
)


class DasarKegiatan(ScopedModel):
    """One day or one visit of an officer that a month counts, and the activity that says so.

    As it was when the month took it over: whatever changes in BOK later does not move it.
    """

    scope_path: ClassVar[ScopePath] = _OF_OFFICER

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    petugas_bulan = models.ForeignKey(PetugasBulan, on_delete=models.CASCADE, related_name="dasar")
    menu = models.CharField(max_length=32)
    tanggal = models.DateField()
    pelaksanaan = models.PositiveBigIntegerField()
    nama = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["tanggal", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["petugas_bulan", "menu", "pelaksanaan", "tanggal"], name="dasar_sekali"
            ),
        ]


class KoreksiKegiatan(ScopedModel):
    """A number that somebody wrote instead of what BOK gives, with the reason."""

    scope_path: ClassVar[ScopePath] = _OF_OFFICER

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    petugas_bulan = models.ForeignKey(
        PetugasBulan, on_delete=models.CASCADE, related_name="koreksi_kegiatan"
    )
    baris = models.ForeignKey(BarisKegiatan, on_delete=models.CASCADE, related_name="koreksi")
    dari_bok = models.PositiveIntegerField()
    jumlah = models.PositiveIntegerField()
    alasan = models.TextField()
    dicatat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dicatat_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["petugas_bulan", "baris"], name="koreksi_kegiatan_sekali"
            ),
            models.CheckConstraint(
                condition=Q(jumlah__lte=MAX_COUNT) & ~Q(alasan=""), name="koreksi_kegiatan_utuh"
            ),
        ]
