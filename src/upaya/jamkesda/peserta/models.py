"""Tables of members: applications, members with their terms, and every change of them."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from upaya.alur.case import WorkflowModel
from upaya.core.crypto import EncryptedTextField, mask
from upaya.core.models import StoredFile
from upaya.core.public import Public
from upaya.core.scope import ScopedModel, ScopePath
from upaya.pegawai.models import BlindIndexField
from upaya.rules.jamkesda import road
from upaya.rules.nama_orang import baku
from upaya.rules.workflow import Workflow
from upaya.warga.models import Kelamin, Warga
from upaya.wilayah.models import Unit

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_kartu() -> str:
    """A fresh card number: "JK" and ten letters drawn at random, never from a NIK."""
    return "JK" + "".join(secrets.choice(_LETTERS) for _ in range(10))


class Kategori(models.TextChoices):
    """Categories of members. No text lists them: assumed."""

    MISKIN = "miskin", "Keluarga miskin"
    UMUM = "umum", "Warga tanpa jaminan lain"
    BAYI = "bayi", "Bayi baru lahir dari ibu peserta"


class Sumber(models.TextChoices):
    """How somebody came into the register of members."""

    PERMOHONAN = "permohonan", "Permohonan"
    SURAT_MISKIN = "surat_miskin", "Surat Supermiskol"
    BAYI_LAHIR = "bayi_lahir", "Bayi baru lahir"
    IMPOR = "impor", "Impor data"


class Pendaftaran(WorkflowModel):
    """An application for membership, as it was told on its day.

    `kunci` comes with the form. `oleh_unit` is where it was filed: a PPK sees its own. `warga` is
    who it is in the register, once somebody said so; `alasan_kembar` is their word on look-alikes.
    `surat_miskin` is the code of the Supermiskol letter that it stands on, when the district issued
    that letter here.
    """

    workflow: ClassVar[Workflow] = road.PENDAFTARAN_PESERTA
    page: ClassVar[str] = "pendaftaran:rinci"
    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "oleh_unit")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    oleh_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kunci = models.UUIDField(unique=True, editable=False)
    nama = models.CharField("nama", max_length=120)
    nama_baku = models.CharField(max_length=120, editable=False)
    nik = EncryptedTextField("NIK", blank=True)
    nik_indeks = BlindIndexField(source="nik", purpose="nik")
    kk = EncryptedTextField("nomor KK")
    kk_indeks = BlindIndexField(source="kk", purpose="kk")
    tanggal_lahir = models.DateField("tanggal lahir")
    jenis_kelamin = models.CharField("jenis kelamin", max_length=1, choices=Kelamin.choices)
    hubungan = models.CharField(
        "hubungan dalam keluarga", max_length=12, choices=Warga.Hubungan.choices
    )
    ibu = models.CharField("nama ibu kandung", max_length=120, blank=True)
    desa = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    alamat = models.CharField("alamat", max_length=200)
    telepon = models.CharField("nomor telepon", max_length=40, blank=True)
    kategori = models.CharField("kategori", max_length=8, choices=Kategori.choices)
    sumber = models.CharField("sumber", max_length=12, choices=Sumber.choices)
    nomor_sumber = models.CharField("nomor surat atau berkas", max_length=120, blank=True)
    surat_miskin = models.CharField(max_length=32, blank=True, editable=False)
    ibu_peserta = models.ForeignKey(
        "Peserta", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    mulai = models.DateField("aktif mulai")
    warga = models.ForeignKey(Warga, on_delete=models.PROTECT, null=True, related_name="+")
    alasan_kembar = models.CharField("putusan atas yang mirip", max_length=400, blank=True)
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dibuat_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-dibuat_pada", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=list(road.PENDAFTARAN_PESERTA.states)),
                name="pendaftaran_status",
            ),
            models.CheckConstraint(
                condition=Q(hubungan__in=["kepala", "pasangan", "anak", "orang_tua", "lain"])
                & Q(jenis_kelamin__in=["L", "P"])
                & Q(kategori__in=["miskin", "umum", "bayi"])
                & Q(sumber__in=["permohonan", "surat_miskin", "bayi_lahir", "impor"]),
                name="pendaftaran_pilihan",
            ),
            models.CheckConstraint(
                condition=~Q(nik_indeks="") | ~Q(ibu=""), name="pendaftaran_nik_atau_ibu"
            ),
            # Whoever became a member is somebody in the register.
            models.CheckConstraint(
                condition=~Q(status="aktif") | Q(warga__isnull=False), name="pendaftaran_berwarga"
            ),
            # Whoever is covered as a newborn has a mother who is a member.
            models.CheckConstraint(
                condition=~Q(sumber="bayi_lahir") | Q(ibu_peserta__isnull=False),
                name="pendaftaran_bayi_beribu",
            ),
            # A person asks once at a time.
            models.UniqueConstraint(
                fields=["kabupaten", "nik_indeks"],
                condition=~Q(nik_indeks="") & Q(status__in=["draf", "diajukan", "diverifikasi"]),
                name="pendaftaran_satu_terbuka",
            ),
            # And so does the holder of a letter who has no NIK.
            models.UniqueConstraint(
                fields=["kabupaten", "surat_miskin"],
                condition=~Q(surat_miskin="") & Q(status__in=["draf", "diajukan", "diverifikasi"]),
                name="pendaftaran_satu_surat",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "status"], name="pendaftaran_antrean"),
            models.Index(fields=["oleh_unit", "status"], name="pendaftaran_unit"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        """The compared form follows the name."""
        self.nama_baku = baku(self.nama)
        fields = kwargs.get("update_fields")
        if fields and "nama" in fields:
            kwargs["update_fields"] = [*fields, "nama_baku"]
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return f"Pendaftaran {self.pk}"

    @property
    def owner_name(self) -> str:
        """Where it was filed."""
        return str(self.oleh_unit.nama)

    @property
    def short_name(self) -> str:
        """Number and name."""
        return f"{self.pk} {self.nama}"

    @property
    def audit_name(self) -> str:
        """The number alone: the audit holds no personal value."""
        return str(self)

    def owner_unit(self) -> int:
        """Where it was filed."""
        return int(self.oleh_unit_id)

    @property
    def nik_samar(self) -> str:
        """The last four digits, for screens."""
        return mask(self.nik) if self.nik else "tanpa NIK"

    @property
    def kk_samar(self) -> str:
        """The last four digits, for screens."""
        return mask(self.kk)


class Peserta(ScopedModel):
    """A member of Jamkesda: one person of the register, one card. When covered, `masa` says.

    `kartu` is drawn at random and stands in the QR of the card. Its public page shows initials,
    dates and how the membership stands.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "warga__desa")
    public: ClassVar[Public | None] = Public(
        rows=Q(), fields=("id", "kartu", "inisial", "gabung_ke_id"), compared=("warga",)
    )

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    warga = models.OneToOneField(Warga, on_delete=models.PROTECT, related_name="peserta")
    kartu = models.CharField("nomor kartu", max_length=16, unique=True, default=new_kartu)
    inisial = models.CharField(max_length=40)
    kategori = models.CharField("kategori", max_length=8, choices=Kategori.choices)
    sumber = models.CharField("sumber", max_length=12, choices=Sumber.choices)
    nomor_sumber = models.CharField("nomor surat atau berkas", max_length=120, blank=True)
    surat_miskin = models.CharField(max_length=32, blank=True, editable=False)
    ibu_peserta = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="bayi", editable=False
    )
    gabung_ke = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="gabungan", editable=False
    )
    dibuat_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kategori__in=["miskin", "umum", "bayi"])
                & Q(sumber__in=["permohonan", "surat_miskin", "bayi_lahir", "impor"]),
                name="peserta_pilihan",
            ),
            models.CheckConstraint(
                condition=Q(gabung_ke=None) | ~Q(gabung_ke=F("pk")), name="peserta_gabung_ke_lain"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "kategori", "id"], name="peserta_kategori"),
            models.Index(fields=["surat_miskin"], name="peserta_surat_miskin"),
        ]

    audit_related: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return f"Peserta {self.kartu}"

    @property
    def audit_name(self) -> str:
        """The card alone: the audit holds no name."""
        return str(self)


class MasaPeserta(ScopedModel):
    """A term of a membership, from `mulai` to `sampai` inclusive (None: until it is ended)."""

    scope_path: ClassVar[ScopePath] = ScopePath("peserta__kabupaten", "peserta__warga__desa")
    public: ClassVar[Public | None] = Public(rows=Q(), fields=("peserta_id", "mulai", "sampai"))

    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="masa")
    mulai = models.DateField("aktif mulai")
    sampai = models.DateField("aktif sampai", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["peserta", "mulai", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["peserta", "mulai"], name="masa_peserta_mulai_sekali"),
            models.UniqueConstraint(
                fields=["peserta"], condition=Q(sampai=None), name="masa_peserta_satu_terbuka"
            ),
            models.CheckConstraint(
                condition=Q(sampai=None) | Q(sampai__gte=F("mulai")), name="masa_peserta_urut"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["peserta", "mulai", "sampai"], name="masa_peserta_hari"),
        ]

    def mencakup(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.mulai <= day and (self.sampai is None or day <= self.sampai)


def aktif_pada(day: date) -> Exists:
    """Whether a member is covered on a day, as a condition on rows of `Peserta`."""
    ends = Q(sampai=None) | Q(sampai__gte=day)
    return Exists(MasaPeserta.objects.filter(ends, peserta=OuterRef("pk"), mulai__lte=day))


class Mutasi(ScopedModel):
    """A change of a membership with its reason and paper. It is written once and never again."""

    scope_path: ClassVar[ScopePath] = ScopePath("peserta__kabupaten", "peserta__warga__desa")

    class Jenis(models.TextChoices):
        MASUK = "masuk", "Masuk"
        UBAH = "ubah", "Perubahan data"
        AKHIR = "akhir", "Berakhir"
        PBI = "pbi", "Pindah ke PBI-JKN"
        BPJS = "bpjs", "Pindah ke BPJS mandiri atau perusahaan"
        MENINGGAL = "meninggal", "Meninggal"
        TETAP = "tetap", "Tetap peserta sesudah suratnya berakhir"
        GABUNG = "gabung", "Digabungkan"
        PISAH = "pisah", "Penggabungan dibatalkan"

    peserta = models.ForeignKey(Peserta, on_delete=models.PROTECT, related_name="mutasi")
    jenis = models.CharField("jenis mutasi", max_length=12, choices=Jenis.choices)
    tanggal = models.DateField("berlaku tanggal")
    alasan = models.CharField("alasan", max_length=400)
    dokumen = models.CharField("nomor dokumen", max_length=120, blank=True)
    berkas = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    jenis__in=[
                        "masuk", "ubah", "akhir", "pbi", "bpjs", "meninggal", "tetap", "gabung",
                        "pisah",
                    ]
                ),
                name="mutasi_jenis",
            ),
            models.CheckConstraint(condition=~Q(alasan=""), name="mutasi_beralasan"),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["peserta", "pada"], name="mutasi_peserta")]
