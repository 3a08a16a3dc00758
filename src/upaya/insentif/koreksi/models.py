"""Corrections of approved months: nothing frozen is rewritten, the difference is paid later."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from upaya.alur.case import WorkflowModel
from upaya.core.models import StoredFile
from upaya.core.scope import ScopedModel, ScopePath
from upaya.core.second import Proposal, proposal_constraints
from upaya.insentif.bulan.makers import made_by
from upaya.insentif.bulan.models import Pengajuan, Pengisi
from upaya.insentif.sanggahan.models import Sanggahan
from upaya.pegawai.models import Petugas
from upaya.rules.insentif import road_koreksi as road
from upaya.rules.workflow import Workflow


class Koreksi(WorkflowModel):
    """One recomputation of an approved month, on its road to whoever decides it.

    `masukan` and `hasil` are as in Perhitungan and never change: what is sent back is withdrawn and
    proposed anew. `selisih` is the sum of the officers' differences against what stood before, in
    rupiah.
    """

    workflow: ClassVar[Workflow] = road.KOREKSI
    page: ClassVar[str] = "koreksi:rinci"
    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "pengajuan__puskesmas")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    pengajuan = models.ForeignKey(Pengajuan, on_delete=models.PROTECT, related_name="koreksi")
    nomor = models.PositiveSmallIntegerField()
    alasan = models.TextField("alasan koreksi")
    masukan = models.JSONField()
    hasil = models.JSONField()
    sidik = models.CharField(max_length=64)
    diketahui_pada = models.DateField()
    selisih = models.BigIntegerField()
    diusulkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    diusulkan_pada = models.DateTimeField()
    diputus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True)
    alasan_putusan = models.TextField(blank=True)
    ditarik_pada = models.DateTimeField(null=True)
    berkas = models.OneToOneField(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    sanggahan = models.ForeignKey(
        Sanggahan, on_delete=models.PROTECT, null=True, related_name="koreksi"
    )
    """The accepted objection that it answers."""

    class Meta:
        ordering: ClassVar = ["pengajuan", "nomor"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pengajuan", "nomor"], name="koreksi_nomor_sekali"),
            models.UniqueConstraint(
                fields=["pengajuan"],
                condition=Q(status__in=road.OPEN),
                name="koreksi_satu_terbuka",
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(road.KOREKSI.states)), name="koreksi_status"
            ),
            models.CheckConstraint(condition=~Q(alasan=""), name="koreksi_beralasan"),
            models.CheckConstraint(
                condition=Q(
                    status__in=road.OPEN, diputus_oleh=None, diputus_pada=None, ditarik_pada=None
                )
                | Q(
                    status=road.DITARIK,
                    diputus_oleh=None,
                    diputus_pada=None,
                    ditarik_pada__isnull=False,
                )
                | (
                    Q(
                        ditarik_pada=None,
                        status__in=[road.DISETUJUI, road.DITOLAK],
                        diputus_oleh__isnull=False,
                        diputus_pada__isnull=False,
                    )
                    & ~Q(diputus_oleh=F("diusulkan_oleh"))
                ),
                name="koreksi_diputus_orang_lain",
            ),
            models.CheckConstraint(
                condition=~Q(status=road.DITOLAK) | ~Q(alasan_putusan=""),
                name="koreksi_tolak_beralasan",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "status"], name="koreksi_antrean"),
        ]

    def __str__(self) -> str:
        return f"Koreksi ke-{self.nomor} {self.pengajuan}"

    @classmethod
    def written_by(cls, user_id: int) -> Q:
        """Whoever proposed it, and whoever prepared the month that it corrects."""
        in_month = Pengisi.objects.filter(pengajuan=OuterRef("pengajuan"), user=user_id)
        return Q(diusulkan_oleh=user_id) | Q(Exists(in_month)) | made_by(user_id, "pengajuan__")

    @property
    def owner_name(self) -> str:
        """The puskesmas."""
        return str(self.pengajuan.puskesmas.nama)

    @property
    def short_name(self) -> str:
        """The month, and which correction of it."""
        return f"{self.pengajuan.period.nama} ke-{self.nomor}"

    def owner_unit(self) -> int:
        """The puskesmas."""
        return self.pengajuan.puskesmas_id

    def rules_day(self) -> date:
        """As the month itself."""
        return self.pengajuan.period.last_day


class SelisihPetugas(ScopedModel):
    """What one officer gets more or less by a correction, in rupiah; never zero."""

    scope_path: ClassVar[ScopePath] = ScopePath(
        "kabupaten", "koreksi__pengajuan__puskesmas", "petugas__user"
    )

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    koreksi = models.ForeignKey(Koreksi, on_delete=models.PROTECT, related_name="baris")
    petugas = models.ForeignKey(Petugas, on_delete=models.PROTECT, related_name="selisih")
    sebelum = models.BigIntegerField()
    sesudah = models.BigIntegerField()
    selisih = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["koreksi", "petugas"], name="selisih_sekali"),
            models.CheckConstraint(
                condition=Q(selisih=F("sesudah") - F("sebelum"))
                & ~Q(selisih=0)
                & Q(sebelum__gte=0, sesudah__gte=0),
                name="selisih_jumlah",
            ),
        ]

    @property
    def uraian(self) -> str:
        """Its name among the parts of a payment; needs the correction with its month loaded."""
        return f"Selisih {self.koreksi.pengajuan.period.nama} (koreksi ke-{self.koreksi.nomor})"


class PelunasanSelisih(ScopedModel):
    """The part of a difference that is settled with a month; gone when its recap is undone.

    A month in which everybody's share is held back settles too, although it has no payment.
    """

    scope_path: ClassVar[ScopePath] = ScopePath(
        "kabupaten", "pengajuan__puskesmas", "bagian__petugas__user"
    )

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    bagian = models.ForeignKey(SelisihPetugas, on_delete=models.PROTECT, related_name="pelunasan")
    pengajuan = models.ForeignKey(Pengajuan, on_delete=models.PROTECT, related_name="+")
    jumlah = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bagian", "pengajuan"], name="pelunasan_sekali"),
            models.CheckConstraint(condition=~Q(jumlah=0), name="pelunasan_tidak_nol"),
        ]


class PenyelesaianSelisih(Proposal):
    """What is to be held back and cannot be, closed otherwise: repaid with proof, or written off.

    `jumlah` is above zero; `nomor` and `tanggal` are those of the receipt or of the decision.
    """

    scope_path: ClassVar[ScopePath] = ScopePath(
        "kabupaten", "bagian__koreksi__pengajuan__puskesmas"
    )

    class Cara(models.TextChoices):
        DIKEMBALIKAN = "dikembalikan", "Dikembalikan petugas"
        DIHAPUSKAN = "dihapuskan", "Dihapuskan dengan keputusan"

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    bagian = models.ForeignKey(
        SelisihPetugas, on_delete=models.PROTECT, related_name="penyelesaian"
    )
    cara = models.CharField(max_length=12, choices=Cara.choices)
    jumlah = models.BigIntegerField()
    nomor = models.CharField("nomor bukti setor atau keputusan", max_length=80)
    tanggal = models.DateField("tanggal bukti atau keputusan")
    berkas = models.OneToOneField(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            *proposal_constraints("penyelesaian"),
            models.CheckConstraint(
                condition=Q(jumlah__gt=0) & ~Q(nomor=""), name="penyelesaian_berbukti"
            ),
            models.CheckConstraint(
                condition=Q(cara__in=["dikembalikan", "dihapuskan"]), name="penyelesaian_cara"
            ),
            models.UniqueConstraint(
                fields=["bagian"],
                condition=Q(status="diusulkan"),
                name="penyelesaian_satu_menunggu",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "status"], name="penyelesaian_antrean"),
        ]
