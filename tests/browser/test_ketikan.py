"""What was typed when the session ended: it comes back to its person, and to nobody else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.steps import headed, let_in
from tests.chromium import watch
from tests.factories.akun import SANDI, make_membership, sign_in
from tests.factories.insentif import make_month
from tests.factories.kegiatan import cells_of, make_grid
from tests.factories.simulasi import make_simulasi
from tests.factories.wilayah import make_dinas
from upaya.akun.models import Membership
from upaya.insentif.simulasi import services
from upaya.insentif.simulasi.models import Simulasi
from upaya.rules.kesehatan import ADMIN_DINAS, OPERATOR_PUSKESMAS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]

Go = Callable[[Membership, str], None]

COUNTS = "**/tugas/jumlah/"
"""The numbers beside the menu, which every page asks for when it is open."""


@pytest.fixture
def page(browser_context: BrowserContext) -> Iterator[Page]:
    """A page whose faults are the test's, but for the refusals that are asked for here."""
    page = browser_context.new_page()
    page.set_default_timeout(10_000)
    faults = watch(page)
    yield page
    refused = re.compile("status of 40|Status Error Code 401 from")
    assert [one for one in faults if not refused.search(one)] == []


@pytest.fixture
def go(page: Page, live_server: LiveServer) -> Go:
    """Opens an address for somebody who is signed in already."""

    def opened(member: Membership, path: str) -> None:
        client = Client()  # without a second factor: this role may enter again by password alone
        client.force_login(member.user)
        let_in(page, live_server.url, client)
        # What the page asks by itself is answered before the session ends under it.
        with page.expect_response(COUNTS):
            page.goto(f"{live_server.url}{path}")

    return opened


def end_sessions() -> None:
    Session.objects.all().delete()


def enter(page: Page, member: Membership) -> None:
    page.get_by_label("Nama pengguna atau surel").fill(member.user.username)
    page.get_by_label("Kata sandi").fill(SANDI)
    page.get_by_role("button", name="Masuk", exact=True).click()


def drafts(page: Page) -> int:
    return int(
        page.evaluate("Object.keys(sessionStorage).filter(k => k.startsWith('upaya:')).length")
    )


def test_a_form_sent_after_the_session_ended_stands_filled_again(page: Page, go: Go) -> None:
    month = make_month()
    member = make_membership(OPERATOR_PUSKESMAS, month.puskesmas)
    go(member, f"/insentif/{month.pk}/administrasi/")
    page.get_by_label("BOK yang diusulkan bulan ini").fill("80.000.000")
    page.get_by_label("BOK yang diserap bulan ini").fill("77.526.710")
    end_sessions()
    page.get_by_role("button", name="Simpan", exact=True).click()

    expect(page.get_by_text("Yang baru saja Anda kirim belum tersimpan.")).to_be_visible()
    expect(page.get_by_text("Yang Anda ketik masih ada di peramban ini")).to_be_visible()
    enter(page, member)

    expect(page).to_have_url(re.compile(f"/insentif/{month.pk}/administrasi/$"))
    expect(page.get_by_label("BOK yang diserap bulan ini")).to_have_value("77.526.710")
    expect(page.locator(".ketikan")).to_contain_text("belum tersimpan")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("tersimpan")
    expect(page.locator(".ketikan")).to_have_count(0)
    month.refresh_from_db()
    assert month.bok_diserap == 77_526_710
    assert drafts(page) == 0


# ---------------------------------------------------------------- what a page asks by itself
def test_what_a_page_asks_by_itself_takes_it_from_nobody(
    page: Page, live_server: LiveServer
) -> None:
    month = make_month()
    member = make_membership(OPERATOR_PUSKESMAS, month.puskesmas)
    client = Client()
    client.force_login(member.user)
    let_in(page, live_server.url, client)
    held: list[Route] = []
    page.route(COUNTS, lambda route: held.append(route))  # noqa: PLW0108 - Playwright writes on it
    page.goto(f"{live_server.url}/insentif/{month.pk}/administrasi/")
    page.get_by_label("BOK yang diserap bulan ini").fill("77.526.710")
    end_sessions()
    with page.expect_response(COUNTS) as asked:
        held.pop().continue_()
    assert asked.value.status == 401

    expect(page.locator("#kabar")).to_contain_text("Sesi Anda sudah berakhir.")
    expect(page.locator("#kabar")).to_contain_text("Yang Anda ketik masih di layar")
    expect(page).to_have_url(re.compile(f"/insentif/{month.pk}/administrasi/$"))
    expect(page.get_by_label("BOK yang diserap bulan ini")).to_have_value("77.526.710")
    page.unroute(COUNTS)
    page.get_by_role("link", name="Masuk lagi").click()
    expect(page.get_by_text("Yang Anda ketik masih ada di peramban ini")).to_be_visible()
    enter(page, member)
    expect(page.get_by_label("BOK yang diserap bulan ini")).to_have_value("77.526.710")
    expect(page.locator(".ketikan")).to_contain_text("belum tersimpan")


def waiting(page: Page, live_server: LiveServer) -> tuple[Callable[[], object], str]:
    """On the page of a simulation that waits for its worker: how it is cancelled, its address."""
    member = make_membership(ADMIN_DINAS, make_dinas(make_month(status="disetujui").kabupaten))
    made = make_simulasi(access=member.access())
    Simulasi.objects.filter(pk=made.pk).update(
        status="antre",
        hasil=None,
        mulai=None,
        selesai=None,
        denyut=None,
        antre_sejak=timezone.now(),
    )
    address = f"{live_server.url}/simulasi/{made.pk}/"
    let_in(page, live_server.url, sign_in(Client(), member))
    page.goto(address)
    expect(page.get_by_text("Menunggu giliran").first).to_be_visible()
    return (lambda: services.cancel(made.pk, member.access())), address


def test_what_is_asked_every_few_seconds_takes_no_page_from_who_types(
    page: Page, live_server: LiveServer
) -> None:
    cancel, address = waiting(page, live_server)
    name = page.get_by_label("Nama simulasi")
    name.fill("Nama yang lain")
    cancel()
    expect(page.locator("#kabar")).to_contain_text("Isi halaman ini sudah diperbarui.")
    expect(name).to_have_value("Nama yang lain")
    end_sessions()
    expect(page.locator("#kabar")).to_contain_text("Sesi Anda sudah berakhir.")
    said = page.locator("#kabar > div").element_handle()
    with page.expect_response(address):
        pass  # asked again, and answered the same
    assert said.evaluate(
        "one => one.isConnected"
    )  # said once: it is not read out every two seconds
    page.get_by_role("button", name="Tutup", exact=True).click()
    with page.expect_response(address):
        pass
    expect(page.locator("#kabar")).to_be_empty()
    expect(name).to_have_value("Nama yang lain")


def test_where_nobody_types_the_page_shows_what_is_ready(
    page: Page, live_server: LiveServer
) -> None:
    cancel, _ = waiting(page, live_server)
    cancel()
    expect(page.get_by_text("Simulasi ini dibatalkan sebelum selesai.")).to_be_visible()


def test_somebody_else_sees_nothing_of_it(page: Page, go: Go) -> None:
    month = make_month()
    first, second = (make_membership(OPERATOR_PUSKESMAS, month.puskesmas) for _ in range(2))
    go(first, f"/insentif/{month.pk}/administrasi/")
    page.get_by_label("BOK yang diserap bulan ini").fill("77.526.710")
    end_sessions()
    page.get_by_role("button", name="Simpan", exact=True).click()
    enter(page, second)

    expect(page.get_by_label("BOK yang diserap bulan ini")).to_have_value("")
    expect(page.locator(".ketikan")).to_have_count(0)
    assert drafts(page) == 0


def test_signing_out_takes_it_away(page: Page, go: Go) -> None:
    month = make_month()
    go(make_membership(OPERATOR_PUSKESMAS, month.puskesmas), f"/insentif/{month.pk}/jaspel/")
    page.get_by_label("Jaspel kapitasi yang dibagikan bulan ini").fill("5")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("header details.menu summary").click()
    page.get_by_role("button", name="Keluar").click()
    headed(page, "Setiap rupiah bisa menjelaskan dirinya")
    assert drafts(page) == 0


def test_numbers_of_persons_are_named_but_never_kept(page: Page, go: Go) -> None:
    member = make_membership(OPERATOR_PUSKESMAS)
    go(member, "/petugas/tambah/")
    page.get_by_label("Nama lengkap").fill("Budi Rekaan")
    page.get_by_label("NIK").fill("9935120101900001")
    page.get_by_label("Nomor rekening").fill("0123456789")
    end_sessions()
    page.get_by_role("button", name="Simpan petugas", exact=True).click()
    expect(page.get_by_text("Sesi Anda berakhir")).to_be_visible()
    stored = page.evaluate("JSON.stringify(sessionStorage)")
    assert "Budi Rekaan" in stored
    assert "9935120101900001" not in stored
    assert "0123456789" not in stored
    enter(page, member)
    expect(page.get_by_label("Nama lengkap")).to_have_value("Budi Rekaan")
    expect(page.locator(".ketikan")).to_contain_text("isi atau pilih lagi: NIK, Nomor rekening")


def test_the_grid_keeps_its_unsaved_rows_and_saves_them_afterwards(page: Page, go: Go) -> None:
    grid = make_grid()
    member = make_membership(OPERATOR_PUSKESMAS, grid.month.puskesmas)
    go(member, f"/insentif/{grid.month.pk}/kegiatan/")
    cells = page.locator("input.grid-input")
    cells.nth(0).fill("4")
    page.locator("#grid-status", has_text="Semua isian tersimpan").wait_for()
    end_sessions()
    cells.nth(0).fill("6")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_role("link", name="Masuk lagi").click()
    expect(page.get_by_text("Yang Anda ketik masih ada di peramban ini")).to_be_visible()
    enter(page, member)

    expect(cells.nth(0)).to_have_value("6")
    expect(page.locator("#grid-status")).to_have_text("Semua isian tersimpan.")
    assert list(cells_of(grid.rows[0]).values()) == [6]


def test_a_page_that_was_open_too_long_leads_back_to_what_was_typed(page: Page, go: Go) -> None:
    """Signed in again in another tab, the form's token is old."""
    month = make_month()
    member = make_membership(OPERATOR_PUSKESMAS, month.puskesmas)
    go(member, f"/insentif/{month.pk}/jaspel/")
    page.get_by_label("Jaspel kapitasi yang dibagikan bulan ini").fill("750.000")
    page.locator("form.form input[name=csrfmiddlewaretoken]").evaluate(
        "one => one.value = 'x'.repeat(64)"
    )
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_role("link", name="Kembali ke isian Anda").click()
    expect(page.get_by_label("Jaspel kapitasi yang dibagikan bulan ini")).to_have_value("750.000")
