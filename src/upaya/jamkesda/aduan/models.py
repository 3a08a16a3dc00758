"""Tables of what citizens send: complaints, questions, and the five answers on a letter."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.core import clock
from upaya.core.crypto import EncryptedTextField
from upaya.core.deadline import Tenggat
from upaya.core.models import StoredFile
from upaya.core.public import Public
from upaya.core.scope import ScopedModel, ScopePath
from upaya.jamkesda.ppk.models import Ppk
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.wilayah.models import Unit

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_HALF = 4


def new_tiket() -> str:
    """A fresh ticket, "AD-7KXQ-22MB": who holds it reads the answer, so it is drawn at random."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(2 * _HALF))
    return f"AD-{drawn[:_HALF]}-{drawn[_HALF:]}"


class UmpanBalik(ScopedModel):
    """What the holder of a letter says of the care: once for each letter, never changed.

    It belongs to the UPT: a PPK that saw single answers would know who gave them.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "upt")
    # Its mark leaves in counts alone (umum.statistik).
    public: ClassVar[Public | None] = Public(rows=Q(), fields=("id", "surat_id", "nilai"))

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    upt = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    surat = models.OneToOneField(SuratJaminan, on_delete=models.PROTECT, related_name="umpan")
    dilayani = models.BooleanField("dilayani dengan baik")
    diminta_bayar = models.BooleanField("diminta membayar")
    obat_diresepkan = models.BooleanField("obat diresepkan")
    obat_diterima = models.BooleanField("obat diterima semua")
    nilai = models.PositiveSmallIntegerField("nilai")
    pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(nilai__range=(1, 5)), name="umpan_nilai"),
            models.CheckConstraint(
                condition=Q(obat_diresepkan=True) | Q(obat_diterima=False), name="umpan_obat"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["kabupaten", "pada"], name="umpan_bulan")]

    def __str__(self) -> str:
        return f"Tanggapan atas surat jaminan {self.surat_id}"


class Aduan(ScopedModel):
    """A complaint or a question with its ticket, and the answer that whoever holds it reads.

    `tantangan` is what is kept of the challenge it answered (None for what a feedback opened);
    `umpan` the feedback that says somebody was asked to pay. `batas` is the day until which an
    answer was promised when it came in.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "upt")
    public: ClassVar[Public | None] = Public(
        rows=Q(),
        fields=("id", "jenis", "status", "masuk_pada", "batas", "jawaban", "dijawab_pada"),
        compared=("kabupaten", "tiket"),
    )

    class Jenis(models.TextChoices):
        ADUAN = "aduan", "Pengaduan"
        PERTANYAAN = "pertanyaan", "Pertanyaan"
        BAYAR = "bayar", "Diminta membayar"

    class Status(models.TextChoices):
        BARU = "baru", "Menunggu jawaban"
        DIJAWAB = "dijawab", "Dijawab"

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    upt = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    tiket = models.CharField("nomor tiket", max_length=16, unique=True, default=new_tiket)
    tantangan = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - unique only where there was one
    jenis = models.CharField("jenis", max_length=12, choices=Jenis.choices)
    ppk = models.ForeignKey(Ppk, on_delete=models.PROTECT, null=True, related_name="+")
    umpan = models.OneToOneField(
        UmpanBalik, on_delete=models.PROTECT, null=True, related_name="aduan"
    )
    nama = EncryptedTextField("nama", blank=True)
    kontak = EncryptedTextField("nomor telepon atau surel", blank=True)
    uraian = EncryptedTextField("isi")
    lampiran = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    masuk_pada = models.DateTimeField()
    batas = models.DateField("dijawab paling lambat")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.BARU)
    jawaban = models.TextField("jawaban", blank=True)
    dijawab_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dijawab_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(jenis__in=["aduan", "pertanyaan"], umpan=None)
                | Q(jenis="bayar", umpan__isnull=False),
                name="aduan_jenis",
            ),
            models.CheckConstraint(
                condition=Q(status="baru", jawaban="", dijawab_oleh=None, dijawab_pada=None)
                | (
                    Q(status="dijawab", dijawab_oleh__isnull=False, dijawab_pada__isnull=False)
                    & ~Q(jawaban="")
                ),
                name="aduan_jawaban_utuh",
            ),
            models.CheckConstraint(
                condition=Q(dijawab_pada=None) | Q(dijawab_pada__gte=F("masuk_pada")),
                name="aduan_urut_waktu",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "status", "batas"], name="aduan_antrean"),
            models.Index(fields=["kabupaten", "masuk_pada"], name="aduan_bulan"),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.tiket}"

    @property
    def audit_name(self) -> str:
        """The kind alone: whoever knows the ticket reads the answer."""
        return f"{self.get_jenis_display()} {self.pk}"

    @property
    def terbuka(self) -> bool:
        """Whether it waits for its answer."""
        return self.status == self.Status.BARU

    @property
    def tenggat(self) -> Tenggat:
        """Until when an answer was promised."""
        return Tenggat(self.batas, clock.working_days_left(self.batas), pasti=True)
