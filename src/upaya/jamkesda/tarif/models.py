"""Tables of tariff lists: each version whole, with its services and the days they are in force."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.core.scope import ScopedModel, ScopePath
from upaya.rules.jamkesda.klaim import Tarif

_ORANG_KEDUA = Q(
    status__in=["dicoba", "dibuang", "diusulkan"], diputus_oleh=None, diputus_pada=None
) | Q(
    status__in=["disetujui", "ditolak"],
    diputus_oleh__isnull=False,
    diputus_pada__isnull=False,
) & ~Q(diputus_oleh=F("dicoba_oleh"))


class DaftarTarif(ScopedModel):
    """One version of a list, as its file said it. The newest approved one of a name is in force.

    `dicoba` is a dry run and judges no claim. `dasar` is the version it was compared with: when
    another came in between, nobody saw what it changes, so it is not approved. `sha256` is the
    file's; the same file tried again is the same version.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten")

    class Status(models.TextChoices):
        DICOBA = "dicoba", "Uji coba"
        DIBUANG = "dibuang", "Dibuang"
        DIUSULKAN = "diusulkan", "Menunggu putusan"
        DISETUJUI = "disetujui", "Disetujui"
        DITOLAK = "ditolak", "Ditolak"

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    nama = models.CharField("nama daftar", max_length=120)
    nomor_keputusan = models.CharField("nomor keputusan", max_length=120)
    sha256 = models.CharField(max_length=64)
    banyak = models.PositiveIntegerField()
    dasar = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DICOBA)
    alasan = models.CharField("alasan putusan", max_length=400, blank=True)
    dicoba_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dicoba_pada = models.DateTimeField()
    diputus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kabupaten", "nama"],
                condition=Q(status="diusulkan"),
                name="tarif_satu_menunggu",
            ),
            models.CheckConstraint(condition=_ORANG_KEDUA, name="tarif_orang_kedua"),
            models.CheckConstraint(
                condition=~Q(status="ditolak") | ~Q(alasan=""), name="tarif_tolak_beralasan"
            ),
            models.CheckConstraint(condition=~Q(nama=""), name="tarif_bernama"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "nama", "status", "-id"], name="tarif_berlaku"),
        ]

    def __str__(self) -> str:
        return f"Daftar tarif {self.nama}"

    @property
    def tone(self) -> str:
        """Colour beside the status."""
        return {"diusulkan": "warn", "disetujui": "good", "ditolak": "bad"}.get(self.status, "info")


class TarifLayanan(ScopedModel):
    """A service of a list with its price for some days and its limits; see `rules...klaim.Tarif`.

    A code in the form of ICD-9-CM is a procedure; this list is the UPT's dated list of those it
    pays for.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("daftar__kabupaten")

    daftar = models.ForeignKey(DaftarTarif, on_delete=models.PROTECT, related_name="layanan")
    kode = models.CharField("kode layanan", max_length=160)
    nama = models.CharField("nama layanan", max_length=160)
    mulai = models.DateField("berlaku mulai")
    sampai = models.DateField("berlaku sampai", null=True)
    harga = models.BigIntegerField("harga satuan")
    jumlah_maks = models.PositiveIntegerField("jumlah paling banyak", null=True)
    jenis_kelamin = models.CharField(max_length=1, null=True)  # noqa: DJ001 - None as in the rules
    umur_min = models.PositiveSmallIntegerField(null=True)
    umur_maks = models.PositiveSmallIntegerField(null=True)
    jarak_hari = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["kode", "mulai", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["daftar", "kode", "mulai"], name="tarif_sekali"),
            models.CheckConstraint(
                condition=Q(harga__gte=0) & (Q(sampai=None) | Q(sampai__gte=F("mulai"))),
                name="tarif_masa_dan_harga",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"

    @property
    def tarif(self) -> Tarif:
        """The row as the rules read it."""
        return Tarif(
            self.kode, self.mulai, self.sampai, self.harga, self.jumlah_maks,
            self.jenis_kelamin,  # type: ignore[arg-type] # what the reader of the file let through
            self.umur_min, self.umur_maks, self.jarak_hari,
        )  # fmt: skip
