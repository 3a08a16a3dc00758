"""Payments of one source, their lines, what was sent to the bank, and what became of it.

"Never paid twice" is `percobaan_hidup_sekali`: of the attempts at one line at most one is under way
or has succeeded. The services say so in words first; the constraint holds when they are wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.core.crypto import EncryptedTextField, mask
from upaya.core.models import StoredFile
from upaya.core.scope import ScopedModel, ScopePath
from upaya.pegawai.models import Petugas
from upaya.pembayaran.models_bank import BerkasHasil, FormatBank
from upaya.pembayaran.models_dana import DanaMasuk
from upaya.pembayaran.models_format import UsulanFormat
from upaya.pembayaran.models_pajak import UsulanPajak
from upaya.pembayaran.models_pembetulan import Pembetulan
from upaya.pembayaran.models_potongan import Potongan
from upaya.pembayaran.models_rekening import RekeningPembantu
from upaya.rules import pembayaran as aturan
from upaya.wilayah.models import Unit

__all__ = [
    "BarisPembayaran", "BerkasHasil", "DanaMasuk", "FormatBank", "Kiriman", "Pembayaran",
    "Pembetulan", "Percobaan", "Potongan", "RekeningBersama", "RekeningPembantu", "UsulanFormat",
    "UsulanPajak",
]  # fmt: skip

_OF_PAYMENT = ScopePath("kabupaten", "pembayaran__unit")


def _one_of(name: str, field: str, allowed: Iterable[str]) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__in": list(allowed)}), name=name)


class Pembayaran(ScopedModel):
    """What one source pays out: `sumber` names it (see `sumber.py`), `sumber_id` is its row there.

    `total` is the gross sum of the lines, `dana` what has arrived to be paid out; whole rupiah.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "unit")
    audit_related: ClassVar[tuple[str, ...]] = ()

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="pembayaran")
    sumber = models.CharField(max_length=16)
    sumber_id = models.BigIntegerField()
    judul = models.CharField(max_length=160)
    total = models.BigIntegerField()
    dana = models.BigIntegerField(default=0)
    # The account that the request for its funds names; empty before the request is prepared.
    rekening = models.ForeignKey(
        RekeningPembantu, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dibuat_pada = models.DateTimeField()
    selesai_pada = models.DateTimeField(null=True)
    # When it was opened again after its end, the last time; the source stays closed.
    dibuka_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sumber", "sumber_id"], name="pembayaran_sekali"),
            # Never more than was approved: the total stands from the recap on.
            models.CheckConstraint(
                condition=Q(total__gt=0, dana__gte=0, dana__lte=F("total")),
                name="pembayaran_dana_dalam_total",
            ),
            models.CheckConstraint(
                condition=Q(selesai_pada=None) | Q(dana=F("total")),
                name="pembayaran_selesai_berdana",
            ),
            models.CheckConstraint(
                condition=Q(dibuka_pada=None) | Q(dana__gt=0), name="pembayaran_dibuka_berdana"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "unit"], name="pembayaran_unit"),
        ]

    def __str__(self) -> str:
        return self.judul

    @property
    def audit_name(self) -> str:
        """What the audit calls it."""
        return self.judul

    @property
    def sisa_dana(self) -> int:
        """What has not arrived yet, in rupiah."""
        return self.total - self.dana

    @property
    def dibuka_lagi(self) -> bool:
        """Whether it was closed once and has something open again."""
        return self.dibuka_pada is not None and self.selesai_pada is None


class BarisPembayaran(ScopedModel):
    """One payee of a payment, with the account and the tax as they stood when it was made.

    `rincian` are the parts of `bruto`: [{"uraian": words, "jumlah": rupiah, may be negative}].
    `pajak_hitung` is what the rules say, `pajak` what is withheld: they differ only with a reason.
    `potongan` is the sum of `rincian_potongan`, deductions other than tax, written like `rincian`.
    `dicoba` counts the attempts, `status` repeats the newest one, "siap" before the first.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "pembayaran__unit", "petugas__user")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    pembayaran = models.ForeignKey(Pembayaran, on_delete=models.PROTECT, related_name="baris")
    # A stable code of the payee: of an officer here, of a provider where claims are paid.
    penerima = models.CharField(max_length=32)
    petugas = models.ForeignKey(
        Petugas, on_delete=models.PROTECT, null=True, related_name="pembayaran"
    )
    nama = models.CharField(max_length=120)
    bank = models.CharField("nama bank", max_length=60)
    rekening = EncryptedTextField("nomor rekening")
    nama_rekening = models.CharField("nama pemilik rekening", max_length=120)
    rincian = models.JSONField()
    bruto = models.BigIntegerField()
    jenis_pajak = models.CharField(max_length=24)
    tarif_pajak = models.DecimalField(max_digits=7, decimal_places=6)
    dasar_hukum_pajak = models.CharField(max_length=200)
    asal_pajak = models.CharField(max_length=8)
    pajak_hitung = models.BigIntegerField()
    pajak = models.BigIntegerField()
    alasan_pajak = models.TextField("alasan penyesuaian pajak", blank=True)
    potongan = models.BigIntegerField(default=0)
    rincian_potongan = models.JSONField(default=list)
    neto = models.BigIntegerField()
    status = models.CharField(
        max_length=12, choices=list(aturan.LABELS.items()), default=aturan.SIAP
    )
    dicoba = models.PositiveSmallIntegerField(default=0)
    versi = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["nama", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pembayaran", "penerima"], name="baris_bayar_sekali"),
            models.CheckConstraint(
                condition=Q(
                    bruto__gt=0, pajak__gte=0, pajak_hitung__gte=0, potongan__gte=0, neto__gte=0
                )
                & Q(bruto=F("pajak") + F("potongan") + F("neto")),
                name="baris_bayar_jumlah",
            ),
            models.CheckConstraint(
                condition=Q(pajak=F("pajak_hitung")) | ~Q(alasan_pajak=""),
                name="baris_bayar_pajak_beralasan",
            ),
            models.CheckConstraint(
                condition=Q(status=aturan.SIAP, dicoba=0)
                | (Q(status__in=aturan.ATTEMPT) & Q(dicoba__gt=0)),
                name="baris_bayar_dicoba",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["pembayaran", "status"], name="baris_bayar_status"),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def rekening_tersamar(self) -> str:
        """The account as screens and papers show it."""
        return mask(self.rekening)

    @property
    def tone(self) -> str:
        """Colour beside the status."""
        return aturan.TONES[self.status]


class Kiriman(ScopedModel):
    """Lines handed to the bank (or paid in cash) at once; `jumlah` is their net sum."""

    scope_path: ClassVar[ScopePath] = _OF_PAYMENT

    class Cara(models.TextChoices):
        TRANSFER = "transfer", "Transfer bank"
        TUNAI = "tunai", "Tunai"

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    pembayaran = models.ForeignKey(Pembayaran, on_delete=models.PROTECT, related_name="kiriman")
    nomor = models.PositiveSmallIntegerField()
    kunci = models.UUIDField(unique=True)
    cara = models.CharField(max_length=8, choices=Cara.choices)
    tanggal = models.DateField("tanggal pengiriman")
    banyak = models.PositiveIntegerField()
    jumlah = models.BigIntegerField()
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dibuat_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pembayaran", "nomor"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pembayaran", "nomor"], name="kiriman_nomor_sekali"),
            models.CheckConstraint(condition=Q(banyak__gt=0, jumlah__gte=0), name="kiriman_berisi"),
            _one_of("kiriman_cara", "cara", ["transfer", "tunai"]),
        ]


class Percobaan(ScopedModel):
    """One attempt to pay a line: `rujukan` is what the bank sends back with its answer.

    The account is kept as it was sent: what the line holds may be mended for the next attempt.
    """

    scope_path: ClassVar[ScopePath] = ScopePath(
        "kabupaten", "kiriman__pembayaran__unit", "baris__petugas__user"
    )

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    kiriman = models.ForeignKey(Kiriman, on_delete=models.PROTECT, related_name="percobaan")
    baris = models.ForeignKey(BarisPembayaran, on_delete=models.PROTECT, related_name="percobaan")
    nomor = models.PositiveSmallIntegerField()
    rujukan = models.CharField(max_length=24, unique=True)
    bank = models.CharField(max_length=60)
    rekening = EncryptedTextField()
    nama_rekening = models.CharField(max_length=120)
    jumlah = models.BigIntegerField()
    status = models.CharField(
        max_length=12,
        choices=[(name, aturan.LABELS[name]) for name in aturan.ATTEMPT],
        default=aturan.DIKIRIM,
    )
    tanggal = models.DateField("tanggal diterima atau ditolak", null=True)
    bukti = models.CharField("nomor bukti", max_length=80, blank=True)
    berkas_bukti = models.OneToOneField(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="+"
    )
    alasan = models.TextField(blank=True)
    dicatat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dicatat_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["baris", "nomor"], name="percobaan_nomor_sekali"),
            models.UniqueConstraint(
                fields=["baris"],
                condition=Q(status__in=aturan.LIVING),
                name="percobaan_hidup_sekali",
            ),
            _one_of("percobaan_status", "status", aturan.ATTEMPT),
            models.CheckConstraint(
                condition=Q(status=aturan.DIKIRIM, tanggal=None, dicatat_pada=None)
                | Q(
                    status=aturan.BERHASIL,
                    tanggal__isnull=False,
                    dicatat_oleh__isnull=False,
                    dicatat_pada__isnull=False,
                )
                | (
                    Q(
                        status__in=aturan.ENDED,
                        tanggal__isnull=False,
                        dicatat_oleh__isnull=False,
                        dicatat_pada__isnull=False,
                    )
                    & ~Q(alasan="")
                ),
                name="percobaan_hasil_tercatat",
            ),
            models.CheckConstraint(
                condition=~Q(status=aturan.BERHASIL) | ~Q(bukti=""), name="percobaan_berbukti"
            ),
        ]

    @property
    def rekening_tersamar(self) -> str:
        """The account as screens show it."""
        return mask(self.rekening)


class RekeningBersama(ScopedModel):
    """A second person's word that several payees of a payment may have one account.

    `sidik` is the keyed hash of the account, `penerima` the codes of those who had it then.
    """

    scope_path: ClassVar[ScopePath] = _OF_PAYMENT

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    pembayaran = models.ForeignKey(
        Pembayaran, on_delete=models.PROTECT, related_name="rekening_bersama"
    )
    sidik = models.CharField(max_length=64)
    penerima = models.JSONField()
    alasan = models.TextField()
    dikonfirmasi_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dikonfirmasi_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pembayaran", "sidik"], name="rekening_bersama_sekali"),
            models.CheckConstraint(
                condition=~Q(alasan="") & ~Q(sidik=""), name="rekening_bersama_beralasan"
            ),
        ]
