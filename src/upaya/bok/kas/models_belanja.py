"""Tables of spending: to whom, for which days, and days that somebody was paid twice.

"One person, one day, one transport" is `hari_dibayar_sekali`, over all units of a district: the
service says so in words first, the constraint holds when two save at once.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from upaya.bok.harga.models import HargaSatuan
from upaya.bok.kas.models import BukuKas, Mutasi
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.core.crypto import EncryptedTextField
from upaya.core.scope import ScopedModel, ScopePath
from upaya.core.second import Proposal
from upaya.pegawai.models import BlindIndexField, Petugas
from upaya.rules.bok.hari_ganda import MACAM, SATUAN
from upaya.rules.numbers import MAX_AMOUNT, MAX_COUNT
from upaya.rules.tax.belanja import NPWP, OBJEK, PENJUAL
from upaya.wilayah.models import Unit

SATUAN_KATA = dict(
    zip(SATUAN, ("orang-hari", "orang-kali", "desa", "paket"), strict=True)
)  # fmt: skip
"""Per what somebody is paid, in words."""
DICOBA = "dicoba"


class Belanja(ScopedModel):
    """The document behind one spending: its movement, the activity carried out, whom it went to.

    `kepada` is the shop or the firm where it is no list of people. `usul_pajak` is what the rules
    propose to withhold ({"ppn": rupiah}), `alasan_pajak` why something else was withheld.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("mutasi__kabupaten", "mutasi__buku__unit")

    mutasi = models.OneToOneField(Mutasi, on_delete=models.PROTECT, related_name="dokumen")
    pelaksanaan = models.ForeignKey(
        Pelaksanaan, on_delete=models.PROTECT, null=True, related_name="belanja"
    )
    kepada = models.CharField("dibayar kepada", max_length=120, blank=True)
    penjual = models.CharField(max_length=5, choices=list(PENJUAL.items()), default=NPWP)
    objek = models.CharField("objek pajak", max_length=20, blank=True)
    usul_pajak = models.JSONField("pajak menurut aturan", default=dict)
    alasan_pajak = models.CharField("alasan pajaknya lain", max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(penjual__in=list(PENJUAL), objek__in=["", *OBJEK]),
                name="belanja_pajak",
            ),
        ]

    def __str__(self) -> str:
        return str(self.mutasi)


class PenerimaBelanja(ScopedModel):
    """Somebody who was paid: `banyaknya` times `harga` rupiah per `satuan`; where it is from.

    An officer is named by the row; a kader or a pupil by name and village, with a NIK where there
    is one. `macam` says what kind of payment of days it is, "" for none.
    """

    scope_path: ClassVar[ScopePath] = ScopePath(
        "belanja__mutasi__kabupaten", "belanja__mutasi__buku__unit"
    )

    belanja = models.ForeignKey(Belanja, on_delete=models.PROTECT, related_name="penerima")
    urutan = models.PositiveSmallIntegerField()
    petugas = models.ForeignKey(Petugas, on_delete=models.PROTECT, null=True, related_name="+")
    nama = models.CharField("nama", max_length=120)
    nik = EncryptedTextField("NIK", blank=True, default="")
    nik_indeks = BlindIndexField(source="nik", purpose="nik", default="")
    desa = models.CharField("desa", max_length=120, blank=True)
    satuan = models.CharField(max_length=12, choices=list(SATUAN_KATA.items()))
    banyaknya = models.PositiveIntegerField()
    harga = models.BigIntegerField("harga satuan")
    sumber_harga = models.ForeignKey(
        HargaSatuan, on_delete=models.PROTECT, null=True, related_name="+"
    )
    jumlah = models.BigIntegerField()
    macam = models.CharField(max_length=12, choices=list(MACAM.items()), blank=True)

    class Meta:
        ordering: ClassVar = ["belanja", "urutan"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["belanja", "urutan"], name="penerima_sekali"),
            models.CheckConstraint(
                condition=Q(jumlah=F("banyaknya") * F("harga"), jumlah__range=(1, MAX_AMOUNT))
                & Q(banyaknya__range=(1, MAX_COUNT), satuan__in=SATUAN)
                & Q(macam__in=["", *MACAM])
                & ~Q(nama=""),
                name="penerima_jumlah",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["nik_indeks"], name="penerima_nik")]

    def __str__(self) -> str:
        return self.nama


class HariGanda(Proposal):
    """A day that somebody was to be paid a second time: tried, asked for, decided by the Dinas.

    `pertama` is the payment that stands. Without a reason it was only tried (`dicoba`). Accepted,
    it lets that one day pass once, on that activity and for at most that amount. `tanda` is the
    keyed hash by which the person is known.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "buku__unit")

    class Keadaan(models.TextChoices):
        DICOBA = DICOBA, "Dicoba, tanpa alasan"
        DIUSULKAN = "diusulkan", "Menunggu keputusan"
        DISETUJUI = "disetujui", "Disetujui"
        DITOLAK = "ditolak", "Ditolak"

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    buku = models.ForeignKey(BukuKas, on_delete=models.PROTECT, related_name="hari_ganda")
    pertama = models.ForeignKey("HariDibayar", on_delete=models.PROTECT, related_name="ganda")
    nama = models.CharField("nama", max_length=120)
    tanda = models.CharField(max_length=64)
    kelompok = models.CharField(max_length=12)
    macam = models.CharField(max_length=12, choices=list(MACAM.items()))
    hari = models.DateField("tanggal")
    kegiatan = models.CharField("kegiatan", max_length=200)
    jumlah = models.BigIntegerField()
    alasan = models.TextField("alasan", blank=True)
    status = models.CharField(max_length=10, choices=Keadaan.choices, default=Keadaan.DICOBA)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(status=DICOBA, alasan="") | (~Q(status=DICOBA) & ~Q(alasan="")))
                & Q(macam__in=list(MACAM)),
                name="hari_ganda_beralasan",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[DICOBA, "diusulkan"], diputus_oleh=None, diputus_pada=None)
                | (
                    Q(
                        status__in=["disetujui", "ditolak"],
                        diputus_oleh__isnull=False,
                        diputus_pada__isnull=False,
                    )
                    & ~Q(diputus_oleh=F("diusulkan_oleh"))
                ),
                name="hari_ganda_orang_kedua",
            ),
            models.CheckConstraint(
                condition=~Q(status="ditolak") | ~Q(alasan_putusan=""),
                name="hari_ganda_tolak_beralasan",
            ),
            models.UniqueConstraint(
                fields=["buku", "tanda", "kelompok", "hari", "macam", "kegiatan", "jumlah"],
                condition=Q(status__in=[DICOBA, "diusulkan"]),
                name="hari_ganda_terbuka_sekali",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "status"], name="hari_ganda_antrean"),
        ]

    def __str__(self) -> str:
        return f"{self.nama}, {self.get_macam_display()}"


class HariDibayar(ScopedModel):
    """A day for which somebody was paid. `pasti`: known by the NIK, else only by name and village.

    `tanda` is the keyed hash of that, `serupa` of the name and village whether there is a NIK or
    not (of the name and the unit where no village is written).
    `dibalik` is the movement that took the payment back, `izin` the accepted exception.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "unit")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    penerima = models.ForeignKey(PenerimaBelanja, on_delete=models.PROTECT, related_name="hari")
    tanda = models.CharField(max_length=64)
    serupa = models.CharField(max_length=64)
    pasti = models.BooleanField()
    kelompok = models.CharField(max_length=12)
    macam = models.CharField(max_length=12, choices=list(MACAM.items()))
    hari = models.DateField("tanggal")
    kegiatan = models.CharField("kegiatan", max_length=200)
    mirip = models.BooleanField("nama dan desa yang sama pernah dibayar", default=False)
    dibalik = models.ForeignKey(Mutasi, on_delete=models.PROTECT, null=True, related_name="+")
    izin = models.OneToOneField(
        HariGanda, on_delete=models.PROTECT, null=True, related_name="dipakai"
    )

    class Meta:
        ordering: ClassVar = ["hari", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kabupaten", "tanda", "hari", "kelompok"],
                condition=Q(pasti=True, dibalik=None, izin=None),
                name="hari_dibayar_sekali",
            ),
            models.UniqueConstraint(
                fields=["penerima", "hari"], name="hari_dibayar_sebaris"
            ),
            models.CheckConstraint(
                condition=~Q(tanda="") & Q(macam__in=list(MACAM)), name="hari_dibayar_bertanda"
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["kabupaten", "tanda", "hari"], name="hari_dibayar_orang"),
            models.Index(fields=["kabupaten", "serupa", "hari"], name="hari_dibayar_serupa"),
        ]

    def __str__(self) -> str:
        return self.kegiatan
