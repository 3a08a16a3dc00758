"""The accountability documents that the puskesmas hands over (Pasal 24 huruf i)."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from upaya.core.models import StoredFile
from upaya.core.scope import ScopedModel, ScopePath
from upaya.insentif.bulan.models import Pengajuan


class DokumenSpj(ScopedModel):
    """One of the four documents, signed: as a file, or on paper with a word on where it went.

    `diterima_*` is set by the treasurer of the Dinas with the first transfer.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("pengajuan__kabupaten", "pengajuan__puskesmas")

    class Jenis(models.TextChoices):
        PENERIMAAN = "penerimaan", "Daftar penerimaan keuangan"
        REKAP = "rekap", "Rekap perhitungan insentif UKM"
        SK = "sk", "SK jabatan"
        KEGIATAN = "kegiatan", "Rekapitulasi kegiatan UKM"

    pengajuan = models.ForeignKey(Pengajuan, on_delete=models.PROTECT, related_name="spj")
    jenis = models.CharField(max_length=12, choices=Jenis.choices)
    berkas = models.OneToOneField(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    keterangan = models.CharField("keterangan dokumen kertas", max_length=160, blank=True)
    diserahkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    diserahkan_pada = models.DateTimeField()
    diterima_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    diterima_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pengajuan", "jenis"], name="spj_sekali"),
            models.CheckConstraint(
                condition=Q(jenis__in=["penerimaan", "rekap", "sk", "kegiatan"]), name="spj_jenis"
            ),
            models.CheckConstraint(
                condition=Q(berkas__isnull=False) | ~Q(keterangan=""), name="spj_ada_wujud"
            ),
            models.CheckConstraint(
                condition=Q(diterima_oleh=None, diterima_pada=None)
                | Q(diterima_oleh__isnull=False, diterima_pada__isnull=False),
                name="spj_diterima_utuh",
            ),
        ]
