"""Tables of months of work: targets, attendance, and the honour as it was frozen."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.alur.case import WorkflowModel
from upaya.core.scope import ScopedModel, ScopePath
from upaya.rules.numbers import MAX_AMOUNT
from upaya.rules.period import Period
from upaya.rules.tenaga.honor import KETERANGAN
from upaya.rules.tenaga.road import BERHITUNG, BULAN
from upaya.rules.workflow import Workflow
from upaya.tenaga.kontrak.models import Kontrak
from upaya.wilayah.models import Unit

_PERSON = "kontrak__petugas__user"


class BulanKerja(WorkflowModel):
    """A month of work under a contract; `honor` is whole rupiah, empty until it was verified."""

    workflow: ClassVar[Workflow] = BULAN
    page: ClassVar[str] = "bulan_kerja:rinci"
    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "puskesmas", _PERSON)
    audit_related: ClassVar[tuple[str, ...]] = ("kontrak__petugas", "puskesmas")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    puskesmas = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="bulan_kerja")
    kontrak = models.ForeignKey(Kontrak, on_delete=models.PROTECT, related_name="bulan")
    periode = models.DateField()
    versi = models.PositiveIntegerField(default=1)
    laporan = models.TextField("laporan pekerjaan", blank=True)
    kendala = models.TextField("kendala", blank=True)
    si_sdm = models.CharField("rujukan penilaian SI SDM", max_length=80, blank=True)
    catatan = models.TextField("catatan penilaian", blank=True)
    honor = models.BigIntegerField(null=True)
    dibuka_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dibuka_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-periode", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kontrak", "periode"], name="bulan_kerja_sekali"),
            models.CheckConstraint(condition=Q(periode__day=1), name="bulan_kerja_awal"),
            models.CheckConstraint(
                condition=Q(status__in=list(BULAN.states)), name="bulan_kerja_status"
            ),
            # An honour stands as long as the month is counted, and only then.
            models.CheckConstraint(
                condition=Q(status__in=BERHITUNG, honor__gte=0, honor__lte=MAX_AMOUNT)
                | (~Q(status__in=BERHITUNG) & Q(honor=None)),
                name="bulan_kerja_honor",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["dinilai", *BERHITUNG]) | ~Q(si_sdm=""),
                name="bulan_kerja_dinilai",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "status", "periode"], name="bulan_kerja_antrean"),
            models.Index(fields=["puskesmas", "periode"], name="bulan_kerja_unit"),
        ]

    def __str__(self) -> str:
        return self.short_name

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
        """Who worked, and in which month."""
        contract = self.kontrak
        return f"{contract.nama_pihak or contract.petugas.nama}, {self.period.nama}"

    def owner_unit(self) -> int:
        """The puskesmas."""
        return self.puskesmas_id


class Target(ScopedModel):
    """A written target of a month: asked for, reported by the worker, accepted by the head."""

    scope_path: ClassVar[ScopePath] = ScopePath(
        "bulan__kabupaten", "bulan__puskesmas", f"bulan__{_PERSON}"
    )

    bulan = models.ForeignKey(BulanKerja, on_delete=models.CASCADE, related_name="target")
    urutan = models.PositiveSmallIntegerField()
    indikator = models.CharField("indikator", max_length=160)
    satuan = models.CharField("satuan", max_length=40)
    target = models.DecimalField("target", max_digits=12, decimal_places=2)
    bobot = models.PositiveSmallIntegerField("bobot")
    bukti = models.CharField("bukti yang diminta", max_length=160)
    harga = models.BigIntegerField(null=True)
    capaian = models.DecimalField("capaian", max_digits=12, decimal_places=2, null=True)
    keterangan = models.CharField("letak bukti", max_length=200, blank=True)
    dinilai = models.DecimalField("diterima", max_digits=12, decimal_places=2, null=True)

    class Meta:
        ordering: ClassVar = ["urutan", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bulan", "urutan"], name="target_sekali"),
            models.CheckConstraint(
                condition=Q(target__gt=0, bobot__gte=1, bobot__lte=100)
                & ~Q(indikator="")
                & ~Q(bukti=""),
                name="target_isi",
            ),
            # The head accepts at most what was reported.
            models.CheckConstraint(
                condition=Q(dinilai=None) | Q(dinilai__gte=0, dinilai__lte=F("capaian")),
                name="target_dinilai",
            ),
        ]

    def __str__(self) -> str:
        return self.indikator


class Absen(ScopedModel):
    """What the attendance says of a day."""

    scope_path: ClassVar[ScopePath] = ScopePath(
        "bulan__kabupaten", "bulan__puskesmas", f"bulan__{_PERSON}"
    )

    bulan = models.ForeignKey(BulanKerja, on_delete=models.CASCADE, related_name="absen")
    tanggal = models.DateField()
    keterangan = models.CharField(max_length=20, choices=[(one, one) for one in KETERANGAN])

    class Meta:
        ordering: ClassVar = ["tanggal", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bulan", "tanggal"], name="absen_sekali"),
            models.CheckConstraint(
                condition=Q(keterangan__in=list(KETERANGAN)), name="absen_keterangan"
            ),
        ]


class HonorBeku(ScopedModel):
    """The honour of a month as verified, with all that it was computed from; never changed."""

    scope_path: ClassVar[ScopePath] = ScopePath(
        "bulan__kabupaten", "bulan__puskesmas", f"bulan__{_PERSON}"
    )

    bulan = models.OneToOneField(BulanKerja, on_delete=models.PROTECT, related_name="beku")
    honor = models.BigIntegerField()
    capaian = models.DecimalField(max_digits=7, decimal_places=4)
    masukan = models.JSONField()
    hasil = models.JSONField()
    sidik = models.CharField(max_length=64)
    dihitung_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dihitung_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(honor__gte=0, capaian__gte=0, capaian__lte=100), name="honor_beku_batas"
            ),
        ]
