"""Secrets that can be guessed, or that are one and the same, stop the start."""

import base64
from pathlib import Path

import pytest

from upaya.core.keys import MissingKeyError, WeakKeyError, load_keys


def _key(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


GOOD = {
    "UPAYA_KUNCI_SESI": "sesi:0123456789abcdefghijklmnopqrstuv",
    "UPAYA_KUNCI_ENKRIPSI": _key("enkripsi:0123456789abcdefghijklm"),
    "UPAYA_KUNCI_INDEKS": _key("indeks:zyxwvutsrqponmlkjihgfedcb"),
}


def test_good_keys_are_taken(tmp_path: Path) -> None:
    keys = load_keys(GOOD, tmp_path, may_create=False)
    assert keys.encryption != keys.index


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"UPAYA_KUNCI_SESI": "pendek"}, "UPAYA_KUNCI_SESI"),
        ({"UPAYA_KUNCI_SESI": "a" * 64}, "UPAYA_KUNCI_SESI"),
        ({"UPAYA_KUNCI_INDEKS": _key("\0" * 32)}, "UPAYA_KUNCI_INDEKS"),
        ({"UPAYA_KUNCI_ENKRIPSI": _key("12341234" * 4)}, "UPAYA_KUNCI_ENKRIPSI"),
        ({"UPAYA_KUNCI_INDEKS": GOOD["UPAYA_KUNCI_ENKRIPSI"]}, "berbeda"),
        ({"UPAYA_KUNCI_INDEKS": GOOD["UPAYA_KUNCI_ENKRIPSI"] + "="}, "berbeda"),
        ({"UPAYA_KUNCI_SESI": GOOD["UPAYA_KUNCI_ENKRIPSI"]}, "berbeda"),
    ],
)
def test_weak_short_and_equal_keys_stop_the_start(
    changed: dict[str, str], said: str, tmp_path: Path
) -> None:
    with pytest.raises(WeakKeyError, match=said):
        load_keys(GOOD | changed, tmp_path, may_create=False)


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingKeyError, match="UPAYA_KUNCI_INDEKS"):
        load_keys(GOOD | {"UPAYA_KUNCI_INDEKS": ""}, tmp_path, may_create=False)


def test_a_demo_makes_good_ones_itself(tmp_path: Path) -> None:
    made = load_keys({}, tmp_path, may_create=True)
    assert load_keys({}, tmp_path, may_create=True) == made
