"""A citizen with a phone: checks, complains, reads the answer, judges the care. No account."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.lapangan import CONTROLLED
from tests.browser.steps import PHONE, Enter, Picture, fits, headed
from tests.factories.akun import make_access, make_membership, sign_in
from tests.factories.jamkesda import bare_surat, make_desa, make_peserta, make_ppk, make_warga
from tests.factories.wilayah import make_kabupaten, make_unit
from upaya.core import clock
from upaya.jamkesda.demo import orang, tempat
from upaya.jamkesda.luring import queries, services
from upaya.jamkesda.models import Aduan
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


@pytest.mark.budget(40, "satu loket di peramban, dengan dan tanpa jaringan")
def test_a_counter_checks_what_is_scanned_without_a_line(
    chromium: Browser,
    context_options: dict[str, Any],
    live_server: LiveServer,
    settings: Settings,
    picture: Picture,
) -> None:
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
    line, card = queries.tanda_surat(letter), queries.tanda_kartu(member)
    clerk = make_membership(peran.PENDAFTARAN, ppk.unit)
    services.cadangkan(clerk.access())
    context = chromium.new_context(**context_options)
    cookie = sign_in(Client(), clerk).cookies["sessionid"]
    context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/jamkesda/loket-luring/")
    expect(page.locator("#keadaan")).to_contain_text("1 peserta aktif")
    page.evaluate(CONTROLLED)
    page.reload()
    context.set_offline(True)
    page.reload()
    expect(page.locator("#sinyal")).to_have_text("Tanpa jaringan")
    _scan(page, line, "Surat berlaku", letter.nomor)
    picture(page, "jamkesda-loket-luring")
    fits(page)
    _scan(page, card, "Aktif menurut ekstrak", member.inisial)
    _scan(page, member.kartu, "Aktif menurut ekstrak", "nomor diketik")
    _scan(page, revoked, "Tidak diterima", "sudah dicabut")
    changed = f"{line[:40]}{'A' if line[40] != 'A' else 'B'}{line[41:]}"
    _scan(page, changed, "Tidak diterima", "tidak cocok")
    _scan(page, "JK2222222222", "Tidak ada dalam ekstrak", "Keadaan gawat darurat tetap dilayani")
    page.get_by_role("button", name="Tandai dipakai").first.click()
    expect(page.get_by_text("catat sesudah tersambung")).to_be_visible()
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    fits(page)
    context.close()


def _scan(page: Page, line: str, title: str, words: str) -> None:
    """As a hand scanner does: it types, and presses Enter."""
    page.locator("#kode").fill(line)
    page.locator("#kode").press("Enter")
    expect(page.locator("#hasil .chip")).to_contain_text(title)
    expect(page.locator("#hasil")).to_contain_text(words)
