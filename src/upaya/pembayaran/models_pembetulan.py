"""Entries about money that were wrong, or that came too late: proposed by one, decided by another.

Nothing is taken out of the books: the entry stays beside what took its place.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from upaya.core.models import StoredFile
from upaya.core.scope import ScopePath
from upaya.core.second import Proposal, proposal_constraints
from upaya.rules.pembayaran import LABELS


class Pembetulan(Proposal):
    """One entry to be mended; `semula` is what stood there, kept when it is decided.

    Of the three keys one is set, by `jenis`. `tanggal` is the day on which money came back, or that
    of the right transfer, whose `nomor` and `jumlah` stand beside it (0: it never came).
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "pembayaran__unit")

    class Jenis(models.TextChoices):
        HASIL = "hasil", "Hasil yang salah dicatat"
        KEMBALI = "kembali", "Uang kembali setelah pembayaran ditutup"
        KIRIMAN = "kiriman", "Kiriman yang tidak jadi"
        DANA = "dana", "Transfer dana yang salah dicatat"

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    pembayaran = models.ForeignKey(
        "pembayaran.Pembayaran", on_delete=models.PROTECT, related_name="pembetulan"
    )
    jenis = models.CharField(max_length=8, choices=Jenis.choices)
    percobaan = models.ForeignKey(
        "pembayaran.Percobaan", on_delete=models.PROTECT, null=True, related_name="pembetulan"
    )
    kiriman = models.ForeignKey(
        "pembayaran.Kiriman", on_delete=models.PROTECT, null=True, related_name="pembetulan"
    )
    dana = models.ForeignKey(
        "pembayaran.DanaMasuk", on_delete=models.PROTECT, null=True, related_name="pembetulan"
    )
    tanggal = models.DateField(null=True)
    nomor = models.CharField("nomor bukti yang benar", max_length=80, blank=True)
    jumlah = models.BigIntegerField("jumlah yang benar", null=True)
    semula = models.JSONField(default=dict)
    berkas_semula = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            *proposal_constraints("pembetulan"),
            models.CheckConstraint(
                condition=Q(
                    jenis="hasil", percobaan__isnull=False, kiriman=None, dana=None, tanggal=None
                )
                | Q(
                    jenis="kembali",
                    percobaan__isnull=False,
                    kiriman=None,
                    dana=None,
                    tanggal__isnull=False,
                )
                | Q(jenis="kiriman", percobaan=None, kiriman__isnull=False, dana=None, tanggal=None)
                | Q(
                    jenis="dana",
                    percobaan=None,
                    kiriman=None,
                    dana__isnull=False,
                    tanggal__isnull=False,
                    jumlah__gte=0,
                ),
                name="pembetulan_sasaran",
            ),
            *(
                models.UniqueConstraint(
                    fields=[target],
                    condition=Q(status="diusulkan"),
                    name=f"pembetulan_{target}_satu_menunggu",
                )
                for target in ("percobaan", "kiriman", "dana")
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "status"], name="pembetulan_antrean"),
        ]

    @property
    def semula_kata(self) -> str:
        """The result that stood before, in words; "" where none did."""
        kept = self.semula
        if "status" not in kept:
            return ""
        day = f", {date.fromisoformat(kept['tanggal']):%d/%m/%Y}" if kept["tanggal"] else ""
        return f"{LABELS[kept['status']]}{day} {kept['bukti'] or kept['alasan']}".strip()

    def __str__(self) -> str:
        return str(self.get_jenis_display())
