"""A list of members as XLSX or CSV: every row read by itself, and what is wrong with it said there.

A row that cannot be used never stands in the way of the others; a file that is no such list is
refused as a whole. It comes from anybody: limits hold before anything is read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from upaya.exchange.cells import Cell, CellError, day, numbered, text
from upaya.exchange.jamkesda.tabel import BarisTabel, Kolom, Tabel, baca, isi
from upaya.exchange.xlsx_reader import Limits
from upaya.rules import words

MOST = 5_000
SIZE = 5 * 1024 * 1024
LEMBAR = "Peserta"
_LIMITS = Limits(size=SIZE, rows=MOST + 50, columns=40)
_CELL = 400
_DIGITS = 16
KOLOM = (
    Kolom("nama", "Nama", ("nama lengkap", "nama peserta")),
    Kolom("nik", "NIK", ("nomor nik", "no nik", "no ktp", "nomor ktp"), wajib=False),
    Kolom("kk", "Nomor KK", ("kk", "no kk", "nomor kartu keluarga")),
    Kolom("tanggal_lahir", "Tanggal lahir", ("tgl lahir", "lahir")),
    Kolom("jenis_kelamin", "Jenis kelamin", ("kelamin", "jk", "l p", "sex")),
    Kolom("hubungan", "Hubungan keluarga", ("hubungan", "hubungan dalam keluarga", "shdk")),
    Kolom("ibu", "Nama ibu kandung", ("ibu", "nama ibu"), wajib=False),
    Kolom("desa", "Kode desa", ("kode desa kelurahan", "kode wilayah")),
    Kolom("alamat", "Alamat", ("rt rw", "alamat rumah")),
    Kolom("kategori", "Kategori", ("jenis peserta",)),
)
"""The columns: the village by its code of Kemendagri, because names of villages repeat."""
_KELAMIN = {"l": "L", "lakilaki": "L", "laki": "L", "pria": "L", "p": "P", "perempuan": "P",
            "wanita": "P"}  # fmt: skip
_HUBUNGAN = {
    "kepala": "kepala", "kepalakeluarga": "kepala", "kk": "kepala", "pasangan": "pasangan",
    "suami": "pasangan", "istri": "pasangan", "suamiistri": "pasangan",
    "suamiatauistri": "pasangan", "anak": "anak", "orangtua": "orang_tua", "lain": "lain",
    "lainnya": "lain", "famililain": "lain", "anggotakeluargalain": "lain",
}  # fmt: skip
_KATEGORI = {"miskin": "miskin", "keluargamiskin": "miskin", "umum": "umum",
             "wargatanpajaminanlain": "umum"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class BarisPeserta:
    """One row: what was read (dates as ISO text), and what is wrong with it, as sentences."""

    nomor: int
    isi: Mapping[str, str]
    galat: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DaftarPeserta:
    """A whole file: its rows, notes about it, and why it is refused ("" when it is not)."""

    baris: tuple[BarisPeserta, ...] = ()
    catatan: tuple[str, ...] = ()
    galat: str = ""


def baca_peserta(data: bytes, jenis: str) -> DaftarPeserta:
    """Read the bytes of an "xlsx" or a "csv". Never raises for a bad file."""
    if len(data) > SIZE:
        return DaftarPeserta(galat=f"Berkas lebih dari {SIZE // 1024 // 1024} MB.")
    # Every field may be empty here: a row says by itself what it lacks.
    loose = [column._replace(wajib=column.name in {"nama", "kk", "tanggal_lahir"})
             for column in KOLOM]  # fmt: skip
    table = baca(data, LEMBAR, loose, _LIMITS) if jenis == "xlsx" else dari_csv(data, loose)
    if table.galat:
        return DaftarPeserta(galat=" ".join(one.pesan for one in table.galat[:3]))
    if not table.baris:
        return DaftarPeserta(galat="Tidak ada satu baris pun di bawah judul kolom.")
    if len(table.baris) > MOST:
        return DaftarPeserta(galat=f"Paling banyak {MOST} baris; pecah berkasnya.")
    rows = tuple(_row(row) for row in table.baris)
    return DaftarPeserta(_doubled(rows), tuple(table.catatan))


def dari_csv(data: bytes, kolom: list[Kolom]) -> Tabel:
    """The table of a CSV in UTF-8, whichever sign parts its cells. Never raises for a bad file."""
    found = Tabel()
    try:
        written = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        found.fault("", "Berkas bukan XLSX dan bukan teks UTF-8. Simpan ulang sebagai CSV UTF-8.")
        return found
    first = written.partition("\n")[0]
    if "\0" in written or not first.strip():
        found.fault("", "Berkas ini kosong atau bukan CSV.")
        return found
    split = max(";,\t", key=first.count)
    rows: list[tuple[Cell, ...]] = []
    try:
        for number, line in enumerate(csv.reader(io.StringIO(written), delimiter=split), start=1):
            if number > MOST + 50 or len(line) > _LIMITS.columns:
                found.fault("", f"Berkas melebihi {MOST} baris atau {_LIMITS.columns} kolom.")
                return found
            rows.append(tuple(Cell(number, at, said) for at, said in enumerate(line, start=1)))
    except csv.Error:
        found.fault("", "Tanda kutip dalam CSV ini tidak berpasangan. Simpan ulang dari Excel.")
        return found
    width = max(map(len, rows))
    level = [(*row, *(Cell(at, place, None) for place in range(len(row) + 1, width + 1)))
             for at, row in enumerate(rows, start=1)]  # fmt: skip
    isi(found, level, kolom)
    return found


# ------------------------------------------------------------------ one row
def _row(row: BarisTabel) -> BarisPeserta:
    found: dict[str, str] = {}
    faults: list[str] = []
    for column in KOLOM:
        cell = row.sel.get(column.name)
        if cell is None:
            found[column.name] = ""
            if column.wajib:
                faults.append(f"{column.judul} kosong.")
            continue
        try:
            found[column.name] = _READ.get(column.name, _words)(cell)
        except CellError as refused:
            found[column.name] = ""
            faults.append(f"{column.judul}: {refused}.")
    if not found["nik"] and not found["ibu"] and not faults:
        faults.append("Tanpa NIK, isi nama ibu kandung.")
    return BarisPeserta(row.nomor, found, tuple(faults))


def _words(cell: Cell) -> str:
    said = text(cell)
    if len(said) > _CELL:
        raise CellError(f"paling panjang {_CELL} huruf")
    return said


def _name(cell: Cell) -> str:
    said = _words(cell)
    if len(said) > 120:  # noqa: PLR2004 - as long as the register keeps
        raise CellError("paling panjang 120 huruf")
    if not any(sign.isalpha() for sign in said):
        raise CellError("bukan nama")
    return said


def _address(cell: Cell) -> str:
    said = _words(cell)
    if len(said) > 200:  # noqa: PLR2004 - as long as the register keeps
        raise CellError("paling panjang 200 huruf")
    return said


def _sixteen(cell: Cell) -> str:
    said = numbered(cell)
    if len(said) != _DIGITS or not (said.isascii() and said.isdecimal()):
        raise CellError("terdiri dari 16 angka; cocokkan dengan kartunya")
    return said


def _born(cell: Cell) -> str:
    found = day(cell)
    if found.year < 1900:  # noqa: PLR2004 - nobody alive was born before
        raise CellError("tahunnya tidak mungkin")
    return found.isoformat()


def _one_of(choices: Mapping[str, str], say: str) -> Callable[[Cell], str]:
    def read(cell: Cell) -> str:
        found = choices.get(words.key(_words(cell)))
        if found is None:
            raise CellError(f"“{_words(cell)}” tidak dikenal; tulis {say}")
        return found

    return read


_READ: Mapping[str, Callable[[Cell], str]] = {
    "nama": _name,
    "ibu": _name,
    "nik": _sixteen,
    "kk": _sixteen,
    "tanggal_lahir": _born,
    "jenis_kelamin": _one_of(_KELAMIN, "L atau P"),
    "hubungan": _one_of(_HUBUNGAN, "kepala, pasangan, anak, orang tua, atau lain"),
    "kategori": _one_of(_KATEGORI, "miskin atau umum"),
    "alamat": _address,
}


def _doubled(rows: tuple[BarisPeserta, ...]) -> tuple[BarisPeserta, ...]:
    """Whoever stands in the file twice is taken from the first row; the others say so."""
    seen: dict[str, int] = {}
    found = []
    for row in rows:
        nik = row.isi["nik"]
        before = seen.setdefault(nik, row.nomor) if nik else row.nomor
        if before == row.nomor:
            found.append(row)
        else:
            said = f"NIK ini sudah ada di baris {before}."
            found.append(BarisPeserta(row.nomor, row.isi, (*row.galat, said)))
    return tuple(found)


def lahir(isi_baris: Mapping[str, str]) -> date:
    """The birth date of a row without faults."""
    return date.fromisoformat(isi_baris["tanggal_lahir"])
