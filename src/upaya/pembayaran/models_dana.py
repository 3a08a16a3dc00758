"""Money that arrived for a payment: each transfer as it was noted."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.core.scope import ScopedModel, ScopePath
from upaya.pembayaran.models_rekening import RekeningPembantu


class DanaMasuk(ScopedModel):
    """Money that arrived at the treasurer who pays (Pasal 11A ayat (8) huruf i).

    `kunci` is the key of the form it was entered with: the same form sent twice is one transfer.
    `diminta` is the day of the request that it answers. `batal`: it was noted wrongly, a second
    person agreed, and it counts for nothing any more.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "pembayaran__unit")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    pembayaran = models.ForeignKey(
        "pembayaran.Pembayaran", on_delete=models.PROTECT, related_name="dana_masuk"
    )
    nomor = models.CharField("nomor bukti transfer", max_length=80)
    tanggal = models.DateField("tanggal transfer")
    diminta = models.DateField("tanggal pengajuan dana")
    jumlah = models.BigIntegerField()
    sisa = models.BigIntegerField()  # what is still open after it
    alasan = models.TextField("alasan kurang dari yang diajukan", blank=True)
    kunci = models.UUIDField(unique=True)
    batal = models.BooleanField(default=False)
    # The account that it went to; empty for what was noted before accounts were kept.
    rekening = models.ForeignKey(
        RekeningPembantu, on_delete=models.PROTECT, null=True, related_name="dana"
    )
    dicatat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dicatat_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["pembayaran", "nomor"],
                condition=Q(batal=False),
                name="dana_nomor_sekali",
            ),
            models.CheckConstraint(
                condition=Q(jumlah__gt=0, sisa__gte=0) & (Q(sisa=0) | ~Q(alasan="")),
                name="dana_kurang_beralasan",
            ),
            models.CheckConstraint(condition=~Q(nomor=""), name="dana_bernomor"),
            models.CheckConstraint(
                condition=Q(tanggal__gte=F("diminta")), name="dana_setelah_diminta"
            ),
        ]
