"""The cash book (BKU) of one unit in one year, and all that follows from it.

One list of movements is the only source: balances of bank, cash and tax, the month's closing, what
was absorbed by month, activity, kind of spending and kode rekening are sums of it and of nothing
else, so that they cannot differ. The form of the book is **practice** (No, Tanggal, Nomor Bukti,
Uraian, Penerimaan, Pengeluaran, Saldo; balance = bank + cash); no seed prints it. Whole rupiah.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from upaya.rules.bok.hari_ganda import Penerima
from upaya.rules.money import rupiah
from upaya.rules.period import tanggal

BANK, TUNAI, PAJAK = "bank", "tunai", "pajak"
BUKU: Final = (BANK, TUNAI, PAJAK)
"""The sub-books. Tax withheld lies in bank or cash until it is deposited."""
TEMPAT: Final = (BANK, TUNAI)
"""Where money lies."""

TRANSFER, AMBIL, SETOR = "transfer_dana", "ambil_tunai", "setor_tunai"
BELANJA, KEMBALI = "belanja", "belanja_kembali"
SETOR_PAJAK, STS = "setor_pajak", "kembalikan_dana"
JENIS: Final = (TRANSFER, AMBIL, SETOR, BELANJA, KEMBALI, SETOR_PAJAK, STS)
"""What moves money; STS gives unspent money back to the district, which is no spending."""
DARI: Final = (BELANJA, KEMBALI, SETOR_PAJAK, STS)
"""Which of them say whether money moves at the bank or in cash."""
SERAPAN: Final = (BELANJA, KEMBALI)
"""Which of them are spending, or undo it."""
CARA: Final = ("UP", "GU", "TU", "LS")
"""How the district transfers."""
PUNGUTAN: Final = ("ppn", "pph21", "pph22", "pph23")
"""Taxes that a treasurer withholds."""
MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Mutasi:
    """One movement of `jumlah` rupiah; of spending gross, with what was withheld of it.

    `menu`, `komponen`, `belanja` (letter of Pasal 10 ayat (1)) and `rekening` say on what, of
    spending only.
    `dari` is the place of the money, where `DARI` asks for it.
    """

    hari: date
    jenis: str
    jumlah: int
    bukti: str = ""
    uraian: str = ""
    dari: str = BANK
    cara: str = ""
    pungutan: tuple[tuple[str, int], ...] = ()
    menu: str = ""
    belanja: str = ""
    rekening: str = ""
    penerima: tuple[Penerima, ...] = ()
    komponen: str = ""

    @property
    def dipungut(self) -> int:
        """All tax withheld of it."""
        return sum(amount for _, amount in self.pungutan)

    @property
    def serapan(self) -> int:
        """What of it is absorbed: gross; what came back is taken off again."""
        return {BELANJA: self.jumlah, KEMBALI: -self.jumlah}.get(self.jenis, 0)

    @property
    def masuk(self) -> int:
        """Penerimaan of the BKU. A shift between bank and cash stands on both sides."""
        if self.jenis == BELANJA:
            return self.dipungut
        return self.jumlah if self.jenis in (TRANSFER, AMBIL, SETOR, KEMBALI) else 0

    @property
    def keluar(self) -> int:
        """Pengeluaran of the BKU."""
        return self.jumlah if self.jenis not in (TRANSFER, KEMBALI) else 0

    def ubah(self, buku: str) -> int:
        """By how much the balance of a sub-book changes."""
        if buku == PAJAK:
            return self.dipungut - (self.jumlah if self.jenis == SETOR_PAJAK else 0)
        sign = 1 if buku == BANK else -1
        if self.jenis == TRANSFER:
            return self.jumlah if buku == BANK else 0
        if self.jenis in (AMBIL, SETOR):
            return (-sign if self.jenis == AMBIL else sign) * self.jumlah
        return self.masuk - self.keluar if self.dari == buku else 0


@dataclass(frozen=True, slots=True)
class BarisKas:
    """A line of the book with the balances after it; `urutan` is its place in what was given."""

    nomor: int
    urutan: int
    mutasi: Mutasi
    bank: int
    tunai: int
    pajak: int

    @property
    def saldo(self) -> int:
        """Bank and cash together."""
        return self.bank + self.tunai


@dataclass(frozen=True, slots=True)
class Bulan:
    """One month of one book: `awal` + `masuk` - `keluar` is always `akhir`."""

    bulan: int
    awal: int
    masuk: int
    keluar: int

    @property
    def akhir(self) -> int:
        """What is left at its end."""
        return self.awal + self.masuk - self.keluar


@dataclass(frozen=True, slots=True)
class Realisasi:
    """Spending on one thing up to a month: before it, in it; `sampai` is both."""

    lalu: int
    ini: int

    @property
    def sampai(self) -> int:
        """Up to the month's end."""
        return self.lalu + self.ini


@dataclass(frozen=True, slots=True)
class Kurang:
    """A day that ends below nothing: its last line, and the sub-book that lacks so many rupiah."""

    baris: BarisKas
    buku: str
    jumlah: int

    @property
    def kalimat(self) -> str:
        """In words. More tax deposited than withheld shows as a tax book below nothing."""
        day, lack = tanggal(self.baris.mutasi.hari), rupiah(self.jumlah)
        if self.buku == PAJAK:
            return f"pada {day} pajak yang disetor melebihi yang dipungut sebesar {lack}"
        return f"pada {day} saldo {self.buku} kurang {lack}"


@dataclass(frozen=True, slots=True)
class Buku:
    """The book of one year. Two years are never one book: `susun` refuses days of another."""

    tahun: int
    awal_bank: int
    awal_tunai: int
    baris: tuple[BarisKas, ...]

    def awal(self, buku: str) -> int:
        """What a sub-book begins the year with; withheld tax of another year is not carried."""
        return {BANK: self.awal_bank, TUNAI: self.awal_tunai}.get(buku, 0)

    def akhir(self, buku: str) -> int:
        """What a sub-book ends with."""
        last = self.baris[-1] if self.baris else None
        return (
            {BANK: last.bank, TUNAI: last.tunai, PAJAK: last.pajak}[buku]
            if last
            else self.awal(buku)
        )

    @property
    def sisa(self) -> int:
        """Money of the programme that is left (SiLPA at the year's end): withheld tax is not."""
        return self.akhir(BANK) + self.akhir(TUNAI) - self.akhir(PAJAK)

    @property
    def hari(self) -> Iterator[BarisKas]:
        """The last line of each day on which money moved."""
        for place, line in enumerate(self.baris):
            after = self.baris[place + 1 : place + 2]
            if not after or after[0].mutasi.hari != line.mutasi.hari:
                yield line

    def kurang(self) -> Iterator[Kurang]:
        """Each day that ends below nothing, once a sub-book, when it falls below."""
        below = dict.fromkeys(BUKU, False)
        for line in self.hari:
            found = {BANK: line.bank, TUNAI: line.tunai, PAJAK: line.pajak}
            for name, amount in found.items():
                if amount < 0 and not below[name]:
                    yield Kurang(line, name, -amount)
                below[name] = amount < 0

    def bulan(self) -> list[Bulan]:
        """The BKU month by month."""
        opening = self.awal_bank + self.awal_tunai
        return self._months(opening, lambda one: one.masuk, lambda one: one.keluar)

    def pembantu(self, buku: str) -> list[Bulan]:
        """A sub-book month by month."""
        return self._months(
            self.awal(buku),
            lambda one: debit(one, buku),
            lambda one: debit(one, buku) - one.ubah(buku),
        )

    def _months(
        self, opening: int, came: Callable[[Mutasi], int], went: Callable[[Mutasi], int]
    ) -> list[Bulan]:
        found = []
        for month in MONTHS:
            moved = [line.mutasi for line in self.baris if line.mutasi.hari.month == month]
            one = Bulan(month, opening, sum(map(came, moved)), sum(map(went, moved)))
            found.append(one)
            opening = one.akhir
        return found

    def serapan(self, menurut: Callable[[Mutasi], str]) -> dict[str, int]:
        """What was absorbed by something that each spending says of itself.

        The parts of any such division add up to the whole.
        """
        sums: dict[str, int] = {}
        for line in self.baris:
            if line.mutasi.jenis in SERAPAN:
                key = menurut(line.mutasi)
                sums[key] = sums.get(key, 0) + line.mutasi.serapan
        return dict(sorted(sums.items()))

    def realisasi(self, menurut: Callable[[Mutasi], str], bulan: int) -> dict[str, Realisasi]:
        """The same up to a month, what it brought beside what was before.

        Whatever it is divided by, the parts add up to what the book absorbed until then.
        """
        found: dict[str, Realisasi] = {}
        for line in self.baris:
            one = line.mutasi
            if one.jenis not in SERAPAN or one.hari.month > bulan:
                continue
            before = found.get(key := menurut(one), Realisasi(0, 0))
            now = one.serapan if one.hari.month == bulan else 0
            found[key] = Realisasi(before.lalu + one.serapan - now, before.ini + now)
        return dict(sorted(found.items()))

    @property
    def terserap(self) -> int:
        """All that was absorbed."""
        return sum(line.mutasi.serapan for line in self.baris)

    def tunai_akhir(self, bulan: int) -> int:
        """How much cash the book says there is at the end of a month (for the cash count)."""
        return self.pembantu(TUNAI)[bulan - 1].akhir


def debit(one: Mutasi, buku: str) -> int:
    """What a movement brings into a sub-book, gross: withheld tax comes in where it is paid."""
    if buku == PAJAK:
        return one.dipungut
    if one.jenis == BELANJA:
        return one.dipungut if one.dari == buku else 0
    return max(one.ubah(buku), 0)


def susun(tahun: int, mutasi: Sequence[Mutasi], *, bank: int = 0, tunai: int = 0) -> Buku:
    """The book of a year, by day and in the order given within a day.

    `bank` and `tunai` are what the year begins with. ValueError for a day of another year.
    """
    if any(one.hari.year != tahun for one in mutasi):
        raise ValueError(f"buku {tahun} hanya memuat hari tahun {tahun}")
    balance = {BANK: bank, TUNAI: tunai, PAJAK: 0}
    rows: list[BarisKas] = []
    for place, one in sorted(enumerate(mutasi), key=lambda pair: (pair[1].hari, pair[0])):
        for name in BUKU:
            balance[name] += one.ubah(name)
        rows.append(
            BarisKas(len(rows) + 1, place, one, balance[BANK], balance[TUNAI], balance[PAJAK])
        )
    return Buku(tahun, bank, tunai, tuple(rows))
