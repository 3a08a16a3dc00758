"""What programs may ask for, described in OpenAPI 3.1 from the declarations of the systems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from upaya.api.izin import IzinApi
from upaya.core.offers import SCHEMA, Field, Offer
from upaya.core.registry import registry
from upaya.core.satu_data import SKEMA

VERSION = "1.0"
BASE = "/api/v1"
USUAL, MOST = 100, 500
"""Rows in one answer, unless said, and at most."""
_JSON = "application/json"
_AFTER = {
    "name": "setelah",
    "in": "query",
    "required": False,
    "description": "Lanjutkan sesudah baris ber-id ini (isi `berikutnya` dari jawaban sebelumnya).",
    "schema": {"type": "integer", "minimum": 0, "maximum": 2**63 - 1},
}
_SIZE = {
    "name": "batas",
    "in": "query",
    "required": False,
    "description": f"Banyaknya baris sekali jawab; {USUAL} bila tidak disebut.",
    "schema": {"type": "integer", "minimum": 1, "maximum": MOST},
}
_ID = {
    "name": "id",
    "in": "path",
    "required": True,
    "schema": {"type": "integer", "minimum": 0, "maximum": 2**63 - 1},
}
_REFUSALS: Mapping[str, str] = {
    "401": "Kunci tidak ada, salah, belum berlaku, berakhir, atau dicabut.",
    "403": "Kunci ini tidak mencakup permintaan itu.",
    "422": "Isi permintaan tidak terbaca.",
    "429": "Terlalu sering; coba lagi satu menit lagi.",
}


@cache
def offers() -> Mapping[str, Offer]:
    """Every list of the house by its code, in the order of the systems."""
    return {offer.code: offer for offer in registry().load("offers")}


def offer_of(system: str, name: str) -> Offer | None:
    """The list at an address; None where there is none."""
    return offers().get(f"{system}/{name}")


@cache
def describe() -> dict[str, Any]:
    """The whole description; the same for everybody, and without a word about anybody."""
    schemas = {_schema_name(one): _row(one) for one in offers().values()}
    schemas["SatuData"] = {name: said for name, said in SKEMA.items() if name != "$schema"}
    schemas["Penolakan"] = {
        "type": "object",
        "required": ["pesan"],
        "properties": {"pesan": {"type": "string"}},
        "additionalProperties": False,
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Upaya",
            "version": VERSION,
            "description": "Daftar dan berkas sistem-sistem Upaya untuk program lain. Tiap jawaban "
            "hanya memuat yang boleh dilihat pemilik kunci. Rupiah selalu bilangan bulat.",
        },
        "externalDocs": {
            "url": "/antarmuka/kamus-data.json",
            "description": "Kamus data: tiap tabel dan isiannya, ditulis dari modelnya.",
        },
        "paths": {**dict(_paths()), f"{BASE}/satu-data/{{bulan}}": _satu_data()},
        "components": {
            "schemas": schemas,
            "securitySchemes": {"kunci": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"kunci": []}],
    }


def _paths() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in offers().values():
        ref = {"$ref": f"#/components/schemas/{_schema_name(one)}"}
        page = {
            "type": "object",
            "required": ["data", "berikutnya"],
            "properties": {
                "data": {"type": "array", "items": ref, "maxItems": MOST},
                "berikutnya": {"type": ["integer", "null"]},
            },
            "additionalProperties": False,
        }
        narrowing = [_narrowing(one.by_name[name]) for name in one.narrows]
        yield f"{BASE}/{one.code}/", _get(one, "daftar", page, [_AFTER, _SIZE, *narrowing])
        yield f"{BASE}/{one.code}/{{id}}/", _get(one, "satu", ref, [_ID])


def _satu_data() -> dict[str, Any]:
    refused = {"schema": {"$ref": "#/components/schemas/Penolakan"}}
    title = "Data agregat sebulan (Satu Data), tanpa seorang pun di dalamnya"
    month = {"schema": {"$ref": "#/components/schemas/SatuData"}}
    return {
        "get": {
            "operationId": "satu_data",
            "summary": title,
            "description": f"Izin: {IzinApi.SATU_DATA.label} (`{IzinApi.SATU_DATA}`). Dua belas "
            "bulan terakhir yang selesai; angka kecil disamarkan.",
            "tags": ["satu_data"],
            "parameters": [
                {
                    "name": "bulan", "in": "path", "required": True,
                    "schema": {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])$"},
                }
            ],
            "responses": {
                "200": {"description": title, "content": {_JSON: month}},
                **{
                    status: {"description": sentence, "content": {_JSON: refused}}
                    for status, sentence in sorted(_REFUSALS.items())
                },
            },
        }
    }  # fmt: skip


def _get(
    one: Offer, what: str, schema: Mapping[str, Any], parameters: list[Mapping[str, Any]]
) -> dict[str, Any]:
    refused = {"schema": {"$ref": "#/components/schemas/Penolakan"}}
    answers: dict[str, Any] = {
        "200": {"description": one.title, "content": {_JSON: {"schema": schema}}}
    }
    known = {**_REFUSALS, **({"404": "Tidak ada baris itu."} if what == "satu" else {})}
    for status, sentence in sorted(known.items()):
        answers[status] = {"description": sentence, "content": {_JSON: refused}}
    return {
        "get": {
            "operationId": f"{one.system}_{one.name}_{what}",
            "summary": one.title if what == "daftar" else f"{one.title}: satu baris",
            "description": f"Izin: {one.permission.label} (`{one.permission}`).",
            "tags": [one.system],
            "parameters": parameters,
            "responses": answers,
        }
    }


def _narrowing(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "in": "query",
        "required": False,
        "description": field.meaning,
        "schema": dict(SCHEMA[field.kind]),
    }


def _row(one: Offer) -> dict[str, Any]:
    return {
        "type": "object",
        "title": one.title,
        "required": ["id", *one.by_name],
        "properties": {
            "id": {"type": "integer", "description": "Kunci baris; tidak berubah."},
            **{name: field.schema for name, field in one.by_name.items()},
        },
        "additionalProperties": False,
    }


def _schema_name(one: Offer) -> str:
    return f"{one.system}_{one.name}"
