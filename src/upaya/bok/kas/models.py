"""Tables of the cash book: a book of a unit and year, its movements, closed months, fund requests.

`rules/bok/kas.py` judges; these only store. A movement is never changed: it is corrected by one
that takes it back (`membalik`), with every amount negated, so that each sum corrects itself.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from upaya.core.scope import ScopedModel, ScopePath
from upaya.core.second import Proposal, proposal_constraints
from upaya.rules.bok import kas
from upaya.rules.numbers import MAX_AMOUNT
from upaya.rules.period import Period
from upaya.wilayah.models import Unit

JENIS = {
    kas.TRANSFER: "Transfer dana diterima",
    kas.AMBIL: "Pengambilan tunai dari bank",
    kas.SETOR: "Penyetoran tunai ke bank",
    kas.BELANJA: "Belanja",
    kas.KEMBALI: "Belanja yang dikembalikan penerima",
    kas.SETOR_PAJAK: "Penyetoran pajak",
    kas.STS: "Pengembalian sisa dana (STS)",
}
"""What moves money, in words."""
CARA = {
    "UP": "UP (uang persediaan)",
    "GU": "GU (ganti uang)",
    "TU": "TU (tambah uang)",
    "LS": "LS (langsung)",
}
"""How the district transfers, in words."""
PAJAK = {"ppn": "PPN", "pph21": "PPh 21", "pph22": "PPh 22", "pph23": "PPh 23"}
"""Taxes that a treasurer withholds, in words."""
TEMPAT = {kas.BANK: "Bank", kas.TUNAI: "Tunai"}


class BukuKas(ScopedModel):
    """The cash book of one unit in one year, kept from its first day on; whole rupiah.

    What was spent before `mulai` stays as the treasurer recorded it (`Serapan`). `awal_bank` and
    `awal_tunai` are what lay there on that day.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "unit")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="buku_kas")
    tahun = models.PositiveSmallIntegerField()
    mulai = models.DateField()
    sampai = models.DateField()
    awal_bank = models.BigIntegerField("saldo awal bank", default=0)
    awal_tunai = models.BigIntegerField("saldo awal tunai", default=0)
    dibuka_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dibuka_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-tahun", "unit"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "tahun"], name="buku_kas_sekali"),
            models.CheckConstraint(
                condition=Q(
                    mulai__year=F("tahun"), sampai__year=F("tahun"), mulai__day=1,
                    sampai__month=12, sampai__day=31,
                ),
                name="buku_kas_setahun",
            ),
            models.CheckConstraint(
                condition=Q(
                    awal_bank__range=(0, MAX_AMOUNT), awal_tunai__range=(0, MAX_AMOUNT)
                ),
                name="buku_kas_awal",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Buku kas {self.unit.nama} {self.tahun}"

    def covers(self, day: date) -> bool:
        """Whether a day belongs into this book."""
        return bool(self.mulai <= day <= self.sampai)


class PermintaanDana(Proposal):
    """Funds that a unit asks for, for one month, from its RPK; `alasan` says what for.

    `rincian` is the month's plan as it stood then: [{"kunci", "nama", "jumlah"}]. The Dinas
    approves or refuses; what it then transfers names the request.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "buku__unit")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    buku = models.ForeignKey(BukuKas, on_delete=models.PROTECT, related_name="permintaan")
    nomor = models.PositiveSmallIntegerField()
    kunci = models.UUIDField(unique=True)
    periode = models.DateField()
    cara = models.CharField("cara", max_length=2, choices=list(CARA.items()))
    jumlah = models.BigIntegerField("jumlah yang diminta")
    rincian = models.JSONField()

    class Meta:
        ordering: ClassVar = ["-periode", "-pk"]
        constraints: ClassVar = [
            *proposal_constraints("permintaan_dana"),
            models.UniqueConstraint(fields=["buku", "nomor"], name="permintaan_dana_nomor"),
            models.CheckConstraint(
                condition=Q(jumlah__range=(1, MAX_AMOUNT), periode__day=1, cara__in=list(CARA)),
                name="permintaan_dana_isi",
            ),
        ]

    def __str__(self) -> str:
        return f"Permintaan dana {self.nomor}, {Period.of(self.periode).nama}"


def _moves() -> Q:
    """What each kind does to bank, cash, tax and absorption: the sums that no service may miss."""
    both: Any = F("bank") + F("tunai")
    withheld: Any = F("ppn") + F("pph21") + F("pph22") + F("pph23")
    amount, nothing = F("jumlah"), {"pajak": 0, "serapan": 0}
    return (
        Q(jenis=kas.TRANSFER, bank=amount, tunai=0, **nothing)
        | Q(jenis=kas.AMBIL, bank=-amount, tunai=amount, **nothing)
        | Q(jenis=kas.SETOR, bank=amount, tunai=-amount, **nothing)
        | Q(jenis=kas.BELANJA, serapan=amount, pajak=withheld, jumlah=F("pajak") - both)
        | Q(jenis=kas.KEMBALI, serapan=-amount, pajak=0, jumlah=both)
        | Q(jenis=kas.SETOR_PAJAK, serapan=0, pajak=-amount, jumlah=-both)
        | Q(jenis=kas.STS, jumlah=-both, **nothing)
    )


class Mutasi(ScopedModel):
    """One movement of `jumlah` rupiah in a book; negative only where it takes another one back.

    `bank`, `tunai`, `pajak`, `serapan` are by how much each of them changes. Of spending, `kunci`
    (the activity's number through all versions of the plan), `menu`, `komponen`, `belanja` (letter
    of Pasal 10 ayat (1)) and `rekening` are what it was for, frozen. `insentif`: it is not part of
    what the incentive is computed from. `sumber` and `sumber_id` name what posted it by itself, and
    `sumber_ke` the how many-th time, where it was taken back. A deposit says of which tax it is.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "buku__unit")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    buku = models.ForeignKey(BukuKas, on_delete=models.PROTECT, related_name="mutasi")
    nomor = models.PositiveIntegerField()
    kunci_kirim = models.UUIDField(unique=True)
    hari = models.DateField("tanggal")
    jenis = models.CharField("jenis", max_length=16, choices=list(JENIS.items()))
    jumlah = models.BigIntegerField("jumlah")
    bukti = models.CharField("nomor bukti", max_length=80)
    uraian = models.CharField("uraian", max_length=200)
    dari = models.CharField(max_length=5, choices=list(TEMPAT.items()), default=kas.BANK)
    cara = models.CharField(max_length=2, choices=list(CARA.items()), blank=True)
    ppn = models.BigIntegerField("PPN", default=0)
    pph21 = models.BigIntegerField("PPh 21", default=0)
    pph22 = models.BigIntegerField("PPh 22", default=0)
    pph23 = models.BigIntegerField("PPh 23", default=0)
    bank = models.BigIntegerField()
    tunai = models.BigIntegerField()
    pajak = models.BigIntegerField()
    serapan = models.BigIntegerField()
    kunci = models.PositiveIntegerField(null=True)
    menu = models.CharField(max_length=32, blank=True)
    komponen = models.CharField(max_length=40, blank=True)
    belanja = models.CharField("jenis belanja", max_length=1, blank=True)
    rekening = models.CharField("kode rekening", max_length=40, blank=True)
    pajak_disetor = models.CharField(
        "pajak yang disetor", max_length=5, choices=list(PAJAK.items()), blank=True
    )
    insentif = models.BooleanField(default=False)
    permintaan = models.ForeignKey(
        PermintaanDana, on_delete=models.PROTECT, null=True, related_name="transfer"
    )
    sumber = models.CharField(max_length=16, blank=True)
    sumber_id = models.BigIntegerField(null=True)
    sumber_ke = models.PositiveSmallIntegerField(default=0)
    membalik = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="pembalik"
    )
    alasan = models.CharField("alasan koreksi", max_length=200, blank=True)
    dicatat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    dicatat_pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["hari", "nomor", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["buku", "nomor"], name="mutasi_nomor_sekali"),
            models.UniqueConstraint(
                fields=["sumber", "sumber_id", "sumber_ke"],
                condition=~Q(sumber="") & Q(membalik=None),
                name="mutasi_sumber_sekali",
            ),
            models.CheckConstraint(
                condition=Q(membalik=None, alasan="", jumlah__range=(1, MAX_AMOUNT))
                | (
                    Q(membalik__isnull=False, jumlah__range=(-MAX_AMOUNT, -1)) & ~Q(alasan="")
                ),
                name="mutasi_jumlah",
            ),
            models.CheckConstraint(condition=_moves(), name="mutasi_saldo"),
            models.CheckConstraint(
                condition=Q(dari=kas.BANK, tunai=0)
                | Q(dari=kas.TUNAI, bank=0)
                | Q(jenis__in=[kas.AMBIL, kas.SETOR]),
                name="mutasi_tempat",
            ),
            # Only spending is for something, only a transfer says how it came.
            models.CheckConstraint(
                condition=(
                    Q(jenis__in=kas.SERAPAN) & ~Q(belanja="") & ~Q(rekening="")
                )
                | Q(menu="", komponen="", belanja="", rekening="", kunci=None, insentif=False),
                name="mutasi_peruntukan",
            ),
            models.CheckConstraint(
                condition=Q(jenis=kas.TRANSFER, cara__in=list(CARA))
                | (~Q(jenis=kas.TRANSFER) & Q(cara="", permintaan=None)),
                name="mutasi_cara",
            ),
            models.CheckConstraint(
                condition=Q(pajak_disetor="")
                | Q(jenis=kas.SETOR_PAJAK, pajak_disetor__in=list(PAJAK)),
                name="mutasi_pajak_disetor",
            ),
            models.CheckConstraint(
                condition=Q(sumber="", sumber_id=None, sumber_ke=0)
                | (~Q(sumber="") & Q(sumber_id__isnull=False)),
                name="mutasi_sumber_utuh",
            ),
            models.CheckConstraint(
                condition=~Q(bukti="") & ~Q(uraian=""), name="mutasi_berbukti"
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["buku", "hari"], name="mutasi_hari"),
            models.Index(fields=["kabupaten", "hari"], name="mutasi_kabupaten"),
        ]

    def __str__(self) -> str:
        return f"{self.bukti}, {self.uraian}"

    @property
    def pungutan(self) -> tuple[tuple[str, int], ...]:
        """The taxes withheld of it."""
        found = ((name, int(getattr(self, name))) for name in PAJAK)
        return tuple((name, amount) for name, amount in found if amount)

    @property
    def aturan(self) -> kas.Mutasi:
        """As the rules read it."""
        return kas.Mutasi(
            hari=self.hari,
            jenis=self.jenis,
            jumlah=self.jumlah,
            bukti=self.bukti,
            uraian=self.uraian,
            dari=self.dari,
            cara=self.cara,
            pungutan=self.pungutan,
            menu=self.menu,
            belanja=self.belanja,
            rekening=self.rekening,
            komponen=self.komponen,
        )


class TutupBulan(ScopedModel):
    """A month of a book that was closed with a cash count, and how it was opened again.

    `hitungan` are the notes and coins counted: {"100000": how many}; `tunai`, `bank` and `pajak`
    are the balances of its last day. Nothing is entered into its days while it is closed.
    """

    scope_path: ClassVar[ScopePath] = ScopePath("kabupaten", "buku__unit")

    kabupaten = models.ForeignKey("wilayah.Kabupaten", on_delete=models.PROTECT, related_name="+")
    buku = models.ForeignKey(BukuKas, on_delete=models.PROTECT, related_name="tutup")
    periode = models.DateField()
    sampai = models.DateField()
    hitungan = models.JSONField()
    tunai = models.BigIntegerField()
    bank = models.BigIntegerField()
    pajak = models.BigIntegerField()
    kepala = models.CharField("kepala yang ikut memeriksa kas", max_length=120)
    ditutup_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ditutup_pada = models.DateTimeField()
    dibuka_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dibuka_pada = models.DateTimeField(null=True)
    alasan = models.TextField("alasan dibuka kembali", blank=True)

    class Meta:
        ordering: ClassVar = ["-periode", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["buku", "periode"],
                condition=Q(dibuka_pada=None),
                name="tutup_bulan_sekali",
            ),
            models.CheckConstraint(
                condition=Q(periode__day=1, tunai__gte=0, bank__gte=0, pajak__gte=0)
                & Q(sampai__gt=F("periode"))
                & ~Q(kepala=""),
                name="tutup_bulan_isi",
            ),
            models.CheckConstraint(
                condition=Q(dibuka_oleh=None, dibuka_pada=None, alasan="")
                | (
                    Q(dibuka_oleh__isnull=False, dibuka_pada__isnull=False)
                    & ~Q(alasan="")
                    & ~Q(dibuka_oleh=F("ditutup_oleh"))
                ),
                name="tutup_bulan_dibuka",
            ),
        ]

    def __str__(self) -> str:
        return f"Penutupan {Period.of(self.periode).nama}"
