"""What goes between this house and a district's bank: how its files look, and its answers."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from upaya.core.crypto import EncryptedTextField
from upaya.core.scope import ScopedModel, ScopePath


class BerkasHasil(ScopedModel):
    """A result file of the bank that waits to be applied, or was: `isi` is sealed, then emptied."""

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "pembayaran__unit")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    pembayaran = models.ForeignKey(
        "pembayaran.Pembayaran", on_delete=models.PROTECT, related_name="berkas_hasil"
    )
    nama = models.CharField("nama berkas", max_length=120)
    sha256 = models.CharField(max_length=64)
    isi = EncryptedTextField(blank=True, default="")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()
    diterapkan_pada = models.DateTimeField(null=True)
    dicatat = models.PositiveIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["pembayaran", "sha256"],
                condition=Q(diterapkan_pada__isnull=False),
                name="berkas_hasil_sekali",
            ),
            models.CheckConstraint(
                condition=(Q(diterapkan_pada=None, dicatat=None) & ~Q(isi=""))
                | Q(diterapkan_pada__isnull=False, dicatat__isnull=False, isi=""),
                name="berkas_hasil_selesai",
            ),
        ]


class FormatBank(ScopedModel):
    """How a district's bank wants its file, and how its answer reads; see `exchange/bank_csv.py`.

    `keluar` is a list of [heading, field]; `masuk` maps a field of the answer to its heading.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")

    kabupaten = models.OneToOneField(
        "wilayah.Kabupaten", on_delete=models.PROTECT, related_name="format_bank"
    )
    pemisah = models.CharField(max_length=1)
    # Before which sign the sen stand in its answers: "1.234,00" or "1,234.00".
    desimal = models.CharField("tanda desimal", max_length=1, default=",")
    keluar = models.JSONField()
    masuk = models.JSONField()
    kata_berhasil = models.JSONField()
    kata_gagal = models.JSONField()
    diubah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    diubah_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["kabupaten"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(pemisah__in=[",", ";", "\t", "|"]), name="format_bank_pemisah"
            ),
            models.CheckConstraint(condition=Q(desimal__in=[",", "."]), name="format_bank_desimal"),
        ]
