"""The district's extract of JKN members as CSV: two columns, NIK and kind of membership.

Every line that cannot be read is named with its number; what can be read is kept beside.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from upaya.rules.numbers import clean

MOST_ROWS = 2_000_000
MOST_FAULTS = 50
"""How many lines are named; the others are counted."""
_NIK = re.compile(r"[0-9]{16}")
_HEADS = {
    "nik": ("nik", "no_ktp", "nomor_induk_kependudukan"),
    "jenis": ("jenis", "kepesertaan", "segmen", "jenis_peserta"),
}
_KINDS = {
    "pbi_jkn": ("pbi", "pbi jkn", "pbi-jkn", "pbi apbn", "pbi-apbn"),
    "pbi_apbd": ("pbi apbd", "pbi-apbd", "apbd", "pbpu bp pemda", "pbpu pemda"),
    "tidak_aktif": ("tidak aktif", "nonaktif", "non aktif"),
    "lain": ("ppu", "pbpu", "bp", "mandiri", "pekerja", "lain"),
}
_BY_WORD = {word: kind for kind, words in _KINDS.items() for word in words}


@dataclass(frozen=True, slots=True)
class Peserta:
    """One member."""

    nik: str
    jenis: str


@dataclass(frozen=True, slots=True)
class Bacaan:
    """What a file holds: members by NIK, how many lines were refused, the first of them named."""

    peserta: tuple[Peserta, ...]
    ditolak: int
    catatan: tuple[str, ...]


class PesertaError(ValueError):
    """The file as a whole cannot be read; the message is a sentence."""


def read(body: bytes) -> Bacaan:
    """Read the bytes. PesertaError for a file that is no such table."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PesertaError("Berkas bukan teks UTF-8. Simpan ulang sebagai CSV UTF-8.") from error
    first = text.partition("\n")[0]
    if "\0" in text or not first.strip():
        raise PesertaError("Berkas ini kosong atau bukan CSV.")
    split = max(";,\t", key=first.count)
    rows = csv.reader(io.StringIO(text), delimiter=split)
    places = _places(next(rows))
    found: dict[str, str] = {}
    faults: list[str] = []
    refused = 0
    for number, said in _lines(rows, places):
        if isinstance(said, str):
            refused += 1
            if len(faults) < MOST_FAULTS:
                faults.append(f"Baris {number}: {said}")
            continue
        if said.nik in found and found[said.nik] != said.jenis:
            refused += 1
            if len(faults) < MOST_FAULTS:
                faults.append(f"Baris {number}: NIK ini sudah ada dengan jenis lain.")
            continue
        found[said.nik] = said.jenis
    people = tuple(Peserta(nik, kind) for nik, kind in found.items())
    return Bacaan(people, refused, tuple(faults))


def _places(head: list[str]) -> dict[str, int]:
    names = [re.sub(r"[^a-z]+", "_", clean(cell).lower()).strip("_") for cell in head]
    places = {}
    for what, words in _HEADS.items():
        at = next((n for n, name in enumerate(names) if name in words), None)
        if at is None:
            raise PesertaError(
                f"Kolom {words[0].upper()} tidak ada; baris pertama berisi judul NIK dan JENIS."
            )
        places[what] = at
    return places


def _lines(
    rows: Iterator[list[str]], places: dict[str, int]
) -> Iterator[tuple[int, Peserta | str]]:
    try:
        for number, row in enumerate(rows, start=2):
            if number > MOST_ROWS:
                raise PesertaError(f"Berkas lebih dari {MOST_ROWS} baris.")
            if any(cell.strip() for cell in row):
                yield number, _member(row, places)
    except csv.Error as error:
        raise PesertaError("Susunan kolom CSV ini rusak. Simpan ulang berkasnya.") from error


def _member(row: list[str], places: dict[str, int]) -> Peserta | str:
    cells = {what: clean(row[at]) if at < len(row) else "" for what, at in places.items()}
    nik = re.sub(r"[ .'-]", "", cells["nik"])
    if not _NIK.fullmatch(nik):
        return "NIK bukan 16 angka (format angka pada lembar kerja menghilangkan angkanya)."
    kind = _BY_WORD.get(re.sub(r"\s+", " ", cells["jenis"].lower()).strip())
    if kind is None:
        return f"jenis peserta “{cells['jenis'][:40]}” tidak dikenal."
    return Peserta(nik, kind)
