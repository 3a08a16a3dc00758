"""Tables that keep a discussion in order: earlier words, flags, bans, drafts, old addresses."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from upaya.core.public import Public
from upaya.core.scope import ScopedModel, ScopePath
from upaya.komunitas.diskusi.models import LONGEST, Periode, Tanggapan, Topik

_SHOWN = Q(
    tanggapan__status="terbit",
    tanggapan__blokir=None,
    tanggapan__topik__status="terbit",
    tanggapan__topik__blokir=None,
)
"""What stands beside a comment is read by whoever may read the comment."""


class RiwayatTanggapan(ScopedModel):
    """What a comment said before it was changed, for everybody who may read the comment."""

    scope_path: ClassVar[ScopePath] = ScopePath("tanggapan__kabupaten")
    public: ClassVar[Public | None] = Public(
        _SHOWN,
        ("id", "tanggapan_id", "isi", "diganti_pada"),
    )

    tanggapan = models.ForeignKey(Tanggapan, on_delete=models.PROTECT, related_name="riwayat")
    isi = models.TextField("tanggapan", max_length=LONGEST)
    diganti_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.tanggapan} sebelum {self.diganti_pada}"


class Laporan(ScopedModel):
    """A reader's word to the moderators about a comment, once for each browser."""

    scope_path: ClassVar[ScopePath] = ScopePath("tanggapan__kabupaten")

    tanggapan = models.ForeignKey(Tanggapan, on_delete=models.PROTECT, related_name="laporan")
    tamu = models.CharField(max_length=64)
    alasan = models.CharField("alasan", max_length=300)
    dilaporkan_pada = models.DateTimeField()
    selesai_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    selesai_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tanggapan", "tamu"], name="laporan_sekali"),
            models.CheckConstraint(
                condition=Q(selesai_pada=None, selesai_oleh=None)
                | Q(selesai_pada__isnull=False, selesai_oleh__isnull=False),
                name="laporan_selesai",
            ),
        ]

    def __str__(self) -> str:
        return f"Laporan atas {self.tanggapan}"


class Blokir(ScopedModel):
    """A ban of one writer: all their comments are hidden at once, and shown again when it ends."""

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    nama = models.CharField("nama tampil", max_length=80)
    tamu = models.CharField(max_length=64, blank=True)
    # A key alone: a member who goes leaves the ban behind.
    anggota_id = models.BigIntegerField(null=True)
    alasan = models.CharField("alasan", max_length=300)
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dibuat_pada = models.DateTimeField()
    dicabut_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dicabut_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["tamu"], name="blokir_tamu")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(dicabut_pada=None, dicabut_oleh=None)
                | Q(dicabut_pada__isnull=False, dicabut_oleh__isnull=False),
                name="blokir_dicabut",
            ),
            models.CheckConstraint(
                condition=~Q(tamu="") | Q(anggota_id__isnull=False), name="blokir_siapa"
            ),
        ]

    def __str__(self) -> str:
        return f"Blokir {self.nama}"


class Draf(ScopedModel):
    """What somebody has begun to write in a topic and not sent: known by the browser's mark."""

    scope_path: ClassVar[ScopePath] = ScopePath("topik__kabupaten")

    topik = models.ForeignKey(Topik, on_delete=models.PROTECT, related_name="+")
    tamu = models.CharField(max_length=64)
    isi = models.TextField("tanggapan", max_length=LONGEST)
    disimpan_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topik", "tamu"], name="draf_sekali")
        ]

    def __str__(self) -> str:
        return f"Draf dalam {self.topik}"


class Lampiran(ScopedModel):
    """A paper beside a comment, for everybody who may read the comment. `letak`: see core.files."""

    scope_path: ClassVar[ScopePath] = ScopePath("tanggapan__kabupaten")
    public: ClassVar[Public | None] = Public(
        _SHOWN,
        ("id", "tanggapan_id", "nama", "jenis", "ukuran", "letak", "sidik"),
    )

    tanggapan = models.OneToOneField(Tanggapan, on_delete=models.PROTECT, related_name="lampiran")
    nama = models.CharField("nama berkas", max_length=120)
    jenis = models.CharField(max_length=4)
    ukuran = models.PositiveIntegerField()
    letak = models.CharField(max_length=80, unique=True)
    sidik = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.nama


class AlamatLama(ScopedModel):
    """An address that something had before, here or on another site; it leads on for ever."""

    scope_path: ClassVar[ScopePath] = ScopePath("periode__kabupaten")
    public: ClassVar[Public | None] = Public(Q(), ("alamat", "periode_id", "topik_id"))

    alamat = models.CharField(max_length=200, unique=True)
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="alamat_lama")
    topik = models.ForeignKey(
        Topik, on_delete=models.PROTECT, null=True, related_name="alamat_lama"
    )

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.alamat
