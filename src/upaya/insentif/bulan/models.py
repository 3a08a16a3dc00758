"""The month of a puskesmas, its findings, and who wrote in it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.alur.case import ANSWER_WHOLE, Examination, FindingModel, PartedModel, WriterModel
from upaya.core.scope import ScopePath
from upaya.insentif.bulan.makers import made_by
from upaya.rules.insentif.road import DIAJUKAN, DRAF, EDITABLE, INSENTIF
from upaya.rules.period import Period
from upaya.rules.workflow import Workflow
from upaya.wilayah.models import Unit


class Bagian(models.TextChoices):
    """The parts of a month that somebody fills; findings name one, and reopen just that one."""

    ADMINISTRASI = "administrasi", "Data administrasi"
    PELAYANAN = "pelayanan", "Data pelayanan"
    KEGIATAN = "kegiatan", "Kegiatan petugas"
    JASPEL = "jaspel", "Jaspel"
    BERKAS = "berkas", "Berkas pendukung"


def all_parts() -> list[str]:
    """Every part, open, as in a month's first round."""
    return list(Bagian.values)


class Pengajuan(PartedModel):
    """One month of one puskesmas (Pasal 11A ayat (3)): amounts are whole rupiah.

    `sidik_verifikasi` is the fingerprint of what the puskesmas's team stated to be right.
    """

    workflow: ClassVar[Workflow] = INSENTIF
    page: ClassVar[str] = "insentif:bulan"
    audit_related: ClassVar[tuple[str, ...]] = ("puskesmas",)
    parts: ClassVar[type[models.TextChoices]] = Bagian
    companions: ClassVar[frozenset[str]] = frozenset({Bagian.BERKAS.value})
    editable_states: ClassVar[frozenset[str]] = EDITABLE
    examination: ClassVar[Examination] = Examination(
        frozenset({DIAJUKAN}), "Dinas Kesehatan", "puskesmas", brief="Dinas"
    )
    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "puskesmas", "petugas__petugas__user")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    puskesmas = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="pengajuan")
    periode = models.DateField()  # first day of the month
    bagian_terbuka = models.JSONField(default=all_parts)
    sidik_verifikasi = models.CharField(max_length=64, blank=True)
    # Whether the grid holds what the verified activities of BOK give, with corrections by hand.
    kegiatan_dari_bok = models.BooleanField(default=False)

    penduduk = models.PositiveIntegerField("jumlah penduduk", null=True, blank=True)
    bok_diusulkan = models.BigIntegerField("BOK diusulkan bulan ini", null=True, blank=True)
    bok_diserap = models.BigIntegerField("BOK diserap bulan ini", null=True, blank=True)
    sisa_pagu_bok = models.BigIntegerField("sisa pagu BOK", null=True, blank=True)
    jaspel = models.BigIntegerField("jaspel kapitasi bulan ini", null=True, blank=True)
    jaspel_penerima = models.PositiveIntegerField("penerima jaspel", null=True, blank=True)

    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dibuat_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-periode", "puskesmas"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["puskesmas", "periode"], name="pengajuan_sekali"),
            models.CheckConstraint(condition=Q(periode__day=1), name="pengajuan_awal_bulan"),
            models.CheckConstraint(
                condition=Q(status__in=list(INSENTIF.states)), name="pengajuan_status"
            ),
            models.CheckConstraint(
                condition=(Q(bok_diusulkan=None) | Q(bok_diusulkan__gte=0))
                & (Q(bok_diserap=None) | Q(bok_diserap__gte=0))
                & (Q(sisa_pagu_bok=None) | Q(sisa_pagu_bok__gte=0))
                & (Q(jaspel=None) | Q(jaspel__gte=0)),
                name="pengajuan_tidak_negatif",
            ),
            # Absorbing more than is left is impossible, not merely odd (the pagu is a maximum,
            # Pasal 5).
            models.CheckConstraint(
                condition=Q(sisa_pagu_bok=None)
                | Q(bok_diserap=None)
                | Q(bok_diserap__lte=F("sisa_pagu_bok")),
                name="pengajuan_dalam_pagu_bok",
            ),
            # Whoever judges must have something to judge: past draf nothing of the month is empty.
            models.CheckConstraint(
                condition=Q(status__in=sorted(EDITABLE))
                | Q(
                    penduduk__isnull=False,
                    bok_diusulkan__isnull=False,
                    bok_diserap__isnull=False,
                    jaspel__isnull=False,
                ),
                name="pengajuan_terisi_setelah_draf",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "periode", "puskesmas"], name="pengajuan_papan"),
            models.Index(fields=["periode", "status"], name="pengajuan_nasional"),
            models.Index(fields=["kabupaten", "status"], name="pengajuan_antrean"),
            models.Index(fields=["puskesmas", "status"], name="pengajuan_antrean_unit"),
        ]

    def __str__(self) -> str:
        return f"Insentif UKM {self.period.nama}"

    @property
    def period(self) -> Period:
        """The month as the rules know it."""
        return Period.of(self.periode)

    @property
    def owner_name(self) -> str:
        """The puskesmas."""
        return str(self.puskesmas.nama)

    @property
    def short_name(self) -> str:
        """The month alone."""
        return self.period.nama

    def owner_unit(self) -> int:
        """The puskesmas."""
        return self.puskesmas_id

    @classmethod
    def written_by(cls, user_id: int) -> Q:
        """Whoever wrote in it, and whoever decided what it is computed from."""
        return super().written_by(user_id) | made_by(user_id)

    def deadline_since(self) -> date:
        """A draft counts from the end of its month, every other step from the day it began."""
        return self.period.last_day if self.status == DRAF else super().deadline_since()

    def rules_day(self) -> date:
        """A month is held to the rules of its last day, whenever it is worked on."""
        return self.period.last_day


class Pengisi(WriterModel):
    """Who wrote in a month, and in which round: they may not verify or approve it.

    Huruf e says who verifies, not that it is another person: that is our reading (asumsi).
    """

    scope_path: ClassVar[ScopePath] = ScopePath("pengajuan__kabupaten", "pengajuan__puskesmas")

    pengajuan = models.ForeignKey(Pengajuan, on_delete=models.CASCADE, related_name="pengisi")

    class Meta(WriterModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pengajuan", "user", "round"], name="pengisi_sekali"),
        ]


class Temuan(FindingModel):
    """A finding of the Dinas on one part, with the answer of the puskesmas (huruf f and g)."""

    scope_path: ClassVar[ScopePath] = ScopePath("pengajuan__kabupaten", "pengajuan__puskesmas")

    pengajuan = models.ForeignKey(Pengajuan, on_delete=models.PROTECT, related_name="temuan")
    bagian = models.CharField(max_length=16, choices=Bagian.choices)
    tanggapan = models.TextField("tanggapan puskesmas", blank=True)

    class Meta(FindingModel.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(bagian__in=Bagian.values), name="temuan_bagian"),
            models.CheckConstraint(condition=~Q(uraian=""), name="temuan_beruraian"),
            models.CheckConstraint(
                condition=ANSWER_WHOLE,
                name="temuan_tanggapan_utuh",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["pengajuan", "round"], name="temuan_putaran"),
        ]
