"""Tables of members. The list is private: nothing of it is declared public."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from upaya.core.crypto import EncryptedTextField
from upaya.core.scope import ScopedModel, ScopePath


class Frekuensi(models.TextChoices):
    """How often somebody hears of the discussions."""

    SEKETIKA = "seketika", "Seketika, tiap tanggapan"
    HARIAN = "harian", "Sehari sekali"
    MINGGUAN = "mingguan", "Seminggu sekali"
    HASIL = "hasil", "Hasilnya saja, saat sebuah periode ditutup"
    TIDAK = "tidak", "Tidak menerima kabar"


class Anggota(ScopedModel):
    """Somebody who wants news: known by a verified mail address, without an account.

    `surel_sidik` finds the address, which is kept sealed. `sebab` says why news stopped when the
    member did not choose so.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")

    class Golongan(models.TextChoices):
        """Who belongs, as the community says it of itself."""

        KEMENTERIAN = "kementerian", "Kementerian"
        PROVINSI = "provinsi", "Pemerintah provinsi"
        KABUPATEN = "kabupaten", "Pemerintah kabupaten atau kota"
        LSM = "lsm", "LSM"
        PERUSAHAAN = "perusahaan", "Perusahaan"
        PENELITI = "peneliti", "Peneliti atau akademisi"
        DONOR = "donor", "Lembaga donor"
        LAIN = "lain", "Lainnya"

    class Status(models.TextChoices):
        """Whether the address was shown to be the member's own."""

        BARU = "baru", "Menunggu surelnya dibuktikan"
        AKTIF = "aktif", "Aktif"

    class Sebab(models.TextChoices):
        """Why news stopped by itself."""

        PANTULAN = "pantulan", "Surat berkali-kali tidak sampai"
        ABSEN = "absen", "Lama tidak terlihat"

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    nama = models.CharField("nama", max_length=80)
    lembaga = models.CharField("lembaga", max_length=120, blank=True)
    golongan = models.CharField("golongan", max_length=12, choices=Golongan.choices)
    surel = EncryptedTextField("surel")
    surel_sidik = models.CharField(max_length=64, unique=True)
    telepon = EncryptedTextField("nomor WhatsApp", blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.BARU)
    frekuensi = models.CharField(
        "kabar", max_length=8, choices=Frekuensi.choices, default=Frekuensi.MINGGUAN
    )
    sebab = models.CharField(max_length=8, choices=Sebab.choices, blank=True)
    pantulan = models.PositiveSmallIntegerField("surat yang memantul", default=0)
    daftar_pada = models.DateTimeField("mendaftar")
    aktif_pada = models.DateTimeField("surelnya dibuktikan", null=True)
    terlihat_pada = models.DateTimeField("terakhir terlihat")

    class Meta:
        ordering: ClassVar = ["-daftar_pada", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "daftar_pada"], name="anggota_daftar"),
            models.Index(fields=["status", "frekuensi"], name="anggota_frekuensi"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status="baru", aktif_pada=None)
                | Q(status="aktif", aktif_pada__isnull=False),
                name="anggota_aktif",
            ),
            models.CheckConstraint(
                condition=Q(
                    frekuensi__in=["seketika", "harian", "mingguan", "hasil", "tidak"],
                    golongan__in=[
                        "kementerian", "provinsi", "kabupaten", "lsm", "perusahaan", "peneliti",
                        "donor", "lain",
                    ],
                ),
                name="anggota_pilihan",
            ),
            models.CheckConstraint(
                condition=Q(sebab="") | Q(sebab__in=["pantulan", "absen"], frekuensi="tidak"),
                name="anggota_sebab",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.nama


class Peramban(ScopedModel):
    """A browser that speaks for a member: `tamu` is the keyed hash of the mark that it keeps."""

    scope_path: ClassVar[ScopePath] = ScopePath("anggota__kabupaten")

    anggota = models.ForeignKey(Anggota, on_delete=models.PROTECT, related_name="peramban")
    tamu = models.CharField(max_length=64, unique=True)
    dikenal_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"Peramban {self.anggota}"


class PilihanTopik(ScopedModel):
    """How often a member hears of one topic, whatever holds for the whole."""

    scope_path: ClassVar[ScopePath] = ScopePath("anggota__kabupaten")

    anggota = models.ForeignKey(Anggota, on_delete=models.PROTECT, related_name="pilihan")
    topik = models.ForeignKey("komunitas.Topik", on_delete=models.PROTECT, related_name="pilihan")
    frekuensi = models.CharField("kabar", max_length=8, choices=Frekuensi.choices)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["anggota", "topik"], name="pilihan_topik_sekali"),
            models.CheckConstraint(
                condition=Q(frekuensi__in=["seketika", "harian", "mingguan", "hasil", "tidak"]),
                name="pilihan_frekuensi",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.anggota}: {self.get_frekuensi_display()}"


class Kabar(ScopedModel):
    """One message to one member about one stretch of time (`masa`), known by one Message-ID.

    The row stands before the message leaves: whoever sends it again after a kill repeats the ID.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("anggota__kabupaten")

    class Status(models.TextChoices):
        """What became of it."""

        SIAP = "siap", "Siap dikirim"
        TERKIRIM = "terkirim", "Terkirim"
        GAGAL = "gagal", "Ditolak peladen surat"
        BATAL = "batal", "Tidak jadi dikirim"

    anggota = models.ForeignKey(Anggota, on_delete=models.PROTECT, related_name="kabar")
    masa = models.CharField(max_length=20)
    surat = models.CharField("Message-ID", max_length=120, unique=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.SIAP)
    disiapkan_pada = models.DateTimeField()
    dikirim_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["status", "id"], name="kabar_antrean")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["masa", "anggota"], name="kabar_sekali"),
            models.CheckConstraint(
                condition=Q(status="terkirim", dikirim_pada__isnull=False)
                | Q(status__in=["siap", "gagal", "batal"], dikirim_pada=None),
                name="kabar_dikirim",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.masa}: {self.anggota}"
