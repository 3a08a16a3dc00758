"""Tables of reports: an activity as it was carried out, and who was there on which day."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from upaya.alur.case import WorkflowModel
from upaya.bok.rencana.models import KegiatanRencana
from upaya.core.models import WorkflowLog
from upaya.core.scope import ScopedModel, ScopePath
from upaya.pegawai.models import Petugas
from upaya.rules.bok.road import DILAPORKAN, DIVERIFIKASI, REALISASI
from upaya.rules.numbers import MAX_COUNT
from upaya.rules.period import Period
from upaya.rules.workflow import Workflow
from upaya.wilayah.models import Unit

OTHERS = ("kader", "lintas_sektor", "mahasiswa", "narasumber", "tracer")
"""Who takes part beside officers, counted by kind."""


class Pelaksanaan(WorkflowModel):
    """One report of one planned activity in one month.

    Menu line, its place and its kind are frozen when the report begins; `kunci` is the number of
    the activity through all versions of the plan.
    """

    workflow: ClassVar[Workflow] = REALISASI
    page: ClassVar[str] = "realisasi:rinci"
    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "puskesmas")

    class Sifat(models.TextChoices):
        LAPANGAN = "lapangan", "Lapangan"
        MANAJEMEN = "manajemen", "Manajemen"
        LAIN = "", "Tidak dihitung"

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    puskesmas = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="kegiatan_bok")
    kegiatan = models.ForeignKey(
        KegiatanRencana, on_delete=models.PROTECT, related_name="pelaksanaan"
    )
    periode = models.DateField()
    kunci = models.PositiveIntegerField()
    menu = models.CharField(max_length=32)
    urutan = models.PositiveSmallIntegerField()
    sifat = models.CharField(max_length=12, choices=Sifat.choices, blank=True)
    nama = models.CharField(max_length=200)
    versi = models.PositiveIntegerField(default=1)
    desa = models.CharField("desa", max_length=120, blank=True)
    hasil = models.TextField("hasil kegiatan", blank=True)
    kader = models.PositiveIntegerField("kader", default=0)
    lintas_sektor = models.PositiveIntegerField("lintas sektor", default=0)
    mahasiswa = models.PositiveIntegerField("mahasiswa", default=0)
    narasumber = models.PositiveIntegerField("narasumber", default=0)
    tracer = models.PositiveIntegerField("tracer", default=0)
    ditulis_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ditulis_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-periode", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(periode__day=1), name="pelaksanaan_awal_bulan"),
            models.CheckConstraint(
                condition=Q(status__in=list(REALISASI.states)), name="pelaksanaan_status"
            ),
            models.CheckConstraint(
                condition=Q(sifat__in=["lapangan", "manajemen", ""]), name="pelaksanaan_sifat"
            ),
            # Whoever judges must have something to judge.
            models.CheckConstraint(
                condition=~Q(status__in=[DILAPORKAN, DIVERIFIKASI]) | ~Q(hasil=""),
                name="pelaksanaan_berhasil",
            ),
            models.CheckConstraint(
                condition=Q(**{f"{name}__lte": MAX_COUNT for name in OTHERS}),
                name="pelaksanaan_batas",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["puskesmas", "periode", "status"], name="pelaksanaan_bulan"),
            models.Index(fields=["kabupaten", "status"], name="pelaksanaan_antrean"),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def period(self) -> Period:
        """The month as the rules know it."""
        return Period.of(self.periode)

    @classmethod
    def written_by(cls, user_id: int) -> Q:
        """Whoever wrote it, or reported it in any round."""
        reported = WorkflowLog.objects.filter(
            workflow=REALISASI.name, subject_id=OuterRef("pk"), move="laporkan", actor=user_id
        )
        return Q(ditulis_oleh=user_id) | Q(Exists(reported))

    @property
    def owner_name(self) -> str:
        """The puskesmas."""
        return str(self.puskesmas.nama)

    @property
    def short_name(self) -> str:
        """The activity and its month."""
        return f"{self.nama}, {self.period.nama}"

    def owner_unit(self) -> int:
        """The puskesmas."""
        return self.puskesmas_id


class Kehadiran(ScopedModel):
    """An officer at an activity on a day."""

    scope_path: ClassVar[ScopePath] = ScopePath(
        "pelaksanaan__kabupaten", "pelaksanaan__puskesmas", "petugas__user"
    )

    pelaksanaan = models.ForeignKey(Pelaksanaan, on_delete=models.CASCADE, related_name="hadir")
    petugas = models.ForeignKey(Petugas, on_delete=models.PROTECT, related_name="+")
    tanggal = models.DateField()

    class Meta:
        ordering: ClassVar = ["tanggal", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["pelaksanaan", "petugas", "tanggal"], name="kehadiran_sekali"
            ),
        ]


class PesertaLain(ScopedModel):
    """Somebody beside the officers who took part, by name: a kader, a guest of another sector."""

    scope_path: ClassVar[ScopePath] = ScopePath("pelaksanaan__kabupaten", "pelaksanaan__puskesmas")

    pelaksanaan = models.ForeignKey(Pelaksanaan, on_delete=models.CASCADE, related_name="peserta")
    jenis = models.CharField(max_length=16)
    urutan = models.PositiveSmallIntegerField()
    nama = models.CharField("nama", max_length=120)

    class Meta:
        ordering: ClassVar = ["jenis", "urutan", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["pelaksanaan", "jenis", "urutan"], name="peserta_sekali"
            ),
            models.CheckConstraint(
                condition=Q(jenis__in=list(OTHERS)) & ~Q(nama=""), name="peserta_jenis"
            ),
        ]

    def __str__(self) -> str:
        return self.nama
