"""Workbooks of officers on their way in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from upaya.akun.models import User
from upaya.core.crypto import EncryptedTextField
from upaya.core.scope import ScopedModel, ScopePath
from upaya.wilayah.models import Unit


class ImporPetugas(ScopedModel):
    """A workbook of officers that waits to be applied to a puskesmas, or was applied.

    `isi` is the file, sealed like every personal number, and empty once it was applied.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("puskesmas__kabupaten", "puskesmas")

    puskesmas = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="impor_petugas")
    nama = models.CharField("nama berkas", max_length=120)
    sha256 = models.CharField(max_length=64)
    isi = EncryptedTextField(blank=True, default="")
    oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()
    diterapkan = models.DateTimeField(null=True, blank=True)
    baru = models.PositiveIntegerField(null=True, blank=True)
    berubah = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(diterapkan=None, baru=None, berubah=None) & ~Q(isi="")
                | Q(diterapkan__isnull=False, baru__isnull=False, berubah__isnull=False, isi=""),
                name="impor_petugas_selesai",
            ),
        ]

    def __str__(self) -> str:
        return self.nama
