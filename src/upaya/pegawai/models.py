"""Officers of a puskesmas, the posts they hold, and the decrees behind both."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from upaya.akun.models import User
from upaya.core.crypto import EncryptedTextField, blind_index
from upaya.core.models import StoredFile
from upaya.core.scope import ScopedModel, ScopePath
from upaya.pegawai.models_impor import ImporPetugas
from upaya.pegawai.models_padanan import AturanBank, Padanan
from upaya.rules.insentif.month import GOLONGAN_PNS
from upaya.wilayah.models import Kabupaten, Unit

__all__ = [
    "Asal", "AturanBank", "BlindIndexField", "Golongan", "ImporPetugas", "JenisJabatan", "Kelas",
    "Macam", "Padanan", "Pendidikan", "Penerbit", "Penetapan", "Penugasan", "Petugas", "Ptkp",
    "Status", "SuratKeputusan", "Tenaga", "new_kode",
]  # fmt: skip

# Crockford's letters: none that is mistaken for another when read aloud or from paper.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_kode() -> str:
    """A fresh code of an officer: "PT" and ten letters drawn at random (50 bits)."""
    return "PT" + "".join(secrets.choice(_LETTERS) for _ in range(10))


class BlindIndexField(models.CharField[str, str]):
    """The keyed hash of a neighbouring field, set whenever the row is written, in bulk too."""

    def __init__(self, *, source: str = "", purpose: str = "", **kwargs: Any) -> None:  # noqa: ANN401
        self.source, self.purpose = source, purpose
        super().__init__(**{"max_length": 64, "editable": False, "blank": True} | kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Django's description of the field for a migration."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"source": self.source, "purpose": self.purpose}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: FBT001 - Django's
        """The hash of what the source holds now."""
        value = blind_index(getattr(model_instance, self.source), self.purpose)
        setattr(model_instance, self.attname, value)
        return value


def _one_of(
    name: str, field: str, choices: type[models.TextChoices], *, empty: bool = False
) -> models.CheckConstraint:
    allowed = [*choices.values, *([""] if empty else [])]
    return models.CheckConstraint(condition=Q(**{f"{field}__in": allowed}), name=name)


def _period(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(sampai=None) | Q(sampai__gte=F("mulai")), name=name)


class Status(models.TextChoices):
    """Employment (Pasal 11A ayat (2): ASN and non-ASN)."""

    PNS = "PNS", "PNS"
    PPPK = "PPPK", "PPPK"
    NON_ASN = "non_ASN", "Non-ASN"


class Golongan(models.TextChoices):
    """Grade without its letter, as the tax table asks for it: a PNS has the first four."""

    I = "I", "I"  # noqa: E741 - the grade's name
    II = "II", "II"
    III = "III", "III"
    IV = "IV", "IV"
    V = "V", "V (PPPK)"
    VI = "VI", "VI (PPPK)"
    VII = "VII", "VII (PPPK)"
    VIII = "VIII", "VIII (PPPK)"
    IX = "IX", "IX (PPPK)"
    X = "X", "X (PPPK)"
    XI = "XI", "XI (PPPK)"
    XII = "XII", "XII (PPPK)"
    XIII = "XIII", "XIII (PPPK)"
    XIV = "XIV", "XIV (PPPK)"
    XV = "XV", "XV (PPPK)"
    XVI = "XVI", "XVI (PPPK)"
    XVII = "XVII", "XVII (PPPK)"


class Pendidikan(models.TextChoices):
    """Highest schooling: the rows of Pasal 11A ayat (7) huruf f and those it leaves open."""

    S3 = "S3", "S3"
    S2 = "S2", "S2"
    S1 = "S1", "S1"
    D4 = "D4", "D4"
    PROFESI = "profesi", "Profesi"
    D3 = "D3", "D3"
    D2 = "D2", "D2"
    D1 = "D1", "D1"
    SLTA = "SLTA", "SLTA"
    SLTP = "SLTP", "SLTP"
    SD = "SD", "SD atau di bawah SLTP"


class Ptkp(models.TextChoices):
    """Tax-free income status, as the tax office writes it."""

    TK0 = "TK/0", "TK/0"
    TK1 = "TK/1", "TK/1"
    TK2 = "TK/2", "TK/2"
    TK3 = "TK/3", "TK/3"
    K0 = "K/0", "K/0"
    K1 = "K/1", "K/1"
    K2 = "K/2", "K/2"
    K3 = "K/3", "K/3"


class Tenaga(models.TextChoices):
    """Kind of staff."""

    KESEHATAN = "kesehatan", "Tenaga kesehatan"
    PENDUKUNG = "pendukung", "Tenaga pendukung atau penunjang"


class Macam(models.TextChoices):
    """Whether a post is the main one or an additional one (Pasal 11A ayat (7) huruf d, e)."""

    UTAMA = "utama", "Jabatan utama"
    TAMBAHAN = "tambahan", "Jabatan tambahan"


class Kelas(models.TextChoices):
    """Score class of a main post (Pasal 11A ayat (7) huruf f)."""

    KEPALA_PUSKESMAS = "kepala_puskesmas", "Kepala Puskesmas"
    KEPALA_TU = "kepala_tu", "Kepala TU"
    BENDAHARA = "bendahara", "Bendahara"
    PJ_UKM = "pj_ukm", "PJ UKM"
    PJ_UKP = "pj_ukp", "PJ UKP"
    KOORDINATOR_PELAYANAN = "koordinator_pelayanan", "Koordinator Pelayanan"
    TANPA_JABATAN = "tanpa_jabatan", "Tidak memiliki jabatan struktural"


class Asal(models.TextChoices):
    """Where the class of a post name comes from."""

    TEKS = "teks", "teks"
    PRAKTIK = "praktik", "praktik"
    ASUMSI = "asumsi", "asumsi"


class Penerbit(models.TextChoices):
    """Who signed a decree."""

    KEPALA_DINAS = "kepala_dinas", "Kepala Dinas Kesehatan"
    KEPALA_PUSKESMAS = "kepala_puskesmas", "Kepala Puskesmas"
    BUPATI = "bupati", "Bupati atau Wali Kota"
    LAIN = "lain", "Pejabat lain"


class Petugas(ScopedModel):
    """An officer at one puskesmas; whoever moves to another is a new row there and ends here.

    `kode` stands for the officer in every calculation: it is drawn once and never changes. Personal
    numbers are sealed; `nik_indeks` finds equal NIK without opening them.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("puskesmas__kabupaten", "puskesmas", "user")

    puskesmas = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="petugas")
    kode = models.CharField(max_length=16, unique=True, default=new_kode, editable=False)
    nama = models.CharField("nama lengkap", max_length=120)
    nik = EncryptedTextField("NIK", blank=True, default="")
    nik_indeks = BlindIndexField(source="nik", purpose="nik", default="")
    nip = EncryptedTextField("NIP", blank=True, default="")
    npwp = EncryptedTextField("NPWP", blank=True, default="")
    rekening = EncryptedTextField("nomor rekening", blank=True, default="")
    bank = models.CharField("nama bank", max_length=60, blank=True)
    nama_rekening = models.CharField("nama pemilik rekening", max_length=120, blank=True)
    pendidikan = models.CharField("pendidikan terakhir", max_length=8, choices=Pendidikan.choices)
    status = models.CharField("status kepegawaian", max_length=8, choices=Status.choices)
    golongan = models.CharField(max_length=5, choices=Golongan.choices, blank=True)
    ptkp = models.CharField("status PTKP", max_length=4, choices=Ptkp.choices, blank=True)
    tenaga = models.CharField("jenis tenaga", max_length=10, choices=Tenaga.choices)
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="petugas"
    )
    aktif = models.BooleanField(default=True)
    nonaktif_sejak = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["puskesmas", "nama", "kode"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["puskesmas", "nik_indeks"],
                condition=~Q(nik_indeks=""),
                name="petugas_nik_sekali",
            ),
            models.UniqueConstraint(
                fields=["puskesmas", "user"],
                condition=Q(user__isnull=False),
                name="petugas_pengguna_sekali",
            ),
            models.CheckConstraint(
                condition=Q(aktif=True, nonaktif_sejak=None)
                | Q(aktif=False, nonaktif_sejak__isnull=False),
                name="petugas_nonaktif_bertanggal",
            ),
            models.CheckConstraint(condition=~Q(nama="") & ~Q(kode=""), name="petugas_bernama"),
            _one_of("petugas_pendidikan", "pendidikan", Pendidikan),
            _one_of("petugas_status", "status", Status),
            _one_of("petugas_golongan", "golongan", Golongan, empty=True),
            models.CheckConstraint(
                condition=~Q(status="PNS") | Q(golongan__in=["", *GOLONGAN_PNS]),
                name="petugas_golongan_pns",
            ),
            _one_of("petugas_ptkp", "ptkp", Ptkp, empty=True),
            _one_of("petugas_tenaga", "tenaga", Tenaga),
        ]
        indexes: ClassVar = [
            models.Index(fields=["puskesmas", "aktif", "nama"], name="petugas_daftar"),
            models.Index(fields=["nik_indeks"], name="petugas_nik"),
        ]

    def __str__(self) -> str:
        return self.nama


class JenisJabatan(ScopedModel):
    """A post by name, as a district uses it, with the class that the score table of bobot knows.

    Pasal 11A ayat (7) huruf d and e name posts only as examples, and huruf f scores classes; which
    class a name belongs to is often not written: `asal` says whether it is text or our reading.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")

    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="jenis_jabatan")
    nama = models.CharField("nama jabatan", max_length=120)
    macam = models.CharField(max_length=8, choices=Macam.choices)
    kelas = models.CharField("kelas skor", max_length=24, choices=Kelas.choices, blank=True)
    asal = models.CharField("asal kelas", max_length=8, choices=Asal.choices)
    aktif = models.BooleanField(default=True)
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["kabupaten", "-macam", "nama"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kabupaten", "macam", "nama"], name="jenis_jabatan_sekali"
            ),
            models.CheckConstraint(
                condition=(Q(macam="utama") & ~Q(kelas="")) | Q(macam="tambahan", kelas=""),
                name="jenis_jabatan_berkelas",
            ),
            _one_of("jenis_jabatan_macam", "macam", Macam),
            _one_of("jenis_jabatan_kelas", "kelas", Kelas, empty=True),
            _one_of("jenis_jabatan_asal", "asal", Asal),
        ]

    def __str__(self) -> str:
        return self.nama


class SuratKeputusan(ScopedModel):
    """A decree that gives posts or entitlement: of a puskesmas, or of the Dinas for all."""

    scope_path: ClassVar[ScopePath] = ScopePath("unit__kabupaten", "unit")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="surat_keputusan")
    nomor = models.CharField("nomor SK", max_length=80)
    tanggal = models.DateField("tanggal SK")
    penerbit = models.CharField(max_length=16, choices=Penerbit.choices)
    perihal = models.CharField(max_length=160)
    mulai = models.DateField("berlaku mulai")
    sampai = models.DateField("berlaku sampai", null=True, blank=True)
    berkas = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Who wrote what it says now; a decree of the Kepala Dinas is confirmed by the Dinas.
    dicatat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dikonfirmasi_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dikonfirmasi_pada = models.DateTimeField(null=True)
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["unit", "-tanggal", "nomor"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "nomor"], name="sk_nomor_unik"),
            models.CheckConstraint(
                condition=Q(dikonfirmasi_oleh=None) | Q(dikonfirmasi_pada__isnull=False),
                name="sk_konfirmasi_bertanggal",
            ),
            models.CheckConstraint(condition=~Q(nomor=""), name="sk_bernomor"),
            _one_of("sk_penerbit", "penerbit", Penerbit),
            _period("sk_masa"),
        ]

    def __str__(self) -> str:
        return self.nomor

    @property
    def menunggu_dinas(self) -> bool:
        """Whether it is a decree of the Kepala Dinas that the Dinas has not confirmed."""
        return self.penerbit == Penerbit.KEPALA_DINAS and self.dikonfirmasi_pada is None


class Penugasan(ScopedModel):
    """A post held by an officer for a time (Pasal 11A ayat (7) huruf d and e)."""

    scope_path: ClassVar[ScopePath] = ScopePath(
        "petugas__puskesmas__kabupaten", "petugas__puskesmas", "petugas__user"
    )

    petugas = models.ForeignKey(Petugas, on_delete=models.PROTECT, related_name="penugasan")
    jenis = models.ForeignKey(JenisJabatan, on_delete=models.PROTECT, related_name="penugasan")
    sk = models.ForeignKey(SuratKeputusan, on_delete=models.PROTECT, related_name="penugasan")
    mulai = models.DateField("berlaku mulai")
    sampai = models.DateField("berlaku sampai", null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["petugas", "mulai", "pk"]
        constraints: ClassVar = [
            # Overlap in general is refused by services under a lock on the officer; the database
            # repeats the part that both databases can express.
            models.UniqueConstraint(fields=["petugas", "jenis", "mulai"], name="penugasan_sekali"),
            models.UniqueConstraint(
                fields=["petugas", "jenis"],
                condition=Q(sampai=None),
                name="penugasan_terbuka_sekali",
            ),
            _period("penugasan_masa"),
        ]


class Penetapan(ScopedModel):
    """Entitlement of an officer by decree of the Kepala Dinas Kesehatan (Pasal 11A ayat (2))."""

    scope_path: ClassVar[ScopePath] = ScopePath(
        "petugas__puskesmas__kabupaten", "petugas__puskesmas", "petugas__user"
    )

    petugas = models.ForeignKey(Petugas, on_delete=models.PROTECT, related_name="penetapan")
    sk = models.ForeignKey(SuratKeputusan, on_delete=models.PROTECT, related_name="penetapan")
    mulai = models.DateField("berlaku mulai")
    sampai = models.DateField("berlaku sampai", null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["petugas", "mulai", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["petugas", "sk", "mulai"], name="penetapan_sekali"),
            models.UniqueConstraint(
                fields=["petugas", "sk"],
                condition=Q(sampai=None),
                name="penetapan_terbuka_sekali",
            ),
            _period("penetapan_masa"),
        ]
