"""The columns of the officers' workbook: how each is named, read and explained."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import TextChoices

from upaya.exchange.cells import Cell, CellError, digits, text
from upaya.pegawai import numbers
from upaya.pegawai.models import Golongan, Pendidikan, Ptkp, Status, Tenaga

LEMBAR = "Petugas"
LEMBAR_PILIHAN = "Pilihan"
_ROMAN = re.compile(r"(IV|I{1,3})[/ .-]?[A-E]?")


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column: `name` is the field (or "kode"), `read` gives its value or raises CellError."""

    name: str
    judul: str
    read: Callable[[Cell], str]
    keterangan: str
    wajib: bool = False
    pilihan: tuple[str, ...] = ()


def _line(limit: int) -> Callable[[Cell], str]:
    def read(cell: Cell) -> str:
        found = text(cell)
        if len(found) > limit:
            raise CellError(f"paling panjang {limit} huruf")
        return found

    return read


def _number(clean: Callable[[str], str]) -> Callable[[Cell], str]:
    def read(cell: Cell) -> str:
        try:
            return clean(digits(cell))
        except numbers.NumberError as fault:
            raise CellError(str(fault).removesuffix(".")) from fault

    return read


def _key(written: str) -> str:
    return re.sub(r"[^a-z0-9]", "", written.lower())


def _one_of(choices: type[TextChoices]) -> Callable[[Cell], str]:
    known = {_key(value): value for value in choices.values}
    known |= {_key(label): value for value, label in choices.choices}

    def read(cell: Cell) -> str:
        written = text(cell)
        if not written:
            return ""
        if _key(written) not in known:
            offered = ", ".join(choices.values)
            raise CellError(f"'{written[:40]}' tidak dikenal; pilih salah satu: {offered}")
        return str(known[_key(written)])

    return read


_ROMAN_LEVELS = {"diii": "D3", "div": "D4", "di": "D1", "dii": "D2", "sma": "SLTA", "smp": "SLTP"}
_read_schooling = _one_of(Pendidikan)


def _schooling(cell: Cell) -> str:
    """Also D-III, D IV, SMA, SMP, as people write them."""
    return _ROMAN_LEVELS.get(_key(text(cell))) or _read_schooling(cell)


def _grade(cell: Cell) -> str:
    """Also III/d: the letter is not kept."""
    written = text(cell).upper()
    if written in {"", "-"}:
        return ""
    found = _ROMAN.fullmatch(written)
    if not found:
        raise CellError(f"'{written[:40]}' bukan golongan; tulis I, II, III, atau IV")
    return found[1]


KOLOM: tuple[Kolom, ...] = (
    Kolom(
        "kode",
        "Kode",
        _line(16),
        "Kode petugas yang sudah tercatat. Kosongkan untuk petugas baru; NIK sudah cukup.",
    ),
    Kolom("nama", "Nama lengkap", _line(120), "Sesuai SK, dengan gelar.", wajib=True),
    Kolom(
        "nik",
        "NIK",
        _number(numbers.clean_nik),
        "16 angka, format Teks. Petugas dengan NIK yang sama diperbarui, bukan digandakan.",
        wajib=True,
    ),
    Kolom("nip", "NIP", _number(numbers.clean_nip), "18 angka, format Teks."),
    Kolom("npwp", "NPWP", _number(numbers.clean_npwp), "15 atau 16 angka, format Teks."),
    Kolom("ptkp", "Status PTKP", _one_of(Ptkp), "Pilih dari daftar.", pilihan=tuple(Ptkp.values)),
    Kolom(
        "pendidikan",
        "Pendidikan",
        _schooling,
        "Pendidikan terakhir, pilih dari daftar.",
        wajib=True,
        pilihan=tuple(Pendidikan.values),
    ),
    Kolom(
        "status",
        "Status",
        _one_of(Status),
        "Status kepegawaian, pilih dari daftar.",
        wajib=True,
        pilihan=tuple(Status.values),
    ),
    Kolom("golongan", "Golongan", _grade, "Tanpa huruf.", pilihan=tuple(Golongan.values)),
    Kolom(
        "tenaga",
        "Jenis tenaga",
        _one_of(Tenaga),
        "Tenaga kesehatan atau pendukung.",
        wajib=True,
        pilihan=tuple(Tenaga.values),
    ),
    Kolom("bank", "Nama bank", _line(60), "Misalnya Bank Jatim."),
    Kolom("rekening", "Nomor rekening", _number(numbers.clean_account), "Angka saja, format Teks."),
    Kolom("nama_rekening", "Nama pemilik rekening", _line(120), "Seperti tertera di buku bank."),
)
BY_TITLE = {_key(kolom.judul): kolom for kolom in KOLOM}


def find(header: Cell) -> Kolom | None:
    """The column that a header names, without regard to case, spaces and stars."""
    return BY_TITLE.get(_key(text(header))) if not header.fault else None
