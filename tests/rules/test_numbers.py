"""The one reader of numbers. `numbers.json` is read by the twin in the browser too."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upaya.rules import numbers
from upaya.rules.money import angka, rupiah
from upaya.rules.numbers import NumberError

EXAMPLES: dict[str, list[dict[str, Any]]] = json.loads(
    Path(__file__).with_name("numbers.json").read_text("utf-8")
)
CASES = [(kind, case) for kind, cases in EXAMPLES.items() for case in cases]
READERS: dict[str, Callable[..., object]] = {
    name: getattr(numbers, name) for name in ("whole", "decimal", "percent", "ratio")
}


@pytest.mark.parametrize(
    ("kind", "case"), CASES, ids=[f"{kind} {case['text']!a}" for kind, case in CASES]
)
def test_each_example_is_read_or_refused_as_it_says(kind: str, case: dict[str, Any]) -> None:
    options = {"decimal_point": True} if case.get("decimal_point") else {}
    if "fault" not in case:
        expected = case["value"]
        if isinstance(expected, str):
            expected = Decimal(expected)
        assert READERS[kind](case["text"], **options) == expected
        return
    with pytest.raises(NumberError) as refused:
        READERS[kind](case["text"], **options)
    assert refused.value.code == case["fault"]
    assert str(refused.value) == case.get("words", str(refused.value))


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_what_the_program_writes_it_reads(value: int) -> None:
    assert numbers.whole(angka(value)) == value
    assert numbers.whole(rupiah(value)) == value
    assert numbers.whole(str(value)) == value


@given(st.decimals(-(10**9), 10**9, places=4))
def test_decimals_come_back_exactly(value: Decimal) -> None:
    assert numbers.decimal(angka(value)) == value


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    for read in READERS.values():
        words = "read"
        try:
            read(text)
        except NumberError as refused:
            words = str(refused)
        assert words
        assert "\u200b" not in words
