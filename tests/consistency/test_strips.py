"""Pages of one strip of tabs: each names its part first, wherever a window lists them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.consistency.sources import templates, text_of
from tests.factories.akun import sign_in_as
from upaya.rules.kesehatan import ADMIN_DINAS

_STRIP = re.compile(r'<c-tabs :items="([a-z_.]+)"')
_TITLE = re.compile(r"{% block title %}(.*?){% endblock %}", re.DOTALL)
OF_PAGES = {"bagian"}
"""A strip of pages that have names of their own (`bagian_bok`): not parts of one page."""


def _fault(text: str) -> str:
    """What is wrong with the title of a page that has strips; "" for nothing."""
    title = _TITLE.search(text)
    if title is None:
        return ""  # a piece of a page
    for items in set(_STRIP.findall(text)) - OF_PAGES:
        first = "{{ frame.label }} · " if items == "frame.tabs" else f"{{{{ {items}|terpilih }}}}"
        if not title.group(1).startswith(first):
            return f"judulnya tidak mulai dengan bagian yang terbuka ({items})"
    return ""


def test_a_title_begins_with_the_open_part_of_its_strip() -> None:
    assert {name: said for name in templates() if (said := _fault(text_of(name)))} == {}


def test_the_look_at_titles_is_not_blind() -> None:
    strip = '<c-tabs :items="tabs" label="Bagian" />'
    assert _fault("{% block title %}Aturan{% endblock %}" + strip)
    assert not _fault("{% block title %}{{ tabs|terpilih }}Aturan{% endblock %}" + strip)


@pytest.mark.django_db
@pytest.mark.empty_world
@pytest.mark.parametrize("address", ["/dasbor/", "/aturan/", "/pengguna/matriks/"])
def test_every_tab_leads_to_a_page_that_is_called_so(client: Client, address: str) -> None:
    sign_in_as(client, ADMIN_DINAS)
    titles = set()
    for url, label in _tabs(client, address):
        page = client.get(url if url.startswith("/") else f"{address}{url}").content.decode()
        (title,) = re.findall(r"<title>(.*?)</title>", page, re.DOTALL)
        assert title.startswith(f"{label} · ")
        titles.add(title)
    assert len(titles) == len(_tabs(client, address)) > 1


def _tabs(client: Client, address: str) -> list[tuple[str, str]]:
    """(address, label) of the strip."""
    page = client.get(address).content.decode()
    strip = page.partition('<nav class="tabs"')[2].partition("</nav>")[0]
    found = re.findall(r'<a href="([^"]+)"[^>]*>([^<]+?)(?: <small>|</a>)', strip)
    return [(url.replace("&amp;", "&"), label) for url, label in found]
