"""Pictures from a phone in a real browser: shrunk, upright, one by one, through a cut line."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, Route, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.steps import PHONE, Picture, fits
from tests.factories.akun import sign_in
from tests.factories.gambar import exif, with_segments
from tests.factories.miskol import Team, make_request
from upaya.core import files
from upaya.exchange import gambar
from upaya.rules.supermiskol import road
from upaya.supermiskol.permohonan.models import Berkas

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]
NOISE = """([wide, high, mark]) => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [wide, high];
  const pen = canvas.getContext("2d");
  let seed = mark;
  for (let n = 0; n < 6000; n += 1) {
    seed = (seed * 16807) % 2147483647;
    pen.fillStyle = `hsl(${seed % 360} 80% ${20 + seed % 60}%)`;
    pen.fillRect(seed % wide, (seed >> 3) % high, 3 + seed % 120, 3 + (seed >> 5) % 120);
  }
  return canvas.toDataURL("image/jpeg", 0.97).split(",")[1];
}"""
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 400


@pytest.fixture(autouse=True)
def _day(settings: Settings) -> None:
    settings.BUSINESS_DATE = None


@pytest.fixture
def page(chromium: Browser, context_options: dict[str, Any]) -> Iterator[Page]:
    context = chromium.new_context(**(context_options | {"viewport": PHONE}))
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


def _picture(page: Page, mark: int, wide: int = 3_600, high: int = 2_400) -> bytes:
    """As a phone held upright makes it: lying, with a note which side is up and where it was."""
    drawn = base64.b64decode(page.evaluate(NOISE, [wide, high, mark]))
    return with_segments(
        drawn, b"\xff\xe1" + exif(turn=6, place=(-8_219_233, 114_369_227), maker=b"Rekaan 7")
    )


def _choose(page: Page, *bodies: tuple[str, bytes]) -> None:
    sent: list[FilePayload] = [
        {"name": name, "mimeType": "image/jpeg", "buffer": body} for name, body in bodies
    ]
    page.locator("input[type=file]").set_input_files(sent)


def _enter(context: BrowserContext, url: str, team: Team, role: Any) -> None:  # noqa: ANN401 - a role
    cookie = sign_in(Client(), team.members[role]).cookies["sessionid"]
    context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": url}])


@pytest.mark.budget(40, "empat foto besar di peramban, jaringan putus dan sesi berakhir")
def test_pictures_are_shrunk_and_go_on_where_the_line_was_cut(
    page: Page, live_server: LiveServer, picture: Picture
) -> None:
    case = make_request(status=road.DIKONFIRMASI)
    team = Team(case.desa)
    _enter(page.context, live_server.url, team, road.SURVEYOR)
    at = f"{live_server.url}/miskol/{case.pk}/kunjungan/"
    page.goto(at)
    page.get_by_label("Catatan").fill("Yang diketik tetap ada.")
    shots = [(f"rumah{n}.jpg", _picture(page, n + 1)) for n in range(3)]
    taken: list[str] = []

    def cut(route: Route) -> None:
        """The first comes through, the answer of the second is lost, then the line is gone."""
        taken.append(route.request.headers["x-foto"])
        if len(taken) == 1:
            route.continue_()
        elif len(taken) == 2:
            route.fetch()
            route.abort("timedout")
        else:
            route.abort("connectionreset")

    page.route("**/kunjungan/", lambda r: cut(r) if r.request.method == "POST" else r.continue_())
    _choose(page, *shots)
    expect(page.get_by_text("2 berkas belum terkirim, 1 tersimpan.")).to_be_visible()
    expect(page.get_by_text("Dikirim lagi sendiri").first).to_be_visible()
    fits(page)
    page.locator(".foto").scroll_into_view_if_needed()
    picture(page, "foto-terputus", only=page.locator(".foto"))
    expect(page.get_by_label("Catatan")).to_have_value("Yang diketik tetap ada.")
    page.unroute("**/kunjungan/")
    page.context.clear_cookies()  # the session ends, somebody signs in again and opens the page
    _enter(page.context, live_server.url, team, road.SURVEYOR)
    page.goto("about:blank")
    page.goto(at)
    expect(page.get_by_text("2 berkas tersimpan.")).to_be_visible()
    house = Berkas.objects.filter(permohonan=case, jenis="foto_rumah")
    rows = list(house.select_related("stored").order_by("pk"))
    assert [one.stored.name for one in rows] == [name for name, _ in shots]
    for one in rows:
        found = gambar.clean_jpg(files.read(one.stored))
        assert (found.lebar, found.tinggi) == (1_280, 1_920)
        assert one.stored.size <= 300 * 1024
        assert b"Exif" not in found.body
        assert len(files.read_small(one.stored)) <= 32 * 1024
    _choose(page, shots[0])  # chosen again it is the same
    expect(page.get_by_text("3 berkas tersimpan.")).to_be_visible()
    assert house.count() == 3
    page.reload()
    expect(page.locator("img.foto-kecil")).to_have_count(3)


@pytest.mark.budget(20, "berkas satu jenis dan foto yang tidak dapat dibuka, di peramban")
def test_a_paper_goes_with_its_kind_and_what_cannot_be_opened_is_said(
    page: Page, live_server: LiveServer, picture: Picture
) -> None:
    case = make_request(status=road.PERMOHONAN)
    team = Team(case.desa)
    _enter(page.context, live_server.url, team, road.OPERATOR_DESA)
    page.goto(f"{live_server.url}/miskol/{case.pk}/berkas/")
    for body, words in ((HEIC, "HEIC ini tidak dapat"), (b"\xff\xd8\xff rusak", "simpan ulang")):
        _choose(page, ("IMG_0001.jpg", body))
        page.get_by_role("button", name="Unggah berkas").click()
        expect(page.get_by_text(words)).to_be_visible()
    assert not case.berkas.exists()
    page.get_by_label("Jenis berkas").select_option(label="KTP")
    _choose(page, ("ktp.jpg", _picture(page, 9, 900, 600)))
    page.get_by_role("button", name="Unggah berkas").click()
    expect(page.get_by_role("link", name="ktp.jpg")).to_be_visible()
    expect(page.get_by_text("Berkas tersimpan.")).to_be_visible()
    found = case.berkas.get()
    assert (found.jenis, found.stored.kecil != "") == ("ktp", True)
    picture(page, "miskol-berkas-foto")
