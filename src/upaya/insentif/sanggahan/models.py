"""An officer's objection to the own line of a month, and the answer of the head."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.core.scope import ScopedModel, ScopePath
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.pegawai.models import Petugas


class Pokok(models.TextChoices):
    """Which of the five sentences of the slip it is about, in their order."""

    PUSKESMAS = "puskesmas", "Insentif puskesmas"
    BOBOT = "bobot", "Bobot"
    LAPANGAN = "lapangan", "Kegiatan lapangan"
    MANAJEMEN = "manajemen", "Kegiatan manajemen"
    PAJAK = "pajak", "Pajak"


class Sanggahan(ScopedModel):
    """What an officer objects to, kept for good with its answer: nothing here is ever removed.

    `bagian` is the frozen share it was written against; a month that is sent back and submitted
    again has another one. No text regulates objections: who answers and until when is our reading.
    """

    scope_path: ClassVar[ScopePath] = ScopePath(
        "kabupaten", "pengajuan__puskesmas", "petugas__user"
    )

    class Status(models.TextChoices):
        TERBUKA = "terbuka", "Menunggu jawaban"
        DITERIMA = "diterima", "Diterima, akan dikoreksi"
        DIJELASKAN = "dijelaskan", "Dijelaskan"
        DICABUT = "dicabut", "Dicabut"

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    pengajuan = models.ForeignKey(Pengajuan, on_delete=models.PROTECT, related_name="sanggahan")
    petugas = models.ForeignKey(Petugas, on_delete=models.PROTECT, related_name="sanggahan")
    bagian = models.ForeignKey(
        PerhitunganPetugas, on_delete=models.PROTECT, related_name="sanggahan"
    )
    pokok = models.CharField("yang disanggah", max_length=12, choices=Pokok.choices)
    uraian = models.TextField("isi sanggahan")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.TERBUKA)
    diajukan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    diajukan_pada = models.DateTimeField()
    jawaban = models.TextField(blank=True)
    dijawab_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dijawab_pada = models.DateTimeField(null=True)
    dicabut_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dicabut_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["pengajuan", "petugas"],
                condition=Q(status="terbuka"),
                name="sanggahan_terbuka_sekali",
            ),
            models.CheckConstraint(condition=Q(pokok__in=Pokok.values), name="sanggahan_pokok"),
            models.CheckConstraint(condition=~Q(uraian=""), name="sanggahan_beruraian"),
            models.CheckConstraint(
                condition=Q(
                    status="terbuka",
                    jawaban="",
                    dijawab_oleh=None,
                    dijawab_pada=None,
                    dicabut_oleh=None,
                    dicabut_pada=None,
                )
                | Q(
                    status="dicabut",
                    jawaban="",
                    dijawab_oleh=None,
                    dijawab_pada=None,
                    dicabut_oleh__isnull=False,
                    dicabut_pada__isnull=False,
                )
                | (
                    Q(
                        status__in=["diterima", "dijelaskan"],
                        dijawab_oleh__isnull=False,
                        dijawab_pada__isnull=False,
                        dicabut_oleh=None,
                        dicabut_pada=None,
                    )
                    & ~Q(jawaban="")
                ),
                name="sanggahan_utuh",
            ),
            # A head is an officer too: nobody answers the own objection.
            models.CheckConstraint(
                condition=Q(dijawab_oleh=None) | ~Q(dijawab_oleh=F("diajukan_oleh")),
                name="sanggahan_dijawab_orang_lain",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "status", "diajukan_pada"], name="sanggahan_antrean"),
            models.Index(fields=["petugas", "pengajuan"], name="sanggahan_petugas"),
        ]

    def __str__(self) -> str:
        return f"Sanggahan {self.get_pokok_display().lower()}"

    @property
    def terbuka(self) -> bool:
        """Whether it still waits for an answer."""
        return self.status == self.Status.TERBUKA

    @property
    def tone(self) -> str:
        """Colour beside the status."""
        return _TONES[self.status]


_TONES = {"terbuka": "warn", "diterima": "good", "dijelaskan": "info", "dicabut": "neutral"}
