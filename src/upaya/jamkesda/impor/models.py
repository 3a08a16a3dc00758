"""Tables of an import: the file, and each of its rows with whom it may be in the register."""

from __future__ import annotations

import json
from datetime import date
from functools import cached_property
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.core.crypto import EncryptedTextField, mask
from upaya.core.scope import ScopedModel, ScopePath
from upaya.jamkesda.peserta.models import Peserta
from upaya.rules.period import tanggal
from upaya.warga.models import Warga


class ImporPeserta(ScopedModel):
    """One file. `diterapkan_pada` None is a dry run: it made nobody a member."""

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    nama = models.CharField("nama berkas", max_length=120)
    sha256 = models.CharField(max_length=64)
    mulai = models.DateField("aktif mulai")
    nomor_berkas = models.CharField("nomor berkas atau keputusan", max_length=120)
    catatan = models.JSONField(default=list)
    diunggah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    diunggah_pada = models.DateTimeField()
    diterapkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    diterapkan_pada = models.DateTimeField(null=True)
    hasil = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kabupaten", "sha256", "mulai"], name="impor_peserta_sekali"
            ),
            models.CheckConstraint(
                condition=Q(diterapkan_oleh=None, diterapkan_pada=None)
                | Q(diterapkan_oleh__isnull=False, diterapkan_pada__isnull=False)
                & ~Q(diterapkan_oleh=F("diunggah_oleh")),
                name="impor_peserta_orang_kedua",
            ),
        ]

    def __str__(self) -> str:
        return f"Impor peserta mulai {tanggal(self.mulai)}"


class BarisImpor(ScopedModel):
    """One row of a file. `isi` is sealed and emptied once the file was taken over.

    `warga` is who it is in the register: found, or said by a person (`putusan`).
    """

    scope_path: ClassVar[ScopePath] = ScopePath("impor__kabupaten")

    class Cocok(models.TextChoices):
        TEPAT = "tepat", "Sudah dalam register"
        MIRIP = "mirip", "Mungkin orang yang sama"
        BARU = "baru", "Orang baru"
        GALAT = "galat", "Tidak dapat dipakai"

    class Putusan(models.TextChoices):
        BELUM = "", "Belum diputus"
        SAMA = "sama", "Orang yang sama"
        LAIN = "lain", "Orang lain"
        LEWATI = "lewati", "Tidak diambil"

    impor = models.ForeignKey(ImporPeserta, on_delete=models.PROTECT, related_name="baris")
    nomor = models.PositiveIntegerField("baris")
    isi = EncryptedTextField(blank=True)
    galat = models.CharField("sebab", max_length=1000, blank=True)
    cocok = models.CharField("kecocokan", max_length=6, choices=Cocok.choices)
    warga = models.ForeignKey(Warga, on_delete=models.PROTECT, null=True, related_name="+")
    putusan = models.CharField(max_length=6, choices=Putusan.choices, blank=True)
    alasan = models.CharField(max_length=400, blank=True)
    diputus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["impor", "nomor"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["impor", "nomor"], name="baris_impor_sekali"),
            models.CheckConstraint(
                condition=Q(cocok__in=["tepat", "mirip", "baru", "galat"])
                & Q(putusan__in=["", "sama", "lain", "lewati"]),
                name="baris_impor_pilihan",
            ),
            models.CheckConstraint(
                condition=Q(putusan="", diputus_oleh=None)
                | (~Q(putusan="") & ~Q(alasan="") & Q(diputus_oleh__isnull=False)),
                name="baris_impor_putusan",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["impor", "cocok", "putusan"], name="baris_impor_cocok")
        ]

    def __str__(self) -> str:
        return f"Baris {self.nomor}"

    @cached_property
    def data(self) -> dict[str, str]:
        """What the row says, by field; {} once the file was taken over."""
        return dict(json.loads(self.isi)) if self.isi else {}

    @property
    def lahir(self) -> date | None:
        """The birth date that the row says."""
        said = self.data.get("tanggal_lahir", "")
        return date.fromisoformat(said) if said else None

    @property
    def nik_samar(self) -> str:
        """The last four digits, for screens."""
        return mask(self.data["nik"]) if self.data.get("nik") else "tanpa NIK"

    @property
    def kk_samar(self) -> str:
        """The last four digits, for screens."""
        return mask(self.data["kk"]) if self.data.get("kk") else "-"

    @property
    def nama_baris(self) -> str:
        """Whom the row is about."""
        if self.data:
            return self.data["nama"] or "tanpa nama"
        return self.warga.nama if self.warga else f"baris {self.nomor}"
