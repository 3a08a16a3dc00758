"""The community in a browser: a guest with a phone, a moderator at a desk, hostile words."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.steps import PHONE, Enter, Picture, fits, headed
from tests.factories.akun import make_membership, make_user
from tests.factories.komunitas import make_topik
from tests.factories.wilayah import make_dinas
from upaya.akun.models import DEMO_PREFIX
from upaya.rules.kesehatan import ADMIN_DINAS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]

HOSTILE = (
    "Di tempat kami **tim**, bukan orang.\n\n<img src=https://lain.example/p.png onerror=alert(1)>"
    "\n\n![gambar](https://lain.example/q.png)\n\n[klik](javascript:alert(1))"
)


@pytest.mark.budget(30, "pemeriksaan robot dikerjakan peramban sungguhan, dua orang")
def test_a_guest_is_heard_after_the_moderator_and_nothing_of_it_runs(
    enter: Enter, chromium: Browser, live_server: LiveServer, settings: object, picture: Picture
) -> None:
    settings.DEMO = True  # type: ignore[attr-defined] # Django's settings
    unit = make_dinas()
    topic = make_topik(unit)
    make_membership(ADMIN_DINAS, unit, make_user(f"{DEMO_PREFIX}admin"))
    asked: list[str] = []
    context = chromium.new_context(viewport={"width": PHONE["width"], "height": PHONE["height"]})
    guest = context.new_page()
    guest.on("request", lambda request: asked.append(request.url))
    guest.on("dialog", lambda _: asked.append("dialog"))
    at = f"{live_server.url}/komunitas/d/{topic.periode.kode}/{topic.nomor}/"
    guest.goto(f"{live_server.url}/komunitas/")
    guest.get_by_role("link", name=topic.judul).click()
    headed(guest, topic.judul)
    guest.get_by_label("Tanggapan", exact=True).fill(HOSTILE)
    guest.get_by_label("Nama tampil").fill("Ibu Sari")
    guest.get_by_role("button", name="Kirim ke moderator", exact=True).click()
    expect(guest.get_by_text("tanggapan Anda, menunggu moderator")).to_be_visible()
    fits(guest)
    moderator = enter(ADMIN_DINAS)
    expect(moderator.get_by_text("Putuskan tanggapan tamu komunitas.")).to_be_visible()
    moderator.goto(f"{live_server.url}/komunitas/moderasi/")
    moderator.locator("tbody a").first.click()
    picture(moderator, "komunitas-putuskan")
    moderator.get_by_role("button", name="Terbitkan", exact=True).click()
    expect(moderator.get_by_text("Tanggapan terbit.")).to_be_visible()
    guest.goto(at)
    expect(guest.locator(".post strong")).to_have_text("tim")
    expect(guest.locator("main img, main script, main svg")).to_have_count(0)
    expect(guest.get_by_text("<img src=")).to_be_visible()
    fits(guest)
    picture(guest, "komunitas-ponsel")
    assert [url for url in asked if not url.startswith(live_server.url)] == []
    context.close()
