"""Table of visits: what two people saw at a house, indicator by indicator."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.core.scope import ScopedModel, ScopePath
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.skema.models import SkemaKabupaten


class Kunjungan(ScopedModel):
    """One visit of a request. `uuid` is unique for ever: a visit that is sent twice is one.

    `jawaban` is by indicator of `skema`, the version in force when the visit began. Two names stand
    for it: somebody of the village and somebody of the Tim Pemburu Kemiskinan.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("permohonan__kabupaten", "permohonan__desa")

    permohonan = models.ForeignKey(Permohonan, on_delete=models.PROTECT, related_name="kunjungan")
    uuid = models.UUIDField(unique=True, editable=False)
    nomor = models.PositiveSmallIntegerField()
    putaran = models.PositiveSmallIntegerField()
    skema = models.ForeignKey(SkemaKabupaten, on_delete=models.PROTECT, related_name="kunjungan")
    jawaban = models.JSONField(default=dict)
    tanggal = models.DateField("tanggal kunjungan", null=True)
    petugas_desa = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    petugas_tim = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    catatan = models.TextField("catatan", blank=True)
    versi = models.PositiveIntegerField(default=1)
    ditulis_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ditulis_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["permohonan", "nomor"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["permohonan", "nomor"], name="kunjungan_nomor_sekali"),
            # Two names are two people.
            models.CheckConstraint(
                condition=Q(petugas_desa=None)
                | Q(petugas_tim=None)
                | ~Q(petugas_desa=F("petugas_tim")),
                name="kunjungan_dua_orang",
            ),
        ]
