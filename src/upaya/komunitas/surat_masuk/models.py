"""Which messages came in, by a hash of their Message-ID: the same twice is one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class SuratMasuk(models.Model):
    """One message that came in, without its words: what became of it, and when."""

    class Hasil(models.TextChoices):
        """What became of it."""

        DITERIMA = "diterima", "Menjadi tanggapan"
        PANTULAN = "pantulan", "Surat kabar yang tidak sampai"
        OTOMATIS = "otomatis", "Surat otomatis, dilewati"
        TANDA = "tanda", "Alamatnya bukan dari kami"
        LAMA = "lama", "Alamatnya sudah terlalu lama"
        PENGIRIM = "pengirim", "Pengirimnya orang lain"
        KOSONG = "kosong", "Tidak memuat jawaban"
        BESAR = "besar", "Terlalu besar"
        DITOLAK = "ditolak", "Ditolak aturan diskusi"

    sidik = models.CharField(max_length=64, unique=True)
    hasil = models.CharField(max_length=9, choices=Hasil.choices)
    diterima_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    hasil__in=[
                        "diterima", "pantulan", "otomatis", "tanda", "lama", "pengirim", "kosong",
                        "besar", "ditolak",
                    ]
                ),
                name="surat_masuk_hasil",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Surat {self.pk}: {self.get_hasil_display()}"
