"""JSON Schema (2020-12) of the file of a claim, from the names and bounds of its checker."""

from collections.abc import Mapping
from typing import Any

from upaya.exchange.jamkesda import klaim_read as contract
from upaya.exchange.schema_shapes import DAY, LINE, closed, head, whole
from upaya.rules.jamkesda.klaim import JENIS, KELAMIN
from upaya.rules.numbers import MAX_AMOUNT, MAX_COUNT

_TITLE = "Klaim Jamkesda dengan semua yang menjadi ukurannya, atau daftar klaim demikian"
_COMMENT = (
    "Di luar skema ini, upaya juga menolak: bilangan bulat yang ditulis dengan titik atau pangkat; "
    "kunci yang ditulis dua kali; tanggal yang tidak ada dalam kalender; masa yang berakhir "
    "sebelum mulai; nomor baris yang sama; dua tarif bagi satu kode pada satu hari; umur_min di "
    "atas umur_maks; jumlah kali harga semua baris di atas batas; tanggal sebelum ada aturan. "
    "Diagnosis yang pertama adalah diagnosis utama; umur dalam tahun penuh."
)
_LINES = {"type": "array", "items": LINE}
_AMOUNT = whole(0, MAX_AMOUNT)
_SOME = whole(1, MAX_COUNT)
_COUNT = whole(0, MAX_COUNT)
_DAYS = whole(0, contract.MAX_HARI)
_AGE = whole(0, contract.MAX_UMUR)
_MASA = {"mulai": DAY, "sampai": DAY}
_SEX = {"enum": list(KELAMIN)}


def claim_schema() -> dict[str, Any]:
    """Return the schema of the file that ``upaya hitung klaim`` reads."""
    return {
        **head("klaim", _TITLE, _COMMENT),
        "oneOf": [
            {"$ref": "#/$defs/permintaan"},
            {"type": "array", "items": {"$ref": "#/$defs/permintaan"}},
        ],
        "$defs": {"permintaan": _request()},
    }


def _request() -> dict[str, Any]:
    periods = {"type": "array", "items": closed(_MASA, contract.MASA)}
    person = {
        "id": LINE,
        "tanggal_lahir": DAY,
        "jenis_kelamin": _SEX,
        "masa": periods,
        "meninggal": _or_null(DAY),
        "jaminan_lain": _or_null(periods),
    }
    agreement = {"ppk": LINE, **_MASA, "layanan": _LINES, "hari_klaim": _DAYS}
    letter = {
        "nomor": LINE,
        "peserta": LINE,
        "ppk": LINE,
        **_MASA,
        "batas": _or_null(_AMOUNT),
        "terpakai": _AMOUNT,
        "klaim": _or_null(LINE),
    }
    properties = {
        "tanggal": DAY | {"description": "Hari ini."},
        "peserta": closed(person, contract.PESERTA),
        "perjanjian": closed(agreement, contract.PERJANJIAN),
        "tarif": {"type": "array", "items": closed(_tariff(), contract.TARIF)},
        "surat": _or_null(closed(letter, contract.SURAT)),
        "klaim": _claim(),
        "riwayat": {"type": "array", "items": _other()},
        "lampiran_wajib": _LINES,
    }
    return closed(properties, contract.ROOT)


def _tariff() -> dict[str, Any]:
    return {
        "kode": LINE,
        "mulai": DAY,
        "sampai": _or_null(DAY),
        "harga": _AMOUNT,
        "jumlah_maks": _or_null(_COUNT),
        "jenis_kelamin": _or_null(_SEX),
        "umur_min": _or_null(_AGE),
        "umur_maks": _or_null(_AGE),
        "jarak_hari": _or_null(_DAYS),
    }


def _claim() -> dict[str, Any]:
    line = {"no": _COUNT, "kode": LINE, "tanggal": DAY, "jumlah": _SOME, "harga": _AMOUNT}
    properties = {
        "id": LINE,
        "ppk": LINE,
        "jenis": {"enum": list(JENIS)},
        "masuk": DAY,
        "keluar": DAY,
        "diajukan": DAY,
        "diagnosis": _LINES,
        "lampiran": _LINES,
        "baris": {"type": "array", "minItems": 1, "items": closed(line, contract.BARIS)},
    }
    return closed(properties, contract.KLAIM)


def _other() -> dict[str, Any]:
    line = {"kode": LINE, "tanggal": DAY, "jumlah": _SOME}
    properties = {
        "id": LINE,
        "ppk": LINE,
        "jenis": {"enum": list(JENIS)},
        "masuk": DAY,
        "keluar": DAY,
        "baris": {"type": "array", "items": closed(line, contract.LAYANAN)},
    }
    return closed(properties, contract.RIWAYAT)


def _or_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"oneOf": [{"type": "null"}, schema]}
