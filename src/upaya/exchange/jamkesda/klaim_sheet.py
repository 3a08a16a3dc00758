"""Claims of a provider as a workbook: a row a line, the claim's own data on its first row.

What the file says is what the form says: a claim read here and one typed there have one `isi`, so
that a claim sent twice, by form and by file, is known to be the same.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from upaya.exchange.asking import Galat
from upaya.exchange.cells import Cell, CellError, day, text, whole
from upaya.exchange.jamkesda.tabel import BarisTabel, Kolom, Tabel, baca
from upaya.exchange.xlsx_reader import Limits
from upaya.exchange.xlsx_writer import table_bytes
from upaya.rules.jamkesda.klaim import JENIS as JENIS_RAWAT
from upaya.rules.jamkesda.klaim import RAWAT_INAP, BarisKlaim, Jenis
from upaya.rules.numbers import MAX_AMOUNT, MAX_COUNT, clean, visible

LIMITS = Limits(rows=20_000, columns=40)
LEMBAR = "Klaim"
MOST = 5_000
MOST_LINES = 500
_LONGEST = 64

NOMOR = Kolom("nomor", "Nomor klaim", ("No klaim", "No. klaim", "Klaim"))
PESERTA = Kolom("peserta", "Nomor peserta", ("No peserta", "Peserta", "No kartu"), wajib=False)
SURAT = Kolom("surat", "Surat jaminan", ("Nomor surat jaminan", "No surat jaminan", "SJP"),
              wajib=False)  # fmt: skip
JENIS = Kolom("jenis", "Jenis", ("Jenis rawat", "Jenis pelayanan"), wajib=False)
MASUK = Kolom("masuk", "Masuk", ("Tanggal masuk", "Tgl masuk"), wajib=False)
KELUAR = Kolom("keluar", "Keluar", ("Tanggal keluar", "Tgl keluar", "Tgl pulang"), wajib=False)
DIAGNOSIS = Kolom("diagnosis", "Diagnosis", ("ICD-10", "Kode diagnosis"), wajib=False)
LAMPIRAN = Kolom("lampiran", "Lampiran", ("Berkas",), wajib=False)
KODE = Kolom("kode", "Kode layanan", ("Kode", "Layanan", "Kode tindakan"))
TANGGAL = Kolom("tanggal", "Tanggal layanan", ("Tanggal", "Tgl layanan"))
JUMLAH = Kolom("jumlah", "Jumlah", ("Banyak", "Qty"))
HARGA = Kolom("harga", "Harga satuan", ("Harga", "Tarif"))
KEPALA = (PESERTA, SURAT, JENIS, MASUK, KELUAR, DIAGNOSIS, LAMPIRAN)
"""What belongs to the claim: said on its first row, and the same or nothing on its others."""
KOLOM = (NOMOR, *KEPALA, KODE, TANGGAL, JUMLAH, HARGA)
_MUST = (PESERTA, JENIS, MASUK, KELUAR)

_JENIS: dict[str, Jenis] = {
    **dict.fromkeys(("rawat jalan", "rawat_jalan", "rj", "rjtl", "rajal"), JENIS_RAWAT[0]),
    **dict.fromkeys(("rawat inap", "rawat_inap", "ri", "ritl", "ranap"), RAWAT_INAP),
}


class KlaimTertulis(NamedTuple):
    """A claim as its provider wrote it; `nomor` is the provider's own and names it for good."""

    nomor: str
    peserta: str
    surat: str | None
    jenis: Jenis
    masuk: date
    keluar: date
    diagnosis: tuple[str, ...]
    lampiran: tuple[str, ...]
    baris: tuple[BarisKlaim, ...]

    @property
    def isi(self) -> str:
        """SHA-256 of what it says: the same claim sent again, by whichever door, has the same."""
        said = json.dumps(self, ensure_ascii=True, separators=(",", ":"), default=date.isoformat)
        return hashlib.sha256(said.encode("ascii")).hexdigest()


@dataclass
class BerkasKlaim:
    """What a file holds: claims, or faults. A file with a fault gives no claim at all."""

    klaim: tuple[KlaimTertulis, ...] = ()
    galat: list[Galat] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)
    banyak_galat: int = 0


def read_claims(data: bytes) -> BerkasKlaim:
    """Read a workbook of claims: all faults at once, each at its cell. Never raises."""
    tabel = baca(data, LEMBAR, KOLOM, LIMITS)
    reader = _Pembaca(tabel)
    for row in tabel.baris:
        reader.row(row)
    if not tabel.baris and not tabel.galat:
        tabel.fault("", "Tidak ada klaim di bawah baris judul.")
    claims = tuple(reader.claims())
    if tabel.banyak_galat:
        return BerkasKlaim((), tabel.galat, tabel.catatan, tabel.banyak_galat)
    return BerkasKlaim(claims, catatan=tabel.catatan)


@dataclass
class _Kepala:
    """A claim while its rows are read."""

    baris: int
    nilai: dict[str, object]
    lines: list[BarisKlaim] = field(default_factory=list)
    penuh: bool = False


class _Pembaca:
    def __init__(self, tabel: Tabel) -> None:
        self.tabel = tabel
        self.found: dict[str, _Kepala] = {}

    def row(self, row: BarisTabel) -> None:
        if NOMOR.name not in row.sel:
            message = f"{NOMOR.judul} kosong; ulangi nomornya pada tiap baris layanannya."
            self.tabel.fault(f"A{row.nomor}", message)
            return
        number = self.tabel.nilai(row, NOMOR, _name)
        if number is None:
            return
        said = {one.name: value for one in KEPALA
                if (value := self.tabel.nilai(row, one, _READ[one.name])) is not None}  # fmt: skip
        head = self.found.get(number)
        if head is None:
            head = self._first(number, row, said)
        else:
            self._again(number, head, row, said)
        self._line(number, head, row)

    def _first(self, number: str, row: BarisTabel, said: dict[str, object]) -> _Kepala:
        if len(self.found) == MOST:
            self.tabel.fault(f"A{row.nomor}", f"Paling banyak {MOST} klaim dalam satu berkas.")
        for one in _MUST:
            if one.name not in row.sel:
                message = f"{one.judul} kosong pada baris pertama klaim {visible(number)}."
                self.tabel.fault(f"A{row.nomor}", message)
        self.found[number] = _Kepala(row.nomor, said)
        return self.found[number]

    def _again(self, number: str, head: _Kepala, row: BarisTabel, said: dict[str, object]) -> None:
        for one in KEPALA:
            if one.name in said and said[one.name] != head.nilai.get(one.name):
                message = f"{one.judul} klaim {visible(number)} berbeda dari baris {head.baris}."
                self.tabel.fault(row.sel[one.name].address, message)

    def _line(self, number: str, head: _Kepala, row: BarisTabel) -> None:
        kode = self.tabel.nilai(row, KODE, _name)
        when = self.tabel.nilai(row, TANGGAL, day)
        count = self.tabel.nilai(row, JUMLAH, _count)
        price = self.tabel.nilai(row, HARGA, _price)
        if len(head.lines) == MOST_LINES:
            if not head.penuh:
                message = f"Klaim {visible(number)} paling banyak {MOST_LINES} baris."
                self.tabel.fault(f"A{row.nomor}", message)
            head.penuh = True
        elif kode is not None and when is not None and count is not None and price is not None:
            head.lines.append(BarisKlaim(len(head.lines) + 1, kode, when, count, price))

    def claims(self) -> Iterable[KlaimTertulis]:
        """The claims, once everything was found in order."""
        for number, head in self.found.items():
            if sum(line.diminta for line in head.lines) > MAX_AMOUNT:
                message = f"Jumlah klaim {visible(number)} terlalu besar."
                self.tabel.fault(f"A{head.baris}", message)
        if self.tabel.banyak_galat:
            return []
        return [
            KlaimTertulis(
                nomor=number,
                surat=head.nilai.get("surat"),  # type: ignore[arg-type] # read by `_READ`
                diagnosis=head.nilai.get("diagnosis", ()),  # type: ignore[arg-type] # the same
                lampiran=head.nilai.get("lampiran", ()),  # type: ignore[arg-type] # the same
                baris=tuple(head.lines),
                **{one.name: head.nilai[one.name] for one in _MUST},  # type: ignore[arg-type] # the same
            )
            for number, head in self.found.items()
        ]


def _name(cell: Cell) -> str:
    found = text(cell)
    if len(found) > _LONGEST:
        raise CellError(f"paling panjang {_LONGEST} huruf")
    return found


def _kind(cell: Cell) -> Jenis:
    written = clean(text(cell)).casefold()
    if written not in _JENIS:
        raise CellError(f"“{visible(text(cell))}” tidak dikenal; isi rawat jalan atau rawat inap")
    return _JENIS[written]


def _names(cell: Cell) -> tuple[str, ...]:
    """Several names in one cell, with a semicolon, a comma or a line between them."""
    value = cell.usable()
    parts = re.split(r"[;,\n]", value) if isinstance(value, str) else [text(cell)]
    return tuple(dict.fromkeys(clean(part) for part in parts if clean(part)))


def _codes(cell: Cell) -> tuple[str, ...]:
    return tuple(code.upper() for code in _names(cell))


def _count(cell: Cell) -> int:
    found = whole(cell)
    if not 1 <= found <= MAX_COUNT:
        raise CellError(f"paling sedikit 1; tertulis {found}")
    return found


def _price(cell: Cell) -> int:
    found = whole(cell)
    if not 0 <= found <= MAX_AMOUNT:
        raise CellError(f"tidak boleh di bawah nol; tertulis {found}")
    return found


_READ = {
    PESERTA.name: _name, SURAT.name: _name, JENIS.name: _kind, MASUK.name: day,
    KELUAR.name: day, DIAGNOSIS.name: _codes, LAMPIRAN.name: _names,
}  # fmt: skip


def claims_book(claims: Iterable[KlaimTertulis]) -> bytes:
    """The workbook of claims, empty as a template; it comes back unchanged."""
    rows = [
        [
            one.nomor,
            *(
                (one.peserta, one.surat, one.jenis.replace("_", " "), one.masuk, one.keluar,
                 "; ".join(one.diagnosis), "; ".join(one.lampiran))
                if line.no == one.baris[0].no
                else (None,) * len(KEPALA)
            ),
            line.kode, line.tanggal, line.jumlah, line.harga,
        ]
        for one in claims
        for line in one.baris
    ]  # fmt: skip
    return table_bytes([one.judul for one in KOLOM], rows, LEMBAR)
