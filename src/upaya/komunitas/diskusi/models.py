"""Tables of discussions. What is published is for everybody; what waits is seen by moderators."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.core.public import Public
from upaya.core.scope import ScopedModel, ScopePath

LONGEST = 6_000
"""Letters of one comment: two printed pages."""
DEEPEST = 4
"""Levels of a thread; an answer to the deepest stands beside it."""


class Periode(ScopedModel):
    """A time of discussion under one theme, opened by a moderator, closed with a summary.

    `kode` is its address for ever. `masa` is the time in words, where an archive knows no days.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")
    public: ClassVar[Public | None] = Public(
        Q(),
        (
            "id", "kode", "nama", "tema", "masa", "mulai", "pengantar", "moderator", "ringkasan",
            "ditutup_pada",
        ),
    )  # fmt: skip

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    kode = models.SlugField("alamat", max_length=60, unique=True)
    nama = models.CharField("nama periode", max_length=80)
    tema = models.CharField("tema", max_length=200)
    masa = models.CharField("waktu", max_length=80)
    mulai = models.DateField("mulai")
    pengantar = models.TextField("pengantar moderator", max_length=LONGEST)
    moderator = models.CharField("moderator", max_length=120)
    ringkasan = models.TextField("ringkasan penutup", max_length=LONGEST, blank=True)
    dibuka_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dibuka_pada = models.DateTimeField()
    ditutup_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ditutup_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-mulai", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ditutup_pada=None, ditutup_oleh=None)
                | (Q(ditutup_pada__isnull=False, ditutup_oleh__isnull=False) & ~Q(ringkasan="")),
                name="periode_ditutup_beringkasan",
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class Topik(ScopedModel):
    """One question of a period. `nomor` counts inside the period and is its address for ever.

    A moderator opened it, or a member, whose name it then shows (`nama`) and whose first posts wait
    as comments do; `tamu`, `anggota`, `tantangan` and `blokir` are as with comments.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")
    public: ClassVar[Public | None] = Public(
        Q(status="terbit", blokir=None),
        (
            "id", "periode_id", "nomor", "judul", "pertanyaan", "nama", "lembaga", "terbit",
            "terakhir",
        ),
    )  # fmt: skip

    class Status(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu moderator"
        TERBIT = "terbit", "Terbit"
        DITOLAK = "ditolak", "Ditolak"

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="topik")
    nomor = models.PositiveSmallIntegerField()
    judul = models.CharField("judul", max_length=160)
    pertanyaan = models.TextField("pertanyaan", max_length=LONGEST, blank=True)
    terbit = models.PositiveIntegerField("tanggapan terbit", default=0)
    terakhir = models.DateTimeField(null=True)
    sumber = models.CharField(max_length=120, null=True, unique=True)  # noqa: DJ001 - unique only where there was one
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.TERBIT)
    dibuka_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dibuka_pada = models.DateTimeField()
    nama = models.CharField("nama tampil", max_length=80, blank=True)
    lembaga = models.CharField("lembaga", max_length=120, blank=True)
    anggota = models.ForeignKey(
        "komunitas.Anggota", on_delete=models.PROTECT, null=True, related_name="topik"
    )
    tamu = models.CharField(max_length=64, blank=True)
    tantangan = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - unique only where there was one
    blokir = models.ForeignKey(
        "komunitas.Blokir", on_delete=models.PROTECT, null=True, related_name="topik"
    )
    diputus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True)
    alasan = models.CharField("alasan", max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["periode", "nomor"]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "status", "dibuka_pada"], name="topik_antrean"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(dibuka_oleh__isnull=False, anggota=None, status="terbit")
                | (Q(dibuka_oleh=None) & ~Q(nama="")),
                name="topik_pembuka",
            ),
            models.CheckConstraint(
                condition=Q(status="menunggu", diputus_pada=None, diputus_oleh=None)
                | Q(status="terbit")
                | (
                    Q(status="ditolak", diputus_pada__isnull=False, diputus_oleh__isnull=False)
                    & ~Q(alasan="")
                ),
                name="topik_putusan",
            ),
            models.UniqueConstraint(fields=["periode", "nomor"], name="topik_nomor_sekali"),
            models.CheckConstraint(
                condition=Q(terbit=0, terakhir=None) | Q(terbit__gt=0, terakhir__isnull=False),
                name="topik_terakhir",
            ),
        ]

    def __str__(self) -> str:
        return self.judul


class Tanggapan(ScopedModel):
    """One comment. `jalur` is its place in the thread: numbers of six digits with dots between.

    `tamu` is a keyed hash of the mark that a guest's browser keeps, "" for what came with an
    archive; `tantangan` the challenge that it answered, which answers for nothing else. `anggota`
    is the member who wrote or claimed it, `blokir` the ban that hides it, `sumber` what an imported
    site knew it by.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")
    public: ClassVar[Public | None] = Public(
        Q(status="terbit", blokir=None, topik__status="terbit", topik__blokir=None),
        (
            "id", "topik_id", "jalur", "tingkat", "nama", "lembaga", "isi", "ditulis_pada",
            "diubah_pada",
        ),
    )  # fmt: skip

    class Status(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu moderator"
        TERBIT = "terbit", "Terbit"
        DITOLAK = "ditolak", "Ditolak"
        DITARIK = "ditarik", "Ditarik penulisnya"

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    topik = models.ForeignKey(Topik, on_delete=models.PROTECT, related_name="tanggapan")
    induk = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    jalur = models.CharField(max_length=(DEEPEST + 1) * 7)
    tingkat = models.PositiveSmallIntegerField(default=0)
    nama = models.CharField("nama tampil", max_length=80)
    lembaga = models.CharField("lembaga", max_length=120, blank=True)
    isi = models.TextField("tanggapan", max_length=LONGEST)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.MENUNGGU)
    ditulis_pada = models.DateTimeField()
    diubah_pada = models.DateTimeField(null=True)
    anggota = models.ForeignKey(
        "komunitas.Anggota", on_delete=models.PROTECT, null=True, related_name="tanggapan"
    )
    blokir = models.ForeignKey(
        "komunitas.Blokir", on_delete=models.PROTECT, null=True, related_name="tanggapan"
    )
    sumber = models.CharField(max_length=120, null=True, unique=True)  # noqa: DJ001 - unique only where there was one
    tamu = models.CharField(max_length=64, blank=True)
    tantangan = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - unique only where there was one
    diputus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True)
    alasan = models.CharField("alasan", max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["topik", "jalur"]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "status", "ditulis_pada"], name="tanggapan_antrean"),
            models.Index(fields=["tamu"], name="tanggapan_tamu"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topik", "jalur"], name="tanggapan_tempat"),
            models.CheckConstraint(
                condition=Q(tingkat__lt=DEEPEST)
                & (Q(induk=None, tingkat=0) | Q(induk__isnull=False)),
                name="tanggapan_tingkat",
            ),
            models.CheckConstraint(
                condition=Q(status="menunggu", diputus_pada=None, diputus_oleh=None)
                | Q(status="terbit", diputus_pada__isnull=False)
                | Q(status="ditarik")
                | (
                    Q(status="ditolak", diputus_pada__isnull=False, diputus_oleh__isnull=False)
                    & ~Q(alasan="")
                ),
                name="tanggapan_putusan",
            ),
            models.CheckConstraint(
                condition=Q(diputus_pada=None) | Q(diputus_pada__gte=F("ditulis_pada")),
                name="tanggapan_urut_waktu",
            ),
            models.CheckConstraint(
                condition=Q(diubah_pada=None) | Q(diubah_pada__gte=F("ditulis_pada")),
                name="tanggapan_diubah",
            ),
        ]

    def __str__(self) -> str:
        return f"Tanggapan {self.nama}"
