"""The account to which the funds of a puskesmas are transferred (Pasal 11A ayat (8) huruf i)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from upaya.core.crypto import EncryptedTextField, mask
from upaya.core.scope import ScopePath
from upaya.core.second import Proposal, proposal_constraints
from upaya.wilayah.models import Unit


class RekeningPembantu(Proposal):
    """An account of the Bendahara Pengeluaran Pembantu from a day on.

    The treasurer proposes it, the head of the puskesmas agrees. It never changes afterwards:
    another account is another row, and a transfer keeps the one that it went to.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "unit")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rekening_pembantu")
    bank = models.CharField("nama bank", max_length=60)
    rekening = EncryptedTextField("nomor rekening")
    nama_rekening = models.CharField("nama pemilik rekening", max_length=120)
    mulai = models.DateField("berlaku mulai")
    dokumen = models.CharField("nomor surat atau keputusan rekening", max_length=120)

    class Meta:
        ordering: ClassVar = ["unit", "-mulai", "-pk"]
        constraints: ClassVar = [
            *proposal_constraints("rekening_pembantu"),
            models.CheckConstraint(
                condition=~Q(bank="") & ~Q(nama_rekening="") & ~Q(dokumen=""),
                name="rekening_pembantu_lengkap",
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(status="diusulkan"),
                name="rekening_pembantu_satu_menunggu",
            ),
            models.UniqueConstraint(
                fields=["unit", "mulai"],
                condition=Q(status="disetujui"),
                name="rekening_pembantu_sekali",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "status"], name="rekening_pembantu_antrean"),
        ]

    def __str__(self) -> str:
        return f"{self.bank} {self.tersamar}, {self.nama_rekening}"

    @property
    def tersamar(self) -> str:
        """Its last digits: for whoever needs not order a transfer."""
        return mask(self.rekening)

    @property
    def utuh(self) -> str:
        """All of it: for the order to transfer and the request that asks for one."""
        return f"{self.bank} {self.rekening}, {self.nama_rekening}"
