"""Tables of appointments: who proposed, who decreed, from when to when, with which training."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.akun.models import Membership
from upaya.core.registry import registry
from upaya.core.scope import ScopedModel, ScopePath
from upaya.rules.jamkesda.peran import DITUNJUK
from upaya.wilayah.models import Unit


class Penunjukan(ScopedModel):
    """An appointment to a role of e-Jamkesda at the UPT or at a PPK.

    At the UPT its head proposes and the Kepala Dinas decrees (Pasal 12 ayat (2)); at a PPK its head
    does both (ayat (3)), so that proposer and decider are one. Access is `keanggotaan` and nothing
    else: it begins and ends with the decree.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "unit")

    class Status(models.TextChoices):
        DIUSULKAN = "diusulkan", "Diusulkan"
        DITETAPKAN = "ditetapkan", "Ditetapkan"
        DITOLAK = "ditolak", "Ditolak"
        DICABUT = "dicabut", "Dicabut"

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kunci = models.UUIDField(unique=True, editable=False)
    nama = models.CharField("nama", max_length=120)
    nama_pengguna = models.CharField("nama pengguna", max_length=80)
    surel = models.EmailField("alamat surel")
    role = models.CharField("peran", max_length=32)
    mulai = models.DateField("berlaku mulai")
    sampai = models.DateField("berlaku sampai")
    pelatihan = models.CharField("pelatihan", max_length=200)
    alasan = models.CharField("alasan", max_length=400)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DIUSULKAN)
    nomor_sk = models.CharField("nomor SK", max_length=80, blank=True)
    tanggal_sk = models.DateField("tanggal SK", null=True)
    keanggotaan = models.OneToOneField(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )
    alasan_putusan = models.CharField("alasan putusan", max_length=400, blank=True)
    dicabut_tanggal = models.DateField("berakhir pada", null=True)
    diusulkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    diusulkan_pada = models.DateTimeField()
    diputus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(alasan=""), name="penunjukan_beralasan"),
            models.CheckConstraint(condition=Q(sampai__gte=F("mulai")), name="penunjukan_masa"),
            models.CheckConstraint(
                condition=Q(
                    status="diusulkan", diputus_oleh=None, diputus_pada=None, keanggotaan=None,
                    nomor_sk="", tanggal_sk=None, dicabut_tanggal=None,
                )
                | Q(
                    status="ditolak", diputus_oleh__isnull=False, diputus_pada__isnull=False,
                    keanggotaan=None, dicabut_tanggal=None,
                )
                & ~Q(alasan_putusan="")
                | Q(
                    status="ditetapkan", diputus_oleh__isnull=False, diputus_pada__isnull=False,
                    keanggotaan__isnull=False, tanggal_sk__isnull=False, dicabut_tanggal=None,
                )
                & ~Q(nomor_sk="")
                | Q(
                    status="dicabut", diputus_oleh__isnull=False, diputus_pada__isnull=False,
                    keanggotaan__isnull=False, tanggal_sk__isnull=False,
                    dicabut_tanggal__isnull=False,
                )
                & ~Q(nomor_sk="")
                & ~Q(alasan_putusan=""),
                name="penunjukan_utuh",
            ),
            # What somebody else proposed is decreed by somebody else; a PPK's head does both.
            models.CheckConstraint(
                condition=Q(diputus_oleh=None)
                | Q(role__in=["pendaftaran_ppk", "petugas_klaim"])
                | ~Q(diputus_oleh=F("diusulkan_oleh")),
                name="penunjukan_orang_kedua",
            ),
            models.UniqueConstraint(
                fields=["unit", "role", "surel"],
                condition=Q(status="diusulkan"),
                name="penunjukan_satu_menunggu",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "status"], name="penunjukan_antrean"),
            models.Index(fields=["unit", "status"], name="penunjukan_unit"),
        ]

    def __str__(self) -> str:
        return f"Penunjukan {self.pk}"

    @property
    def role_label(self) -> str:
        """The role in words."""
        return registry().role_label(self.role)

    def keadaan(self, day: date) -> str:
        """How it stands on a day, in words."""
        if self.status == self.Status.DITETAPKAN:
            if day < self.mulai:
                return "Belum mulai"
            return "Berlaku" if day <= self.sampai else "Berakhir"
        return str(self.get_status_display())


PERAN_UPT = tuple(role.name for role in DITUNJUK if role.units == ("upt",))
"""Roles that the Kepala Dinas fills on the proposal of the head of the UPT."""
PERAN_PPK = tuple(role.name for role in DITUNJUK if role.name not in PERAN_UPT)
"""Roles that the head of a PPK fills."""
