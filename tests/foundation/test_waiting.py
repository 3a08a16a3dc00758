"""No test waits for a length of time: it waits for what it wants to see, with a deadline."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import waiting

_TESTS = Path(waiting.__file__).resolve().parent
_WAITS = frozenset({"sleep", "wait_for_timeout"})
"""Functions that only let time pass, whatever module or object they belong to."""
_TIMERS = ("setTimeout(", "setInterval(")
"""The same inside a page."""


def _faults(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name):
                if name in _WAITS:
                    yield f"{node.lineno}: {name}"
            case ast.Constant(value=str(text)):
                for word in _TIMERS:
                    if word in text:
                        yield f"{node.lineno}: {word})"
                if text == "sleep" or text.startswith("sleep "):
                    yield f"{node.lineno}: program sleep"


@pytest.mark.parametrize(
    "source",
    [
        "import time\ntime.sleep(1)",
        "from time import sleep",
        "from time import sleep as rest\nrest(1)",
        "page.wait_for_timeout(100)",
        "await asyncio.sleep(0)",
        "pause = time.sleep",
        'page.evaluate("new Promise(done => setTimeout(done, 100))")',
        'subprocess.run(["sleep", "1"])',
        'subprocess.run("sleep 1", shell=True)',
    ],
)
def test_each_way_to_sleep_is_seen(source: str) -> None:
    assert list(_faults(source))


FAULTS_OF_TIME = {"browser/handset.py", "browser/visits.py"}
"""Phones that are killed a drawn part of a second after something: the length is what is tried."""


def test_no_test_sleeps() -> None:
    found = [
        f"{path.relative_to(_TESTS)}:{fault}"
        for path in sorted(_TESTS.rglob("*.py"))
        if path not in (Path(waiting.__file__).resolve(), Path(__file__).resolve())
        if str(path.relative_to(_TESTS)) not in FAULTS_OF_TIME
        for fault in _faults(path.read_text("utf-8"))
    ]
    assert found == [], "pakai tests.waiting.until"


def test_the_one_place_that_waits_gives_up() -> None:
    with pytest.raises(AssertionError, match="tidak terjadi"):
        waiting.until(lambda: False, patience=0.05)
    answers = iter([0, 0, 7])
    assert waiting.until(lambda: next(answers)) == 7
