"""JSON Schema (2020-12) of the file of a poverty score, from the bounds of its checker."""

from typing import Any

from upaya.exchange.checking import MOST_SIGNED
from upaya.exchange.schema_shapes import DAY, LINE, SIGNED, closed, head, whole
from upaya.exchange.supermiskol import skor_json as contract
from upaya.rules.supermiskol.contoh import contoh
from upaya.rules.supermiskol.skema import ARAH, BENTUK, FUNGSI, JUMLAH_BOBOT, SAAT_DICABUT

_COMMENT = (
    "Di luar skema ini, upaya juga menolak: bilangan yang ditulis dengan titik atau pangkat tanpa "
    "tanda petik; kunci yang ditulis dua kali; kode indikator yang sama; pembagi nol; jawaban bagi "
    "indikator atau pilihan yang tidak ada; jawaban bagi indikator yang sudah dicabut; tanggal "
    "sebelum versi pertama. Jawaban null sama dengan belum dijawab."
)


def score_schema() -> dict[str, Any]:
    """Return the schema of the file that ``upaya hitung skor-kemiskinan`` reads."""
    answer = {"type": ["string", "integer", "null"]}
    properties = {
        "skema": {"oneOf": [{"enum": list(contoh())}, _scheme()]},
        "tanggal": DAY | {"description": "Hari yang versinya dipakai; tanpa ini yang terakhir."},
        "jawaban": {"type": "object", "additionalProperties": answer},
    }
    return {
        **head("skor-kemiskinan", "Skor kemiskinan satu keluarga", _COMMENT),
        **closed(properties, contract.NEEDED),
    }


def _scheme() -> dict[str, Any]:
    count = whole(0, MOST_SIGNED)
    indicator = {
        "kode": LINE,
        "nama": LINE,
        "asal": LINE,
        "bobot": SIGNED,
        "pilihan": {
            "type": "object",
            "minProperties": 1,
            "maxProperties": contract.MOST_OPTIONS,
            "additionalProperties": SIGNED,
        },
        "kata": {"type": "object", "additionalProperties": LINE},
        "dicabut": DAY,
        "bilangan": closed(
            {"fungsi": {"enum": list(FUNGSI)}, "paling_sedikit": count, "paling_banyak": count},
            ("fungsi", "paling_sedikit", "paling_banyak"),
        ),
    }
    properties = {
        "nama": LINE,
        "bentuk": {"enum": list(BENTUK)},
        "pembagi": {"oneOf": [{"const": JUMLAH_BOBOT}, SIGNED]},
        "pembagi_saat_dicabut": {"enum": list(SAAT_DICABUT)},
        "ambang": SIGNED,
        "arah": {"enum": list(ARAH)},
        "ketat": {"type": "boolean"},
        "konstanta": SIGNED,
        "indikator": {
            "type": "array",
            "minItems": 1,
            "maxItems": contract.MOST_INDICATORS,
            "items": closed(indicator, ("kode", "bobot"))
            | {"oneOf": [{"required": ["pilihan"]}, {"required": ["bilangan"]}]},
        },
    }
    return closed(properties, contract.SCHEME_NEEDED)
