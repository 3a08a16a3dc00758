"""Tables of the monthly list for BPJS: what was handed over, and what came back of each row."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from upaya.core.crypto import EncryptedTextField
from upaya.core.scope import ScopedModel, ScopePath
from upaya.jamkesda.peserta.models import Mutasi, Peserta
from upaya.pegawai.models import BlindIndexField
from upaya.wilayah.models import Unit


class DaftarMutasi(ScopedModel):
    """The list of a month: who moved to BPJS up to its cut-off day and was in none before."""

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "upt")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    upt = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    periode = models.DateField("bulan")
    batas = models.DateField("ditutup pada")
    disusun_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    disusun_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-periode", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kabupaten", "periode"], name="daftar_mutasi_bulan_sekali"
            ),
        ]

    def __str__(self) -> str:
        return f"Daftar mutasi BPJS {self.periode:%m-%Y}"

    @property
    def audit_name(self) -> str:
        """What the audit calls it."""
        return str(self)


class BarisMutasi(ScopedModel):
    """One person of a list as handed over: `isi` is a row of cells, `nik` finds its answer."""

    scope_path: ClassVar[ScopePath] = ScopePath("daftar__kabupaten", "daftar__upt")

    class Jawaban(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu jawaban"
        DITERIMA = "diterima", "Diterima BPJS"
        DITOLAK = "ditolak", "Ditolak BPJS"

    daftar = models.ForeignKey(DaftarMutasi, on_delete=models.PROTECT, related_name="baris")
    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="+")
    mutasi = models.OneToOneField(Mutasi, on_delete=models.PROTECT, related_name="baris_bpjs")
    nomor = models.PositiveIntegerField("nomor")
    nik = EncryptedTextField("NIK", blank=True)
    nik_indeks = BlindIndexField(source="nik", purpose="nik")
    isi = EncryptedTextField("isi baris")
    jawaban = models.CharField(
        "jawaban", max_length=8, choices=Jawaban.choices, default=Jawaban.MENUNGGU
    )
    keterangan = models.CharField("keterangan BPJS", max_length=200, blank=True)
    dijawab_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dijawab_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["daftar", "nomor"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["daftar", "nomor"], name="baris_mutasi_nomor_sekali"),
            models.CheckConstraint(
                condition=Q(jawaban="menunggu", dijawab_oleh=None, dijawab_pada=None, keterangan="")
                | Q(
                    jawaban__in=["diterima", "ditolak"],
                    dijawab_oleh__isnull=False,
                    dijawab_pada__isnull=False,
                ),
                name="baris_mutasi_jawaban",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["daftar", "nik_indeks"], name="baris_mutasi_nik"),
        ]

    @property
    def tone(self) -> str:
        """Colour beside the answer."""
        return {"diterima": "good", "ditolak": "bad"}.get(self.jawaban, "warn")
