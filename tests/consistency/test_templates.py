"""Every template: it compiles, somebody uses it, it obeys the strict policy, it is Indonesian."""

from __future__ import annotations

import re
from pathlib import Path

import allauth
import pytest
from django.template import Engine
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs

from tests.consistency.sources import (
    PACKAGE,
    named_in_python,
    named_in_templates,
    statics,
    templates,
    text_of,
)

BY_CONVENTION = {
    "400.html": "halaman galat, dipanggil core.faults",
    "403.html": "halaman galat, dipanggil core.faults",
    "404.html": "halaman galat, dipanggil core.faults",
    "413.html": "halaman galat, dipanggil core.faults",
    "500.html": "halaman galat, dipanggil core.faults",
    "403_csrf.html": "dicari Django ketika token formulir tidak cocok",
}
"""Templates that are found by their name alone."""

_CODE = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|<!--.*?-->", re.DOTALL)
_CODE_COMMENT = re.compile(r"{#.*?#}|{% comment.*?endcomment %}", re.DOTALL)
_TAG = re.compile(r"<[^>]*>", re.DOTALL)
_FORBIDDEN = {
    "atribut style": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "unsur style": re.compile(r"<style[\s>]", re.IGNORECASE),
    "skrip di dalam halaman": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE),
    "atribut on...": re.compile(
        r"\son(?:click|change|submit|load|input|invalid|key\w+|mouse\w+|pointer\w+|focus\w*|blur"
        r"|error|toggle|paste|drag\w*|drop)\s*=",
        re.IGNORECASE,
    ),
    "atribut hx-on": re.compile(r"\shx-on", re.IGNORECASE),
    "alamat javascript:": re.compile(r"javascript:", re.IGNORECASE),
    "alamat luar": re.compile(r"""(?:src|href)\s*=\s*["'](?:https?:)?//"""),
}
ENGLISH = frozenset(
    re.findall(
        r"\w+",
        "the your you please password sign signin login logout click submit cancel save edit "
        "remove confirm address account session sessions code codes recovery email send back and "
        "with from this that are is not have has was been will",
    )
)
"""Words that betray a sentence that was not translated."""

_PAGES = sorted(name for name in templates() if name.endswith(".html"))
_COMPONENTS = sorted(name for name in _PAGES if name.startswith("cotton/"))


def _overrides_allauth(name: str) -> bool:
    return (Path(allauth.__file__).parent / "templates" / name).is_file()


@pytest.mark.parametrize("name", sorted(templates()))
def test_it_compiles(name: str) -> None:
    get_template(name)


def test_no_two_apps_give_the_same_name() -> None:
    names = [
        str(path.relative_to(folder))
        for folder in PACKAGE.rglob("templates")
        for path in folder.rglob("*")
        if path.is_file()
    ]
    assert sorted(set(names)) == sorted(names)


def test_every_template_is_used() -> None:
    inside = set().union(*named_in_templates().values())
    assert [
        name
        for name in templates()
        if name not in BY_CONVENTION
        and not name.startswith("cotton/")
        and name not in inside
        and not _overrides_allauth(name)
        and not any(pattern.fullmatch(name) for pattern in named_in_python())
    ] == []


def test_every_component_is_used() -> None:
    """A component nobody writes is a promise nobody needs."""
    used = {
        tag.replace("-", "_")
        for name in templates()
        for tag in re.findall(r"<c-([a-z][\w-]*)", text_of(name))
        if name != f"cotton/{tag.replace('-', '_')}.html"
    }
    assert [
        c for c in _COMPONENTS if c.removeprefix("cotton/").removesuffix(".html") not in used
    ] == []
    known = {c.removeprefix("cotton/").removesuffix(".html") for c in _COMPONENTS}
    assert used - known - {"slot", "vars"} == set(), "komponen tidak dikenal"


def test_every_static_file_is_used() -> None:
    inside = set().union(*named_in_templates().values())
    written = (path for path in statics().values() if path.suffix in {".css", ".js", ".svg"})
    scripts = "\n".join(path.read_text("utf-8") for path in written)
    assert [
        name for name in statics() if name not in inside and f"/{Path(name).name}" not in scripts
    ] == []


def test_a_page_stands_in_the_frame() -> None:
    """What does not extend the frame is part of a page that does, so nothing needs a script."""
    inside = set().union(*named_in_templates().values())
    # fault.html needs no request and no database; cangkang.html is kept by devices, without a name.
    frames = {"core/base.html", "core/fault.html", "core/cangkang.html"}
    assert [
        name
        for name in _PAGES
        if not name.startswith("cotton/")
        and name not in frames
        and not _CODE_COMMENT.sub("", text_of(name)).lstrip().startswith("{% extends")
        and name not in inside
    ] == []


@pytest.mark.parametrize("name", _PAGES)
def test_it_obeys_the_strict_policy(name: str) -> None:
    text = text_of(name)
    assert [what for what, pattern in _FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize("what", _FORBIDDEN)
def test_the_policy_is_not_blind(what: str) -> None:
    examples = {
        "atribut style": '<p style="color:red">',
        "unsur style": "<style>p{}</style>",
        "skrip di dalam halaman": "<script>alert(1)</script>",
        "atribut on...": '<button onclick="x()">',
        "atribut hx-on": '<p hx-on:click="x()">',
        "alamat javascript:": '<a href="javascript:x()">',
        "alamat luar": '<script src="https://cdn.example/x.js"></script>',
    }
    assert _FORBIDDEN[what].search(examples[what])
    assert not _FORBIDDEN[what].search('<script src="/static/x.js" defer></script><p class="on">')


@pytest.mark.parametrize("name", sorted(templates()))
def test_it_is_indonesian(name: str) -> None:
    shown = _TAG.sub(" ", _CODE.sub(" ", text_of(name)))
    assert sorted(set(re.findall(r"[a-z]+", shown.lower())) & ENGLISH) == []


def test_every_page_of_allauth_that_has_an_address_is_ours() -> None:
    """The sign-in pages are our templates, not the package's."""
    folders = [Path(folder) for folder in get_app_template_dirs("templates")]
    ours = [folder for folder in folders if folder.is_relative_to(PACKAGE)]
    engine = Engine.get_default()
    for name in (n for n in templates() if _overrides_allauth(n)):
        origin = Path(engine.get_template(name).origin.name)
        assert any(origin.is_relative_to(folder) for folder in ours), name


_UNREAD = re.compile(r"""\s:[a-z_]+="[\w.]+\|[^"{]*\"""")


@pytest.mark.parametrize("name", _PAGES)
def test_a_component_is_given_no_filter_that_it_cannot_read(name: str) -> None:
    """`:count="rows|length"` gives nothing, and an empty table then shows its bare head."""
    assert _UNREAD.findall(text_of(name)) == []


def test_the_look_for_unread_filters_is_not_blind() -> None:
    assert _UNREAD.findall('<c-table :count="baris|length" caption="x">') == [
        ' :count="baris|length"'
    ]
    assert _UNREAD.findall('<c-table :count="{{ baris|length }}" :columns="kolom">') == []
