"""Tables of a request: the family, its papers, who wrote, what was found, its look-alikes."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from upaya.alur.case import ANSWER_WHOLE, Examination, FindingModel, PartedModel, WriterModel
from upaya.core.crypto import EncryptedTextField, mask
from upaya.core.deadline import Tenggat
from upaya.core.models import StoredFile
from upaya.core.public import Public
from upaya.core.scope import ScopedModel, ScopePath
from upaya.pegawai.models import BlindIndexField
from upaya.rules.nama_orang import baku
from upaya.rules.period import tanggal
from upaya.rules.supermiskol import persyaratan as papers
from upaya.rules.supermiskol import road
from upaya.rules.workdays import Holidays
from upaya.rules.workflow import Workflow
from upaya.supermiskol.ketetapan import libur
from upaya.supermiskol.waktu import tenggat
from upaya.wilayah.models import Unit

# Crockford's letters without those that are mistaken for one another when read aloud.
_FOLLOWS = {"nama": "nama_baku", "nik": "nik_indeks", "kk": "kk_indeks"}
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_tiket() -> str:
    """A fresh number of a request for the family: "SM-" and eight letters drawn at random."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"SM-{drawn[:4]}-{drawn[4:]}"


class Bagian(models.TextChoices):
    """Parts of a request."""

    PEMOHON = "pemohon", "Pemohon"
    BERKAS = "berkas", "Berkas"
    KUNJUNGAN = "kunjungan", "Tinjau lapang"


def semua() -> list[str]:
    """Every part: open as far as the status lets."""
    return list(Bagian.values)


class Permohonan(PartedModel):
    """A request for a poverty letter, for one person of a village.

    `kunci` comes with the form, so that it is filed once however often it is sent. `masuk_pada` is
    when the applicant stood in the village office. `nama_baku` is the name as it is compared.
    """

    workflow: ClassVar[Workflow] = road.MISKOL
    page: ClassVar[str] = "miskol:rinci"
    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "desa")
    public: ClassVar[Public | None] = Public(
        # The family asks with both; nobody reads more than how it stands.
        rows=Q(),
        fields=("id", "tiket", "status", "status_since"),
        compared=("tanggal_lahir",),
    )
    parts: ClassVar[type[models.TextChoices]] = Bagian
    editable_states: ClassVar[frozenset[str]] = road.ISI | road.KUNJUNG
    examination: ClassVar[Examination] = Examination(
        frozenset({road.DIAJUKAN, road.DITINJAU, road.DISERAHKAN, road.DIVERIFIKASI}),
        "pemeriksa",
        "desa dan tim",
    )

    class Hubungan(models.TextChoices):
        KEPALA = "kepala", "Kepala keluarga"
        PASANGAN = "pasangan", "Suami atau istri"
        ANAK = "anak", "Anak"
        ORANG_TUA = "orang_tua", "Orang tua"
        LAIN = "lain", "Anggota keluarga lain"

    class Keperluan(models.TextChoices):
        RAWAT_INAP = "rawat_inap", "Rawat inap"
        RAWAT_JALAN = "rawat_jalan", "Rawat jalan"
        PERSALINAN = "persalinan", "Persalinan"

    class Kepesertaan(models.TextChoices):
        BELUM = "", "Belum dicek"
        BUKAN = "bukan", "Bukan peserta JKN"
        TIDAK_AKTIF = "tidak_aktif", "Peserta JKN, tidak aktif"
        PBI_JKN = "pbi_jkn", "Peserta PBI-JKN"
        PBI_APBD = "pbi_apbd", "Peserta PBI-APBD"
        LAIN = "lain", "Peserta JKN lainnya"

    class Register(models.TextChoices):
        BELUM = "", "Belum dicek"
        DTKS = "dtks", "DTKS"
        DTSEN = "dtsen", "DTSEN"
        TIDAK = "tidak", "Tidak tercatat"

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    desa = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="permohonan_miskin")
    kunci = models.UUIDField(unique=True, editable=False)
    tiket = models.CharField("nomor tiket", max_length=16, unique=True, default=new_tiket)
    bagian_terbuka = models.JSONField(default=semua)
    masuk_pada = models.DateTimeField("pemohon datang")
    nama = models.CharField("nama pemohon", max_length=120)
    nama_baku = models.CharField(max_length=120, editable=False)
    nik = EncryptedTextField("NIK", blank=True)
    nik_indeks = BlindIndexField(source="nik", purpose="nik")
    kk = EncryptedTextField("nomor KK")
    kk_indeks = BlindIndexField(source="kk", purpose="kk")
    tanggal_lahir = models.DateField("tanggal lahir")
    ibu = models.CharField("nama ibu kandung", max_length=120, blank=True)
    hubungan = models.CharField("hubungan dalam keluarga", max_length=12, choices=Hubungan.choices)
    alamat = models.CharField("alamat", max_length=200)
    telepon = models.CharField("nomor telepon", max_length=40, blank=True)
    keperluan = models.CharField("keperluan", max_length=12, choices=Keperluan.choices)
    faskes = models.CharField("fasilitas kesehatan yang dituju", max_length=120)
    rujukan_nomor = models.CharField("nomor rujukan", max_length=60, blank=True)
    rujukan_tanggal = models.DateField("tanggal rujukan", null=True, blank=True)
    gawat = models.BooleanField("gawat", default=False)
    kepesertaan = models.CharField(
        "kepesertaan KIS/JKN", max_length=12, choices=Kepesertaan.choices, blank=True
    )
    kepesertaan_sumber = models.CharField("sumber pengecekan", max_length=120, blank=True)
    kepesertaan_tanggal = models.DateField("tanggal pengecekan", null=True, blank=True)
    register = models.CharField(
        "data kesejahteraan sosial", max_length=8, choices=Register.choices, blank=True
    )
    register_desil = models.PositiveSmallIntegerField("desil keluarga", null=True, blank=True)
    register_tanggal = models.DateField("tanggal data", null=True, blank=True)
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dibuat_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-masuk_pada", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=list(road.MISKOL.states)), name="permohonan_status"
            ),
            models.CheckConstraint(
                condition=Q(hubungan__in=["kepala", "pasangan", "anak", "orang_tua", "lain"])
                & Q(keperluan__in=["rawat_inap", "rawat_jalan", "persalinan"])
                & Q(kepesertaan__in=["", "bukan", "tidak_aktif", "pbi_jkn", "pbi_apbd", "lain"])
                & Q(register__in=["", "dtks", "dtsen", "tidak"]),
                name="permohonan_pilihan",
            ),
            models.CheckConstraint(
                condition=Q(register_desil=None)
                | Q(register="dtsen", register_desil__gte=1, register_desil__lte=10),
                name="permohonan_desil",
            ),
            models.CheckConstraint(
                condition=Q(kepesertaan="")
                | (~Q(kepesertaan_sumber="") & Q(kepesertaan_tanggal__isnull=False)),
                name="permohonan_kepesertaan_bersumber",
            ),
            # Nobody judges a request whose membership nobody looked up.
            models.CheckConstraint(
                condition=~Q(kepesertaan="") | Q(status__in=[*sorted(road.ISI), road.BATAL]),
                name="permohonan_kepesertaan_dicek",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "status"], name="permohonan_antrean"),
            models.Index(fields=["desa", "status"], name="permohonan_desa"),
            models.Index(fields=["kabupaten", "nik_indeks"], name="permohonan_nik"),
            models.Index(fields=["kabupaten", "kk_indeks"], name="permohonan_kk"),
            models.Index(fields=["kabupaten", "tanggal_lahir"], name="permohonan_lahir"),
        ]

    def save(self, *args: object, **kwargs: object) -> None:
        """What is compared follows what is written: the name, and the indexes of both numbers."""
        self.nama_baku = baku(self.nama)
        fields = kwargs.get("update_fields")
        if isinstance(fields, list):
            follow = [_FOLLOWS[name] for name in fields if name in _FOLLOWS]
            kwargs["update_fields"] = [*fields, *follow]
        super().save(*args, **kwargs)  # type: ignore[arg-type] # Django's own

    def __str__(self) -> str:
        return f"Permohonan {self.tiket}"

    @property
    def owner_name(self) -> str:
        """The village."""
        return str(self.desa.nama)

    @property
    def short_name(self) -> str:
        """Number and name."""
        return f"{self.tiket} {self.nama}"

    @property
    def audit_name(self) -> str:
        """The number alone: the audit holds no personal value."""
        return str(self)

    def owner_unit(self) -> int:
        """The village."""
        return self.desa_id

    def open_for(self, part: str) -> bool:
        """Whether this part may be written now, whoever asks."""
        if self.status in {road.PERMOHONAN, road.MENUNGGU}:
            return part in {Bagian.PEMOHON, Bagian.BERKAS}
        if self.status in road.KUNJUNG and part == Bagian.KUNJUNGAN:
            return True
        return self.editable and self.round > 1 and part in self.bagian_terbuka

    @property
    def nik_samar(self) -> str:
        """The last four digits, for screens."""
        return mask(self.nik) if self.nik else "tanpa NIK"

    @property
    def kk_samar(self) -> str:
        """The last four digits, for screens."""
        return mask(self.kk)

    @property
    def kata_register(self) -> str:
        """What the social registry says: source, decile, unit and day; a family is its unit."""
        said = [str(self.get_register_display())]
        if self.register in {self.Register.DTKS, self.Register.DTSEN}:
            if self.register_desil:
                said.append(f"desil {self.register_desil}")
            said.append("satuan keluarga")
        if self.register:
            day = self.register_tanggal
            said.append(f"data {tanggal(day)}" if day else "tanggal datanya belum dicatat")
        return ", ".join(said)

    @property
    def deadline(self) -> Tenggat | None:
        """When the present step should be done, in office hours; None when nobody is waited for."""
        if self.status in road.SELESAI:
            return None
        if self.status == road.MENUNGGU:  # days, and the applicant's
            return super().deadline
        return tenggat(self.status, self.mulai_langkah(), self.kabupaten_id, gawat=self.gawat)

    def calendar(self) -> Holidays:
        """That of the district: its own days off stop days and hours alike."""
        return libur(self.kabupaten_id)

    def mulai_langkah(self) -> datetime:
        """Since when the present step runs, local time without a zone."""
        return timezone.localtime(self.status_since).replace(tzinfo=None)

    def rules_day(self) -> date:
        """The day whose rules hold: that of the application."""
        return timezone.localtime(self.masuk_pada).date()


class Pengisi(WriterModel):
    """Who wrote in a request."""

    scope_path: ClassVar[ScopePath] = ScopePath("permohonan__kabupaten", "permohonan__desa")
    permohonan = models.ForeignKey(Permohonan, on_delete=models.PROTECT, related_name="pengisi")

    class Meta(WriterModel.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["permohonan", "user", "round"], name="permohonan_pengisi_sekali"
            ),
        ]


class Temuan(FindingModel):
    """What an examiner asks to be mended: a part, one paper of it, or one indicator."""

    scope_path: ClassVar[ScopePath] = ScopePath("permohonan__kabupaten", "permohonan__desa")
    permohonan = models.ForeignKey(Permohonan, on_delete=models.PROTECT, related_name="temuan")
    bagian = models.CharField(max_length=12, choices=Bagian.choices)

    class Meta(FindingModel.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(bagian__in=Bagian.values), name="permohonan_temuan_bagian"
            ),
            models.CheckConstraint(condition=ANSWER_WHOLE, name="permohonan_temuan_tanggapan"),
        ]


class Berkas(ScopedModel):
    """A paper of a request. What is replaced stays: `diganti` says that a newer one stands."""

    scope_path: ClassVar[ScopePath] = ScopePath("permohonan__kabupaten", "permohonan__desa")

    class Jenis(models.TextChoices):
        KTP = papers.KTP, papers.NAMA[papers.KTP]
        KK = papers.KK, papers.NAMA[papers.KK]
        SURAT_DESA = papers.SURAT_DESA, papers.NAMA[papers.SURAT_DESA]
        RUJUKAN = papers.RUJUKAN, papers.NAMA[papers.RUJUKAN]
        FOTO_RUMAH = papers.FOTO_RUMAH, papers.NAMA[papers.FOTO_RUMAH]
        KET_DINSOS = papers.KET_DINSOS, papers.NAMA[papers.KET_DINSOS]

    permohonan = models.ForeignKey(Permohonan, on_delete=models.PROTECT, related_name="berkas")
    jenis = models.CharField("jenis berkas", max_length=12, choices=Jenis.choices)
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    diganti = models.BooleanField(default=False)
    diunggah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    diunggah_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["jenis", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(jenis__in=list(papers.JENIS)),
                name="berkas_miskin_jenis",
            ),
            # One of each stands; of the house there may be several pictures.
            models.UniqueConstraint(
                fields=["permohonan", "jenis"],
                condition=Q(diganti=False) & ~Q(jenis="foto_rumah"),
                name="berkas_miskin_satu",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_jenis_display())


class PutusanKembar(ScopedModel):
    """Somebody's word on two requests that look like one person: the same, or not (twins)."""

    scope_path: ClassVar[ScopePath] = ScopePath("permohonan__kabupaten", "permohonan__desa")

    permohonan = models.ForeignKey(
        Permohonan, on_delete=models.PROTECT, related_name="putusan_kembar"
    )
    lain = models.ForeignKey(Permohonan, on_delete=models.PROTECT, related_name="+")
    sama = models.BooleanField("orang yang sama")
    alasan = models.CharField(max_length=400)
    diputus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    diputus_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["permohonan", "lain"], name="kembar_sekali"),
            models.CheckConstraint(
                condition=~Q(permohonan=models.F("lain")), name="kembar_dua_permohonan"
            ),
            models.CheckConstraint(condition=~Q(alasan=""), name="kembar_beralasan"),
        ]
