"""The home page: who finds their way from it, the amount that explains itself, its weight."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from tests.factories.insentif import make_month
from tests.factories.wilayah import make_puskesmas
from upaya.core import front
from upaya.core.registry import registry
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.hasil.models import Perhitungan
from upaya.rules.insentif import road
from upaya.rules.money import rupiah

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
COLD = 60_000
"""Bytes of the page, its styles, its scripts and its picture, as a first visit brings them."""

_ASSET = re.compile(r"""(?:src|srcset|href)="/static/([^"#]+)""")


def test_everybody_finds_a_door(client: Client) -> None:
    page = client.get("/")
    text = page.content.decode()
    assert page.status_code == 200
    for door in registry().doors:
        assert f'href="{reverse(door.url_name)}">{door.label}</a>' in text
        behind = client.get(reverse(door.url_name), follow=True)
        assert behind.status_code == 200, door
        # A door of every district leads on to a page of the one there is, in its own part.
        part = "/{}/".format(reverse(door.url_name).split("/")[1])
        assert len(behind.redirect_chain) <= 1, door
        assert all(to.startswith(part) for to, _ in behind.redirect_chain), door
    assert f'href="{reverse("account_login")}"' in text
    places = [text.index(f"<h3>{part.title}</h3>") for part in registry().systems]
    assert registry().systems[0].name == "insentif"
    assert places == sorted(places)


def test_signed_out_without_figures_an_example_explains_itself(client: Client) -> None:
    """The four officers of the documented example; the amount stands in the README too."""
    shown = front.amount()
    assert shown is not None
    assert shown.total in (ROOT / "README.md").read_text("utf-8")
    text = client.get("/").content.decode()
    assert text.count(shown.total) == 2
    assert "Pasal 11A" in text
    assert "contoh rekaan" in text
    parts = [int(re.sub(r"\D", "", line.value)) for line in shown.lines[2:]]
    assert rupiah(sum(parts)) == shown.total


def test_the_example_is_the_documented_one() -> None:
    shipped = ROOT / "src/upaya/exchange/insentif/contoh_bulan.json"
    assert shipped.read_bytes() == (ROOT / "docs/contoh/bulan.json").read_bytes()


def test_in_the_demo_a_frozen_month_explains_itself(
    client: Client, approved_month: Pengajuan, settings: Settings
) -> None:
    settings.DEMO = True
    kept = Perhitungan.objects.get(pengajuan=approved_month)
    with CaptureQueriesContext(connection) as asked:
        text = client.get("/").content.decode()
    assert len([sql for sql in asked if "insentif_perhitungan" in sql["sql"]]) == 1
    assert len(asked) <= 2
    assert rupiah(kept.pool) in text
    assert "demo ini" in text
    for row in kept.baris.select_related("petugas"):
        assert row.petugas.nama not in text
        assert row.petugas.kode not in text
    assert approved_month.puskesmas.nama not in text


def test_outside_the_demo_nobodys_amount_is_shown(
    client: Client, approved_month: Pengajuan, settings: Settings
) -> None:
    assert not settings.DEMO
    assert list(Perhitungan.objects.for_public()) == []
    assert rupiah(Perhitungan.objects.get(pengajuan=approved_month).pool) not in (
        client.get("/").content.decode()
    )


def test_what_is_not_approved_is_not_public(approved_month: Pengajuan, settings: Settings) -> None:
    settings.DEMO = True
    asked = make_month(make_puskesmas("Besuki"), status=road.DIAJUKAN)
    for month, count in ((approved_month, 1), (asked, 0)):
        rows = Perhitungan.objects.filter(pengajuan=month)
        assert rows.count() == 1
        assert rows.for_public().count() == count


def test_a_first_visit_is_light(client: Client) -> None:
    html = client.get("/").content
    files = set(_ASSET.findall(html.decode()))
    # One of the two pictures comes, by the scheme of the device; the heavier one is counted.
    pictures = sorted(name for name in files if name.endswith(".jpg"))
    assert len(pictures) == 2
    weighed = [_size(name) for name in files.difference(pictures)]
    cold = len(gzip.compress(html, 6)) + sum(weighed) + max(map(_size, pictures))
    assert cold <= COLD, cold


def _size(name: str) -> int:
    found = finders.find(name)
    assert isinstance(found, str), name
    body = Path(found).read_bytes()
    return len(body) if name.endswith(".jpg") else len(gzip.compress(body, 6))
