"""The manual as pages: every chapter, its pictures, its links, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client
from lxml.html import fromstring
from pytest_django import Settings

from tests.factories.akun import make_access
from upaya.core import panduan
from upaya.core.search import Asked
from upaya.rules.kesehatan import PETUGAS

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]

CHAPTERS = sorted(path.stem for path in Path(configured.MANUAL).glob("*.md"))


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_chapter_is_a_page_whose_links_and_pictures_are_there(
    client: Client, name: str
) -> None:
    page = client.get("/panduan/" if name == panduan.FIRST else f"/panduan/{name}/")
    text = page.content.decode()
    assert page.status_code == 200
    body = text.partition('<div class="prose manual">')[2].partition("</main>")[0]
    assert body
    source = (Path(configured.MANUAL) / f"{name}.md").read_text("utf-8")
    assert body.count("<img ") == source.count("](gambar/")
    assert 'style="' not in body  # the page's policy obeys no style in it
    assert ('class="num"' in body) == ("--:" in source)
    for address in {*re.findall(r'(?:href|src)="(/[^"#]*)', body)}:
        assert client.get(address).status_code == 200, address
    assert not re.findall(r'href="(?!/panduan/|#)', body)
    for anchor in re.findall(r'href="(/panduan/[^"]*)#([^"]+)"', body):
        assert f'id="{anchor[1]}"' in client.get(anchor[0]).content.decode()


def test_what_is_no_chapter_is_not_there(client: Client, settings: Settings) -> None:
    for address in ("/panduan/entah/", "/panduan/gambar/entah.png", "/panduan/../settings/"):
        assert client.get(address).status_code == 404, address


def test_without_the_manual_it_says_so(
    client: Client, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MANUAL = tmp_path
    panduan.chapters.cache_clear()
    try:
        assert "tidak dipasang di sini" in client.get("/panduan/").content.decode()
        assert client.get("/panduan/operator/").status_code == 404
        assert list(panduan.BAB.find(make_access(PETUGAS), Asked.of("tekan"))) == []
    finally:
        panduan.chapters.cache_clear()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[a](javascript:alert(1))",
        "[a](https://contoh.example/)",
        '![a" onerror="x](gambar/masuk.png)',
        "![a](//contoh.example/x.png)",
    ],
)
def test_the_reader_passes_nothing_else(text: str) -> None:
    written = panduan._READER.render(text)
    assert "<script" not in written
    assert "javascript" not in written
    assert "contoh.example" not in written
    names = {name for element in fromstring(written).iter() for name in element.attrib}
    assert names <= {"src", "alt", "width", "height", "loading"}


def test_the_search_finds_the_section(client: Client) -> None:
    found = list(panduan.BAB.find(make_access(PETUGAS), Asked.of("membuka bulan")))
    assert any(one.url == "/panduan/operator/#membuka-bulan" for one in found)
    assert list(panduan.BAB.find(make_access(PETUGAS), Asked.of("9901011708900001"))) == []
