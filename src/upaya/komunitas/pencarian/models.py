"""What can be found: one row for each thing that everybody may read, with its words as roots."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from upaya.core.public import Public
from upaya.core.scope import ScopedModel, ScopePath


class Carian(ScopedModel):
    """One thing that can be found: `jenis` and `rujukan` say which, `kata_*` hold its roots.

    `hari` is the day as a number, `versi` the word lists that made the roots.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")
    public: ClassVar[Public | None] = Public(
        Q(), ("id", "jenis", "judul", "isi", "alamat", "tanggal", "jawaban", "oleh")
    )

    class Jenis(models.TextChoices):
        """What kind of thing it is."""

        TOPIK = "topik", "Topik"
        TANGGAPAN = "tanggapan", "Tanggapan"
        PERIODE = "periode", "Periode"
        BACAAN = "bacaan", "Perpustakaan"
        PERTEMUAN = "pertemuan", "Pertemuan"

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=10, choices=Jenis.choices)
    rujukan = models.BigIntegerField()
    judul = models.CharField(max_length=200)
    isi = models.TextField(blank=True)
    oleh = models.CharField(max_length=200, blank=True)
    alamat = models.CharField(max_length=200)
    tanggal = models.DateField()
    hari = models.IntegerField()
    jawaban = models.PositiveIntegerField(default=0)
    kata_judul = models.TextField(blank=True)
    kata_isi = models.TextField(blank=True)
    versi = models.CharField(max_length=12)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["versi"], name="carian_versi")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["jenis", "rujukan"], name="carian_sekali"),
            models.CheckConstraint(
                condition=Q(jenis__in=["topik", "tanggapan", "periode", "bacaan", "pertemuan"]),
                name="carian_jenis",
            ),
        ]

    def __str__(self) -> str:
        return self.judul
