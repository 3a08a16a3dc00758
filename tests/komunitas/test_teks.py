"""Posts of strangers: what they write is shown, nothing of it runs, nothing is fetched."""

from __future__ import annotations

import re

import pytest
from lxml import html as parser

from upaya.komunitas.diskusi import tantangan
from upaya.komunitas.diskusi.teks import html

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![gambar](https://lain.example/p.png)",
    "[klik](javascript:alert(1))",
    "[klik](&#x6a;avascript:alert(1))",
    "[klik](data:text/html;base64,PHNjcmlwdD4=)",
    "[klik](//lain.example)",
    "<javascript:alert(1)>",
    '[klik](https://a.example "x\\" onmouseover=alert(1) y")',
    "<svg onload=alert(1)>",
    "<math><mi xlink:href='javascript:alert(1)'>",
    "```html\n<script>alert(1)</script>\n```",
    "<style>*{background:url(https://lain.example)}</style>",
    "[a]: javascript:alert(1)\n\n[a]",
    "<!-- --><iframe src=https://lain.example></iframe>",
    "> " * 3000 + "dalam",
    "[" * 6000,
    "*_" * 3000,
    "\x00<b\x00>",
)
_MAY_STAND = {
    "p",
    "strong",
    "em",
    "a",
    "ul",
    "ol",
    "li",
    "blockquote",
    "code",
    "pre",
    "br",
    "hr",
    "s",
}


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_post_is_text(text: str) -> None:
    page = parser.fragment_fromstring(html(text), create_parent="div")
    for node in page.iterdescendants():
        assert node.tag in _MAY_STAND
        assert set(node.keys()) <= {"href", "title", "rel", "class", "start"}
        link = node.get("href")
        assert link is None or re.match(r"https?://|mailto:", link)
        assert link is None or node.get("rel") == "nofollow ugc noopener"


def test_what_people_write_is_read() -> None:
    found = html(
        "# Judul\n\nDi **sini**:\n\n- satu\n- dua\n\n> kutip\n\n[sumber](https://a.example/?x=1&y=2)"
    )
    for part in (
        "<strong>Judul</strong>",
        "<strong>sini</strong>",
        "<li>satu</li>",
        "<blockquote>",
    ):
        assert part in found
    assert 'href="https://a.example/?x=1&amp;y=2"' in found


@pytest.mark.parametrize("number", ["", "-1", "1e9", "9" * 40, "\u0661", "0x10"])
def test_a_challenge_takes_a_number_and_nothing_else(number: str) -> None:
    assert not tantangan.today().solved(tantangan.today().new(), number)
