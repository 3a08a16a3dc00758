"""The looks that hold for every page: one main action, long tables in their frame, a way on."""

from __future__ import annotations

import re

import pytest

from tests.consistency import looks
from tests.consistency.checks import none_of
from tests.consistency.harvest import Harvest
from tests.consistency.sources import statics, templates, text_of


@pytest.mark.budget(27, "every page of every role, and of a crowd, is read tag by tag")
@pytest.mark.django_db
def test_a_page_has_one_main_action(harvest: Harvest, crowd: Harvest) -> None:
    none_of(looks.with_many_main_actions([*harvest.pages, *crowd.pages]))


@pytest.mark.budget(27, "every page of every role, and of a crowd, is read tag by tag")
@pytest.mark.django_db
def test_a_long_table_keeps_its_head_in_view(harvest: Harvest, crowd: Harvest) -> None:
    none_of(looks.with_loose_tables([*harvest.pages, *crowd.pages]))


MAIN = '<a class="btn main" href="/">Satu</a>'
ROWS = "<tr><td>1</td></tr>" * looks.LONG


@pytest.mark.parametrize(
    ("html", "competing", "tables"),
    [
        (f"<main><header class='head'>{MAIN}</header>{MAIN}</main>", 0, 0),
        (f"<main><header class='head'>{MAIN}{MAIN}</header></main>", 1, 0),
        (f"<main><form>{MAIN}</form><form>{MAIN}</form></main>", 0, 0),
        (f"<main><form><p>{MAIN}</p><input>{MAIN}</form></main>", 1, 0),
        (f"<main><form>{MAIN}<details><summary>Lagi</summary>{MAIN}</details></form></main>", 0, 0),
        (f"<main><form>{MAIN}<details open>{MAIN}</details></form></main>", 1, 0),
        (f"<main><table><tbody>{ROWS}</tbody></table></main>", 0, 1),
        (f"<main><div class='table'><table><tbody>{ROWS}</tbody></table></div></main>", 0, 0),
        ("<main><table><tbody><tr><td>1</td></tr></tbody></table></main>", 0, 0),
    ],
)
def test_the_look_is_not_blind(html: str, competing: int, tables: int) -> None:
    seen = looks.look(html)
    assert (len(seen.competing), len(seen.loose_tables)) == (competing, tables)


def test_the_style_lets_all_but_the_first_main_action_step_back() -> None:
    style = statics()["core/components.css"].read_text("utf-8")
    assert "main:has(> .head .btn.main) .btn.main:not(.head *)" in style
    assert "main > .card:has(.btn.main) ~ .card .btn.main" in style


_LIST = re.compile(r"""{% include "core/list\.html"[^%]*%}""")
_CONTEXT = re.compile(r"{#[^#]*Context:[^#]*#}")


def test_an_empty_list_says_where_its_first_row_comes_from() -> None:
    """In the template itself, or its view says so: `awal` in the line that names the context."""
    faults: list[str] = []
    for name in templates():
        text = text_of(name)
        told = any("awal" in found for found in _CONTEXT.findall(text))
        faults.extend(
            f"{name}: {used}" for used in _LIST.findall(text) if "awal=" not in used and not told
        )
    assert faults == []
