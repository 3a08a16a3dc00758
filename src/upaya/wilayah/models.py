"""The map: districts, their kecamatan, and the units that people belong to."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q, Value
from django.db.models.functions import Cast, Concat
from simple_history.models import HistoricalRecords

from upaya.core.paths import ROOT, PathField
from upaya.core.public import Public
from upaya.core.registry import registry
from upaya.core.scope import ScopedModel, ScopePath
from upaya.core.unit_kinds import District
from upaya.rules.names import slug_puskesmas
from upaya.wilayah.jenis import Jenis


class Kabupaten(ScopedModel):
    """A district (kabupaten or kota), the distribution key of everything that grows."""

    scope_path: ClassVar[ScopePath] = ScopePath("kode")
    public: ClassVar[Public | None] = Public(rows=Q(), fields=("kode", "nama"))

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

    @property
    def tempat(self) -> str:
        """Where its papers are signed: the name without its kind."""
        return self.nama.removeprefix("Kabupaten ").removeprefix("Kota ")


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


def _step(key: str) -> Concat:
    """One step of a path: a key between slashes."""
    return Concat(Value("/"), Cast(key, models.CharField()), Value("/"))


class Unit(ScopedModel):
    """Where people work, or what a row belongs to: an office, a puskesmas, a village, a hospital.

    Units form trees. `jalur` is the way from the root down to the unit itself, kept by the database
    from `jalur_induk`, the way to its parent; both are written here when a unit is made and by
    `pohon.move` later, nowhere else.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "pk")
    # Where an office is and how it is reached stands at its door.
    public: ClassVar[Public | None] = Public(
        rows=Q(aktif=True), fields=("id", "kabupaten_id", "jenis", "nama", "alamat", "telepon")
    )
    audit_related: ClassVar[tuple[str, ...]] = ()
    Jenis = Jenis

    jenis = models.CharField(max_length=32)
    kabupaten = models.ForeignKey(
        Kabupaten, on_delete=models.PROTECT, null=True, blank=True, related_name="unit"
    )
    induk = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="anak"
    )
    jalur_induk = PathField(max_length=200, default=ROOT, editable=False)
    jalur = models.GeneratedField(
        expression=Concat("jalur_induk", Cast("id", models.CharField()), Value("/")),
        output_field=PathField(max_length=220),
        db_persist=True,
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
    alamat = models.CharField("alamat", max_length=160, blank=True)
    telepon = models.CharField("nomor telepon", max_length=40, blank=True)
    aktif = models.BooleanField(default=True)
    history = HistoricalRecords(excluded_fields=["jalur_induk", "jalur"])

    class Meta:
        ordering: ClassVar = ["nama", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["induk", "jenis", "nama"], name="unit_nama_unik"),
            models.UniqueConstraint(
                fields=["kabupaten", "jenis", "nama"],
                condition=models.Q(induk=None),
                name="unit_nama_unik_akar",
            ),
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
            models.UniqueConstraint(
                fields=["jalur"], opclasses=["varchar_pattern_ops"], name="unit_jalur_unik"
            ),
            models.CheckConstraint(
                condition=models.Q(induk=None, jalur_induk=ROOT)
                | models.Q(induk__isnull=False, jalur_induk__endswith=_step("induk")),
                name="unit_jalur_lewat_induk",
            ),
            models.CheckConstraint(
                condition=~models.Q(jalur_induk__contains=_step("id")),
                name="unit_jalur_tanpa_lingkaran",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "jenis", "nama"], name="unit_daftar")
        ]

    @property
    def sebutan(self) -> str:
        """What papers call it: a puskesmas with its kind in front, any other by its name."""
        nama = str(self.nama)
        if self.jenis != Unit.Jenis.PUSKESMAS or nama.lower().startswith("puskesmas"):
            return nama
        return f"Puskesmas {nama}"

    @property
    def audit_name(self) -> str:
        """What the audit calls it."""
        return self.nama

    def __str__(self) -> str:
        return self.nama

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        """A new unit finds its place and gets the code its name gives; later neither is written.

        Whoever saves a unit they read a while ago must not put it back where it was.
        """
        if not self._state.adding:
            kwargs.setdefault("update_fields", _WRITABLE)
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            above = self._parent()
            refuse_place(self, above)
            self.jalur_induk = above.jalur if above else ROOT
            self.slug = self.slug or self._first_code(above)
            super().save(*args, **kwargs)

    def _first_code(self, above: Unit | None) -> str:
        """The code its name gives; villages of one name are told apart by what is above them."""
        code = slug_puskesmas(self.nama)
        same = Unit.objects.filter(kabupaten=self.kabupaten_id, jenis=self.jenis, slug=code)
        return f"{code}{above.slug}" if above and same.exists() else code

    def _parent(self) -> Unit | None:
        """The parent as it stands, held: while this transaction lasts it moves nowhere."""
        if self.induk_id is None:
            return None
        held = Unit.objects.select_for_update(of=("self",)).get(pk=self.induk_id)
        assert isinstance(held, Unit)  # noqa: S101 - the manager has no types
        return held


_WRITABLE = (
    "jenis", "kabupaten", "kode", "nama", "slug", "kecamatan", "alamat", "telepon", "aktif",
)  # fmt: skip


def refuse_place(unit: Unit, above: Unit | None) -> None:
    """Say what its kind and its district forbid about hanging `unit` below `above`."""
    kind = registry().unit_kinds.get(unit.jenis)
    if kind is None:
        raise ValidationError({"jenis": f"Jenis unit “{unit.jenis}” tidak dikenal."})
    if (kind.district is District.MUST and unit.kabupaten_id is None) or (
        kind.district is District.NEVER and unit.kabupaten_id is not None
    ):
        word = "selalu" if kind.district is District.MUST else "tidak pernah"
        raise ValidationError({"kabupaten": f"{kind.label} {word} milik sebuah kabupaten."})
    if above is None:
        if not kind.root:
            words = " atau ".join(sorted(registry().unit_label(name) for name in kind.under))
            raise ValidationError({"induk": f"{kind.label} selalu berada di bawah {words}."})
        return
    if above.jenis not in kind.under:
        below = f"{kind.label} tidak berada di bawah {registry().unit_label(above.jenis)}."
        raise ValidationError({"induk": below})
    if above.kabupaten_id not in {None, unit.kabupaten_id}:
        raise ValidationError({"induk": f"{above.nama} milik kabupaten lain."})


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
