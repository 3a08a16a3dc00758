"""The published schema and the validator agree, but for what a schema cannot say."""

import json
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from tests.exchange.files import BAD, BAD_BEYOND_SCHEMA, GOOD, changed
from tests.rules.months import OPTIONS, months
from upaya.exchange.insentif import contract
from upaya.exchange.insentif.schema import month_schema
from upaya.exchange.json_answer import encode
from upaya.rules.insentif.compute import Bulan, Opsi
from upaya.rules.insentif.serial import bulan_to_dict

SCHEMA: dict[str, Any] = json.loads(encode(month_schema()))
VALIDATOR = Draft202012Validator(SCHEMA)


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("name", GOOD)
def test_what_the_validator_takes_the_schema_takes(name: str) -> None:
    assert VALIDATOR.is_valid(changed(*GOOD[name]))


@pytest.mark.parametrize("name", BAD)
def test_what_the_validator_refuses_the_schema_refuses(name: str) -> None:
    assert not VALIDATOR.is_valid(changed(BAD[name][0]))


@pytest.mark.parametrize("name", BAD_BEYOND_SCHEMA)
def test_the_cases_called_beyond_the_schema_really_are(name: str) -> None:
    assert VALIDATOR.is_valid(changed(BAD_BEYOND_SCHEMA[name][0]))


@given(months(), OPTIONS)
def test_every_month_the_program_writes_fits_the_schema(bulan: Bulan, opsi: Opsi) -> None:
    VALIDATOR.validate(bulan_to_dict(bulan, opsi))


def test_keys_of_the_schema_are_those_of_the_contract() -> None:
    properties = SCHEMA["properties"]
    assert list(properties) == [key.name for key in contract.MONTH]
    assert SCHEMA["required"] == list(contract.required(contract.MONTH))
    officer = properties["petugas"]["items"]
    assert set(officer["properties"]) == set(officer["required"]) == set(contract.PETUGAS_KEYS)


def test_every_key_is_explained() -> None:
    def walk(name: str, schema: dict[str, Any]) -> None:
        explained = name in {*contract.PELAYANAN, *contract.INDEKS}
        assert explained or schema.get("description"), name
        for key, child in schema.get("properties", {}).items():
            walk(key, child)
        if "items" in schema:
            for key, child in schema["items"]["properties"].items():
                walk(key, child)

    for key, child in SCHEMA["properties"].items():
        walk(key, child)
