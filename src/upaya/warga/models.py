"""The register of people that several systems share: one person once, families beside them.

It stands below the systems, and knows none of them: whoever needs a person asks here by NIK, by
name and birth date, or by key. What a system said of somebody on a day (a request, a letter) stays
with that system; here is only who people are.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from upaya.core.crypto import EncryptedTextField, mask
from upaya.core.public import Public
from upaya.core.scope import ScopedModel, ScopePath
from upaya.pegawai.models import BlindIndexField
from upaya.rules.nama_orang import baku, inisial
from upaya.wilayah.models import Unit


class Kelamin(models.TextChoices):
    """Sex as the identity card writes it."""

    L = "L", "Laki-laki"
    P = "P", "Perempuan"


class Keluarga(ScopedModel):
    """A family card (KK) of a district; people come and go, the card stays."""

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "desa")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    desa = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="keluarga")
    kk = EncryptedTextField("nomor KK")
    kk_indeks = BlindIndexField(source="kk", purpose="kk")
    alamat = models.CharField("alamat", max_length=200)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kabupaten", "kk_indeks"], name="keluarga_sekali"),
            models.CheckConstraint(condition=~Q(kk_indeks=""), name="keluarga_berkartu"),
        ]

    def __str__(self) -> str:
        return f"Keluarga {self.pk}"

    @property
    def kk_samar(self) -> str:
        """The last four digits, for screens."""
        return mask(self.kk)


class Warga(ScopedModel):
    """A person of a district. Without a NIK (a newborn, say) the mother's name stands in.

    `nama_baku` is the name as it is compared. Two rows that turn out to be one person are merged:
    the one left over points to the other (`gabung_ke`) and keeps what it said.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "desa")
    # Whoever knows NIK and birth date finds a key, by which a system tells what it tells everybody.
    public: ClassVar[Public | None] = Public(
        rows=Q(gabung_ke=None),
        fields=("id",),
        compared=("kabupaten", "nik_indeks", "tanggal_lahir"),
    )

    class Hubungan(models.TextChoices):
        KEPALA = "kepala", "Kepala keluarga"
        PASANGAN = "pasangan", "Suami atau istri"
        ANAK = "anak", "Anak"
        ORANG_TUA = "orang_tua", "Orang tua"
        LAIN = "lain", "Anggota keluarga lain"

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    desa = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="warga")
    keluarga = models.ForeignKey(
        Keluarga, on_delete=models.PROTECT, null=True, related_name="anggota"
    )
    hubungan = models.CharField("hubungan dalam keluarga", max_length=12, choices=Hubungan.choices)
    nama = models.CharField("nama", max_length=120)
    nama_baku = models.CharField(max_length=120, editable=False)
    nik = EncryptedTextField("NIK", blank=True)
    nik_indeks = BlindIndexField(source="nik", purpose="nik")
    tanggal_lahir = models.DateField("tanggal lahir")
    jenis_kelamin = models.CharField("jenis kelamin", max_length=1, choices=Kelamin.choices)
    ibu = models.CharField("nama ibu kandung", max_length=120, blank=True)
    telepon = models.CharField("nomor telepon", max_length=40, blank=True)
    meninggal = models.DateField("tanggal meninggal", null=True, blank=True)
    gabung_ke = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="gabungan", editable=False
    )

    class Meta:
        ordering: ClassVar = ["nama", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kabupaten", "nik_indeks"],
                condition=~Q(nik_indeks="") & Q(gabung_ke=None),
                name="warga_nik_sekali",
            ),
            models.CheckConstraint(
                condition=Q(hubungan__in=["kepala", "pasangan", "anak", "orang_tua", "lain"])
                & Q(jenis_kelamin__in=["L", "P"]),
                name="warga_pilihan",
            ),
            models.CheckConstraint(condition=~Q(nama=""), name="warga_bernama"),
            models.CheckConstraint(
                condition=~Q(nik_indeks="") | ~Q(ibu=""), name="warga_nik_atau_ibu"
            ),
            models.CheckConstraint(
                condition=Q(meninggal=None) | Q(meninggal__gte=models.F("tanggal_lahir")),
                name="warga_meninggal_sesudah_lahir",
            ),
            models.CheckConstraint(
                condition=Q(gabung_ke=None) | ~Q(gabung_ke=models.F("pk")),
                name="warga_gabung_ke_lain",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "nik_indeks"], name="warga_nik"),
            models.Index(
                fields=["kabupaten", "tanggal_lahir", "nama_baku"], name="warga_lahir_nama"
            ),
            models.Index(fields=["desa", "nama"], name="warga_desa"),
            models.Index(fields=["nama", "id"], name="warga_nama"),
        ]

    def save(self, *args: object, **kwargs: object) -> None:
        """The compared form follows the name."""
        self.nama_baku = baku(self.nama)
        fields = kwargs.get("update_fields")
        if isinstance(fields, list) and "nama" in fields:
            kwargs["update_fields"] = [*fields, "nama_baku"]
        super().save(*args, **kwargs)  # type: ignore[arg-type] # Django's own

    def __str__(self) -> str:
        return self.nama

    @property
    def audit_name(self) -> str:
        """The key alone: the audit holds no personal value."""
        return f"Warga {self.pk}"

    @property
    def nik_samar(self) -> str:
        """The last four digits, for screens."""
        return mask(self.nik) if self.nik else "tanpa NIK"

    @property
    def inisial(self) -> str:
        """What a public page may show of the name."""
        return inisial(self.nama)

    def umur(self, day: date) -> int:
        """Full years on a day."""
        born = self.tanggal_lahir
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
