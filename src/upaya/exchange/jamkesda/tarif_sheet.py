"""A list of tariffs as a workbook: read with a dry run against the list that is in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from upaya.exchange.asking import Galat
from upaya.exchange.cells import Cell, CellError, day, text, whole
from upaya.exchange.jamkesda.klaim_read import MAX_HARI, MAX_UMUR
from upaya.exchange.jamkesda.tabel import BarisTabel, Kolom, Tabel, baca
from upaya.exchange.xlsx_reader import Limits
from upaya.exchange.xlsx_writer import table_bytes
from upaya.rules.jamkesda.klaim import Kelamin, Tarif, bertindih
from upaya.rules.numbers import MAX_AMOUNT, MAX_COUNT, clean, visible
from upaya.rules.period import tanggal

LIMITS = Limits(rows=20_000, columns=30)
LEMBAR = "Tarif"
_LONGEST = 160

KODE = Kolom("kode", "Kode layanan", ("Kode", "Kode tindakan"))
NAMA = Kolom("nama", "Nama layanan", ("Nama", "Uraian", "Layanan", "Tindakan"))
MULAI = Kolom("mulai", "Berlaku mulai", ("Mulai", "Tanggal mulai", "Berlaku"))
SAMPAI = Kolom("sampai", "Berlaku sampai", ("Sampai", "Tanggal akhir"), wajib=False)
HARGA = Kolom("harga", "Harga satuan", ("Harga", "Tarif"))
JUMLAH = Kolom("jumlah_maks", "Jumlah paling banyak", ("Jumlah maks",), wajib=False)
KELAMIN = Kolom("jenis_kelamin", "Jenis kelamin", ("L/P", "Kelamin"), wajib=False)
UMUR_MIN = Kolom("umur_min", "Umur paling rendah", ("Umur min",), wajib=False)
UMUR_MAKS = Kolom("umur_maks", "Umur paling tinggi", ("Umur maks",), wajib=False)
JARAK = Kolom("jarak_hari", "Jarak hari", ("Jarak",), wajib=False)
KOLOM = (KODE, NAMA, MULAI, SAMPAI, HARGA, JUMLAH, KELAMIN, UMUR_MIN, UMUR_MAKS, JARAK)
_SEX: dict[str, Kelamin] = {
    "l": "L", "laki-laki": "L", "laki laki": "L", "p": "P", "perempuan": "P",
}  # fmt: skip


class TarifTertulis(NamedTuple):
    """A tariff with the name of its service and the cell where it stands."""

    tarif: Tarif
    nama: str
    letak: str


@dataclass
class BerkasTarif:
    """What a file holds: tariffs by code and first day, or faults. Never both."""

    tarif: tuple[TarifTertulis, ...] = ()
    galat: list[Galat] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)
    banyak_galat: int = 0


class Beda(NamedTuple):
    """What a list would change: by code and first day, of the same day's tariffs both."""

    baru: tuple[Tarif, ...]
    berubah: tuple[tuple[Tarif, Tarif], ...]
    hilang: tuple[Tarif, ...]
    sama: int


def read_tariffs(data: bytes) -> BerkasTarif:
    """Read a workbook of tariffs: all faults at once, each at its cell. Never raises."""
    tabel = baca(data, LEMBAR, KOLOM, LIMITS)
    found = [one for row in tabel.baris if (one := _tariff(tabel, row)) is not None]
    found.sort(key=lambda one: (one.tarif.kode, one.tarif.mulai))
    for before, at, rate in bertindih((one.letak, one.tarif) for one in found):
        said = f"Tarif {visible(rate.kode)} pada {tanggal(rate.mulai)} sudah ada"
        tabel.fault(at, f"{said} di {before}.")
    if not tabel.baris and not tabel.galat:
        tabel.fault("", "Tidak ada tarif di bawah baris judul.")
    if tabel.banyak_galat:
        return BerkasTarif((), tabel.galat, tabel.catatan, tabel.banyak_galat)
    return BerkasTarif(tuple(found), catatan=tabel.catatan)


def banding(lama: Iterable[Tarif], baru: Iterable[Tarif]) -> Beda:
    """The dry run: what a new list adds, changes and leaves out of the old one."""
    before = {(one.kode, one.mulai): one for one in lama}
    after = {(one.kode, one.mulai): one for one in baru}
    both = [(before[key], after[key]) for key in sorted(before.keys() & after.keys())]
    return Beda(
        baru=tuple(after[key] for key in sorted(after.keys() - before.keys())),
        berubah=tuple(pair for pair in both if pair[0] != pair[1]),
        hilang=tuple(before[key] for key in sorted(before.keys() - after.keys())),
        sama=sum(one == other for one, other in both),
    )


def _tariff(tabel: Tabel, row: BarisTabel) -> TarifTertulis | None:
    kode, nama = tabel.nilai(row, KODE, _words), tabel.nilai(row, NAMA, _words)
    starts, ends = tabel.nilai(row, MULAI, day), tabel.nilai(row, SAMPAI, day)
    price = tabel.nilai(row, HARGA, _up_to(MAX_AMOUNT, least=0))
    most = tabel.nilai(row, JUMLAH, _up_to(MAX_COUNT))
    sex = tabel.nilai(row, KELAMIN, _sex)
    low, high = (tabel.nilai(row, one, _up_to(MAX_UMUR, least=0)) for one in (UMUR_MIN, UMUR_MAKS))
    apart = tabel.nilai(row, JARAK, _up_to(MAX_HARI))
    if starts is not None and ends is not None and ends < starts:
        tabel.fault(row.sel[SAMPAI.name].address, f"{SAMPAI.judul}: sebelum mulai.")
    if low is not None and high is not None and high < low:
        tabel.fault(row.sel[UMUR_MAKS.name].address, f"{UMUR_MAKS.judul}: di bawah {low}.")
    if kode is None or nama is None or starts is None or price is None:
        return None
    tarif = Tarif(kode, starts, ends, price, most, sex, low, high, apart)
    return TarifTertulis(tarif, nama, row.sel[KODE.name].address)


def _words(cell: Cell) -> str:
    found = text(cell)
    if len(found) > _LONGEST:
        raise CellError(f"paling panjang {_LONGEST} huruf")
    return found


class _up_to:  # noqa: N801 - used like a function
    """Reads a whole number from `least` to `most`."""

    def __init__(self, most: int, least: int = 1) -> None:
        self.most, self.least = most, least

    def __call__(self, cell: Cell) -> int:
        found = whole(cell)
        if not self.least <= found <= self.most:
            raise CellError(f"harus dari {self.least} sampai {self.most}; tertulis {found}")
        return found


def _sex(cell: Cell) -> Kelamin:
    written = clean(text(cell)).casefold()
    if written not in _SEX:
        raise CellError(f"“{visible(text(cell))}” tidak dikenal; isi L atau P, atau kosongkan")
    return _SEX[written]


def tariffs_book(rows: Iterable[tuple[Tarif, str]]) -> bytes:
    """The workbook of a list, empty as a template; it comes back unchanged."""
    cells = [
        [one.kode, nama, one.mulai, one.sampai, one.harga, one.jumlah_maks, one.jenis_kelamin,
         one.umur_min, one.umur_maks, one.jarak_hari]
        for one, nama in rows
    ]  # fmt: skip
    return table_bytes([one.judul for one in KOLOM], cells, LEMBAR)
