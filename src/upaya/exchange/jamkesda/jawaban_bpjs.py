"""The answer of BPJS to a list of mutations (XLSX or CSV): NIK, whether it was taken, why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from upaya.exchange.cells import CellError, numbered, text
from upaya.exchange.jamkesda.peserta_tabel import MOST, SIZE, dari_csv
from upaya.exchange.jamkesda.tabel import BarisTabel, Kolom, baca
from upaya.exchange.xlsx_reader import Limits
from upaya.rules import words

LEMBAR = "Jawaban"
_LIMITS = Limits(size=SIZE, rows=MOST + 50, columns=40)
_DIGITS, _LONGEST = 16, 200
KOLOM = (
    Kolom("nik", "NIK", ("nomor nik", "no nik")),
    Kolom("status", "Status", ("hasil", "keterangan status")),
    Kolom("keterangan", "Keterangan", ("alasan", "catatan"), wajib=False),
)
_TAKEN: Mapping[str, bool] = {
    **dict.fromkeys(("diterima", "berhasil", "sukses", "aktif", "ya", "ok"), True),
    **dict.fromkeys(("ditolak", "gagal", "tidak", "tidakaktif"), False),
}


@dataclass(frozen=True, slots=True)
class Jawaban:
    """One row of the answer: `galat` says what cannot be read of it."""

    nomor: int
    nik: str = ""
    diterima: bool = False
    keterangan: str = ""
    galat: str = ""


@dataclass(frozen=True, slots=True)
class BerkasJawaban:
    """A whole file, and why it is refused ("" when it is not)."""

    baris: tuple[Jawaban, ...] = ()
    galat: str = ""


def baca_jawaban(data: bytes, jenis: str) -> BerkasJawaban:
    """Read the bytes of an "xlsx" or a "csv". Never raises for a bad file."""
    if len(data) > SIZE:
        return BerkasJawaban(galat=f"Berkas lebih dari {SIZE // 1024 // 1024} MB.")
    kolom = list(KOLOM)
    table = baca(data, LEMBAR, kolom, _LIMITS) if jenis == "xlsx" else dari_csv(data, kolom)
    if table.galat:
        return BerkasJawaban(galat=" ".join(one.pesan for one in table.galat[:3]))
    if not table.baris:
        return BerkasJawaban(galat="Tidak ada satu baris pun di bawah judul kolom.")
    return BerkasJawaban(tuple(_row(row) for row in table.baris))


def _row(row: BarisTabel) -> Jawaban:
    try:
        nik = "".join(sign for sign in numbered(row.sel["nik"]) if sign.isdigit())
        said = text(row.sel["status"])
        note = text(row.sel["keterangan"]) if "keterangan" in row.sel else ""
    except KeyError:
        return Jawaban(row.nomor, galat="NIK atau statusnya kosong.")
    except CellError as refused:
        return Jawaban(row.nomor, galat=f"{refused}.")
    if len(nik) != _DIGITS:
        return Jawaban(row.nomor, galat="NIK terdiri dari 16 angka.")
    taken = _TAKEN.get(words.key(said))
    if taken is None:
        return Jawaban(row.nomor, galat=f"Status “{said[:30]}” tidak dikenal.")
    return Jawaban(row.nomor, nik, taken, note[:_LONGEST])
