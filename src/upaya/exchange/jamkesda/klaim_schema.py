"""JSON Schema (2020-12) of the file of a claim, from the names and bounds of its checker."""

from collections.abc import Mapping
from typing import Any

from upaya.exchange.checking import LINE_PATTERN
from upaya.exchange.jamkesda import klaim_read as contract
from upaya.rules.jamkesda.klaim import JENIS, KELAMIN
from upaya.rules.numbers import MAX_AMOUNT, MAX_COUNT

_COMMENT = (
    "Di luar skema ini, upaya juga menolak: bilangan bulat yang ditulis dengan titik atau pangkat; "
    "kunci yang ditulis dua kali; tanggal yang tidak ada dalam kalender; masa yang berakhir "
    "sebelum mulai; nomor baris yang sama; dua tarif bagi satu kode pada satu hari; umur_min di "
    "atas umur_maks; jumlah kali harga semua baris di atas batas; tanggal sebelum ada aturan. "
    "Diagnosis yang pertama adalah diagnosis utama; umur dalam tahun penuh."
)
_LINE = {"type": "string", "pattern": LINE_PATTERN}
_DAY = {"type": "string", "pattern": contract.HARI_PATTERN}
_LINES = {"type": "array", "items": _LINE}
_AMOUNT = {"type": "integer", "minimum": 0, "maximum": MAX_AMOUNT}
_SOME = {"type": "integer", "minimum": 1, "maximum": MAX_COUNT}
_COUNT = {"type": "integer", "minimum": 0, "maximum": MAX_COUNT}
_DAYS = {"type": "integer", "minimum": 0, "maximum": contract.MAX_HARI}
_AGE = {"type": "integer", "minimum": 0, "maximum": contract.MAX_UMUR}
_MASA = {"mulai": _DAY, "sampai": _DAY}
_SEX = {"enum": list(KELAMIN)}


def claim_schema() -> dict[str, Any]:
    """Return the schema of the file that ``upaya hitung klaim`` reads."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:upaya:skema:klaim",
        "title": "Klaim Jamkesda dengan semua yang menjadi ukurannya, atau daftar klaim demikian",
        "$comment": _COMMENT,
        "oneOf": [
            {"$ref": "#/$defs/permintaan"},
            {"type": "array", "items": {"$ref": "#/$defs/permintaan"}},
        ],
        "$defs": {"permintaan": _request()},
    }


def _request() -> dict[str, Any]:
    periods = {"type": "array", "items": _object(_MASA, contract.MASA)}
    person = {
        "id": _LINE,
        "tanggal_lahir": _DAY,
        "jenis_kelamin": _SEX,
        "masa": periods,
        "meninggal": _or_null(_DAY),
        "jaminan_lain": _or_null(periods),
    }
    agreement = {"ppk": _LINE, **_MASA, "layanan": _LINES, "hari_klaim": _DAYS}
    letter = {
        "nomor": _LINE,
        "peserta": _LINE,
        "ppk": _LINE,
        **_MASA,
        "batas": _or_null(_AMOUNT),
        "terpakai": _AMOUNT,
        "klaim": _or_null(_LINE),
    }
    properties = {
        "tanggal": _DAY | {"description": "Hari ini."},
        "peserta": _object(person, contract.PESERTA),
        "perjanjian": _object(agreement, contract.PERJANJIAN),
        "tarif": {"type": "array", "items": _object(_tariff(), contract.TARIF)},
        "surat": _or_null(_object(letter, contract.SURAT)),
        "klaim": _claim(),
        "riwayat": {"type": "array", "items": _other()},
        "lampiran_wajib": _LINES,
    }
    return _object(properties, contract.ROOT)


def _tariff() -> dict[str, Any]:
    return {
        "kode": _LINE,
        "mulai": _DAY,
        "sampai": _or_null(_DAY),
        "harga": _AMOUNT,
        "jumlah_maks": _or_null(_COUNT),
        "jenis_kelamin": _or_null(_SEX),
        "umur_min": _or_null(_AGE),
        "umur_maks": _or_null(_AGE),
        "jarak_hari": _or_null(_DAYS),
    }


def _claim() -> dict[str, Any]:
    line = {"no": _COUNT, "kode": _LINE, "tanggal": _DAY, "jumlah": _SOME, "harga": _AMOUNT}
    properties = {
        "id": _LINE,
        "ppk": _LINE,
        "jenis": {"enum": list(JENIS)},
        "masuk": _DAY,
        "keluar": _DAY,
        "diajukan": _DAY,
        "diagnosis": _LINES,
        "lampiran": _LINES,
        "baris": {"type": "array", "minItems": 1, "items": _object(line, contract.BARIS)},
    }
    return _object(properties, contract.KLAIM)


def _other() -> dict[str, Any]:
    line = {"kode": _LINE, "tanggal": _DAY, "jumlah": _SOME}
    properties = {
        "id": _LINE,
        "ppk": _LINE,
        "jenis": {"enum": list(JENIS)},
        "masuk": _DAY,
        "keluar": _DAY,
        "baris": {"type": "array", "items": _object(line, contract.LAYANAN)},
    }
    return _object(properties, contract.RIWAYAT)


def _or_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"oneOf": [{"type": "null"}, schema]}


def _object(properties: Mapping[str, Any], required: tuple[str, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }
