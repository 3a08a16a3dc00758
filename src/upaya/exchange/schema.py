"""JSON Schema (2020-12) of the month's file, from the same contract as the validator.

A schema cannot say everything; what only the validator knows stands in ``$comment``.
"""

from collections.abc import Sequence
from typing import Any

from upaya.exchange import contract

ONLY_THE_VALIDATOR = (
    "Di luar skema ini, upaya juga menolak: bilangan bulat yang ditulis dengan titik atau "
    "pangkat (1.0, 1e3); kunci yang ditulis dua kali; orang_hari melebihi hari bulan itu; "
    "bok_diserap melebihi sisa_pagu_bok; id petugas yang sama; semua target nol tanpa "
    "indeks.kinerja_spm; bulan sebelum ada aturan; huruf yang tidak sah dalam Unicode."
)


def month_schema() -> dict[str, Any]:
    """Return the schema of the file that ``upaya hitung insentif`` reads."""
    properties = {
        "kabupaten": _pattern("kabupaten", contract.KABUPATEN_PATTERN),
        "puskesmas": _pattern("puskesmas", contract.LINE_PATTERN),
        "periode": _pattern("periode", contract.PERIODE_PATTERN),
        "penduduk": _integer("penduduk", contract.MAX_COUNT),
        **{name: _integer(name, contract.MAX_AMOUNT) for name in contract.AMOUNTS},
        "sisa_pagu_bok": _integer("sisa_pagu_bok", contract.MAX_AMOUNT),
        "karakteristik": _choice("karakteristik", contract.KARAKTERISTIK),
        "pelayanan": _services(),
        "indeks": _object(
            "indeks", {name: _pattern(None, contract.RATIO_PATTERN) for name in contract.INDEKS}
        ),
        "alasan_indeks": {"type": "string", "description": contract.EXPLANATIONS["alasan_indeks"]},
        "opsi": _options(),
        "petugas": {
            "type": "array",
            "description": contract.EXPLANATIONS["petugas"],
            "minItems": 1,
            "items": _officer(),
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:upaya:skema:insentif-bulan",
        "title": "Insentif UKM: satu puskesmas, satu bulan",
        "$comment": ONLY_THE_VALIDATOR,
        "type": "object",
        "properties": properties,
        "required": list(contract.REQUIRED),
        "additionalProperties": False,
    }


def _services() -> dict[str, Any]:
    service = _object(
        None,
        {name: _integer(name, contract.MAX_COUNT) for name in contract.PELAYANAN_KEYS},
        contract.PELAYANAN_KEYS,
    )
    services = dict.fromkeys(contract.PELAYANAN, service)
    return _object("pelayanan", services, contract.PELAYANAN)


def _options() -> dict[str, Any]:
    return _object(
        "opsi",
        {
            "dasar": _pattern("dasar", contract.RATIO_PATTERN),
            "formula_pool": _choice("formula_pool", contract.FORMULA_POOL),
            "metode_spm": _choice("metode_spm", contract.METODE_SPM),
            "target_nol": _choice("target_nol", contract.TARGET_NOL),
        },
    )


def _officer() -> dict[str, Any]:
    posts = {"enum": list(contract.JABATAN_UTAMA)}
    properties = {
        "id": _pattern("id", contract.LINE_PATTERN),
        "nama": {"type": "string", "description": contract.EXPLANATIONS["nama"]},
        "status": _choice("status", contract.STATUS),
        "golongan": _choice("golongan", (*contract.GOLONGAN, None)),
        "pendidikan": _choice("pendidikan", contract.PENDIDIKAN),
        "jabatan_utama": {
            "description": contract.EXPLANATIONS["jabatan_utama"],
            "oneOf": [posts, {"type": "array", "minItems": 1, "items": posts}],
        },
        "jabatan_tambahan": _integer("jabatan_tambahan", contract.MAX_COUNT),
        "orang_hari": _integer("orang_hari", contract.MAX_DAYS),
        "frekuensi": _integer("frekuensi", contract.MAX_COUNT),
    }
    return _object(None, properties, contract.PETUGAS_KEYS)


def _object(
    name: str | None, properties: dict[str, Any], required: Sequence[str] = ()
) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "object"}
    if name is not None:
        schema["description"] = contract.EXPLANATIONS[name]
    schema["properties"] = properties
    if required:
        schema["required"] = list(required)
    schema["additionalProperties"] = False
    return schema


def _integer(name: str, most: int) -> dict[str, Any]:
    return {
        "type": "integer",
        "description": contract.EXPLANATIONS[name],
        "minimum": 0,
        "maximum": most,
    }


def _pattern(name: str | None, pattern: str) -> dict[str, Any]:
    schema = {"type": "string", "pattern": pattern}
    return schema if name is None else {"description": contract.EXPLANATIONS[name], **schema}


def _choice(name: str, choices: Sequence[str | None]) -> dict[str, Any]:
    return {"description": contract.EXPLANATIONS[name], "enum": list(choices)}
