"""The columns of the officers' workbook: how each is named, read and explained."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from upaya.exchange import heads
from upaya.exchange.cells import Cell, CellError, digits, numbered, text
from upaya.pegawai import numbers
from upaya.pegawai.models import Pendidikan, Ptkp, Status, Tenaga
from upaya.rules import words
from upaya.rules.insentif.month import GOLONGAN
from upaya.rules.words import Own, WordError

LEMBAR = "Petugas"
LEMBAR_PILIHAN = "Pilihan"


class UnknownWordError(CellError):
    """A word that nobody has explained yet: it is asked, not only refused."""

    def __init__(self, refused: WordError) -> None:
        super().__init__(str(refused))
        self.kind, self.text = refused.kind, refused.text


@dataclass(frozen=True, slots=True)
class ImportColumn:
    """One column: `name` is the field (or "kode"), `read` gives its value or raises CellError.

    `lain` are heads that people write instead of `judul`.
    """

    name: str
    judul: str
    read: Callable[[Cell, Own], str]
    keterangan: str
    wajib: bool = False
    pilihan: tuple[str, ...] = ()
    lain: tuple[str, ...] = ()


def _line(limit: int) -> Callable[[Cell, Own], str]:
    def read(cell: Cell, own: Own) -> str:
        found = text(cell)
        if len(found) > limit:
            raise CellError(f"paling panjang {limit} huruf")
        return found

    return read


def _code(cell: Cell, own: Own) -> str:
    return digits(cell) if isinstance(cell.usable(), int) else _line(16)(cell, own)


def _bank(cell: Cell, own: Own) -> str:
    """A dash is no bank; nothing is."""
    found = _line(60)(cell, own)
    if found and cell.dashed:
        raise CellError("tulis nama banknya, atau kosongkan")
    return found


def _holder(cell: Cell, own: Own) -> str:
    """A dash is nobody's name; nothing is."""
    found = _line(120)(cell, own)
    if found and cell.dashed:
        raise CellError(f"“{found}” bukan nama; tulis seperti tertera di buku bank, atau kosongkan")
    return found


def _number(clean: Callable[[str], str]) -> Callable[[Cell, Own], str]:
    def read(cell: Cell, own: Own) -> str:
        if cell.dashed:
            return ""
        numbered(cell)  # refuses what a spreadsheet kept as a number
        try:
            return clean(text(cell))  # as it was written, so that a refusal can show it
        except numbers.NumberError as fault:
            raise CellError(str(fault).removesuffix(".")) from fault

    return read


def _npwp(cell: Cell, own: Own) -> str:
    """Fifteen noughts are what people write for none (see `is_empty_npwp`)."""
    written = numbered(cell)
    return "" if numbers.is_empty_npwp(written) else _number(numbers.clean_npwp)(cell, own)


def _word(kind: str) -> Callable[[Cell, Own], str]:
    def read(cell: Cell, own: Own) -> str:
        try:
            return words.read(kind, text(cell), own) or ""
        except WordError as refused:
            raise UnknownWordError(refused) from refused

    return read


KOLOM: tuple[ImportColumn, ...] = (
    ImportColumn(
        "kode",
        "Kode",
        _code,
        "Kode petugas yang sudah tercatat. Kosongkan untuk petugas baru; NIK sudah cukup.",
        lain=heads.SPELLINGS["kode"],
    ),
    ImportColumn(
        "nama",
        "Nama lengkap",
        _line(120),
        "Sesuai SK, dengan gelar.",
        wajib=True,
        lain=heads.SPELLINGS["nama"],
    ),
    ImportColumn(
        "nik",
        "NIK",
        _number(numbers.clean_nik),
        "16 angka, format Teks. Petugas dengan NIK yang sama diperbarui, bukan digandakan.",
        wajib=True,
        lain=("no ktp", "nomor ktp", "ktp", "no nik", "nomor nik", "nik ktp",
              "nomor induk kependudukan"),
    ),
    ImportColumn(
        "nip", "NIP", _number(numbers.clean_nip), "18 angka, format Teks.",
        lain=("no nip", "nomor nip", "nomor induk pegawai", "nip nippk", "nip nipppk"),
    ),
    ImportColumn(
        "npwp", "NPWP", _npwp, "15 atau 16 angka, format Teks; kosong bila tidak ber-NPWP.",
        lain=("no npwp", "nomor npwp"),
    ),
    ImportColumn(
        "ptkp",
        "Status PTKP",
        _word("ptkp"),
        "Pilih dari daftar.",
        pilihan=tuple(Ptkp.values),
        lain=("ptkp",),
    ),
    ImportColumn(
        "pendidikan",
        "Pendidikan",
        _word("pendidikan"),
        "Pendidikan terakhir, pilih dari daftar; D-III, S.Kep dan sejenisnya juga dibaca.",
        wajib=True,
        pilihan=tuple(Pendidikan.values),
        lain=heads.SPELLINGS["pendidikan"],
    ),
    ImportColumn(
        "status",
        "Status",
        _word("status"),
        "Status kepegawaian, pilih dari daftar; P3K, Honorer dan sejenisnya juga dibaca.",
        wajib=True,
        pilihan=tuple(Status.values),
        lain=heads.SPELLINGS["status"],
    ),
    ImportColumn(
        "golongan",
        "Golongan",
        _word("golongan"),
        "PNS I sampai IV, PPPK I sampai XVII; ruang dan pangkat boleh ikut, misalnya III/d.",
        pilihan=GOLONGAN,
        lain=heads.SPELLINGS["golongan"],
    ),
    ImportColumn(
        "tenaga",
        "Jenis tenaga",
        _word("tenaga"),
        "Tenaga kesehatan atau pendukung.",
        wajib=True,
        pilihan=tuple(Tenaga.values),
        lain=("tenaga", "jenis ketenagaan", "kelompok tenaga"),
    ),
    ImportColumn("bank", "Nama bank", _bank, "Misalnya Bank Jatim.", lain=("bank",)),
    ImportColumn(
        "rekening",
        "Nomor rekening",
        _number(numbers.clean_account),
        "Angka saja, format Teks.",
        lain=("no rekening", "no rek", "nomor rek", "norek", "rekening", "no rekening bank",
              "nomor rekening bank"),
    ),
    ImportColumn(
        "nama_rekening",
        "Nama pemilik rekening",
        _holder,
        "Seperti tertera di buku bank.",
        lain=("nama rekening", "atas nama", "atas nama rekening", "pemilik rekening",
              "nama di rekening", "nama pada rekening", "an rekening"),
    ),
)  # fmt: skip
BY_NAME = {kolom.name: kolom for kolom in KOLOM}
_BY_TITLE = {words.key(title): kolom for kolom in KOLOM for title in (kolom.judul, *kolom.lain)}
UNASKED = frozenset({"no", "nomor", "nourut"})
"""Heads of a column that only counts the rows."""


def head(cell: Cell) -> str:
    """A head for comparing: without case, punctuation, and what stands in brackets."""
    return words.key(re.sub(r"\([^)]*\)", "", text(cell))) if not cell.fault else ""


def find(cell: Cell, own: Own = words.NO_OWN) -> ImportColumn | None:
    """The column that a head names; the unit's own heads come first."""
    written = head(cell)
    mine = own.get("kolom", {}).get(written)
    if mine is not None:
        return BY_NAME.get(mine)
    return _BY_TITLE.get(written)


def names(cell: Cell, own: Own = words.NO_OWN) -> tuple[str, bool] | None:
    """The field a head names, and whether in the words of our template."""
    kolom = find(cell, own)
    return (kolom.name, head(cell) == words.key(kolom.judul)) if kolom is not None else None
