"""The reader of numbers in the browser and the one on the server are twins."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

import upaya.core

EXAMPLES: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parents[1] / "rules" / "numbers.json").read_text("utf-8")
)
SCRIPT = Path(upaya.core.__file__).parent / "static" / "core" / "angka.js"


@pytest.mark.parametrize("kind", list(EXAMPLES))
def test_the_twin_reads_every_example_the_same(chromium: Browser, kind: str) -> None:
    page = chromium.new_page()
    try:
        page.add_script_tag(path=SCRIPT)
        answers = page.evaluate(
            "([kind, cases]) => cases.map((one) => window.upayaBilangan[kind](one.text, "
            "{ decimalPoint: Boolean(one.decimal_point) }))",
            [kind, EXAMPLES[kind]],
        )
    finally:
        page.close()
    wrong = [
        (case, answer)
        for case, answer in zip(EXAMPLES[kind], answers, strict=True)
        if answer.get("fault") != case.get("fault")
        or answer.get("words") != case.get("words", answer.get("words"))
        or answer.get("value") != case.get("value")
    ]
    assert wrong == []
