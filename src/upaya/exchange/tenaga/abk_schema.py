"""JSON Schema (2020-12) of the file of a workload, from the names and bounds of its checker."""

from typing import Any

from upaya.exchange.checking import LINE_PATTERN
from upaya.exchange.tenaga import abk_json as contract

_COMMENT = (
    "Di luar skema ini, upaya juga menolak: bilangan yang ditulis dengan titik atau pangkat tanpa "
    "tanda petik; kunci yang ditulis dua kali; capaian negatif; norma, standar, dan waktu kerja "
    "yang tidak lebih dari nol; faktor negatif atau 100 dan lebih; standar penunjang kurang dari 1."
)


def workload_schema() -> dict[str, Any]:
    """Return the schema of the file that ``upaya hitung abk`` reads."""
    whole = {"type": "integer", "minimum": -contract.MOST, "maximum": contract.MOST}
    number = {"oneOf": [whole, {"type": "string", "pattern": contract.DESIMAL_PATTERN}]}
    task = {
        "uraian": {"type": "string", "pattern": LINE_PATTERN},
        "capaian": number | {"description": "Berapa kali dalam setahun."},
        "norma": number | {"description": "Menit untuk sekali."},
        "standar": number | {"description": "Berapa kali setahun oleh satu orang."},
    }
    properties = {
        contract.WAKTU: number | {"description": "Menit setahun."},
        contract.TUGAS: {
            "type": "array",
            "minItems": 1,
            "maxItems": contract.MOST_TASKS,
            "items": _object(task, contract.TASK_NEEDED) | _either("norma", "standar"),
        },
        contract.FAKTOR: number | {"description": "Persen waktu untuk tugas penunjang."},
        contract.PENUNJANG: number | {"description": "Standar tugas penunjang itu sendiri."},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:upaya:skema:abk",
        "title": "Beban kerja satu jenis tenaga, setahun",
        "$comment": _COMMENT,
        **_object(properties, contract.NEEDED),
        **_either(contract.FAKTOR, contract.PENUNJANG),
    }


def _either(one: str, other: str) -> dict[str, Any]:
    return {"oneOf": [{"required": [one]}, {"required": [other]}]}


def _object(properties: dict[str, Any], required: tuple[str, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }
