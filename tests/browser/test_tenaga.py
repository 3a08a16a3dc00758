"""Contract staff in a browser: a worker with a phone, the puskesmas and the Dinas at desks."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.steps import PHONE, Picture, confirm, fits, headed, let_in, move, on_phone
from tests.factories.akun import make_membership, sign_in
from tests.factories.insentif import make_rekening_pembantu, make_team
from tests.factories.tenaga import make_bulan, make_kebutuhan, make_kontrak, open_month, own_access
from tests.factories.wilayah import make_dinas, make_puskesmas
from upaya.akun.models import Membership
from upaya.rules.kesehatan import KEPALA_DINAS, PETUGAS
from upaya.rules.tenaga import road
from upaya.tenaga.kerja.models import BulanKerja

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]


@pytest.mark.budget(60, "enam orang di peramban, dari target sampai transfer")
def test_a_month_from_target_to_transfer(
    chromium: Browser, live_server: LiveServer, picture: Picture, settings: Settings
) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)
    unit = make_puskesmas("Panji")
    team = make_team(unit)
    make_rekening_pembantu(unit, team)
    case = make_kontrak(unit)
    make_bulan(case, "2022-09", status=road.DIVERIFIKASI, reached=(6, 20))
    month = open_month(case, "2022-10")
    own_access(case.petugas)
    assert case.petugas.user is not None
    worker = case.petugas.user.memberships.get(role=PETUGAS.name)
    windows: list[Page] = []

    def window(membership: Membership, size: dict[str, int] | None = None) -> Page:
        options = {"viewport": size} if size else {}
        page = chromium.new_context(**options).new_page()  # type: ignore[arg-type]
        windows.append(page)
        let_in(page, live_server.url, sign_in(Client(), membership))
        page.goto(f"{live_server.url}{month.get_absolute_url()}")
        return page

    head = window(team.kepala)
    expect(head.get_by_label("Indikator").first).to_have_value("Penyuluhan posyandu")
    head.get_by_role("button", name="Simpan, lalu tetapkan", exact=True).click()
    headed(head, "Tetapkan target")
    confirm(head, "Tetapkan target")
    phone = window(worker, {"width": PHONE["width"], "height": PHONE["height"]})
    fits(phone)
    _report(phone)
    head.goto(f"{live_server.url}{month.get_absolute_url()}")
    head.get_by_label("Rujukan penilaian SI SDM").fill("SDM/2022/10")
    head.get_by_role("button", name="Simpan, lalu selesaikan", exact=True).click()
    headed(head, "Selesaikan penilaian")
    confirm(head, "Selesaikan penilaian")
    _money(window(team.tim), window(team.pembantu), window(team.pengeluaran))
    assert BulanKerja.objects.get(pk=month.pk).status == road.DIBAYARKAN
    phone.goto(f"{live_server.url}/tenaga/saya/")
    expect(phone.get_by_text("menunggu 34 hari")).to_be_visible()
    fits(phone)
    picture(phone, "tenaga-saya")
    dinas = window(make_membership(KEPALA_DINAS, make_dinas(unit.kabupaten)))
    dinas.goto(f"{live_server.url}/tenaga/")
    headed(dinas, re.compile("^Tenaga kontrak 2022: "))
    picture(dinas, "tenaga-papan")
    on_phone(dinas, picture, "tenaga-papan-ponsel")
    make_kebutuhan(unit, 3, ada=1)
    make_kebutuhan(unit, 1, "apoteker")
    dinas.goto(f"{live_server.url}/tenaga/formasi/")
    row = dinas.get_by_role(
        "row", name="Panji Tenaga promosi kesehatan dan ilmu perilaku 3 1 1 1 1"
    )
    expect(row).to_be_visible()
    picture(dinas, "tenaga-formasi")
    _all_fit(dinas, live_server.url)
    for page in windows:
        page.context.close()


def _report(phone: Page) -> None:
    """The worker's report, with a number that cannot be read at first."""
    phone.get_by_label("Apa yang dikerjakan bulan ini").fill("Menyuluh di delapan posyandu.")
    phone.get_by_label("Penyuluhan posyandu: dari 8 kali").fill("banyak")
    phone.get_by_role("button", name="Simpan laporan", exact=True).click()
    expect(phone.get_by_text("Tulis angka, misalnya 12 atau 7,5.").first).to_be_visible()
    expect(phone.get_by_label("Penyuluhan posyandu: dari 8 kali")).to_have_value("banyak")
    phone.get_by_label("Penyuluhan posyandu: dari 8 kali").fill("8")
    phone.get_by_label("Kunjungan rumah: dari 20 keluarga").fill("20")
    for box in phone.locator("select[name^=hari-]").all():
        box.select_option("hadir")
    fits(phone)
    phone.get_by_role("button", name="Simpan, lalu laporkan", exact=True).click()
    headed(phone, "Laporkan bulan ini")
    confirm(phone, "Laporkan bulan ini")


def _money(checker: Page, treasurer: Page, payer: Page) -> None:
    """Verified, asked for, transferred."""
    move(checker, "Verifikasi")
    confirm(checker, "Verifikasi")
    expect(checker.get_by_text("Rp1.942.751").first).to_be_visible()
    treasurer.reload()
    move(treasurer, "Ajukan dana honor")
    confirm(treasurer, "Ajukan dana honor")
    payer.reload()
    move(payer, "Catat transfer dana")
    payer.get_by_label("Nomor SP2D atau bukti transfer").fill("SP2D/1")
    confirm(payer, "Catat transfer dana")


def _all_fit(dinas: Page, server: str) -> None:
    """Every list on a phone."""
    for at in (
        "belum-dibayar/",
        "formasi/",
        "formasi/banding/",
        "kontrak/",
        "bulan/",
        "formasi/tetapkan/",
    ):
        dinas.goto(f"{server}/tenaga/{at}")
        dinas.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
        fits(dinas)
