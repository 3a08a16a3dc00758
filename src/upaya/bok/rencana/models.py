"""Tables of a plan: its versions, and in each only the activities that it writes.

A version holds what it changes. An activity keeps its number (`kunci`) through all versions: the
plan as of a version is, for each number, the youngest row up to it.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from upaya.alur.case import WorkflowModel
from upaya.bok.harga.models import HargaSatuan
from upaya.core.scope import Scope, ScopedModel, ScopedQuerySet, ScopePath
from upaya.rules.bok.road import DITETAPKAN, RENCANA
from upaya.rules.bok.road_dinas import RENCANA_DINAS
from upaya.rules.numbers import MAX_AMOUNT, MAX_COUNT
from upaya.rules.workflow import Workflow
from upaya.wilayah.models import Unit


class PlanRows(ScopedQuerySet[Any]):
    """Plans of puskesmas and of the Dinas stand in one table; each model sees its own."""

    def for_scope(self, scope: Scope) -> Self:
        """Of those that the scope may know of only what its model is about."""
        rows = self.within(scope)
        return rows.filter(**{self.model.jenis_lewat: self.model.jenis_unit})

    def within(self, scope: Scope) -> Self:
        """Of both kinds: for a use case, whose page asked already."""
        return super().for_scope(scope)


class Rencana(WorkflowModel):
    """One version of a puskesmas's plan of a budget year: 0 is Murni, the others Perubahan.

    `penjelasan` explains warnings about the plan as a whole; `alasan` why there is this version.
    """

    workflow: ClassVar[Workflow] = RENCANA
    page: ClassVar[str] = "rencana:rinci"
    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "puskesmas")
    jenis_unit: ClassVar[str] = Unit.Jenis.PUSKESMAS
    jenis_lewat: ClassVar[str] = "puskesmas__jenis"
    objects: ClassVar[Any] = PlanRows.as_manager()

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    puskesmas = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rencana_bok")
    tahun = models.PositiveSmallIntegerField()
    nomor = models.PositiveSmallIntegerField(default=0)
    alasan = models.TextField("alasan perubahan", blank=True)
    penjelasan = models.TextField("penjelasan peringatan", blank=True)
    ditetapkan_pada = models.DateField(null=True)
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dibuat_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-tahun", "puskesmas", "-nomor"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["puskesmas", "tahun", "nomor"], name="rencana_versi_sekali"
            ),
            models.UniqueConstraint(
                fields=["puskesmas", "tahun"],
                condition=~Q(status=DITETAPKAN),
                name="rencana_satu_disusun",
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(RENCANA.states)), name="rencana_status"
            ),
            models.CheckConstraint(
                condition=Q(nomor=0, alasan="") | (Q(nomor__gt=0) & ~Q(alasan="")),
                name="rencana_perubahan_beralasan",
            ),
            models.CheckConstraint(
                condition=Q(status=DITETAPKAN, ditetapkan_pada__isnull=False)
                | (~Q(status=DITETAPKAN) & Q(ditetapkan_pada=None)),
                name="rencana_ditetapkan_utuh",
            ),
        ]

    def __str__(self) -> str:
        return f"Rencana BOK {self.short_name}"

    @property
    def owner_name(self) -> str:
        """The puskesmas."""
        return str(self.puskesmas.nama)

    @property
    def versi_kata(self) -> str:
        """Its version as people call it."""
        return f"Perubahan {self.nomor}" if self.nomor else "Murni"

    @property
    def versi_dan_status(self) -> str:
        """The version and how far it is: "Murni, ditetapkan"."""
        return f"{self.versi_kata}, {self.state.label.lower()}"

    @property
    def short_name(self) -> str:
        """The year and the version."""
        return f"{self.tahun} {self.versi_kata}"

    @classmethod
    def written_by(cls, user_id: int) -> Q:
        """Whoever began this version, or wrote in it."""
        rows = KegiatanRencana.objects.filter(rencana=OuterRef("pk"), ditulis_oleh=user_id)
        return Q(dibuat_oleh=user_id) | Q(Exists(rows))

    def owner_unit(self) -> int:
        """The puskesmas."""
        return self.puskesmas_id

    @property
    def akhir_tahun(self) -> date:
        """The day whose rules hold for the year as a whole."""
        return date(self.tahun, 12, 31)


def no_months() -> list[int]:
    """No month yet."""
    return []


class KegiatanRencana(ScopedModel):
    """An activity as one version writes it; `dihapus` takes it out from that version on."""

    scope_path: ClassVar[ScopePath] = ScopePath("rencana__kabupaten", "rencana__puskesmas")
    jenis_unit: ClassVar[str] = Unit.Jenis.PUSKESMAS
    jenis_lewat: ClassVar[str] = "rencana__puskesmas__jenis"
    objects: ClassVar[Any] = PlanRows.as_manager()

    class Cara(models.TextChoices):
        LURING = "luring", "Luring"
        DARING = "daring", "Daring"
        GABUNGAN = "gabungan", "Gabungan luring dan daring"

    class Lokakarya(models.TextChoices):
        BUKAN = "", "Bukan lokakarya mini"
        BULANAN = "bulanan", "Lokakarya mini bulanan"
        TRIBULANAN = "tribulanan", "Lokakarya mini tribulanan"

    rencana = models.ForeignKey(Rencana, on_delete=models.PROTECT, related_name="kegiatan")
    kunci = models.PositiveIntegerField()
    versi = models.PositiveIntegerField(default=1)
    dihapus = models.BooleanField(default=False)
    menu = models.CharField("kegiatan menu", max_length=32)
    nama = models.CharField("nama kegiatan", max_length=200)
    tujuan = models.CharField("tujuan", max_length=300, blank=True)
    sasaran = models.CharField("kelompok sasaran", max_length=160, blank=True)
    jumlah_sasaran = models.PositiveIntegerField("banyaknya sasaran", default=0)
    target = models.CharField("target", max_length=160, blank=True)
    lokasi = models.CharField("tempat", max_length=160, blank=True)
    desa = models.CharField("desa", max_length=120, blank=True)
    pelaksana = models.CharField("penanggung jawab", max_length=160, blank=True)
    mitra = models.CharField("mitra kerja", max_length=160, blank=True)
    sumber_daya = models.CharField("sumber daya", max_length=200, blank=True)
    indikator = models.CharField("indikator", max_length=200, blank=True)
    cara = models.CharField("cara", max_length=8, choices=Cara.choices, default=Cara.LURING)
    lokakarya = models.CharField(
        "lokakarya mini", max_length=12, choices=Lokakarya.choices, blank=True
    )
    bulan = models.JSONField(default=no_months)
    kali = models.PositiveSmallIntegerField("berapa kali sebulan", default=1)
    penjelasan = models.TextField("penjelasan peringatan", blank=True)
    ditulis_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ditulis_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["kunci", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rencana", "kunci"], name="kegiatan_versi_sekali"),
            models.CheckConstraint(
                condition=Q(cara__in=["luring", "daring", "gabungan"]), name="kegiatan_cara"
            ),
            models.CheckConstraint(
                condition=Q(lokakarya__in=["", "bulanan", "tribulanan"]), name="kegiatan_lokakarya"
            ),
            models.CheckConstraint(
                condition=Q(kali__range=(1, 31), jumlah_sasaran__lte=MAX_COUNT),
                name="kegiatan_batas",
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class RencanaDinas(Rencana):
    """The same of what the Dinas itself spends (`puskesmas` is the Dinas), on a road of its own."""

    workflow: ClassVar[Workflow] = RENCANA_DINAS
    page: ClassVar[str] = "rencana_dinas:rinci"
    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")
    jenis_unit: ClassVar[str] = Unit.Jenis.DINAS

    class Meta:
        proxy = True
        ordering: ClassVar = ["-tahun", "puskesmas", "-nomor"]

    @property
    def owner_name(self) -> str:
        """Each district has one Dinas: nobody has to be told."""
        return ""

    @property
    def full_name(self) -> str:
        """Its name among other cases."""
        return f"Rencana BOK Dinas {self.short_name}"


class KegiatanDinas(KegiatanRencana):
    """An activity in a plan of the Dinas."""

    scope_path: ClassVar[ScopePath] = ScopePath("rencana__kabupaten")
    jenis_unit: ClassVar[str] = Unit.Jenis.DINAS

    class Meta:
        proxy = True
        ordering: ClassVar = ["kunci", "pk"]


class RincianRencana(ScopedModel):
    """A line of money of an activity: up to four volumes, each with its unit, times a price."""

    scope_path: ClassVar[ScopePath] = ScopePath(
        "kegiatan__rencana__kabupaten", "kegiatan__rencana__puskesmas"
    )

    kegiatan = models.ForeignKey(KegiatanRencana, on_delete=models.CASCADE, related_name="rincian")
    urutan = models.PositiveSmallIntegerField()
    belanja = models.CharField(max_length=1)
    uraian = models.CharField(max_length=200)
    harga = models.ForeignKey(HargaSatuan, on_delete=models.PROTECT, related_name="+")
    harga_satuan = models.BigIntegerField()
    satuan = models.CharField(max_length=40)
    volume = models.JSONField()

    class Meta:
        ordering: ClassVar = ["urutan", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kegiatan", "urutan"], name="rincian_sekali"),
            models.CheckConstraint(
                condition=Q(harga_satuan__range=(0, MAX_AMOUNT)), name="rincian_harga"
            ),
        ]
