"""The review by keyboard alone, how many claims an hour, and what the provider does around it.

The pictures taken on the way are those of the manual.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from random import Random
from urllib.parse import urljoin

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect
from pytest_django import Settings

from tests.browser.steps import Enter, Picture, fits, on_phone, root
from upaya.core import clock
from upaya.exchange.jamkesda.klaim_sheet import KlaimTertulis, claims_book
from upaya.jamkesda.demo import klaim as demo
from upaya.jamkesda.demo import orang, peserta, surat_klaim, tempat
from upaya.jamkesda.demo.tanam import Calon
from upaya.jamkesda.demo.tempat import Panggung
from upaya.jamkesda.klaim import masuk
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.klaim.road import ROAD
from upaya.jamkesda.peserta.models import Peserta
from upaya.jamkesda.ppk.models import Perjanjian
from upaya.jamkesda.telaah.models import Keberatan
from upaya.rules.jamkesda import peran
from upaya.rules.jamkesda.klaim import BarisKlaim

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]

DAY = date(2022, 10, 10)
MANY = 8
READING = 40
"""Seconds to read one flagged claim, its causes and papers: assumed, beside what is measured."""


def _stage(monkeypatch: pytest.MonkeyPatch) -> tuple[Panggung, list[KlaimTertulis]]:
    """Penajam with a few families, and as many dear claims of different people."""
    monkeypatch.setattr(peserta, "FAMILIES", MANY)
    stage = tempat.make(Random(6409))  # noqa: S311 - the same invented people every time
    orang.make(stage)
    peserta.make(stage)
    with clock.pretend(tempat.FIRST_DAY):
        demo._tariff(stage)
    members = list(
        Peserta.objects.filter(masa__sampai=None).select_related("warga").order_by("pk")[:MANY]
    )
    agreed = Perjanjian.objects.get(ppk=stage.ppk[0])
    cases = [
        Calon(stage.ppk[0], agreed, one, DAY, f"RJ-1010-{n:02d}", "", 1)
        for n, one in enumerate(members, 1)
    ]
    with clock.pretend(DAY), transaction.atomic():
        letters = surat_klaim.buat(stage, cases)
    return stage, [
        KlaimTertulis(
            case.nomor, case.peserta.kartu, letter.nomor, "rawat_jalan", DAY, DAY, ("A09.0",),
            ("resume medis", "rincian biaya") if n else ("resume medis",),
            (BarisKlaim(1, "89.01", DAY, 1, 50_000),
             BarisKlaim(2, "90.59", DAY, 1, 100_000 + n * 500)),
        )
        for n, (case, letter) in enumerate(zip(cases, letters, strict=True))
    ]  # fmt: skip


def _press(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


@pytest.mark.budget(60, "delapan klaim lewat papan ketik, PPK dan kepala UPT")
def test_a_verifier_decides_sixty_claims_an_hour_by_keyboard(
    enter: Enter, settings: Settings, picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEMO, settings.BUSINESS_DATE = True, date(2022, 11, 3)
    stage, claims = _stage(monkeypatch)
    clerk = enter(peran.PETUGAS_KLAIM)
    _check_first(clerk, claims, picture)
    assert not Klaim.objects.exists()
    with clock.pretend(date(2022, 11, 2)):
        masuk.kirim(stage.of(peran.PETUGAS_KLAIM, stage.ppk[0].unit), stage.ppk[0].unit, claims)
    verifier = enter(peran.VERIFIKATOR)
    _undo(verifier, picture)
    _hour(verifier)
    assert set(Klaim.objects.values_list("status", flat=True)) == {"diverifikasi", "dikembalikan"}
    _object(clerk, stage, picture)


def _check_first(page: Page, claims: list[KlaimTertulis], picture: Picture) -> None:
    """A workbook before it is sent: every cause, nothing kept."""
    page.goto(f"{root(page)}/jamkesda/klaim/periksa-dulu/")
    page.get_by_label("Buku kerja klaim (XLSX)").set_input_files(
        {"name": "klaim.xlsx", "mimeType": "application/octet-stream",
         "buffer": claims_book(claims)}
    )  # fmt: skip
    page.get_by_role("button", name="Periksa tanpa mengirim").click()
    expect(page.get_by_text("Tidak ada klaim yang tersimpan.").first).to_be_visible()
    expect(
        page.get_by_text("Harga di atas tarif").or_(page.get_by_text("T02")).first
    ).to_be_visible()
    fits(page)
    picture(page, "klaim-periksa-dulu", longer=300)
    on_phone(page, picture, "klaim-periksa-dulu-ponsel", longer=300)


def _undo(page: Page, picture: Picture) -> None:
    """One line cut by one key and taken back; arrows move between lines; by plain button too."""
    page.goto(f"{root(page)}/jamkesda/telaah/")
    fits(page)
    picture(page, "klaim-telaah", longer=400)
    on_phone(page, picture, "klaim-telaah-ponsel", longer=400)
    title = page.get_by_role("heading", level=1).inner_text()
    _press(page, "1")
    expect(page.get_by_text("dipotong (V01)").first).to_be_visible()
    _press(page, "z")
    expect(page.get_by_text("diurungkan").first).to_be_visible()
    _press(page, "ArrowDown")
    expect(page.get_by_role("heading", name="Baris 2:")).to_be_visible()
    page.keyboard.press("r")
    expect(page.get_by_label("Dipotong")).to_be_focused()
    page.keyboard.type("1")  # in a box a digit is a digit
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.keyboard.press("Escape")
    page.get_by_role("checkbox", name="Pakai tombol papan ketik").uncheck()
    page.keyboard.press("s")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.get_by_role("checkbox", name="Pakai tombol papan ketik").check()
    _press(page, "s")
    expect(page.get_by_text("diverifikasi").first).to_be_visible()
    _press(page, "z")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def _hour(page: Page) -> None:
    """All of them, some cut, one sent back; how many an hour makes."""
    page.goto(f"{root(page)}/jamkesda/telaah/")
    start = time.monotonic()
    for n in range(MANY):
        if "B01" in page.locator("main").inner_text():
            _press(page, "k")
            continue
        if n % 3 == 2:
            _press(page, "2")
        _press(page, "s")
    each = (time.monotonic() - start) / MANY
    expect(page.get_by_text("Tidak ada klaim yang menunggu Anda")).to_be_visible()
    an_hour = int(3600 / (each + READING))
    sys.stdout.write(
        f"\ntelaah: {each:.1f} detik mesin tiap klaim, dengan {READING} detik membaca "
        f"{an_hour} klaim sejam\n"
    )
    assert an_hour >= 60


def _object(page: Page, stage: Panggung, picture: Picture) -> None:
    """The provider objects to what was cut of an approved claim."""
    claim = Klaim.objects.filter(status="diverifikasi", disetujui__gt=0).earliest("pk")
    ROAD.execute(claim.pk, "setujui", stage.of(peran.KEPALA_UPT, stage.upt))
    page.goto(f"{root(page)}{claim.get_absolute_url()}")
    page.get_by_role("link", name="Tanya jawab").click()
    page.get_by_label("Isi", exact=True).fill(
        "Pemeriksaan ini memang dua kali; hasilnya kami sertakan."
    )
    page.get_by_role("button", name="Kirim pesan").click()
    expect(page.get_by_text("Pesan tersimpan.")).to_be_visible()
    page.get_by_role("link", name="Ajukan keberatan").click()
    fits(page)
    page.get_by_label("Isi", exact=True).fill(
        "Harganya menurut daftar tarif sejak Juli; mohon dilihat lagi."
    )
    picture(page, "klaim-keberatan", longer=200)
    page.get_by_role("button", name="Ajukan keberatan").click()
    expect(page.get_by_text("menunggu jawaban").first).to_be_visible()
    on_phone(page, picture, "klaim-tanya-jawab-ponsel", longer=300)
    assert Keberatan.objects.count() == 1


@pytest.mark.budget(30, "halaman telaah dan laporan tanpa skrip")
def test_without_scripts_the_same_steps_are_plain_buttons(
    enter: Enter, settings: Settings, picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEMO, settings.BUSINESS_DATE = True, date(2022, 11, 3)
    stage, claims = _stage(monkeypatch)
    with clock.pretend(date(2022, 11, 2)):
        masuk.kirim(stage.of(peran.PETUGAS_KLAIM, stage.ppk[0].unit), stage.ppk[0].unit, claims)
    plain = enter(peran.VERIFIKATOR, java_script_enabled=False)
    plain.goto(urljoin(plain.url, "/jamkesda/telaah/"))
    plain.get_by_role("button", name="V01 Tidak terbukti").click()
    expect(plain.get_by_text("dipotong (V01)").first).to_be_visible()
    plain.get_by_role("button", name="Setujui Rp").click()
    expect(plain.get_by_text("diverifikasi").first).to_be_visible()
    head = enter(peran.KEPALA_UPT)
    for name in ("ppk", "pemakaian", "perkiraan"):
        head.goto(f"{root(head)}/jamkesda/laporan/{name}/")
        fits(head)
        on_phone(head, picture, f"laporan-{name}-ponsel", longer=300)
    picture(head, "laporan-perkiraan", longer=300)
