"""The community in a browser: a guest with a phone, a moderator at a desk, hostile words."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.steps import PHONE, Enter, Picture, fits, headed
from tests.factories.akun import make_membership, make_user
from tests.factories.komunitas import make_topik
from tests.factories.wilayah import make_dinas
from tests.komunitas.test_teks import HOSTILE as HOSTILE_POSTS
from upaya.akun.models import DEMO_PREFIX
from upaya.komunitas.diskusi.models import Tanggapan
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


@pytest.mark.budget(40, "pendaftaran dengan pemeriksaan robot, dua lebar layar")
def test_a_guest_becomes_a_member_by_phone_and_goes_on_where_the_line_was_cut(
    chromium: Browser, live_server: LiveServer, picture: Picture
) -> None:
    topic = make_topik(make_dinas())
    context = chromium.new_context(viewport={"width": PHONE["width"], "height": PHONE["height"]})
    page = context.new_page()
    at = f"{live_server.url}/komunitas/d/{topic.periode.kode}/{topic.nomor}/"
    page.goto(at)
    context.set_offline(True)
    page.get_by_label("Tanggapan", exact=True).press_sequentially("Baru separuh")
    expect(page.get_by_text("Jaringan terputus; draf tersimpan")).to_be_visible()
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(at)
    expect(page.get_by_label("Tanggapan", exact=True)).to_have_value("Baru separuh")
    expect(page.get_by_text("Draf tersimpan.")).to_be_visible()
    page.get_by_role("link", name="Daftar sebagai anggota").click()
    headed(page, "Daftar sebagai anggota")
    page.get_by_label("Nama", exact=True).fill("Ny. Sari D'Arcy")
    page.get_by_label("Surel", exact=True).fill("sari@contoh.id")
    page.get_by_label("Golongan").select_option("peneliti")
    fits(page)
    picture(page, "komunitas-daftar-ponsel")
    page.get_by_role("button", name="Kirim tautan ke surel saya", exact=True).click()
    expect(page.get_by_text("Periksa surel Anda")).to_be_visible()
    link = re.search(r"/komunitas/anggota/masuk/\S+", str(mail.outbox[-1].body))
    assert link
    page.goto(f"{live_server.url}{link.group()}")
    page.get_by_role("button", name="Buka keanggotaan di sini").click()
    headed(page, "Keanggotaan Ny. Sari D'Arcy")
    page.get_by_label("Kabar lewat surel").select_option("harian")
    page.get_by_role("button", name="Simpan kabar").click()
    expect(page.get_by_text("Pilihan kabar tersimpan.")).to_be_visible()
    fits(page)
    picture(page, "komunitas-anggota-ponsel")
    page.goto(at)
    expect(page.get_by_label("Tanggapan", exact=True)).to_have_value("Baru separuh")
    expect(page.get_by_label("Kabar topik ini")).to_be_visible()
    page.goto(f"{live_server.url}/komunitas/d/{topic.periode.kode}/")
    page.get_by_role("link", name="Usulkan topik").click()
    page.get_by_label("Judul topik").fill("Kontrak tim atau perorangan?")
    page.get_by_label("Penjelasan").fill("Di tempat kami tim.")
    fits(page)
    page.get_by_role("button", name="Kirim topik", exact=True).click()
    expect(page.get_by_text("topik Anda, menunggu moderator")).to_be_visible()
    fits(page)
    context.close()


def test_a_moderator_fills_the_library_and_a_visitor_finds_it(
    enter: Enter, chromium: Browser, live_server: LiveServer, settings: object, picture: Picture
) -> None:
    settings.DEMO = True  # type: ignore[attr-defined] # Django's settings
    unit = make_dinas()
    make_topik(unit)
    make_membership(ADMIN_DINAS, unit, make_user(f"{DEMO_PREFIX}admin"))
    page = enter(ADMIN_DINAS)
    page.goto(f"{live_server.url}/komunitas/moderasi/bacaan/baru/")
    page.get_by_label("Jenis").select_option("kebijakan")
    page.get_by_label("Judul").fill("Pengontrakan pelayanan ibu hamil")
    page.get_by_label("Penulis").fill("Tim Rekaan")
    page.get_by_label("Tahun terbit").fill("2016")
    page.get_by_label("Tautan").fill("https://contoh.id/brief")
    picture(page, "komunitas-bacaan-baru")
    page.get_by_role("button", name="Tambahkan", exact=True).click()
    headed(page, "Pengontrakan pelayanan ibu hamil")
    visitor = chromium.new_page(viewport={"width": PHONE["width"], "height": PHONE["height"]})
    visitor.goto(f"{live_server.url}/komunitas/cari/")
    visitor.get_by_label("Kata yang dicari").fill("mengontrakkan")
    visitor.get_by_role("button", name="Cari", exact=True).click()
    expect(visitor.get_by_text("2 ditemukan")).to_be_visible()
    visitor.get_by_role("link", name="Pengontrakan pelayanan ibu hamil").click()
    expect(visitor.get_by_text("Tim Rekaan (2016). Pengontrakan")).to_be_visible()
    fits(visitor)
    visitor.close()


def test_no_hostile_post_runs_or_fetches_anything_in_a_real_browser(
    chromium: Browser, live_server: LiveServer
) -> None:
    topic = make_topik(make_dinas())
    Tanggapan.objects.bulk_create(
        Tanggapan(
            kabupaten_id=topic.kabupaten_id, topik=topic, jalur=f"{number:06d}",
            nama="<img src=x onerror=alert(1)>", lembaga='"><script>alert(1)</script>', isi=text,
            status="terbit", ditulis_pada=topic.dibuka_pada, diputus_pada=topic.dibuka_pada,
        )
        for number, text in enumerate((text.replace("\x00", "") for text in HOSTILE_POSTS), 1)
    )  # fmt: skip
    page = chromium.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda _: asked.append("dialog"))
    page.on("pageerror", lambda fault: asked.append(str(fault)))
    page.goto(f"{live_server.url}/komunitas/d/{topic.periode.kode}/{topic.nomor}/")
    expect(page.locator(".post")).to_have_count(len(HOSTILE_POSTS))
    for link in page.locator(".says a").all():
        assert re.match("https?://|mailto:", link.get_attribute("href") or "")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith(live_server.url)] == []
    expect(page.locator("main script, main iframe, main svg:not(.icon), main math")).to_have_count(
        0
    )
    page.close()
