"""Tables of the review: the seed of a period, the way of each claim, what a provider answers."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from upaya.core.columns import BulkJSONField
from upaya.core.crypto import EncryptedTextField
from upaya.core.models import StoredFile
from upaya.core.scope import ScopedModel, ScopePath
from upaya.jamkesda.klaim.models import Klaim
from upaya.rules.jamkesda.alasan import ALASAN
from upaya.rules.jamkesda.telaah import ATURAN, BERTANDA, BESAR, JALUR, ULANG, UNDIAN


class UndianPeriode(ScopedModel):
    """The seed of a district's month, drawn once when its first claim comes.

    The seed lies sealed until the month is over; its fingerprint is in the audit from the first
    moment, so that no other seed can take its place.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    periode = models.DateField()
    benih = EncryptedTextField()
    komitmen = models.CharField(max_length=64)
    dibuka_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-periode", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kabupaten", "periode"], name="undian_periode_sekali"),
            models.CheckConstraint(
                condition=~Q(komitmen="") & Q(periode__day=1), name="undian_periode_bulan"
            ),
        ]

    def __str__(self) -> str:
        return f"Undian {self.periode:%Y-%m}"

    def terbuka(self, day: date) -> bool:
        """Whether the month is over, so that the seed may be read."""
        return (day.year, day.month) > (self.periode.year, self.periode.month)


class Saringan(ScopedModel):
    """Which way a claim took when it was sent, and by which rule; written once, by the rule.

    `angka` is its draw where it took part. No person stands here: nobody decided.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("klaim__kabupaten", "klaim__unit")

    klaim = models.OneToOneField(Klaim, on_delete=models.PROTECT, related_name="saringan")
    jalur = models.CharField(max_length=10, choices=list(JALUR.items()))
    undian = models.ForeignKey(
        UndianPeriode, on_delete=models.PROTECT, null=True, related_name="klaim"
    )
    angka = models.PositiveIntegerField(null=True)
    # The parameters as they were read: key, value, article and source of each.
    aturan = BulkJSONField()
    versi = models.CharField(max_length=8)
    pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(jalur__in=list(JALUR)), name="saringan_jalur"),
            models.CheckConstraint(
                condition=Q(jalur__in=[ATURAN, UNDIAN], undian__isnull=False, angka__isnull=False)
                | Q(jalur__in=[BESAR, BERTANDA, ULANG], undian=None, angka=None),
                name="saringan_diundi",
            ),
        ]


class PengajuanUlang(ScopedModel):
    """A claim that comes in place of one that was refused; the former stays as it was."""

    scope_path: ClassVar[ScopePath] = ScopePath("baru__kabupaten", "baru__unit")

    lama = models.OneToOneField(Klaim, on_delete=models.PROTECT, related_name="diulang")
    baru = models.OneToOneField(Klaim, on_delete=models.PROTECT, related_name="pengganti")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(lama=models.F("baru")), name="ulang_klaim_lain"),
        ]


class Pesan(ScopedModel):
    """A word on a cause of a claim: the provider's answer, or the verifier's to it."""

    scope_path: ClassVar[ScopePath] = ScopePath("klaim__kabupaten", "klaim__unit")

    klaim = models.ForeignKey(Klaim, on_delete=models.PROTECT, related_name="pesan")
    alasan = models.CharField(max_length=4)
    # The line the cause stands on, 0 for the whole claim.
    baris = models.PositiveIntegerField(default=0)
    isi = models.TextField()
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(alasan__in=list(ALASAN)) & ~Q(isi=""), name="pesan_klaim_beralasan"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["klaim", "id"], name="pesan_klaim")]


class Keberatan(ScopedModel):
    """A provider objects to what was decided of its claim; another verifier answers once."""

    class Status(models.TextChoices):
        """Where it stands."""

        DIAJUKAN = "diajukan", "menunggu jawaban"
        DITERIMA = "diterima", "diterima, klaim diperiksa lagi"
        DITOLAK = "ditolak", "ditolak"

    scope_path: ClassVar[ScopePath] = ScopePath("klaim__kabupaten", "klaim__unit")

    klaim = models.ForeignKey(Klaim, on_delete=models.PROTECT, related_name="keberatan")
    isi = models.TextField()
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DIAJUKAN)
    jawaban = models.TextField(blank=True)
    diajukan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    diajukan_pada = models.DateTimeField()
    dijawab_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dijawab_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["klaim"], condition=Q(status="diajukan"), name="keberatan_satu_terbuka"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["diajukan", "diterima", "ditolak"]),
                name="keberatan_status",
            ),
            models.CheckConstraint(
                condition=Q(status="diajukan", dijawab_oleh=None, dijawab_pada=None, jawaban="")
                | (
                    Q(
                        status__in=["diterima", "ditolak"],
                        dijawab_oleh__isnull=False,
                        dijawab_pada__isnull=False,
                    )
                    & ~Q(jawaban="")
                ),
                name="keberatan_dijawab_utuh",
            ),
            models.CheckConstraint(condition=~Q(isi=""), name="keberatan_beralasan"),
            models.CheckConstraint(
                condition=Q(dijawab_oleh=None) | ~Q(dijawab_oleh=models.F("diajukan_oleh")),
                name="keberatan_orang_lain",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["klaim", "status"], name="keberatan_klaim")]

    def __str__(self) -> str:
        return f"Keberatan atas {self.klaim}"
