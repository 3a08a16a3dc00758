"""JSON Schema (2020-12) of the file of a poverty score, from the bounds of its checker."""

from typing import Any

from upaya.exchange.checking import LINE_PATTERN
from upaya.exchange.supermiskol import skor_json as contract
from upaya.rules.supermiskol.contoh import contoh
from upaya.rules.supermiskol.skema import ARAH, BENTUK, FUNGSI, JUMLAH_BOBOT, SAAT_DICABUT

_COMMENT = (
    "Di luar skema ini, upaya juga menolak: bilangan yang ditulis dengan titik atau pangkat tanpa "
    "tanda petik; kunci yang ditulis dua kali; kode indikator yang sama; pembagi nol; jawaban bagi "
    "indikator atau pilihan yang tidak ada; jawaban bagi indikator yang sudah dicabut; tanggal "
    "sebelum versi pertama. Jawaban null sama dengan belum dijawab."
)
_DAY = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def score_schema() -> dict[str, Any]:
    """Return the schema of the file that ``upaya hitung skor-kemiskinan`` reads."""
    answer = {"type": ["string", "integer", "null"]}
    properties = {
        "skema": {"oneOf": [{"enum": list(contoh())}, _scheme()]},
        "tanggal": _DAY | {"description": "Hari yang versinya dipakai; tanpa ini yang terakhir."},
        "jawaban": {"type": "object", "additionalProperties": answer},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:upaya:skema:skor-kemiskinan",
        "title": "Skor kemiskinan satu keluarga",
        "$comment": _COMMENT,
        **_object(properties, contract.NEEDED),
    }


def _scheme() -> dict[str, Any]:
    most = contract.MOST
    whole = {"type": "integer", "minimum": -most, "maximum": most}
    number = {"oneOf": [whole, {"type": "string", "pattern": contract.DESIMAL_PATTERN}]}
    line = {"type": "string", "pattern": LINE_PATTERN}
    count = {"type": "integer", "minimum": 0, "maximum": most}
    indicator = {
        "kode": line,
        "nama": line,
        "asal": line,
        "bobot": number,
        "pilihan": {
            "type": "object",
            "minProperties": 1,
            "maxProperties": contract.MOST_OPTIONS,
            "additionalProperties": number,
        },
        "kata": {"type": "object", "additionalProperties": line},
        "dicabut": _DAY,
        "bilangan": _object(
            {"fungsi": {"enum": list(FUNGSI)}, "paling_sedikit": count, "paling_banyak": count},
            ("fungsi", "paling_sedikit", "paling_banyak"),
        ),
    }
    properties = {
        "nama": line,
        "bentuk": {"enum": list(BENTUK)},
        "pembagi": {"oneOf": [{"const": JUMLAH_BOBOT}, number]},
        "pembagi_saat_dicabut": {"enum": list(SAAT_DICABUT)},
        "ambang": number,
        "arah": {"enum": list(ARAH)},
        "ketat": {"type": "boolean"},
        "konstanta": number,
        "indikator": {
            "type": "array",
            "minItems": 1,
            "maxItems": contract.MOST_INDICATORS,
            "items": _object(indicator, ("kode", "bobot"))
            | {"oneOf": [{"required": ["pilihan"]}, {"required": ["bilangan"]}]},
        },
    }
    return _object(properties, contract.SCHEME_NEEDED)


def _object(properties: dict[str, Any], required: tuple[str, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }
