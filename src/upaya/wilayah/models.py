"""The map: districts, their kecamatan, and the units that people belong to."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from simple_history.models import HistoricalRecords

from upaya.core.scope import ScopedModel, ScopePath
from upaya.rules.ketentuan import slug_puskesmas


class Kabupaten(ScopedModel):
    """A district (kabupaten or kota), the distribution key of everything that grows."""

    scope_path: ClassVar[ScopePath] = ScopePath("kode")

    kode = models.CharField(
        "kode Kemendagri",
        max_length=5,
        primary_key=True,
        validators=[RegexValidator(r"^\d{2}\.\d{2}$", "Tulis seperti 35.12.")],
    )
    nama = models.CharField(max_length=80)
    provinsi = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["kode"]

    def __str__(self) -> str:
        return self.nama


class Kecamatan(ScopedModel):
    """A sub-district, by its Kemendagri code."""

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")

    kode = models.CharField("kode Kemendagri", max_length=8, primary_key=True)
    kabupaten = models.ForeignKey(Kabupaten, on_delete=models.PROTECT, related_name="kecamatan")
    nama = models.CharField(max_length=80)

    class Meta:
        ordering: ClassVar = ["kode"]

    def __str__(self) -> str:
        return self.nama


class Unit(ScopedModel):
    """Where people work: a Dinas Kesehatan, a puskesmas, or the ministry (no district)."""

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "pk")

    class Jenis(models.TextChoices):
        KEMENTERIAN = "kementerian", "Kementerian"
        DINAS = "dinas", "Dinas Kesehatan"
        PUSKESMAS = "puskesmas", "Puskesmas"

    jenis = models.CharField(max_length=16, choices=Jenis.choices)
    kabupaten = models.ForeignKey(
        Kabupaten, on_delete=models.PROTECT, null=True, blank=True, related_name="unit"
    )
    kode = models.CharField(
        "kode unit", max_length=16, blank=True, help_text="Kode puskesmas: P diikuti 10 angka."
    )
    nama = models.CharField(max_length=120)
    slug = models.CharField(
        "kode aturan",
        max_length=120,
        blank=True,
        validators=[RegexValidator(r"^[a-z0-9]+$", "Hanya huruf kecil dan angka, tanpa spasi.")],
        help_text="Dipakai peraturan dan keputusan untuk menyebut unit ini; tetap walau namanya "
        "berganti.",
    )
    kecamatan = models.ForeignKey(
        Kecamatan, on_delete=models.PROTECT, null=True, blank=True, related_name="unit"
    )
    aktif = models.BooleanField(default=True)
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["nama", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(jenis__in=["kementerian", "dinas", "puskesmas"]),
                name="unit_jenis",
            ),
            models.CheckConstraint(
                condition=models.Q(jenis="kementerian", kabupaten=None)
                | (~models.Q(jenis="kementerian") & models.Q(kabupaten__isnull=False)),
                name="unit_punya_kabupaten",
            ),
            models.UniqueConstraint(fields=["kabupaten", "jenis", "nama"], name="unit_nama_unik"),
            models.UniqueConstraint(
                fields=["kode"], condition=~models.Q(kode=""), name="unit_kode_unik"
            ),
            models.UniqueConstraint(fields=["kabupaten", "jenis", "slug"], name="unit_slug_unik"),
            models.UniqueConstraint(
                fields=["jenis", "slug"],
                condition=models.Q(kabupaten=None),
                name="unit_slug_unik_tanpa_kabupaten",
            ),
            models.CheckConstraint(condition=~models.Q(slug=""), name="unit_punya_slug"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "jenis", "nama"], name="unit_daftar")
        ]

    def __str__(self) -> str:
        return self.nama

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        """A new unit without a code gets the one its name gives; later the name says nothing."""
        if self._state.adding and not self.slug:
            self.slug = slug_puskesmas(self.nama)
        super().save(*args, **kwargs)


class KategoriPuskesmas(ScopedModel):
    """Category of a puskesmas from a date on (Pasal 11A ayat (6) huruf c, ayat (8) huruf a)."""

    scope_path: ClassVar[ScopePath] = ScopePath("puskesmas__kabupaten", "puskesmas")

    class Kategori(models.TextChoices):
        PERKOTAAN = "perkotaan", "Kota (perkotaan)"
        PERDESAAN = "perdesaan", "Desa (perdesaan)"
        TERPENCIL = "terpencil", "Terpencil"
        SANGAT_TERPENCIL = "sangat_terpencil", "Sangat terpencil"

    puskesmas = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="kategori")
    kategori = models.CharField(max_length=16, choices=Kategori.choices)
    mulai = models.DateField("berlaku mulai")
    dasar_hukum = models.CharField(max_length=160)
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["puskesmas", "-mulai"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["puskesmas", "mulai"], name="kategori_sekali"),
            models.CheckConstraint(
                condition=models.Q(
                    kategori__in=["perkotaan", "perdesaan", "terpencil", "sangat_terpencil"]
                ),
                name="kategori_dikenal",
            ),
        ]


class Penduduk(ScopedModel):
    """Population of a puskesmas's area in a year, with its source."""

    scope_path: ClassVar[ScopePath] = ScopePath("puskesmas__kabupaten", "puskesmas")

    puskesmas = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="penduduk")
    tahun = models.PositiveSmallIntegerField()
    jumlah = models.PositiveIntegerField("jumlah penduduk")
    sumber = models.CharField(max_length=160)
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["puskesmas", "-tahun"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["puskesmas", "tahun"], name="penduduk_sekali"),
        ]


class Fasilitas(ScopedModel):
    """Jaringan (the kinds of Pasal 1 angka 9) and jejaring of a puskesmas, by name."""

    scope_path: ClassVar[ScopePath] = ScopePath("puskesmas__kabupaten", "puskesmas")

    class Jenis(models.TextChoices):
        PUSTU = "pustu", "Puskesmas Pembantu"
        PUSLING = "pusling", "Puskesmas Keliling"
        PONKESDES = "ponkesdes", "Pondok Kesehatan Desa"
        POLINDES = "polindes", "Pondok Bersalin Desa"
        JEJARING = "jejaring", "Jejaring"

    puskesmas = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="fasilitas")
    jenis = models.CharField(max_length=16, choices=Jenis.choices)
    nama = models.CharField(max_length=120)
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["puskesmas", "jenis", "nama"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["puskesmas", "jenis", "nama"], name="fasilitas_sekali"),
            models.CheckConstraint(
                condition=models.Q(
                    jenis__in=["pustu", "pusling", "ponkesdes", "polindes", "jejaring"]
                ),
                name="fasilitas_jenis",
            ),
        ]

    def __str__(self) -> str:
        return self.nama
