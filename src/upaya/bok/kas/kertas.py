"""Papers of a cash book: the BKU, its sub-books, what was spent, the signed cash count.

All of them are read from the movements, so none can say another sum than the book. Their form is
**practice**; no seed prints one. Each is of one month.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from upaya.akun.models import Membership, User
from upaya.bok.kas.models import BukuKas, Mutasi, TutupBulan
from upaya.bok.kas.queries import as_ruled, closed, movements
from upaya.bok.ketetapan.keys import SILPA
from upaya.bok.ketetapan.queries import Ketetapan, ketetapan
from upaya.bok.kop import kop
from upaya.bok.serapan.queries import spent
from upaya.core import clock
from upaya.core.documents.content import (
    Bagian,
    Isi,
    Jumlah,
    Kolom,
    Paragraf,
    Rincian,
    Sel,
    Tabel,
    TandaTangan,
)
from upaya.rules.bok import kas
from upaya.rules.kesehatan import (
    BENDAHARA_PEMBANTU,
    BENDAHARA_PENGELUARAN,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
)
from upaya.rules.money import angka, rupiah
from upaya.rules.period import BULAN, Period, tanggal
from upaya.wilayah.models import Unit

BASIS = "Pasal 23 Perbup Situbondo 79/2022; bentuknya praktik"
_UNKNOWN = "-"
_DECEMBER = 12


@dataclass
class Bacaan:
    """One book read for one month: its movements, its names, who signs."""

    buku: BukuKas
    period: Period

    @cached_property
    def baris(self) -> list[Mutasi]:
        """Its movements."""
        return list(movements(self.buku))

    @cached_property
    def angka(self) -> kas.Buku:
        """The book as ruled."""
        return as_ruled(self.buku, self.baris)

    @cached_property
    def ketetapan(self) -> Ketetapan:
        """What was decreed for its unit and year."""
        return ketetapan(self.buku.unit, self.buku.tahun)

    @cached_property
    def tutup(self) -> TutupBulan | None:
        """How the month was closed; None while it is open."""
        found = [one for one in closed(self.buku) if one.periode == self.period.first_day]
        return found[0] if found else None

    @cached_property
    def di_luar(self) -> int:
        """What the year spent before the book began, as the treasurer recorded it; rupiah."""
        return spent(self.buku.unit_id, self.buku.tahun).total - self.angka.terserap

    @property
    def dinas(self) -> bool:
        """Whether it is the Dinas's own book."""
        return bool(self.buku.unit.jenis == Unit.Jenis.DINAS)

    @cached_property
    def penanda(self) -> tuple[TandaTangan, TandaTangan]:
        """Who signs: the head and the treasurer."""
        head, keeper = (
            (KEPALA_DINAS, BENDAHARA_PENGELUARAN)
            if self.dinas
            else (KEPALA_PUSKESMAS, BENDAHARA_PEMBANTU)
        )
        rows = Membership.objects.valid_on(clock.today()).filter(
            unit=self.buku.unit_id, role__in=(head.name, keeper.name)
        )
        found: dict[str, User] = {}
        for row in rows.select_related("user").order_by("-mulai", "-pk"):
            found.setdefault(row.role, row.user)
        return (
            _seat(head.label, found.get(head.name), "Mengetahui,"),
            _seat(keeper.label, found.get(keeper.name)),
        )

    @cached_property
    def nama(self) -> Mapping[str, Mapping[str, str]]:
        """Letters, menus and components in words."""
        decreed = self.ketetapan
        letters = decreed.book.find("bok.jenis_belanja", decreed.end, decreed.kabupaten)
        rules = decreed.rencana
        return {
            "belanja": {key: str(word) for key, word in letters.table.items()} if letters else {},
            "menu": {key: line.uraian for key, line in rules.menu.items()} if rules else {},
            "komponen": {part.kode: part.nama for part in rules.komponen} if rules else {},
        }

    @cached_property
    def silpa(self) -> tuple[str, str]:
        """What is left at the year's end, and the decree that carries it over, if there is one."""
        said = rupiah(self.angka.sisa)
        if self.dinas:
            return said, "Tidak ada ketetapan yang membawa sisa Dinas ke tahun berikutnya."
        end = self.ketetapan.end.replace(year=self.buku.tahun + 1)
        key = SILPA + self.buku.unit.slug
        found = self.ketetapan.book.find(key, end, self.buku.kabupaten_id)
        if found is None:
            return said, f"Belum ditetapkan sebagai SiLPA tahun {self.buku.tahun + 1}."
        same = "" if found.integer == self.angka.sisa else ", lain dari sisa buku ini"
        return said, f"SiLPA {self.buku.tahun + 1}: {rupiah(found.integer)} ({found.source}){same}"


def _seat(role: str, holder: User | None, opening: str = "") -> TandaTangan:
    if holder is None:
        return TandaTangan(role, pembuka=opening)
    return TandaTangan(role, holder.name, holder.nip, opening, holder.pangkat)


# ------------------------------------------------------------------ the books
_BOOK = (
    Kolom("No", "angka", 1),
    Kolom("Tanggal", "tanggal", 3),
    Kolom("Nomor bukti", lebar=3),
    Kolom("Uraian", lebar=6),
    Kolom("Kode rekening", lebar=3),
    Kolom("Penerimaan", "rupiah", 3, jumlah=True, kelompok="Jumlah"),
    Kolom("Pengeluaran", "rupiah", 3, jumlah=True, kelompok="Jumlah"),
    Kolom("Saldo", "rupiah", 3, kelompok="Jumlah"),
)


def _book(reading: Bacaan, sub: str) -> tuple[Bagian, ...]:
    """The book or one of its sub-books in a month: opening line, movements, balances."""
    ruled, month = reading.angka, reading.period.month
    sums = (ruled.pembantu(sub) if sub else ruled.bulan())[month - 1]
    start = max(reading.period.first_day, reading.buku.mulai)
    opening = (None, start, _UNKNOWN, "Saldo awal", _UNKNOWN, None, None, sums.awal)
    rows: list[tuple[Sel, ...]] = [opening]
    for line in ruled.baris:
        one = line.mutasi
        came = kas.debit(one, sub) if sub else one.masuk
        went = came - one.ubah(sub) if sub else one.keluar
        if one.hari.month == month and (not sub or came or went):
            left = int(getattr(line, sub)) if sub else line.saldo
            said = (line.nomor, one.hari, one.bukti, one.uraian, one.rekening or _UNKNOWN)
            rows.append((*said, came, went, left))
    told = [
        ("Saldo awal", rupiah(sums.awal)),
        ("Penerimaan", rupiah(sums.masuk)),
        ("Pengeluaran", rupiah(sums.keluar)),
    ]
    if not sub:
        places = {name: ruled.pembantu(name)[month - 1].akhir for name in kas.BUKU}
        told += [
            ("Di bank", rupiah(places[kas.BANK])),
            ("Tunai", rupiah(places[kas.TUNAI])),
            ("Di dalamnya pajak yang belum disetor", rupiah(places[kas.PAJAK])),
        ]
    return (
        Tabel("", _BOOK, tuple(rows)),
        Rincian(tuple(told)),
        Jumlah(f"Saldo akhir {reading.period.nama}", sums.akhir),
    )


# ------------------------------------------------------------------ what was spent
_SPENT = (
    Kolom("Sampai bulan lalu", "rupiah", 3, jumlah=True, kelompok="Realisasi"),
    Kolom("Bulan ini", "rupiah", 3, jumlah=True, kelompok="Realisasi"),
    Kolom("Sampai bulan ini", "rupiah", 3, jumlah=True, kelompok="Realisasi"),
)
_BY: Sequence[tuple[str, str, str, Callable[[kas.Mutasi], str]]] = (
    ("Menurut komponen", "Komponen", "komponen", lambda one: one.komponen),
    ("Menurut menu", "Menu", "menu", lambda one: one.menu),
    ("Menurut jenis belanja", "Huruf Pasal 10 ayat (1)", "belanja", lambda one: one.belanja),
    ("Menurut kode rekening", "Kode rekening", "rekening", lambda one: one.rekening),
)


def _spent(reading: Bacaan) -> tuple[Bagian, ...]:
    """What was spent up to the month, by month and by whatever each spending says of itself."""
    month = reading.period.month
    by_month = reading.angka.serapan(lambda one: f"{one.hari.month:02}")
    months = tuple(
        (BULAN[n - 1], by_month.get(f"{n:02}", 0))
        for n in range(reading.buku.mulai.month, month + 1)
    )
    parts: list[Bagian] = [
        Tabel(
            "Menurut bulan",
            (Kolom("Bulan", lebar=6), Kolom("Realisasi", "rupiah", 3, jumlah=True)),
            months,
        )
    ]
    for title, head, kind, by in _BY:
        known = reading.nama.get(kind, {})
        rows = tuple(
            (_word(key, known), one.lalu, one.ini, one.sampai)
            for key, one in reading.angka.realisasi(by, month).items()
        )
        parts.append(Tabel(title, (Kolom(head, lebar=6), *_SPENT), rows, "Belum ada belanja."))
    told = [("Sejak buku dimulai", tanggal(reading.buku.mulai))]
    if reading.di_luar:
        told.append(("Serapan sebelum buku dimulai, di luar tabel", rupiah(reading.di_luar)))
    if month == _DECEMBER:
        left, decree = reading.silpa
        told += [("Sisa dana akhir tahun", left), ("SiLPA", decree)]
    return (*parts, Rincian(tuple(told)))


def _word(key: str, known: Mapping[str, str]) -> str:
    """A code with its name; without one it is said so."""
    if not key:
        return "Tidak disebut"
    if key not in known:
        return key
    return known[key] if "_" in key else f"{key}. {known[key]}"


def _until(reading: Bacaan) -> int:
    """What the book absorbed up to the month."""
    month = reading.period.month
    lines = reading.angka.baris
    return sum(line.mutasi.serapan for line in lines if line.mutasi.hari.month <= month)


# ------------------------------------------------------------------ the cash count
def _count(reading: Bacaan) -> tuple[Bagian, ...]:
    """The cash as it was counted by note and coin, beside what the book says."""
    shut = reading.tutup
    if shut is None:
        return ()
    day = tanggal(timezone.localtime(shut.ditutup_pada).date())
    rows = tuple(
        (int(note), int(many), int(note) * int(many))
        for note, many in sorted(shut.hitungan.items(), key=lambda pair: -int(pair[0]))
    )
    columns = (
        Kolom("Pecahan", "rupiah", 3),
        Kolom("Lembar atau keping", "angka", 3),
        Kolom("Jumlah", "rupiah", 3, jumlah=True),
    )
    told = (
        ("Uang tunai menurut hitungan", rupiah(shut.tunai)),
        ("Uang tunai menurut buku", rupiah(reading.angka.tunai_akhir(reading.period.month))),
        ("Saldo bank", rupiah(shut.bank)),
        ("Di dalamnya pajak yang belum disetor", rupiah(shut.pajak)),
        ("Saldo buku kas umum", rupiah(shut.tunai + shut.bank)),
    )
    return (
        Paragraf(
            f"Pada {day} uang tunai {reading.buku.unit.sebutan} untuk {reading.period.nama} "
            f"dihitung oleh {shut.ditutup_oleh.name} bersama {shut.kepala}. Hasilnya sama dengan "
            "buku kas umum."
        ),
        Tabel("Uang tunai", columns, rows, "Tidak ada uang tunai."),
        Rincian(told),
        Jumlah("Saldo buku kas umum", shut.tunai + shut.bank),
    )


# ------------------------------------------------------------------ which there are
@dataclass(frozen=True, slots=True)
class Kertas:
    """A paper: its address, its code in a number, its title, what it says."""

    key: str
    kode: str
    judul: str
    isi: Callable[[Bacaan], tuple[Bagian, ...]]
    mendatar: bool = True

    def kurang(self, reading: Bacaan) -> str:
        """Why it cannot be made, "" when it can."""
        if self.key == "pemeriksaan" and reading.tutup is None:
            return f"{reading.period.nama} belum ditutup."
        return ""

    def buat(self, reading: Bacaan) -> Isi:
        """The paper of a month."""
        buku, sums = reading.buku, reading.angka
        seats = reading.penanda
        if self.key == "pemeriksaan" and reading.tutup is not None:
            seats = (
                _named(seats[0], reading.tutup.kepala),
                _named(seats[1], reading.tutup.ditutup_oleh.name, reading.tutup.ditutup_oleh.nip),
            )
        total = _until(reading) if self.key == "realisasi" else None
        if self.key == "bku":
            total = sums.bulan()[reading.period.month - 1].akhir
        return Isi(
            jenis=f"{self.key}-{reading.period.month:02}",
            kode=self.kode,
            judul=self.judul,
            kop=kop(buku.unit, buku.kabupaten),
            keterangan=f"{buku.unit.sebutan}, {reading.period.nama}",
            bagian=self.isi(reading),
            total=total,
            tempat=buku.kabupaten.tempat,
            tanda_tangan=seats,
            mendatar=self.mendatar,
        )


def _named(seat: TandaTangan, name: str, nip: str = "") -> TandaTangan:
    """The same seat for whoever really counted."""
    if seat.nama == name:
        return seat
    return TandaTangan(seat.peran, name, nip, seat.pembuka)


KERTAS: Mapping[str, Kertas] = {
    one.key: one
    for one in (
        Kertas("bku", "BOK-BKU", "Buku kas umum", lambda r: _book(r, "")),
        Kertas("bank", "BOK-BPB", "Buku pembantu bank", lambda r: _book(r, kas.BANK)),
        Kertas("tunai", "BOK-BPT", "Buku pembantu kas tunai", lambda r: _book(r, kas.TUNAI)),
        Kertas("pajak", "BOK-BPP", "Buku pembantu pajak", lambda r: _book(r, kas.PAJAK)),
        Kertas("realisasi", "BOK-LRB", "Laporan realisasi belanja", _spent),
        Kertas("pemeriksaan", "BOK-BAK", "Berita acara pemeriksaan kas", _count, mendatar=False),
    )
}
"""Every paper of a cash book, by its address."""


def banyak(reading: Bacaan) -> str:
    """How many movements the month has, in words."""
    found = sum(row.hari.month == reading.period.month for row in reading.baris)
    return f"{angka(found)} mutasi"
