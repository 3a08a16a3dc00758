"""Tables of the book of limits: how much there is, how much is used, and by which claim."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.core.scope import ScopedModel, ScopePath
from upaya.rules.jamkesda.batas import KODE, NAMA


class Batas(ScopedModel):
    """One limit; whole rupiah. No row: there is no such limit.

    `kunci` names what is limited, by a number of this house (letter, member, family card's row,
    category): never a personal number. `tahun` is 0 where the limit is not a year's. `terpakai` is
    the sum of its uses that were not given back; the constraint holds when a service is wrong.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=12, choices=list(NAMA.items()))
    kunci = models.CharField(max_length=64)
    tahun = models.PositiveSmallIntegerField(default=0)
    batas = models.BigIntegerField()
    terpakai = models.BigIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kabupaten", "jenis", "kunci", "tahun"], name="batas_sekali"
            ),
            models.CheckConstraint(
                condition=Q(terpakai__gte=0, terpakai__lte=F("batas")), name="batas_tidak_lewat"
            ),
            models.CheckConstraint(condition=Q(jenis__in=list(KODE)), name="batas_jenis"),
        ]

    def __str__(self) -> str:
        return f"Batas {self.get_jenis_display()}"

    @property
    def sisa(self) -> int:
        """What it leaves, in rupiah."""
        return int(self.batas - self.terpakai)


class Pemakaian(ScopedModel):
    """What one claim uses of one limit, in rupiah; given back once, never changed.

    `klaim` is the claim's stable name: the same claim entered again uses nothing twice.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    batas = models.ForeignKey(Batas, on_delete=models.PROTECT, related_name="pemakaian")
    klaim = models.CharField(max_length=64)
    jumlah = models.BigIntegerField()
    dicatat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dicatat_pada = models.DateTimeField()
    dilepas_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dilepas_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["batas", "klaim"],
                condition=Q(dilepas_pada=None),
                name="pemakaian_hidup_sekali",
            ),
            models.CheckConstraint(condition=Q(jumlah__gt=0), name="pemakaian_berisi"),
            models.CheckConstraint(
                condition=Q(dilepas_oleh=None, dilepas_pada=None)
                | Q(dilepas_oleh__isnull=False, dilepas_pada__isnull=False),
                name="pemakaian_dilepas_utuh",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "klaim"], name="pemakaian_klaim"),
        ]
