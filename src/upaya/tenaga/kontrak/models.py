"""Tables of contracts, of the members and outputs of a team's, and of warnings that were sent."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.alur.case import WorkflowModel
from upaya.core.scope import ScopedModel, ScopePath
from upaya.pegawai.models import Petugas
from upaya.rules.numbers import MAX_AMOUNT
from upaya.rules.period import Period, tanggal
from upaya.rules.tenaga.road import KONTRAK
from upaya.rules.workflow import Workflow
from upaya.tenaga.formasi.models import Calon, Formasi
from upaya.wilayah.models import Unit


class Kontrak(WorkflowModel):
    """A contract (Pasal 11 ayat (3) huruf f angka 5 and 7); `honor` and `jkn` whole rupiah a month.

    `upah` is what the decree says, with its sen. `petugas` is the worker, or who leads a team and
    signs for it. `berakhir` is the last day of one that was ended before its term.
    """

    workflow: ClassVar[Workflow] = KONTRAK
    page: ClassVar[str] = "kontrak:rinci"
    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "puskesmas", "petugas__user")
    audit_related: ClassVar[tuple[str, ...]] = ("petugas", "puskesmas")

    class Pihak(models.TextChoices):
        PERORANGAN = "perorangan", "Perorangan"
        TIM = "tim", "Tim"
        LEMBAGA = "lembaga", "Lembaga"

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    puskesmas = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="kontrak")
    formasi = models.ForeignKey(Formasi, on_delete=models.PROTECT, related_name="kontrak")
    calon = models.ForeignKey(Calon, on_delete=models.PROTECT, null=True, related_name="kontrak")
    petugas = models.ForeignKey(Petugas, on_delete=models.PROTECT, related_name="kontrak")
    pihak = models.CharField("pihak kedua", max_length=12, choices=Pihak.choices)
    nama_pihak = models.CharField("nama tim atau lembaga", max_length=160, blank=True)
    mulai = models.DateField("berlaku mulai")
    sampai = models.DateField("berlaku sampai")
    berakhir = models.DateField("hari terakhir", null=True)
    upah = models.DecimalField("honor menurut keputusan", max_digits=14, decimal_places=2)
    dasar_upah = models.CharField("keputusan yang menetapkannya", max_length=200)
    honor = models.BigIntegerField("honor sebulan")
    jkn = models.BigIntegerField("iuran JKN bagian pemberi kerja sebulan")
    pendapatan_lain = models.TextField("pendapatan lain yang sah", blank=True)
    kerangka = models.TextField("kerangka acuan dan uraian tugas")
    sebelumnya = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="perpanjangan"
    )
    alasan = models.TextField("alasan perpanjangan", blank=True)
    disusun_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    disusun_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-mulai", "-pk"]
        constraints: ClassVar = [
            # Overlap in general is refused by services under a lock on the formation; this is the
            # part that both databases can express.
            models.UniqueConstraint(
                fields=["formasi", "mulai"], condition=~Q(status="batal"), name="kontrak_sekali"
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(KONTRAK.states)), name="kontrak_status"
            ),
            models.CheckConstraint(
                condition=Q(pihak="perorangan", nama_pihak="", honor__gt=0)
                | (Q(pihak__in=["tim", "lembaga"], honor=0, jkn=0) & ~Q(nama_pihak="")),
                name="kontrak_pihak",
            ),
            models.CheckConstraint(
                condition=Q(sampai__gte=F("mulai"), jkn__gte=0, upah__gte=0, honor__lte=MAX_AMOUNT),
                name="kontrak_masa",
            ),
            models.CheckConstraint(
                condition=Q(status="diakhiri", berakhir__gte=F("mulai"), berakhir__lte=F("sampai"))
                | (~Q(status="diakhiri") & Q(berakhir=None)),
                name="kontrak_diakhiri",
            ),
            models.CheckConstraint(
                condition=Q(sebelumnya=None) | ~Q(alasan=""), name="kontrak_perpanjangan"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "status", "sampai"], name="kontrak_masa_berlaku"),
            models.Index(fields=["puskesmas", "status"], name="kontrak_unit"),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def owner_name(self) -> str:
        """The puskesmas."""
        return str(self.puskesmas.nama)

    @property
    def short_name(self) -> str:
        """Who it is with, and from when."""
        return f"{self.nama_pihak or self.petugas.nama}, mulai {tanggal(self.mulai)}"

    def owner_unit(self) -> int:
        """The puskesmas."""
        return self.puskesmas_id

    @property
    def tim(self) -> bool:
        """Whether it is paid by output."""
        return bool(self.pihak != self.Pihak.PERORANGAN)

    @property
    def akhir(self) -> date:
        """The last day that counts."""
        return self.berakhir or self.sampai

    def months(self) -> list[Period]:
        """The months that it touches."""
        found = [Period.of(self.mulai)]
        while found[-1] < Period.of(self.akhir):
            found.append(found[-1].next())
        return found

    @property
    def biaya(self) -> int:
        """What it costs at most: the honour and the employer's JKN of every month, rupiah."""
        return (self.honor + self.jkn) * len(self.months())


class AnggotaTim(ScopedModel):
    """A member of a team with their part of what it is paid; the parts are weights."""

    scope_path: ClassVar[ScopePath] = ScopePath("kontrak__kabupaten", "kontrak__puskesmas")

    kontrak = models.ForeignKey(Kontrak, on_delete=models.CASCADE, related_name="anggota")
    petugas = models.ForeignKey(Petugas, on_delete=models.PROTECT, related_name="+")
    peran = models.CharField("peran dalam tim", max_length=80)
    bagian = models.PositiveSmallIntegerField("bagian")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kontrak", "petugas"], name="anggota_sekali"),
        ]

    def __str__(self) -> str:
        return str(self.petugas.nama)


class Keluaran(ScopedModel):
    """An output of a team's terms of reference and its price, whole rupiah a unit."""

    scope_path: ClassVar[ScopePath] = ScopePath("kontrak__kabupaten", "kontrak__puskesmas")

    kontrak = models.ForeignKey(Kontrak, on_delete=models.CASCADE, related_name="keluaran")
    uraian = models.CharField("keluaran", max_length=160)
    satuan = models.CharField("satuan", max_length=40)
    harga = models.BigIntegerField("harga satuan")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kontrak", "uraian"], name="keluaran_sekali"),
            models.CheckConstraint(
                condition=Q(harga__gt=0, harga__lte=MAX_AMOUNT) & ~Q(uraian=""),
                name="keluaran_berharga",
            ),
        ]

    def __str__(self) -> str:
        return self.uraian


class Peringatan(ScopedModel):
    """That people were told, `tahap` days before, that a contract or a STRA ends on `berakhir`."""

    scope_path: ClassVar[ScopePath] = ScopePath("kontrak__kabupaten", "kontrak__puskesmas")

    class Hal(models.TextChoices):
        KONTRAK = "kontrak", "Perjanjian kerja"
        STRA = "stra", "STRA"

    kontrak = models.ForeignKey(Kontrak, on_delete=models.PROTECT, related_name="peringatan")
    hal = models.CharField(max_length=8, choices=Hal.choices)
    berakhir = models.DateField()
    tahap = models.PositiveSmallIntegerField()
    penerima = models.PositiveSmallIntegerField()
    pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kontrak", "hal", "berakhir", "tahap"], name="peringatan_sekali"
            ),
            models.CheckConstraint(condition=Q(hal__in=["kontrak", "stra"]), name="peringatan_hal"),
        ]
