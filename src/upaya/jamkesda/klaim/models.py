"""Tables of claims: as they were asked, what the checks left, what was approved, and every cut."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.alur.case import WorkflowModel
from upaya.core.columns import BulkJSONField
from upaya.core.models import StoredFile
from upaya.core.scope import ScopedModel, ScopePath
from upaya.rules.jamkesda import road_klaim
from upaya.rules.jamkesda.alasan import ALASAN, OLEH_VERIFIKATOR
from upaya.rules.jamkesda.compute import PUTUSAN
from upaya.rules.jamkesda.klaim import JENIS
from upaya.rules.workflow import Workflow
from upaya.wilayah.models import Unit

_AMOUNTS = Q(diminta__gte=F("diperiksa"), diperiksa__gte=0) & (
    Q(disetujui=None) | Q(disetujui__gte=0, disetujui__lte=F("diperiksa"))
)
"""Approved is never above checked, checked never above asked; nothing is below zero."""


_DECIDED = ("diverifikasi", "disetujui", "dikumpulkan", "dibayar")


def nama_buku(unit: int, isi: str) -> str:
    """A claim's name in the book of limits: provider and the mark of what it says."""
    return f"{unit}:{isi[:40]}"


class Klaim(WorkflowModel):
    """A provider's bill for one care; whole rupiah. `disetujui` is None until a person decides.

    `nomor` is the provider's own and names the claim for good, `isi` the mark of what it says: sent
    again, by whichever door, it is the same claim. `masukan` is the file of ``upaya hitung klaim``
    that it was judged by, `sidik` its fingerprint. `perbaikan` is what the provider adds to a claim
    that was returned (other diagnoses, an explanation); amounts and quantities never change.
    """

    workflow: ClassVar[Workflow] = road_klaim.KLAIM
    page: ClassVar[str] = "klaim:rinci"
    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "unit")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="klaim_jamkesda")
    # Its own index finds the claims whose number begins with something.
    nomor = models.CharField("nomor klaim", max_length=64, db_index=True)
    isi = models.CharField(max_length=64)
    # Stable codes of the member and of the letter, never personal numbers.
    peserta = models.CharField(max_length=64)
    surat = models.CharField(max_length=64, blank=True)
    jenis = models.CharField(max_length=12)
    masuk = models.DateField()
    keluar = models.DateField()
    diajukan = models.DateField()
    diminta = models.BigIntegerField()
    diperiksa = models.BigIntegerField()
    disetujui = models.BigIntegerField(null=True)
    putusan = models.CharField(max_length=20, choices=list(PUTUSAN.items()))
    masukan = BulkJSONField()
    sidik = models.CharField(max_length=64)
    perbaikan = models.JSONField(default=dict)
    dicatat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dicatat_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "nomor"], name="klaim_nomor_sekali"),
            models.UniqueConstraint(
                fields=["kabupaten", "surat"],
                # What was refused, and what nothing is left of, leaves its letter to another claim.
                condition=~Q(surat="") & Q(diperiksa__gt=0) & ~Q(status="ditolak"),
                name="klaim_surat_sekali",
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(road_klaim.KLAIM.states)), name="klaim_status"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_DECIDED) | Q(disetujui__isnull=False),
                name="klaim_diputus_berjumlah",
            ),
            # Zero is never gathered, let alone paid.
            models.CheckConstraint(
                condition=~Q(status__in=["disetujui", "dikumpulkan", "dibayar"])
                | Q(disetujui__gt=0),
                name="klaim_dibayar_bernilai",
            ),
            models.CheckConstraint(condition=_AMOUNTS, name="klaim_jumlah"),
            models.CheckConstraint(condition=Q(jenis__in=list(JENIS)), name="klaim_jenis"),
            models.CheckConstraint(condition=Q(putusan__in=list(PUTUSAN)), name="klaim_putusan"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "peserta"], name="klaim_peserta"),
            models.Index(fields=["kabupaten", "unit", "id"], name="klaim_baru_milik"),
            models.Index(fields=["kabupaten", "keluar"], name="klaim_keluar"),
            models.Index(fields=["kabupaten", "surat"], name="klaim_surat"),
            # One for each filter and each order of the list, for the UPT and for a PPK: among a
            # million claims the newest that fit are read, not looked for (bench/sejuta). A scope
            # asks for the district first: an index without it would not count a PPK's by itself.
            models.Index(fields=["kabupaten", "id"], name="klaim_baru"),
            models.Index(fields=["kabupaten", "status", "id"], name="klaim_status_kab"),
            models.Index(fields=["kabupaten", "unit", "status", "id"], name="klaim_status_milik"),
            models.Index(fields=["kabupaten", "putusan", "id"], name="klaim_putusan_kab"),
            models.Index(fields=["kabupaten", "unit", "putusan", "id"], name="klaim_putusan_milik"),
            models.Index(
                fields=["kabupaten", "status", "putusan", "id"], name="klaim_status_putusan"
            ),
            models.Index(fields=["kabupaten", "diminta", "id"], name="klaim_diminta_kab"),
            models.Index(fields=["kabupaten", "unit", "diminta", "id"], name="klaim_diminta_milik"),
            models.Index(fields=["kabupaten", "masuk", "id"], name="klaim_masuk_kab"),
            models.Index(fields=["kabupaten", "unit", "masuk", "id"], name="klaim_masuk_milik"),
            # What waits longest in a state.
            models.Index(
                fields=["kabupaten", "status", "status_since", "id"], name="klaim_menunggu"
            ),
        ]

    def __str__(self) -> str:
        return f"Klaim {self.nomor}"

    @property
    def owner_name(self) -> str:
        """The PPK; needs `unit` loaded."""
        return str(self.unit.nama)

    @property
    def short_name(self) -> str:
        """The provider's own number."""
        return str(self.nomor)

    @property
    def audit_name(self) -> str:
        """The number alone: the audit holds no personal value."""
        return str(self)

    @property
    def nama_buku(self) -> str:
        """Its name in the book of limits."""
        return nama_buku(self.unit_id, self.isi)


class LayananKlaim(ScopedModel):
    """One line of a claim: `diminta` is `jumlah` times `harga`, and none of the three changes."""

    scope_path: ClassVar[ScopePath] = ScopePath("klaim__kabupaten", "klaim__unit")

    klaim = models.ForeignKey(Klaim, on_delete=models.PROTECT, related_name="layanan")
    no = models.PositiveIntegerField()
    kode = models.CharField(max_length=64)
    tanggal = models.DateField()
    jumlah = models.BigIntegerField()
    harga = models.BigIntegerField()
    diminta = models.BigIntegerField()
    diperiksa = models.BigIntegerField()
    disetujui = models.BigIntegerField(null=True)

    class Meta:
        ordering: ClassVar = ["klaim", "no"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["klaim", "no"], name="layanan_klaim_sekali"),
            models.CheckConstraint(
                condition=Q(jumlah__gt=0, harga__gte=0, diminta=F("jumlah") * F("harga")),
                name="layanan_klaim_diminta",
            ),
            models.CheckConstraint(condition=_AMOUNTS, name="layanan_klaim_jumlah"),
        ]


class AlasanTercatat(ScopedModel):
    """A reason that was found, and what it took; zero where it took nothing.

    `layanan` None is the whole claim, `oleh` None the checks themselves.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("klaim__kabupaten", "klaim__unit")

    klaim = models.ForeignKey(Klaim, on_delete=models.PROTECT, related_name="alasan")
    layanan = models.ForeignKey(
        LayananKlaim, on_delete=models.PROTECT, null=True, related_name="alasan"
    )
    kode = models.CharField(max_length=4)
    jumlah = models.BigIntegerField()
    kalimat = models.TextField()
    # The round whose check found it: a claim that was mended is checked anew, what stood stays.
    putaran = models.PositiveIntegerField(default=1)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kode__in=list(ALASAN)), name="alasan_berkode"),
            models.CheckConstraint(
                condition=Q(jumlah__gte=0) & ~Q(kalimat=""), name="alasan_berkalimat"
            ),
            models.CheckConstraint(
                condition=Q(layanan__isnull=False) | Q(jumlah=0), name="alasan_pada_layanan"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["kode"], name="alasan_kode")]


class KeputusanLayanan(ScopedModel):
    """A verifier's word on one line while the claim is examined: "" accepts what the checks left.

    It may change until the claim is verified; what comes of it is then written for good.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("layanan__klaim__kabupaten", "layanan__klaim__unit")

    layanan = models.OneToOneField(LayananKlaim, on_delete=models.PROTECT, related_name="keputusan")
    kode = models.CharField(max_length=4, blank=True)
    jumlah = models.BigIntegerField(default=0)
    kalimat = models.TextField(blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kode="", jumlah=0, kalimat="")
                | (
                    Q(kode__in=[one.kode for one in OLEH_VERIFIKATOR], jumlah__gt=0)
                    & ~Q(kalimat="")
                ),
                name="keputusan_berkode",
            ),
        ]


class BerkasKlaim(ScopedModel):
    """A paper of a claim; `nama` is the attachment it is, one of those required or another."""

    scope_path: ClassVar[ScopePath] = ScopePath("klaim__kabupaten", "klaim__unit")

    klaim = models.ForeignKey(Klaim, on_delete=models.PROTECT, related_name="berkas")
    nama = models.CharField("lampiran", max_length=120)
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    diunggah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    diunggah_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["klaim", "nama", "stored"], name="berkas_klaim_sekali"),
        ]


class UnggahanKlaim(ScopedModel):
    """A workbook of claims that was tried out: what it says, before anybody stores it.

    `isi` are the claims as they were read. Stored, it points to nothing: the claims know who and
    when, and the same file again finds them.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "unit")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    nama = models.CharField("nama berkas", max_length=120)
    sha256 = models.CharField(max_length=64)
    isi = models.JSONField()
    banyak = models.PositiveIntegerField()
    diunggah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    diunggah_pada = models.DateTimeField()
    disimpan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    disimpan_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "sha256"], name="unggahan_klaim_sekali"),
            models.CheckConstraint(
                condition=Q(disimpan_oleh=None, disimpan_pada=None)
                | Q(disimpan_oleh__isnull=False, disimpan_pada__isnull=False),
                name="unggahan_klaim_disimpan_utuh",
            ),
        ]

    def __str__(self) -> str:
        return self.nama
