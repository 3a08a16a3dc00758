"""JSON Schema (2020-12) of the file of an allocation, from the names and bounds of its checker."""

from typing import Any

from upaya.exchange.bok import alokasi_json as contract
from upaya.exchange.schema_shapes import LINE, closed, head, text, whole
from upaya.rules.bok.alokasi import ARAH
from upaya.rules.numbers import MAX_AMOUNT

_COMMENT = (
    "Di luar skema ini, upaya juga menolak: bilangan bulat yang ditulis dengan titik atau pangkat; "
    "kunci yang ditulis dua kali; kode atau id yang sama; nilai yang tidak ada untuk sebuah "
    "kriteria; bagian STBM melebihi total; kriteria atau bobot yang jumlahnya nol; perubahan lebih "
    "dari 100 perseratus; batas yang tidak menyisakan cara membagi."
)


def allocation_schema() -> dict[str, Any]:
    """Return the schema of the file that ``upaya hitung alokasi-bok`` reads."""
    amount = whole(0, MAX_AMOUNT)
    number = {"oneOf": [amount, text(contract.DESIMAL_PATTERN)]}
    criterion = {"kode": LINE, "bobot": number, "arah": {"enum": list(ARAH)}}
    recipient = {
        "id": LINE,
        "nilai": {"type": "object", "additionalProperties": number},
        "desa_stbm": whole(0, contract.MAX_DESA),
        "tahun_lalu": amount | {"description": "Bagian proporsional tahun lalu, tanpa STBM."},
    }
    properties = {
        "total": amount | {"description": "Rupiah utuh yang dibagi."},
        "kabupaten": text(contract.KABUPATEN_PATTERN),
        "tahun": whole(*contract.YEARS),
        "stbm_per_desa": amount | {"description": "Tanpa kunci ini: menurut aturan tahun itu."},
        "lantai": amount | {"description": "Bagian proporsional paling sedikit."},
        "perubahan_paling_besar": number
        | {
            "description": "Perubahan paling besar terhadap tahun lalu, perseratus, paling banyak "
            f"{contract.MAX_PERUBAHAN}."
        },
        "kriteria": _rows(criterion, ["kode", "bobot"]),
        "puskesmas": _rows(recipient, ["id", "nilai", "desa_stbm"]),
    }
    return {
        **head("alokasi-bok", "Alokasi BOK Puskesmas se-kabupaten, satu tahun", _COMMENT),
        **closed(properties, ["total", "kriteria", "puskesmas"]),
    }


def _rows(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "array", "minItems": 1, "items": closed(properties, required)}
