"""JSON Schema (2020-12) of the file of a workload, from the names and bounds of its checker."""

from typing import Any

from upaya.exchange.schema_shapes import LINE, SIGNED, closed, head
from upaya.exchange.tenaga import abk_json as contract

_COMMENT = (
    "Di luar skema ini, upaya juga menolak: bilangan yang ditulis dengan titik atau pangkat tanpa "
    "tanda petik; kunci yang ditulis dua kali; capaian negatif; norma, standar, dan waktu kerja "
    "yang tidak lebih dari nol; faktor negatif atau 100 dan lebih; standar penunjang kurang dari 1."
)


def workload_schema() -> dict[str, Any]:
    """Return the schema of the file that ``upaya hitung abk`` reads."""
    task = {
        "uraian": LINE,
        "capaian": SIGNED | {"description": "Berapa kali dalam setahun."},
        "norma": SIGNED | {"description": "Menit untuk sekali."},
        "standar": SIGNED | {"description": "Berapa kali setahun oleh satu orang."},
    }
    properties = {
        contract.WAKTU: SIGNED | {"description": "Menit setahun."},
        contract.TUGAS: {
            "type": "array",
            "minItems": 1,
            "maxItems": contract.MOST_TASKS,
            "items": closed(task, contract.TASK_NEEDED) | _either("norma", "standar"),
        },
        contract.FAKTOR: SIGNED | {"description": "Persen waktu untuk tugas penunjang."},
        contract.PENUNJANG: SIGNED | {"description": "Standar tugas penunjang itu sendiri."},
    }
    return {
        **head("abk", "Beban kerja satu jenis tenaga, setahun", _COMMENT),
        **closed(properties, contract.NEEDED),
        **_either(contract.FAKTOR, contract.PENUNJANG),
    }


def _either(one: str, other: str) -> dict[str, Any]:
    return {"oneOf": [{"required": [one]}, {"required": [other]}]}
