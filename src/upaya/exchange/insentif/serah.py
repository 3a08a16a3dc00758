"""The hand-over of a month's incentive to the planning system e-Renggar, as a file.

No text says in which form e-Renggar takes it: the form is ours, has a version, and is described by
`SCHEMA` (docs/serah-insentif.md says it in words). It holds sums of each puskesmas, nobody's name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, NamedTuple

from upaya.exchange.json_answer import encode
from upaya.exchange.xlsx_writer import table_bytes
from upaya.rules.period import Period

BENTUK = "upaya/serah-insentif/1"


class BarisSerah(NamedTuple):
    """One puskesmas; whole rupiah. `sidik` is the fingerprint of the frozen calculation."""

    puskesmas_kode: str
    puskesmas: str
    status: str
    penduduk: int | None
    bok_diusulkan: int | None
    bok_diserap: int | None
    insentif_disetujui: int
    dana_diminta: int
    dana_ditransfer: int
    dibayar: int
    selesai: bool
    sidik: str


JUMLAH = ("insentif_disetujui", "dana_diminta", "dana_ditransfer", "dibayar")
"""Columns whose sums the file repeats, so that whoever reads it can check that nothing is lost."""
JUDUL = (
    "Kode puskesmas", "Puskesmas", "Keadaan", "Penduduk", "BOK diusulkan", "BOK diserap",
    "Insentif disetujui", "Dana diminta", "Dana ditransfer", "Dibayar", "Selesai", "Sidik",
)  # fmt: skip


def dokumen(
    kabupaten_kode: str, kabupaten: str, periode: Period, baris: Iterable[BarisSerah]
) -> dict[str, Any]:
    """The file as an object; `sidik` is of everything else in it."""
    rows = [one._asdict() for one in baris]
    said: dict[str, Any] = {
        "bentuk": BENTUK,
        "kabupaten_kode": kabupaten_kode,
        "kabupaten": kabupaten,
        "periode": str(periode),
        "puskesmas": rows,
        "jumlah": {name: sum(row[name] for row in rows) for name in JUMLAH},
    }
    return said | {"sidik": hashlib.sha256(encode(said)).hexdigest()}


def lembar(baris: Iterable[BarisSerah]) -> bytes:
    """The same rows as a workbook."""
    rows = [(*one[:-2], "Ya" if one.selesai else "Tidak", one.sidik) for one in baris]
    return table_bytes(list(JUDUL), rows, "Serah insentif")


def _whole(arti: str, *, kosong: bool = False) -> dict[str, Any]:
    kind: dict[str, Any] = {"type": ["integer", "null"] if kosong else "integer", "minimum": 0}
    return kind | {"description": arti}


def _text(arti: str, **more: object) -> dict[str, Any]:
    return {"type": "string", "description": arti, **more}


_HEX = {"pattern": "^[0-9a-f]{64}$"}
_ROW: dict[str, Any] = {
    "puskesmas_kode": _text("P dan 10 angka; kosong bila belum ada."),
    "puskesmas": _text("Nama puskesmas."),
    "status": _text("Keadaan bulan insentif."),
    "penduduk": _whole("Jumlah penduduk.", kosong=True),
    "bok_diusulkan": _whole("BOK yang diusulkan bulan itu, rupiah.", kosong=True),
    "bok_diserap": _whole("BOK yang diserap bulan itu, rupiah.", kosong=True),
    "insentif_disetujui": _whole("Insentif yang disetujui, rupiah."),
    "dana_diminta": _whole("Dana yang diminta, rupiah, dengan selisih bulan lama."),
    "dana_ditransfer": _whole("Dana yang ditransfer, rupiah."),
    "dibayar": _whole("Yang sudah masuk rekening petugas, bruto, rupiah."),
    "selesai": {"type": "boolean", "description": "Semua yang terutang sudah dibayar."},
    "sidik": _text("Sidik hitungan yang beku.", pattern="^([0-9a-f]{64})?$"),
}
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Penyerahan insentif UKM satu bulan",
    "type": "object",
    "additionalProperties": False,
    "required": ["bentuk", "kabupaten_kode", "kabupaten", "periode", "puskesmas", "jumlah",
                 "sidik"],
    "properties": {
        "bentuk": {"const": BENTUK},
        "kabupaten_kode": _text("Kode Kemendagri.", pattern=r"^[0-9]{2}\.[0-9]{2}$"),
        "kabupaten": _text("Nama kabupaten."),
        "periode": _text("Bulan insentif.", pattern="^[0-9]{4}-[0-9]{2}$"),
        "puskesmas": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": list(_ROW),
                "properties": _ROW,
            },
        },
        "jumlah": {
            "type": "object",
            "additionalProperties": False,
            "required": list(JUMLAH),
            "properties": {name: _whole("Jumlah kolomnya, rupiah.") for name in JUMLAH},
        },
        "sidik": _text("SHA-256 dari isi lainnya.", **_HEX),
    },
}  # fmt: skip
