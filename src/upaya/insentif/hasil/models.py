"""The frozen calculation of a submission. Both tables only grow: triggers refuse the rest."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.core.public import Public
from upaya.core.scope import ScopedModel, ScopePath
from upaya.insentif.bulan.models import Pengajuan
from upaya.pegawai.models import Petugas
from upaya.rules.insentif.road import APPROVED


class Perhitungan(ScopedModel):
    """Inputs, parameters, result and fingerprint of one submission, with the statement of validity.

    `masukan` is the offline calculator's input without names, so that `upaya hitung insentif` on it
    gives the same `sidik`. `diketahui_pada` is the day as of which the rules were read. In the demo
    everybody may read what is approved: its people are invented.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "pengajuan__puskesmas")
    public: ClassVar[Public] = Public(
        Q(pengajuan__status__in=APPROVED),
        ("sidik", "diketahui_pada", "masukan", "hasil"),
        only_of_demo=True,
    )

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    pengajuan = models.ForeignKey(Pengajuan, on_delete=models.PROTECT, related_name="perhitungan")
    nomor = models.PositiveSmallIntegerField()
    round = models.PositiveIntegerField()
    masukan = models.JSONField()
    hasil = models.JSONField()
    tanpa_sk = models.JSONField(default=list)  # codes of officers whose work did not count
    sidik = models.CharField(max_length=64)
    diketahui_pada = models.DateField()
    pool = models.BigIntegerField()
    pool_lapangan = models.BigIntegerField()
    pool_manajemen = models.BigIntegerField()
    tidak_dibagi = models.BigIntegerField()
    dipotong_pagu = models.BigIntegerField()
    pernyataan = models.TextField()
    dinyatakan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dibekukan_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pengajuan", "-nomor"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pengajuan", "nomor"], name="perhitungan_nomor"),
            models.UniqueConstraint(fields=["pengajuan", "round"], name="perhitungan_putaran"),
            models.CheckConstraint(
                condition=Q(pool=F("pool_lapangan") + F("pool_manajemen"))
                & Q(pool__gte=0)
                & Q(tidak_dibagi__gte=0)
                & Q(tidak_dibagi__lte=F("pool"))
                & Q(dipotong_pagu__gte=0),
                name="perhitungan_jumlah",
            ),
            models.CheckConstraint(condition=~Q(pernyataan=""), name="perhitungan_dinyatakan"),
        ]

    @property
    def dibagi(self) -> int:
        """What goes to officers, in rupiah."""
        return self.pool - self.tidak_dibagi


class PerhitunganPetugas(ScopedModel):
    """One officer's frozen share, in rupiah, and the work that it was computed from.

    `kegiatan` holds (menu, words, kind, amount) of each line in the order of the grid.
    """

    scope_path: ClassVar[ScopePath] = ScopePath(
        "kabupaten", "perhitungan__pengajuan__puskesmas", "petugas__user"
    )

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    perhitungan = models.ForeignKey(Perhitungan, on_delete=models.PROTECT, related_name="baris")
    petugas = models.ForeignKey(Petugas, on_delete=models.PROTECT, related_name="perhitungan")
    bobot = models.PositiveSmallIntegerField()
    lapangan = models.BigIntegerField()
    manajemen = models.BigIntegerField()
    bruto = models.BigIntegerField()
    kegiatan = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["perhitungan", "petugas"], name="bagian_sekali"),
            models.CheckConstraint(
                condition=Q(bruto=F("lapangan") + F("manajemen"))
                & Q(lapangan__gte=0)
                & Q(manajemen__gte=0),
                name="bagian_jumlah",
            ),
        ]
