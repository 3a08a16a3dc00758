"""What the files of the rules say to people holds no name of the code."""

from __future__ import annotations

import re

import pytest

from upaya.rules.loader import national_book
from upaya.rules.parameter import Value

_CODE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b|\b[a-z]+(?:\.[a-z_]+){2,}\b")


@pytest.mark.parametrize("part", ["title", "article", "note", "unit"])
def test_what_people_read_of_a_parameter_is_in_words(part: str) -> None:
    values: list[Value] = list(national_book().values())
    assert len(values) > 100
    found = {(value.key, *_CODE.findall(getattr(value, part))) for value in values}
    assert {one for one in found if len(one) > 1} == set()
