"""Tables of what phones sent: visits and pictures as they came, and what was decided of them.

All of them only grow.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from upaya.core.models import StoredFile
from upaya.core.scope import ScopedModel, ScopePath
from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.skema.models import SkemaKabupaten


class KirimanPonsel(ScopedModel):
    """A visit as a phone sent it: `uuid` was made on the phone and is unique for ever.

    `isi` is the text as it came, `sidik` its SHA-256. `kunjungan` is the visit it became; without
    one it waits beside what stands, and `sebab` says why: nothing is merged.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("permohonan__kabupaten", "permohonan__desa")

    permohonan = models.ForeignKey(Permohonan, on_delete=models.PROTECT, related_name="ponsel")
    uuid = models.UUIDField(unique=True, editable=False)
    skema = models.ForeignKey(SkemaKabupaten, on_delete=models.PROTECT, related_name="+")
    kunjungan = models.OneToOneField(
        Kunjungan, on_delete=models.PROTECT, null=True, related_name="ponsel"
    )
    sebab = models.CharField(max_length=200, blank=True)
    isi = models.TextField()
    sidik = models.CharField(max_length=64)
    dikirim_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    diterima_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            # It became a visit, or it is said why it did not.
            models.CheckConstraint(
                condition=Q(kunjungan__isnull=False, sebab="") | (Q(kunjungan=None) & ~Q(sebab="")),
                name="ponsel_kunjungan_atau_sebab",
            ),
        ]


class FotoPonsel(ScopedModel):
    """A picture of such a visit; `sidik` is of the bytes as they were sent."""

    scope_path: ClassVar[ScopePath] = ScopePath(
        "kiriman__permohonan__kabupaten", "kiriman__permohonan__desa"
    )

    kiriman = models.ForeignKey(KirimanPonsel, on_delete=models.PROTECT, related_name="foto")
    sidik = models.CharField(max_length=64)
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    diterima_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kiriman", "sidik"], name="foto_ponsel_sekali"),
        ]


class PutusanBentrok(ScopedModel):
    """Somebody's word on a visit that stands beside the one that counts: once, with a reason.

    Neither visit is changed or removed by it. Whose word it is was at neither of them.
    """

    scope_path: ClassVar[ScopePath] = ScopePath(
        "kiriman__permohonan__kabupaten", "kiriman__permohonan__desa"
    )

    class Putusan(models.TextChoices):
        TERCATAT = "tercatat", "Yang tercatat benar"
        PONSEL = "ponsel", "Yang dari ponsel benar, tinjau lapang diperbaiki"
        ULANG = "ulang", "Keduanya meragukan, rumahnya ditinjau lagi"

    kiriman = models.OneToOneField(
        KirimanPonsel, on_delete=models.PROTECT, related_name="putusan_bentrok"
    )
    putusan = models.CharField(max_length=10, choices=Putusan.choices)
    alasan = models.CharField(max_length=400)
    diputus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    diputus_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(putusan__in=["tercatat", "ponsel", "ulang"]), name="bentrok_putusan"
            ),
            models.CheckConstraint(condition=~Q(alasan=""), name="bentrok_beralasan"),
        ]
