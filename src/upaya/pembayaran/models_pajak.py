"""A tax far from what the rules say: proposed by the treasurer, decided by a second person."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from upaya.core.scope import ScopePath
from upaya.core.second import Proposal, proposal_constraints


class UsulanPajak(Proposal):
    """To withhold `pajak` where the rules say `pajak_hitung`; for these two amounts only."""

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "baris__pembayaran__unit")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    baris = models.ForeignKey(
        "pembayaran.BarisPembayaran", on_delete=models.PROTECT, related_name="usulan_pajak"
    )
    pajak = models.BigIntegerField()
    pajak_hitung = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            *proposal_constraints("usulan_pajak"),
            models.CheckConstraint(
                condition=Q(pajak__gte=0, pajak_hitung__gte=0) & ~Q(pajak=F("pajak_hitung")),
                name="usulan_pajak_jumlah",
            ),
            models.UniqueConstraint(
                fields=["baris"],
                condition=Q(status="diusulkan"),
                name="usulan_pajak_satu_menunggu",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "status"], name="usulan_pajak_antrean"),
        ]
