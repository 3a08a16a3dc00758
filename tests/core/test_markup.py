"""Rows made in Python: what they say is escaped wherever it stands."""

from __future__ import annotations

from typing import Any

from upaya.core import markup

NASTY = """</td><script>alert("x")</script>'&"""
SAFE = "&lt;/td&gt;&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#x27;&amp;"


def cell(**said: Any) -> dict[str, Any]:  # noqa: ANN401 - what a cell may say
    return {"label": "L", "text": "T", "cls": "", "url": "", "tone": "", "below": []} | said


def test_a_row_names_itself_first_and_each_cell_its_column() -> None:
    made = markup.rows([
        [cell(text="Panji", url="/x/1/", cls="nomor"), cell(text="lunas", tone="good"),
         cell(text="Rp1.000", cls="num", below=[{"label": "dari", "text": "Rp2.000"}])],
        [cell(text="Besuki")],
    ])  # fmt: skip
    first, second = made.split("\n")
    assert first == (
        '<tr><th scope="row" class="nomor"><a href="/x/1/">Panji</a></th>'
        '<td data-label="L"><span class="chip good">lunas</span></td>'
        '<td data-label="L" class="num">Rp1.000<small>dari Rp2.000</small></td></tr>'
    )
    assert second == '<tr><th scope="row">Besuki</th></tr>'


def test_whatever_a_row_says_is_escaped() -> None:
    below = [{"label": NASTY, "text": NASTY}]
    nasty = cell(label=NASTY, text=NASTY, cls=NASTY, below=below)
    made = markup.rows([[nasty | {"url": NASTY}, nasty | {"tone": NASTY}, nasty | {"url": NASTY}]])
    assert "<script" not in made
    assert made.count(SAFE) == made.count("alert") == 17
    assert made.count("<td ") == 2
