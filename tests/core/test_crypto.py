"""What is sealed stays sealed; what was altered opens for nobody."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from pytest_django import Settings

from upaya.core import crypto

NIK = "3512014107900001"


def test_one_number_is_sealed_another_way_each_time() -> None:
    first, second = crypto.encrypt(NIK), crypto.encrypt(NIK)
    assert first != second
    assert NIK not in first + second
    assert crypto.decrypt(first) == crypto.decrypt(second) == NIK


def test_what_was_altered_or_sealed_with_another_key_does_not_open(settings: Settings) -> None:
    sealed = crypto.encrypt(NIK)
    assert sealed.startswith("v1:"), "it says how it was sealed, so that another way may follow"
    raw = bytearray(base64.b64decode(sealed.removeprefix("v1:")))
    for place in (0, 12, len(raw) - 1):
        other = bytes(byte ^ (number == place) for number, byte in enumerate(raw))
        with pytest.raises(crypto.UnreadableError):
            crypto.decrypt("v1:" + base64.b64encode(other).decode())
    settings.KEYS = replace(settings.KEYS, encryption=bytes(range(32)))
    with pytest.raises(crypto.UnreadableError):
        crypto.decrypt(sealed)


def test_the_index_finds_without_opening_and_keeps_kinds_apart(settings: Settings) -> None:
    found = crypto.blind_index(NIK, "nik")
    assert len(found) == 64
    assert found == crypto.blind_index(NIK, "nik")
    assert found != crypto.blind_index(NIK, "kk")
    settings.KEYS = replace(settings.KEYS, index=bytes(range(32)))
    assert found != crypto.blind_index(NIK, "nik"), "without the key nobody tries all numbers"
