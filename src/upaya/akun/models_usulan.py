"""What one person asks for about another's account or role; somebody above both decides."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from upaya.core.registry import registry
from upaya.core.scope import ScopePath
from upaya.core.second import Proposal, proposal_constraints


class UsulanAkses(Proposal):
    """One thing asked for, whose account it is about, and where that person works.

    `surel` is the wanted address of mail. A wanted role stands in `role` to `sampai`, as in a
    membership. `diberitahukan_pada`: when the person first read at a sign-in what was done.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("unit__kabupaten", "unit")

    class Jenis(models.TextChoices):
        SANDI = "sandi", "Kata sandi baru"
        PENGAMAN = "pengaman", "Hapus verifikasi dua langkah"
        SUREL = "surel", "Alamat surel baru"
        PERAN = "peran", "Peran yang ikut memutuskan pekerjaan pengusul"

    orang = models.ForeignKey("akun.User", on_delete=models.PROTECT, related_name="usulan_akses")
    unit = models.ForeignKey("wilayah.Unit", on_delete=models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=8, choices=Jenis.choices)
    surel = models.EmailField(blank=True)
    role = models.CharField("peran", max_length=32, blank=True)
    nomor_sk = models.CharField("nomor SK", max_length=80, blank=True)
    mulai = models.DateField(null=True)
    sampai = models.DateField(null=True)
    diberitahukan_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            *proposal_constraints("usulan_akses"),
            models.CheckConstraint(
                condition=Q(jenis__in=["sandi", "pengaman"], surel="", role="", mulai=None)
                | (Q(jenis="surel", role="", mulai=None) & ~Q(surel=""))
                | (
                    Q(jenis="peran", surel="", mulai__isnull=False)
                    & ~Q(role="")
                    & ~Q(nomor_sk="")
                    & (Q(sampai=None) | Q(sampai__gte=models.F("mulai")))
                ),
                name="usulan_akses_isi",
            ),
            models.CheckConstraint(
                condition=Q(diberitahukan_pada=None) | Q(status="disetujui"),
                name="usulan_akses_diberitahukan",
            ),
            models.UniqueConstraint(
                fields=["orang", "jenis", "role", "unit"],
                condition=Q(status="diusulkan"),
                name="usulan_akses_satu_menunggu",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "status"], name="usulan_akses_antrean"),
        ]

    def __str__(self) -> str:
        return str(self.get_jenis_display())

    @property
    def role_label(self) -> str:
        """The wanted role in words, "" when none is."""
        return registry().role_label(self.role)
