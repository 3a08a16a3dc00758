"""What a document says, apart from how it looks: frozen values that have a fingerprint.

The number, the day of issue and the QR belong to the issued document, not to its content: the same
content issued twice is the same document.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from lokal import terbilang as _in_words

from upaya.core.crypto import mask
from upaya.rules import money, period

JenisKolom = Literal["teks", "angka", "rupiah", "desimal", "tanggal", "rekening", "tanda_tangan"]
Sel = str | int | Decimal | date | None

_TYPES: Mapping[str, tuple[type, ...]] = {
    "teks": (str,),
    "angka": (int,),
    "rupiah": (int,),
    "desimal": (int, Decimal),
    "tanggal": (date,),
    "rekening": (str,),
    "tanda_tangan": (),
}
_SUMMED = frozenset({"angka", "rupiah", "desimal"})
SAMAR = "Nomor rekening pada salinan ini hanya menampilkan empat angka terakhirnya."
"""Said on a copy for somebody who may not read account numbers."""
SHORT = 16
"""Hex digits of the fingerprint that are printed: 64 bits, enough that no other text has them."""


@dataclass(frozen=True, slots=True)
class Kop:
    """The letterhead, largest authority first; `alamat` only as far as it is known."""

    pemerintah: str  # "Pemerintah Kabupaten Situbondo"
    dinas: str
    unit: str = ""  # a puskesmas; "" for a document of the Dinas itself
    alamat: tuple[str, ...] = ()

    @property
    def penerbit(self) -> str:
        """The unit in whose name the document is issued."""
        return self.unit or self.dinas


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column: `lebar` is its weight beside the others, `jumlah` adds it up below the rows.

    `kelompok` is a head above the heads of neighbouring columns, merged over them.

    The title of a column of rupiah is printed with "(Rp)", its cells without. A column of account
    numbers holds them in full; whoever may not read them gets `masked` content.
    """

    judul: str
    jenis: JenisKolom = "teks"
    lebar: int = 2
    jumlah: bool = False
    kelompok: str = ""

    @property
    def kepala(self) -> str:
        """The title as printed."""
        return f"{self.judul} (Rp)" if self.jenis == "rupiah" else self.judul

    @property
    def bilangan(self) -> bool:
        """Whether its cells are numbers, written at the right."""
        return self.jenis in _SUMMED


@dataclass(frozen=True, slots=True)
class Tabel:
    """Rows under columns; a cell of a signature column is None: its place stays empty.

    Raises ValueError for a row of another length or a cell of another type, so that a document can
    not be issued with an amount under the wrong head.
    """

    judul: str
    kolom: tuple[Kolom, ...]
    baris: tuple[tuple[Sel, ...], ...]
    kosong: str = "Tidak ada data."

    def __post_init__(self) -> None:
        for number, row in enumerate(self.baris, start=1):
            if len(row) != len(self.kolom):
                raise ValueError(f"{self.judul}, baris {number}: {len(row)} sel")
            for column, cell in zip(self.kolom, row, strict=True):
                right = isinstance(cell, _TYPES[column.jenis]) and not isinstance(cell, bool)
                if cell is not None and not right:
                    raise ValueError(f"{self.judul}, baris {number}, {column.judul}: {cell!r}")
        for column in self.kolom:
            if column.jumlah and not column.bilangan:
                raise ValueError(f"{self.judul}: {column.judul} tidak dapat dijumlah")

    @property
    def jumlah(self) -> dict[int, int | Decimal]:
        """The sums by position of their column, exact; empty when nothing is added up."""
        return {
            place: sum((_number(row[place]) for row in self.baris), start=0)
            for place, column in enumerate(self.kolom)
            if column.jumlah
        }


def _number(cell: Sel) -> int | Decimal:
    return cell if isinstance(cell, int | Decimal) else 0


@dataclass(frozen=True, slots=True)
class Subjudul:
    """A heading inside the document."""

    teks: str


@dataclass(frozen=True, slots=True)
class Paragraf:
    """Plain sentences; `nomor` makes it a numbered point ("1.")."""

    teks: str
    nomor: int | None = None


@dataclass(frozen=True, slots=True)
class Rincian:
    """Labels with their values, one a line."""

    baris: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Jumlah:
    """An amount of whole rupiah in digits and in words."""

    label: str
    nilai: int


Bagian = Subjudul | Paragraf | Rincian | Tabel | Jumlah


@dataclass(frozen=True, slots=True)
class TandaTangan:
    """A place to sign: `pembuka` ("Mengetahui,") stands above the role.

    `pangkat` and `nip` stand below the name, as far as they are known. Without a name both are left
    open for the hand that signs; `sesudah` is then the step that gives the name and that nobody has
    taken yet ("" where a role without a holder leaves it open).
    """

    peran: str
    nama: str = ""
    nip: str = ""
    pembuka: str = ""
    pangkat: str = ""
    sesudah: str = ""


@dataclass(frozen=True, slots=True)
class Isi:
    """One document without its number.

    `jenis` is the key of its kind, `kode` stands in its number ("INS-DPK"). `total` is what the
    public check page shows, in rupiah. With `tempat` the day of issue stands above the last
    signature of the first row.
    """

    jenis: str
    kode: str
    judul: str
    kop: Kop
    bagian: tuple[Bagian, ...]
    keterangan: str = ""  # below the title: of which month, of which puskesmas
    kepada: tuple[str, ...] = ()
    total: int | None = None
    tempat: str = ""
    tanda_tangan: tuple[TandaTangan, ...] = ()
    catatan: tuple[str, ...] = field(default=())
    mendatar: bool = False


def canonical(isi: Isi) -> str:
    """The content as JSON with one possible spelling.

    Who signs is not part of it: another head of the puskesmas changes nothing that is signed.
    """
    content = asdict(isi)
    del content["tanda_tangan"]
    content["bagian"] = [
        {"bentuk": type(part).__name__, **_ungrouped(asdict(part))} for part in isi.bagian
    ]  # two kinds of parts may have the same fields
    return json.dumps(content, sort_keys=True, separators=(",", ":"), default=_plain)


def _ungrouped(part: dict[str, Any]) -> dict[str, Any]:
    """A table without groups reads as it did before there were any: its fingerprint stays."""
    for column in part.get("kolom", ()):
        if not column["kelompok"]:
            del column["kelompok"]
    return part


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return money.plain(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} tidak dapat menjadi isi dokumen")


def sidik(isi: Isi) -> str:
    """The fingerprint of the content: SHA-256 in 64 hex digits."""
    return hashlib.sha256(canonical(isi).encode("ascii")).hexdigest()


def says_the_same(mark: str, isi: Isi) -> bool:
    """Whether a paper with this fingerprint says what `isi` says, whichever way its sheet lies.

    The way of the sheet is part of every fingerprint that was ever printed and stays so; turning
    it changes no word, so that a paper issued before is not one whose content changed.
    """
    return mark == sidik(isi) or mark == sidik(replace(isi, mendatar=not isi.mendatar))


def masked(isi: Isi) -> Isi:
    """The same content for whoever may not read account numbers: their last four digits.

    It keeps its number and fingerprint: what was issued is the paper with all digits.
    """
    parts = tuple(_masked_table(part) if isinstance(part, Tabel) else part for part in isi.bagian)
    if parts == isi.bagian:
        return isi
    return replace(isi, bagian=parts, catatan=(*isi.catatan, SAMAR))


def _masked_table(table: Tabel) -> Tabel:
    hidden = {n for n, column in enumerate(table.kolom) if column.jenis == "rekening"}
    rows = tuple(
        tuple(mask(str(cell)) if n in hidden and cell else cell for n, cell in enumerate(row))
        for row in table.baris
    )
    return replace(table, baris=rows)


def holds_accounts(isi: Isi) -> bool:
    """Whether somebody's account number stands in it in full."""
    return any(
        column.jenis == "rekening"
        for part in isi.bagian
        if isinstance(part, Tabel)
        for column in part.kolom
    )


def short(fingerprint: str) -> str:
    """The fingerprint as it is printed and typed: `1a2b 3c4d 5e6f 7a8b`."""
    head = fingerprint[:SHORT]
    return " ".join(head[at : at + 4] for at in range(0, len(head), 4))


def terbilang(amount: int) -> str:
    """`Satu juta lima ratus ribu rupiah`: an amount as receipts spell it."""
    words = _in_words(amount)
    return f"{words[:1].upper()}{words[1:]} rupiah"


def written(cell: Sel) -> str:
    """A cell the way Indonesians write it, without "Rp"."""
    if cell is None:
        return ""
    if isinstance(cell, int | Decimal):
        return money.angka(cell)
    return period.tanggal(cell) if isinstance(cell, date) else cell
