"""Who stands in for an officer who is away: asked for by whom, why, and until when."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from upaya.core.scope import ScopedModel, ScopePath
from upaya.core.second import ProposalStatus


class Pelimpahan(ScopedModel):
    """One membership lent to another person from `mulai` to `sampai` inclusive (pelaksana harian).

    `keanggotaan` is what the delegate acts under; None while a second person has not agreed
    (`usulan`). Withdrawn ones stay, with who withdrew them.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("asal__unit__kabupaten", "asal__unit")

    asal = models.ForeignKey(
        "akun.Membership", on_delete=models.PROTECT, related_name="dilimpahkan"
    )
    wakil = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mewakili"
    )
    mulai = models.DateField("mulai")
    sampai = models.DateField("sampai")
    alasan = models.CharField(max_length=400)
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dibuat_pada = models.DateTimeField()
    keanggotaan = models.OneToOneField(
        "akun.Membership", on_delete=models.PROTECT, null=True, related_name="pelimpahan"
    )
    usulan = models.OneToOneField(
        "akun.UsulanAkses", on_delete=models.PROTECT, null=True, related_name="pelimpahan"
    )
    dicabut_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dicabut_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-mulai", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sampai__gte=models.F("mulai")), name="pelimpahan_masa"
            ),
            models.CheckConstraint(condition=~Q(alasan=""), name="pelimpahan_beralasan"),
            models.CheckConstraint(
                condition=Q(keanggotaan__isnull=False) | Q(usulan__isnull=False),
                name="pelimpahan_ada_dasar",
            ),
            models.CheckConstraint(
                condition=Q(dicabut_oleh=None, dicabut_pada=None)
                | Q(dicabut_oleh__isnull=False, dicabut_pada__isnull=False),
                name="pelimpahan_dicabut",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wakil} mewakili {self.asal.user}"

    def standing(self, day: date) -> tuple[str, str]:
        """How it stands on `day`, in words and as a tone; needs `usulan` and `keanggotaan`."""
        if self.dicabut_pada is not None:
            return "Dicabut", "neutral"
        if self.keanggotaan is None:
            refused = self.usulan is not None and self.usulan.status == ProposalStatus.DITOLAK
            return ("Ditolak", "bad") if refused else ("Menunggu orang kedua", "warn")
        last = self.keanggotaan.sampai or self.sampai
        if last < day or last < self.mulai:
            return "Berakhir", "neutral"
        return ("Belum mulai", "info") if self.mulai > day else ("Berlaku", "good")
