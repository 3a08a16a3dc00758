"""The visit without a line in a browser: opens, fills, keeps, sends, is erased on a receipt."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.handset import Handset
from tests.browser.lapangan import FAULTS, SEND, Phone
from tests.browser.steps import PHONE, Picture, fits
from tests.browser.visits import one_visit
from tests.factories.miskol import Team, answers, make_request, make_village
from upaya.rules.supermiskol import road
from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.supermiskol.kunjungan.models_ponsel import FotoPonsel, KirimanPonsel
from upaya.supermiskol.permohonan.models import Permohonan

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]
SEED = 15
REFUSES = """
  window.diminta = 0;
  navigator.storage.persist = async () => { window.diminta += 1; return false; };
  navigator.storage.estimate = async () => ({ quota: 3e7, usage: 1e7 });
"""
HELD = """() => {
  const real = SubtleCrypto.prototype.encrypt;
  const free = new Promise((done) => { window.lepas = done; });
  SubtleCrypto.prototype.encrypt = async function (...given) {
    await free;
    return real.apply(this, given);
  };
}"""


@pytest.fixture(autouse=True)
def _day(settings: Settings) -> None:
    settings.BUSINESS_DATE = None


@pytest.fixture
def context(chromium: Browser, context_options: dict[str, Any]) -> Iterator[BrowserContext]:
    context = chromium.new_context(**(context_options | {"viewport": PHONE}))
    yield context
    context.close()


def _case(day: date = date(2022, 11, 3)) -> tuple[Permohonan, Team]:
    village = make_village()
    case = make_request(village, road.DIKONFIRMASI)
    return case, Team(village)


@pytest.mark.budget(20, "satu kunjungan di peramban tanpa jaringan, dari membuka sampai terhapus")
def test_a_visit_is_opened_filled_and_kept_without_a_line_and_sent_with_one(
    context: BrowserContext, live_server: LiveServer, picture: Picture
) -> None:
    case, team = _case()
    phone = Phone(context, live_server.url, team.members[road.SURVEYOR])
    expect(phone.page.get_by_text(case.nik_samar)).to_be_visible()
    assert case.nik not in phone.page.content()
    phone.ready_offline()
    expect(phone.page.locator("#sinyal")).to_have_text("Tersambung, siap tanpa jaringan")
    # Without its shell it promises nothing.
    phone.page.evaluate(
        "caches.open('upaya-cangkang-1').then((one) => one.delete('/miskol/lapangan/'))"
    )
    phone.page.evaluate("window.dispatchEvent(new Event('offline'))")
    expect(phone.page.locator("#sinyal")).to_contain_text("belum siap tanpa jaringan")
    phone.page.reload()
    phone.ready_offline()
    expect(phone.page.locator("#sinyal")).to_have_text("Tersambung, siap tanpa jaringan")
    context.set_offline(True)
    phone.kill()
    expect(phone.page.locator("#sinyal")).to_have_text("Tanpa sinyal, siap tanpa jaringan")
    fits(phone.page)
    picture(phone.page, "lapangan-daftar")
    phone.begin(case.nama)
    phone.answer(last=7)
    picture(phone.page, "lapangan-isi")
    phone.kill()
    phone.page.get_by_role("button", name="Lanjutkan kunjungan").click()
    phone.answer(first=7)
    phone.photograph()
    phone.kill()
    phone.page.get_by_role("button", name="Lanjutkan kunjungan").click()
    expect(phone.page.get_by_text("rumah.jpg, 1 kB, tersimpan")).to_be_visible()
    fits(phone.page)
    phone.finish()
    phone.says("Belum tersambung")
    picture(phone.page, "lapangan-tersimpan")
    kept = phone.kept
    assert kept == {"keluarga": 1, "kunjungan": 1, "foto": 1, "terkirim": 0, "kunci": False}
    assert KirimanPonsel.objects.count() == 0
    context.set_offline(False)  # `online` sends, nobody presses anything
    phone.empty()
    expect(phone.page.get_by_text(f"{case.tiket} diterima server")).to_be_visible()
    picture(phone.page, "lapangan-terkirim")
    visit = Kunjungan.objects.get()
    assert (visit.jawaban, visit.ponsel.foto.count()) == (answers("1"), 1)
    assert phone.kept | {"keluarga": 0} == kept | {
        "keluarga": 0, "kunjungan": 0, "foto": 0, "terkirim": 1
    }  # fmt: skip


@pytest.mark.budget(30, "tiap jawaban server yang keliru atas satu kunjungan, berurutan acak")
def test_whatever_the_network_says_nothing_is_erased_before_the_receipt(
    context: BrowserContext, live_server: LiveServer
) -> None:
    case, team = _case()
    phone = Phone(context, live_server.url, team.members[road.SURVEYOR])
    phone.begin(case.nama)
    phone.answer()
    phone.photograph()
    names = list(FAULTS)
    Random(SEED).shuffle(names)  # noqa: S311 - the same order every time
    context.route(SEND, FAULTS[names[0]][0])
    phone.finish()
    for place, name in enumerate(names):
        work, words = FAULTS[name]
        if place:
            context.unroute(SEND)
            context.route(SEND, work)
            phone.send()
        phone.says(words)
        assert (phone.kept["kunjungan"], phone.kept["foto"]) == (1, 1), name
    context.unroute(SEND)
    phone.kill()  # opening sends
    phone.empty()
    assert Kunjungan.objects.get().jawaban == answers("1")
    assert (KirimanPonsel.objects.count(), FotoPonsel.objects.count()) == (1, 1)


@pytest.mark.budget(30, "dua ponsel dan dua tab di peramban sungguhan")
def test_two_tabs_send_once_and_two_phones_are_both_kept(
    context: BrowserContext,
    chromium: Browser,
    context_options: dict[str, Any],
    live_server: LiveServer,
) -> None:
    case, team = _case()
    first = Phone(context, live_server.url, team.members[road.SURVEYOR])
    other = chromium.new_context(**(context_options | {"viewport": PHONE}))
    second = Phone(other, live_server.url, team.members[road.OPERATOR_DESA])
    for phone in (first, second):
        phone.begin(case.nama)
        phone.answer()
        phone.context.set_offline(True)
        phone.finish()
    tab = first.context.pages[0]
    twin = first.context.new_page()
    first.context.set_offline(False)
    twin.goto(f"{live_server.url}/miskol/lapangan/")
    first.empty()
    second.context.set_offline(False)
    second.empty()
    expect(second.page.get_by_text("Keduanya disimpan.")).to_be_visible()
    assert not tab.is_closed()
    assert KirimanPonsel.objects.count() == 2
    assert Kunjungan.objects.count() == 1
    other.close()


@pytest.mark.budget(20, "ponsel penuh di peramban sungguhan")
def test_a_full_phone_says_what_is_not_stored_and_keeps_what_was(
    context: BrowserContext, live_server: LiveServer
) -> None:
    case, team = _case()
    phone = Phone(context, live_server.url, team.members[road.SURVEYOR])
    phone.begin(case.nama)
    phone.answer(last=3)
    phone.page.evaluate(
        "window.penuh = IDBObjectStore.prototype.put;"
        "IDBObjectStore.prototype.put = function () {"
        " throw new DOMException('penuh', 'QuotaExceededError'); }; 0"
    )
    fourth = phone.page.locator("fieldset:not([hidden]) input[value='1']").last
    fourth.click()
    phone.says("BELUM tersimpan")
    phone.kill()
    phone.says("1 kunjungan tersimpan")
    phone.page.get_by_role("button", name="Lanjutkan kunjungan").click()
    phone.answer(first=3)
    phone.finish()
    phone.empty()
    assert Kunjungan.objects.get().jawaban == answers("1")


@pytest.mark.budget(20, "kunjungan yang ditolak server, dari salinan sampai dibuang")
def test_what_was_refused_for_good_is_taken_along_before_it_is_thrown_away(
    context: BrowserContext, live_server: LiveServer, picture: Picture
) -> None:
    case, team = _case()
    phone = Phone(context, live_server.url, team.members[road.SURVEYOR])
    phone.begin(case.nama)
    phone.answer()
    row = phone.page.locator("fieldset").first
    row.get_by_role("button", name="Tandai periksa lagi").click()
    expect(row.locator(".lap-mark")).to_have_text("periksa lagi")
    phone.photograph()
    expect(phone.page.locator(".foto-daftar canvas")).to_have_count(1)
    context.route(SEND, FAULTS["409"][0])
    for label in ("Petugas desa", "Tim Pemburu Kemiskinan"):
        phone.page.get_by_label(label, exact=True).select_option(index=1)
    phone.page.get_by_role("button", name="Selesai, siap dikirim").click()
    phone.says("Bertanda periksa lagi")
    phone.page.get_by_role("button", name="Selesai, siap dikirim").click()
    phone.says("isi yang lain")
    phone.kill()
    expect(phone.page.get_by_text("Dapat dibuang sesudah")).to_be_visible()
    with phone.page.expect_download() as taken:
        phone.page.get_by_role("button", name="Unduh salinan").click()
    copy = json.loads(Path(taken.value.path()).read_text())
    assert (copy["jawaban"], copy["tiket"]) == (answers("1"), case.tiket)
    assert (
        hashlib.sha256(base64.b64decode(copy["foto"][0]["isi"])).hexdigest()
        == (copy["foto"][0]["sidik"])
    )
    phone.says("Kunjungannya tetap di ponsel ini")
    phone.page.get_by_role("button", name="Buang ...").click()
    fits(phone.page)
    picture(phone.page, "lapangan-buang")
    phone.page.get_by_role("button", name="Tidak jadi").click()
    assert (phone.kept["kunjungan"], phone.kept["foto"]) == (1, 1)
    phone.page.get_by_role("button", name="Buang ...").click()
    phone.page.get_by_role("button", name="Ya, buang dari ponsel ini").click()
    phone.empty()
    expect(phone.page.get_by_text("sesudah salinannya diunduh")).to_be_visible()
    assert (phone.kept["kunjungan"], phone.kept["foto"], KirimanPonsel.objects.count()) == (0, 0, 0)


@pytest.mark.budget(20, "kunjungan di peramban, simpanannya ditahan sebelum kamera dibuka")
def test_room_is_asked_for_before_and_the_camera_opens_once_all_is_stored(
    context: BrowserContext, live_server: LiveServer
) -> None:
    case, team = _case()
    context.add_init_script(REFUSES)
    phone = Phone(context, live_server.url, team.members[road.SURVEYOR])
    phone.begin(case.nama)
    expect(phone.page.get_by_text("Ruang tersisa hanya")).to_be_visible()
    expect(phone.page.get_by_text("Peramban tidak berjanji menyimpan")).to_be_visible()
    assert phone.page.evaluate("window.diminta") == 1
    phone.answer()
    opened: list[object] = []
    phone.page.on("filechooser", lambda chooser: opened.append(chooser))  # noqa: PLW0108 - a built-in takes no mark
    phone.page.evaluate(HELD)
    phone.page.get_by_label("Catatan").fill("Atap bocor.")
    phone.page.get_by_role("button", name="Ambil foto").click()
    expect(phone.page.get_by_role("button", name="Ambil foto")).to_be_visible()
    assert opened == []
    with phone.page.expect_file_chooser():
        phone.page.evaluate("window.lepas()")
    phone.kill()  # as a camera may do to the page
    phone.page.get_by_role("button", name="Lanjutkan kunjungan").click()
    expect(phone.page.get_by_label("Catatan")).to_have_value("Atap bocor.")


@pytest.mark.budget(90, "peramban sungguhan dimatikan dan dibuka lagi beberapa kali, dua ponsel")
@pytest.mark.parametrize("number", [96, 180], ids=["phones", "tabs"])
def test_a_few_of_the_thousand_visits_of_the_bench(
    number: int, chromium: Browser, live_server: LiveServer, tmp_path: Path
) -> None:
    case, team = _case()
    roles = (road.SURVEYOR, road.OPERATOR_DESA)
    hands = [
        Handset(chromium.browser_type, tmp_path / role.name, live_server.url, team.members[role])
        for role in roles
    ]
    try:
        found = one_visit(number, case, hands)
    finally:
        for hand in hands:
            hand.stop()
    assert (found["hilang"], found["ganda"], found["tergabung"]) == (0, 0, 0)
    assert found["mati"] >= 1
    assert found["gangguan"] >= 1
