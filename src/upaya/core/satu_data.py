"""Monthly numbers of a district for data offices: what each counts, and its rows without a person.

A part of the house names its tables in `Sistem.satu_data`; from them come the file, the address for
programs and the page. Each says what a standard of data asks: concept, definition, classification,
measure, unit, and the tables it is counted from. A small count of people is left out: here, or by
the table itself where a public page leaves it out, so that no two numbers of ours give it away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from upaya.core.registry import registry
from upaya.rules.statistik import terbuka
from upaya.rules.workflow import Workflow

BENTUK = "upaya-satu-data/1"
"""Name and version of the form; it changes only when a reader would have to."""
MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Hitungan:
    """The counts of one month: by class, None for one that is left out; their sum the same."""

    sel: Sequence[tuple[str, int | None]]
    jumlah: int | None


def menurut_keadaan(rows: QuerySet[Any], road: Workflow) -> Hitungan:
    """Rows of a road by state, in its order, states without any too; one query."""
    found = dict(rows.order_by().values_list("status").annotate(n=Count("pk")))
    return Hitungan(
        [(state.label, found.get(state.name, 0)) for state in road.states.values()],
        sum(found.values()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TabelBulanan:
    """One table of every month; `hitung` takes the district and the first day of a month.

    `orang` says that its rows are people, whose small counts are still to be left out.
    """

    kode: str
    judul: str
    konsep: str
    definisi: str
    klasifikasi: str
    ukuran: str
    satuan: str
    sumber: tuple[str, ...]
    hitung: Callable[[str, date], Hitungan]
    orang: bool = False

    def baca(self, kabupaten: str, bulan: date, batas: int) -> Hitungan:
        """The counts of a month that may be told, when none of people from 1 to `batas` - 1 may."""
        found = self.hitung(kabupaten, bulan)
        if not self.orang:
            return found
        told = terbuka([count or 0 for _, count in found.sel], batas)
        names = [name for name, _ in found.sel]
        return Hitungan(list(zip(names, told.sel, strict=True)), told.jumlah)

    def metadata(self) -> dict[str, Any]:
        """What it says of itself."""
        return {
            "kode": self.kode, "judul": self.judul, "konsep": self.konsep,
            "definisi": self.definisi, "klasifikasi": self.klasifikasi, "ukuran": self.ukuran,
            "satuan": self.satuan, "sumber": list(self.sumber),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wilayah:
    """Whose numbers they are."""

    kode: str
    nama: str
    produsen: str


JUMLAH = "Jumlah"
_TEKS = {"type": "string", "minLength": 1}
SKEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Data agregat bulanan sebuah kabupaten",
    "type": "object",
    "additionalProperties": False,
    "required": ["bentuk", "produsen", "kabupaten", "bulan", "dibuat", "batas_kecil", "tabel",
                 "data"],
    "properties": {
        "bentuk": {"const": BENTUK},
        "produsen": _TEKS | {"description": "Produsen data: perangkat daerah yang menerbitkannya."},
        "kabupaten": {
            "type": "object",
            "additionalProperties": False,
            "required": ["kode", "nama"],
            "properties": {"kode": {"type": "string", "pattern": r"^\d\d\.\d\d$"}, "nama": _TEKS},
        },
        "bulan": {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"},
        "dibuat": {"type": "string", "format": "date"},
        "batas_kecil": {
            "type": "integer",
            "minimum": 3,
            "description": "Angka di bawah ini tidak disebut, beserta yang akan membocorkannya.",
        },
        "tabel": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["kode", "judul", "konsep", "definisi", "klasifikasi", "ukuran",
                             "satuan", "sumber"],
                "properties": {
                    **dict.fromkeys(("kode", "judul", "konsep", "definisi", "klasifikasi",
                                     "ukuran", "satuan"), _TEKS),
                    "sumber": {
                        "type": "array", "items": _TEKS, "minItems": 1,
                        "description": "Tabel asal, dengan nama dalam kamus data.",
                    },
                },
            },
        },
        "data": {
            "type": "array",
            "maxItems": MOST_ROWS,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["tabel", "golongan", "nilai", "disamarkan"],
                "properties": {
                    "tabel": _TEKS,
                    "golongan": _TEKS,
                    "nilai": {
                        "type": ["integer", "null"],
                        "description": "Rupiah dapat kurang dari nol: uang yang kembali.",
                    },
                    "disamarkan": {"type": "boolean"},
                },
                "oneOf": [
                    {"properties": {"nilai": {"type": "integer"}, "disamarkan": {"const": False}}},
                    {"properties": {"nilai": {"type": "null"}, "disamarkan": {"const": True}}},
                ],
            },
        },
    },
}  # fmt: skip
"""The form as JSON Schema 2020-12; readers hold a file against it."""

KEPALA = ("Kabupaten", "Bulan", "Tabel", "Judul", "Golongan", "Nilai", "Satuan", "Disamarkan")
"""The heads of the file with rows."""


def tabel() -> Sequence[TabelBulanan]:
    """Every table of the house, in the order of its parts."""
    found = [one for said in registry().load("satu_data") for one in said]
    codes = [one.kode for one in found]
    if len(set(codes)) != len(codes):
        raise ValueError(f"kode tabel ganda: {codes}")
    return found


def naskah(di: Wilayah, bulan: date, dibuat: date, batas: int) -> dict[str, Any]:
    """A month of a district in the form of `SKEMA`; `bulan` is its first day."""
    known = tabel()
    return {
        "bentuk": BENTUK,
        "produsen": di.produsen,
        "kabupaten": {"kode": di.kode, "nama": di.nama},
        "bulan": f"{bulan:%Y-%m}",
        "dibuat": dibuat.isoformat(),
        "batas_kecil": batas,
        "tabel": [one.metadata() for one in known],
        "data": [row for one in known for row in _rows(one, di.kode, bulan, batas)],
    }


def _rows(one: TabelBulanan, kabupaten: str, bulan: date, batas: int) -> Iterator[dict[str, Any]]:
    found = one.baca(kabupaten, bulan, batas)
    for name, count in (*found.sel, (JUMLAH, found.jumlah)):
        yield {
            "tabel": one.kode, "golongan": name, "nilai": count, "disamarkan": count is None,
        }  # fmt: skip


def baris(said: dict[str, Any]) -> list[list[Any]]:
    """The rows of a month as a table below `KEPALA`."""
    about = {one["kode"]: one for one in said["tabel"]}
    return [
        [said["kabupaten"]["kode"], said["bulan"], row["tabel"], about[row["tabel"]]["judul"],
         row["golongan"], row["nilai"], about[row["tabel"]]["satuan"],
         "ya" if row["disamarkan"] else "tidak"]
        for row in said["data"]
    ]  # fmt: skip
