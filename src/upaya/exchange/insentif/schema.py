"""JSON Schema (2020-12) of the month's file, from the same contract as the validator.

A schema cannot say everything; what only the validator knows stands in ``$comment``.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from upaya.exchange.insentif import contract
from upaya.exchange.insentif.contract import Key
from upaya.exchange.schema_shapes import head

ONLY_THE_VALIDATOR = (
    "Di luar skema ini, upaya juga menolak: bilangan bulat yang ditulis dengan titik atau "
    "pangkat (1.0, 1e3); kunci yang ditulis dua kali; orang_hari melebihi hari bulan itu; "
    "bok_diserap melebihi sisa_pagu_bok; id petugas yang sama; semua target nol tanpa "
    "indeks.kinerja_spm; bulan sebelum ada aturan; huruf yang tidak sah dalam Unicode."
)


def month_schema() -> dict[str, Any]:
    """Return the schema of the file that ``upaya hitung insentif`` reads."""
    return {
        **head("insentif-bulan", "Insentif UKM: satu puskesmas, satu bulan", ONLY_THE_VALIDATOR),
        **_object(contract.MONTH),
    }


def _object(keys: Sequence[Key]) -> dict[str, Any]:
    required = list(contract.required(keys))
    return {
        "type": "object",
        "properties": {key.name: _schema(key) for key in keys},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _schema(key: Key) -> dict[str, Any]:
    described = {"description": key.note} if key.note else {}
    return described | _KINDS[key.kind](key)


def _choice(key: Key) -> dict[str, Any]:
    return {"enum": [*key.choices, *([None] if key.empty else [])]}


def _posts(key: Key) -> dict[str, Any]:
    posts = {"enum": list(key.choices)}
    return {"oneOf": [posts, {"type": "array", "minItems": 1, "items": posts}]}


def _officers(_: Key) -> dict[str, Any]:
    grades = {"enum": [*contract.GOLONGAN_PNS, None]}
    officer = _object(contract.OFFICER) | {
        "if": {"properties": {"status": {"const": "PNS"}}},
        "then": {"properties": {"golongan": grades}},
    }
    return {"type": "array", "minItems": 1, "items": officer}


def _pattern(pattern: str) -> dict[str, Any]:
    return {"type": "string", "pattern": pattern}


_KINDS: Mapping[str, Callable[[Key], dict[str, Any]]] = {
    "code": lambda key: _pattern(key.pattern),
    "line": lambda _: _pattern(contract.LINE_PATTERN),
    "text": lambda _: {"type": "string"},
    "whole": lambda key: {"type": "integer", "minimum": 0, "maximum": key.most},
    "ratio": lambda _: _pattern(contract.RATIO_PATTERN),
    "choice": _choice,
    "posts": _posts,
    "object": lambda key: _object(key.keys),
    "officers": _officers,
}
