"""A citizen with a phone: checks, complains, reads the answer, judges the care. No account."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.lapangan import CONTROLLED
from tests.browser.steps import PHONE, Enter, Picture, fits, headed
from tests.factories.akun import make_access, make_membership, sign_in
from tests.factories.jamkesda import bare_surat, make_desa, make_peserta, make_ppk, make_warga
from tests.factories.miskol import picture as picture_file
from tests.factories.wilayah import make_kabupaten, make_unit
from upaya.core import clock
from upaya.jamkesda.demo import orang, tempat
from upaya.jamkesda.luring import queries, services
from upaya.jamkesda.models import Aduan, Peserta, SuratJaminan
from upaya.jamkesda.surat.papers import address_of
from upaya.rules.jamkesda import peran, road

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]


@pytest.mark.budget(60, "pemeriksaan robot dikerjakan peramban sungguhan, dua orang")
def test_a_citizen_without_an_account(
    enter: Enter,
    chromium: Browser,
    live_server: LiveServer,
    settings: Settings,
    picture: Picture,
) -> None:
    settings.DEMO, settings.BUSINESS_DATE = True, date(2022, 11, 3)
    panggung = tempat.make(Random(6409))  # noqa: S311 - the same invented people every time
    orang.make(panggung)
    member = make_peserta(make_warga(panggung.desa[0], "Siti Ma'rifah", nik="9999014101800001"))
    letter = bare_surat(panggung.ppk[0], member, road.TERBIT)
    asked: list[str] = []
    context = chromium.new_context(viewport={"width": PHONE["width"], "height": PHONE["height"]})
    phone = context.new_page()
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(f"{live_server.url}/jamkesda/umum/")
    headed(phone, "Jaminan Kesehatan Daerah Kabupaten Penajam Paser Utara")
    fits(phone)
    picture(phone, "jamkesda-umum-ponsel")
    _check(phone)
    _places(phone, live_server.url)
    ticket = _complain(phone, live_server.url)
    head = enter(peran.KEPALA_UPT)
    expect(head.get_by_text("Jawab pengaduan warga.").first).to_be_visible()
    head.goto(f"{live_server.url}/jamkesda/aduan/")
    head.get_by_role("link", name=ticket).first.click()
    head.get_by_label("Jawaban").fill("Obatnya sudah datang dan dapat diambil besok pagi.")
    picture(head, "jamkesda-suara-warga")
    head.get_by_role("button", name="Kirim jawaban").click()
    phone.reload()
    expect(phone.get_by_text("Obatnya sudah datang")).to_be_visible()
    _judge(phone, f"{live_server.url}/surat-jaminan/{letter.kode}/")
    head.goto(f"{live_server.url}/")
    expect(head.get_by_text("Tindak lanjuti pasien yang diminta membayar.")).to_be_visible()
    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert Aduan.objects.filter(masuk_pada__lte=clock.now()).count() == 2
    context.close()


def _check(phone: Page) -> None:
    phone.get_by_role("link", name="Cek kepesertaan").click()
    phone.get_by_label("NIK").fill("9999 0141 0180 0001")
    phone.get_by_label("Tanggal lahir").fill("1980-01-01")
    phone.get_by_role("button", name="Cek kepesertaan", exact=True).click()
    expect(phone.get_by_text("Kepesertaan hari ini")).to_be_visible()
    expect(phone.locator("main .chip")).to_have_text("aktif")
    expect(phone.get_by_text("Ma'rifah")).to_have_count(0)
    fits(phone)


def _places(phone: Page, server: str) -> None:
    for page in ("fasilitas", "statistik", "surat", "peraturan"):
        phone.goto(f"{server}/jamkesda/umum/64.09/{page}/")
        fits(phone)


def _complain(phone: Page, server: str) -> str:
    phone.goto(f"{server}/jamkesda/umum/64.09/pengaduan/")
    phone.get_by_label("Pengaduan", exact=True).check()
    phone.get_by_label("Isi", exact=True).fill("Obat tekanan darah kosong sejak hari Senin.")
    fits(phone)
    phone.get_by_role("button", name="Kirim", exact=True).click()
    expect(phone.get_by_text("Catat nomor tiket Anda")).to_be_visible()
    fits(phone)
    return Aduan.objects.get().tiket


def _judge(phone: Page, at: str) -> None:
    phone.goto(at)
    fits(phone)
    phone.get_by_role("link", name="Nilai pelayanannya").click()
    for question, answer in (
        ("Apakah Anda dilayani dengan baik?", "Ya"),
        ("Apakah Anda diminta membayar untuk pelayanan yang dijamin?", "Ya"),
        ("Apakah dokter meresepkan obat?", "Tidak"),
    ):
        phone.get_by_role("group", name=question).get_by_label(answer, exact=True).check()
    phone.get_by_label("2, kurang").check()
    fits(phone)
    phone.get_by_role("button", name="Kirim jawaban", exact=True).click()
    expect(phone.get_by_text("Jawaban Anda tersimpan")).to_be_visible()


@dataclass(frozen=True)
class Loket:
    """A counter in a browser that took its extract along, and what may be scanned there."""

    page: Page
    context: BrowserContext
    member: Peserta
    letter: SuratJaminan
    line: str
    card: str
    revoked: str


OpenLoket = Callable[..., Loket]


@pytest.fixture
def open_loket(
    chromium: Browser, context_options: dict[str, Any], live_server: LiveServer, settings: Settings
) -> Iterator[OpenLoket]:
    """`open_loket(script)`: keys, a member, a letter, spare numbers; `script` runs before ours."""
    opened: list[BrowserContext] = []

    def open_it(script: str = "") -> Loket:
        settings.BUSINESS_DATE = None
        today = clock.today()
        upt = make_unit("upt", make_kabupaten("64.09"), nama="UPT Jamkesda")
        admin, ppk = make_access(peran.ADMIN_UPT, upt), make_ppk()
        old = services.ganti(admin, uuid4())
        member = make_peserta(make_warga(make_desa(), "Siti Ma'rifah"))
        revoked = queries.tanda_kartu(member)
        services.ganti(admin, uuid4())
        services.cabut(old.pk, admin, "Komputer admin hilang di jalan.")
        letter = bare_surat(ppk, member, road.TERBIT, mulai=today, sampai=today + timedelta(days=3))
        clerk = make_membership(peran.PENDAFTARAN, ppk.unit)
        services.cadangkan(clerk.access())
        context = chromium.new_context(**context_options)
        opened.append(context)
        if script:
            context.add_init_script(script)
        cookie = sign_in(Client(), clerk).cookies["sessionid"]
        context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"{live_server.url}/jamkesda/loket-luring/")
        expect(page.locator("#keadaan")).to_contain_text("1 peserta aktif")
        return Loket(
            page, context, member, letter, queries.tanda_surat(letter),
            queries.tanda_kartu(member), revoked,
        )  # fmt: skip

    yield open_it
    for context in opened:
        context.close()


@pytest.mark.budget(40, "satu loket di peramban, dengan dan tanpa jaringan")
def test_a_counter_checks_what_is_scanned_without_a_line(
    open_loket: OpenLoket, picture: Picture
) -> None:
    loket = open_loket()
    page, line, member = loket.page, loket.line, loket.member
    page.evaluate(CONTROLLED)
    page.reload()
    loket.context.set_offline(True)
    page.reload()
    expect(page.locator("#sinyal")).to_have_text("Tanpa jaringan")
    expect(page.get_by_role("button", name="Pakai kamera")).to_be_hidden()  # it cannot read codes
    _scan(page, line, "Surat berlaku", loket.letter.nomor)
    picture(page, "jamkesda-loket-luring")
    fits(page)
    _scan(page, loket.card, "Aktif menurut ekstrak", member.inisial)
    _scan(page, member.kartu, "Aktif menurut ekstrak", "nomor diketik")
    _scan(page, loket.revoked, "Tidak diterima", "sudah dicabut")
    changed = f"{line[:40]}{'A' if line[40] != 'A' else 'B'}{line[41:]}"
    _scan(page, changed, "Tidak diterima", "tidak cocok")
    _scan(page, "JK2222222222", "Tidak ada dalam ekstrak", "Keadaan gawat darurat tetap dilayani")
    page.get_by_role("button", name="Tandai dipakai").first.click()
    expect(page.get_by_text("catat sesudah tersambung")).to_be_visible()
    # The scanner types where the cursor is: not on the next button, which Enter would press.
    _scan(page, loket.card, "Aktif menurut ekstrak", member.inisial)
    expect(page.get_by_text("catat sesudah tersambung")).to_have_count(1)
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    fits(page)


DETECTOR = """
window.BarcodeDetector = class {
  static getSupportedFormats() { return Promise.resolve(["ean_13", "qr_code"]); }
  constructor(asked) { if (!asked.formats.includes("qr_code")) throw new TypeError("qr_code"); }
  async detect(picture) {
    if (!(picture instanceof ImageBitmap) || !picture.width) throw new TypeError("ImageBitmap");
    return (window.seen || []).map((rawValue) => ({ rawValue }));
  }
};
"""
"""What Chromium has on a phone and not here: of a picture that was really decoded it says what it
saw. All that is ours runs."""


@pytest.mark.budget(40, "satu loket di peramban dengan kamera")
def test_a_counter_reads_the_code_in_a_picture_of_its_camera(open_loket: OpenLoket) -> None:
    loket = open_loket(DETECTOR)
    page = loket.page
    photo = {"name": "kartu.png", "mimeType": "image/png", "buffer": picture_file().read()}

    def shoot(seen: list[str], taken: Any = photo) -> None:  # noqa: ANN401 - a file
        page.evaluate("seen => { window.seen = seen; }", seen)
        with page.expect_file_chooser() as chosen:
            page.get_by_role("button", name="Pakai kamera").click()
        field = chosen.value.element
        assert (field.get_attribute("capture"), field.get_attribute("accept")) == (
            "environment", "image/*",
        )  # fmt: skip
        chosen.value.set_files(taken)

    page.evaluate(CONTROLLED)
    page.reload()
    loket.context.set_offline(True)
    page.reload()
    expect(page.locator("#sinyal")).to_have_text("Tanpa jaringan")
    # A letter has two codes: the page of the letter, and the line that the counter checks.
    shoot([address_of(loket.letter.kode), loket.line])
    _shown(page, "Surat berlaku", loket.letter.nomor)
    shoot([loket.card])
    _shown(page, "Aktif menurut ekstrak", loket.member.inisial)
    shoot([f"https://e-jamkesda.penajamkab.go.id/kartu/{loket.member.kartu}/"])
    _shown(page, "Aktif menurut ekstrak", "nomor diketik")
    shoot([loket.revoked])
    _shown(page, "Tidak diterima", "sudah dicabut")
    shoot([])
    expect(page.locator("#keadaan")).to_contain_text("tidak terbaca dalam foto itu")
    shoot([loket.line], {"name": "rusak.jpg", "mimeType": "image/jpeg", "buffer": b"bukan foto"})
    expect(page.locator("#keadaan")).to_have_text("Foto itu tidak dapat dibaca.")
    _scan(page, loket.line, "Surat berlaku", loket.letter.nomor)  # the scanner goes on at once


def _scan(page: Page, line: str, title: str, words: str) -> None:
    """As a hand scanner does: it types key by key where the cursor is, and presses Enter."""
    expect(page.locator("#kode")).to_be_focused()
    page.keyboard.type(line)
    page.keyboard.press("Enter")
    _shown(page, title, words)


def _shown(page: Page, title: str, words: str) -> None:
    expect(page.locator("#hasil .chip")).to_contain_text(title)
    expect(page.locator("#hasil")).to_contain_text(words)
