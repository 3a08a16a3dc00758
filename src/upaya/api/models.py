"""Keys for other programs: whose, for what, how long. A key is shown once and kept nowhere."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.akun.models import Membership
from upaya.core.scope import ScopedModel, ScopePath


class KunciApi(ScopedModel):
    """A program's key: it acts as `keanggotaan` does, within `izin`, from `mulai` to `sampai`.

    `sidik` is a keyed hash of the key, which is long and drawn at random; `awalan` names it in
    lists and in the audit; `kunci_kirim` comes with the form, so that it is made once. A key that
    was withdrawn stays, with who withdrew it.
    """

    scope_path: ClassVar[ScopePath] = ScopePath(
        "keanggotaan__unit__kabupaten", "keanggotaan__unit", "keanggotaan__user"
    )

    keanggotaan = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="kunci_api")
    nama = models.CharField("nama program", max_length=80)
    awalan = models.CharField(max_length=12, unique=True)
    sidik = models.CharField(max_length=64, unique=True)
    kunci_kirim = models.UUIDField(unique=True, editable=False)
    izin = models.JSONField()
    mulai = models.DateField("berlaku mulai")
    sampai = models.DateField("berlaku sampai")
    dibuat_pada = models.DateTimeField()
    dipakai_pada = models.DateTimeField(null=True)
    dicabut_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dicabut_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-dibuat_pada", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(sampai__gte=F("mulai")), name="kunci_api_masa"),
            models.CheckConstraint(condition=~Q(nama=""), name="kunci_api_bernama"),
            models.CheckConstraint(
                condition=Q(dicabut_oleh=None, dicabut_pada=None)
                | Q(dicabut_oleh__isnull=False, dicabut_pada__isnull=False),
                name="kunci_api_dicabut",
            ),
        ]

    def __str__(self) -> str:
        return f"Kunci {self.awalan}"

    @property
    def audit_name(self) -> str:
        """What the audit calls it."""
        return str(self)

    def standing(self, day: date) -> tuple[str, str]:
        """How it stands on `day`, in words and as a tone."""
        if self.dicabut_pada is not None:
            return "Dicabut", "neutral"
        if self.sampai < day:
            return "Berakhir", "neutral"
        return ("Belum mulai", "info") if self.mulai > day else ("Berlaku", "good")
