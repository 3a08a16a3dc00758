"""Tables of need, formation and selection."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from upaya.core.crypto import EncryptedTextField
from upaya.core.scope import ScopedModel, ScopePath
from upaya.pegawai.models import Pendidikan
from upaya.wilayah.models import Unit


class Jenis(models.TextChoices):
    """The seven kinds of Pasal 11 ayat (3) huruf f angka 1, and work that a team is hired for."""

    PROMKES = "promkes", "Tenaga promosi kesehatan dan ilmu perilaku"
    SANITASI = "sanitasi", "Tenaga sanitasi lingkungan"
    NUTRISIONIS = "nutrisionis", "Tenaga nutrisionis"
    EPIDEMIOLOGI = "epidemiologi", "Tenaga epidemiologi"
    ATLM = "atlm", "Ahli teknologi laboratorium medik"
    APOTEKER = "apoteker", "Apoteker"
    KEUANGAN = "keuangan", "Tenaga administrasi keuangan"
    TIM = "tim", "Tim atau lembaga"


ORANG = tuple(kind for kind in Jenis if kind is not Jenis.TIM)
TERBANYAK, TIM_MULAI, TIM_TERBANYAK = 4, 11, 14
"""Places of persons are 1 to 4, those of teams 11 to 14: the text limits persons."""
_TEAM = Q(jenis="tim", nomor__gte=TIM_MULAI, nomor__lte=TIM_TERBANYAK)
_PERSON = ~Q(jenis="tim") & Q(nomor__gte=1, nomor__lte=TERBANYAK)


class Kebutuhan(ScopedModel):
    """The need of a puskesmas for one kind in a year, as the workload says (ABK-Kes), frozen.

    `masukan` is the file that `upaya hitung abk` takes, `tepat` the exact need, `orang` rounded.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "puskesmas")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    puskesmas = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    tahun = models.PositiveSmallIntegerField("tahun anggaran")
    jenis = models.CharField("jenis tenaga", max_length=16, choices=Jenis.choices)
    masukan = models.JSONField()
    tepat = models.CharField(max_length=80)
    orang = models.PositiveIntegerField()
    ada = models.PositiveIntegerField("yang sudah ada", default=0)
    sidik = models.CharField(max_length=64)
    dihitung_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dihitung_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-tahun", "puskesmas", "jenis", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(jenis="tim") & Q(jenis__in=Jenis.values), name="kebutuhan_jenis"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "tahun", "puskesmas"], name="kebutuhan_tahun"),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.puskesmas} {self.tahun}"

    @property
    def kurang(self) -> int:
        """How many lack."""
        return max(self.orang - self.ada, 0)


class Formasi(ScopedModel):
    """A place that the Dinas decided: a kind at a puskesmas in a year. No contract without one."""

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "puskesmas")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    puskesmas = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="formasi")
    tahun = models.PositiveSmallIntegerField("tahun anggaran")
    nomor = models.PositiveSmallIntegerField("nomor formasi")
    jenis = models.CharField("jenis tenaga", max_length=16, choices=Jenis.choices)
    keputusan = models.CharField("nomor keputusan Kepala Dinas", max_length=80)
    tanggal = models.DateField("tanggal keputusan")
    alasan = models.TextField("prioritas kebutuhan")
    ditetapkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ditetapkan_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-tahun", "puskesmas", "nomor"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["puskesmas", "tahun", "nomor"], name="formasi_sekali"),
            models.CheckConstraint(condition=_TEAM | _PERSON, name="formasi_nomor"),
            models.CheckConstraint(condition=Q(jenis__in=Jenis.values), name="formasi_jenis"),
            models.CheckConstraint(
                condition=~Q(keputusan="") & ~Q(alasan=""), name="formasi_beralasan"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "tahun"], name="formasi_tahun"),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()}, formasi {self.nomor} tahun {self.tahun}"

    @property
    def tim(self) -> bool:
        """Whether it is a team's."""
        return bool(self.jenis == Jenis.TIM)


class Calon(ScopedModel):
    """A result of the selection in Renbut and SI SDM: who, with what the requirements ask."""

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "formasi__puskesmas")

    class Hasil(models.TextChoices):
        TERPILIH = "terpilih", "Terpilih"
        CADANGAN = "cadangan", "Cadangan"
        TIDAK = "tidak", "Tidak terpilih"

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    formasi = models.ForeignKey(Formasi, on_delete=models.PROTECT, related_name="calon")
    nama = models.CharField("nama lengkap", max_length=120)
    lahir = EncryptedTextField("tanggal lahir")
    pendidikan = models.CharField("pendidikan", max_length=8, choices=Pendidikan.choices)
    bidang = models.CharField("bidang atau jurusan", max_length=120)
    pengalaman = models.PositiveSmallIntegerField("pengalaman di bidangnya (bulan)", default=0)
    stra = models.CharField("nomor STRA", max_length=60, blank=True)
    stra_sampai = models.DateField("STRA berlaku sampai", null=True, blank=True)
    domisili = models.BooleanField("berdomisili di daerah", default=False)
    hasil = models.CharField("hasil seleksi", max_length=8, choices=Hasil.choices)
    renbut = models.CharField("rujukan Renbut", max_length=80)
    si_sdm = models.CharField("rujukan SI SDM", max_length=80)
    tanggal = models.DateField("tanggal hasil seleksi")
    dicatat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dicatat_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["formasi", "pk"]
        constraints: ClassVar = [
            # One is chosen for one place at a time; who steps back becomes a reserve first.
            models.UniqueConstraint(
                fields=["formasi"], condition=Q(hasil="terpilih"), name="calon_terpilih_sekali"
            ),
            models.CheckConstraint(
                condition=Q(hasil__in=["terpilih", "cadangan", "tidak"]), name="calon_hasil"
            ),
            models.CheckConstraint(
                condition=Q(pendidikan__in=Pendidikan.values), name="calon_pendidikan"
            ),
            models.CheckConstraint(
                condition=~Q(nama="") & ~Q(renbut="") & ~Q(si_sdm="") & ~Q(bidang=""),
                name="calon_berujukan",
            ),
            models.CheckConstraint(
                condition=Q(stra="", stra_sampai=None)
                | (~Q(stra="") & Q(stra_sampai__isnull=False)),
                name="calon_stra_utuh",
            ),
        ]

    def __str__(self) -> str:
        return self.nama
