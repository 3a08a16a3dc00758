"""A paid month accounted for: the auditor's folder, the public check, the officer's objection."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.steps import (
    PHONE,
    Build,
    Enter,
    Picture,
    confirm,
    fits,
    headed,
    root,
)
from upaya.core.documents import register
from upaya.core.models import Dokumen
from upaya.demo.kabupaten import SHOWN, Peta
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.sanggahan.models import Sanggahan
from upaya.insentif.uang.reading import payment_of
from upaya.rules.insentif import road
from upaya.rules.kesehatan import AUDITOR, BENDAHARA_PEMBANTU, KEPALA_PUSKESMAS, PETUGAS
from upaya.rules.money import rupiah
from upaya.rules.period import Period

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]

AGUSTUS, SEPTEMBER = Period(2022, 8), Period(2022, 9)
WRONG = "Kunjungan posyandu 14 September belum dihitung; ada di buku tamu Desa Sumberejo."
ANSWER = "Buku tamunya kami periksa: kunjungan itu ada. Selisihnya dikoreksi pada bulan berikut."


@pytest.fixture
def peta(build: Build, live_server: LiveServer, settings: Settings) -> Peta:
    """A paid month and an approved one; papers name the address of this server."""
    settings.BASE_URL = live_server.url
    return build(
        (SHOWN, AGUSTUS, road.DIBAYAR, date(2022, 10, 20)),
        (SHOWN, SEPTEMBER, road.DISETUJUI, date(2022, 10, 25)),
    )


def _month(peta: Peta, period: Period) -> Pengajuan:
    return Pengajuan.objects.get(puskesmas=peta.puskesmas[SHOWN], periode=period.first_day)


def download(page: Page, name: str, folder: Path) -> Path:
    """Press a link and keep what it gives."""
    with page.expect_download() as got:
        page.get_by_role("link", name=name).first.click()
    kept = folder / got.value.suggested_filename
    got.value.save_as(kept)
    return kept


def listed(folder: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Fingerprint and path of every file that the list of contents names."""
    contents = folder.read("00-DAFTAR-ISI.txt").decode()
    yield from re.findall(r"^([0-9a-f]{64})  (.+)$", contents, re.MULTILINE)


def issue_papers(treasurer: Page, month: Pengajuan) -> None:
    """One press gives all papers of the puskesmas their numbers."""
    treasurer.goto(f"{root(treasurer)}/insentif/{month.pk}/dokumen/")
    treasurer.get_by_text(re.compile(r"^Terbitkan \d+ dokumen$")).click()
    treasurer.get_by_role("button", name="Terbitkan dokumen").click()
    expect(treasurer.get_by_text("Terbit: ")).to_be_visible()
    assert Dokumen.objects.filter(subject_id=str(month.pk)).count() >= 7


def read_folder(auditor: Page, month: Pengajuan, picture: Picture, folder: Path) -> Dokumen:
    """Everything of the month in one file, each with the fingerprint that the list names."""
    auditor.goto(f"{root(auditor)}/insentif/{month.pk}/dokumen/")
    kept = download(auditor, "Folder SPJ (ZIP)", folder)
    with zipfile.ZipFile(kept) as archive:
        names = set(archive.namelist())
        found = list(listed(archive))
        assert {path for _, path in found} == names - {"00-DAFTAR-ISI.txt"}
        for digest, path in found:
            body = archive.read(path)
            assert hashlib.sha256(body).hexdigest() == digest, path
            assert body.startswith(b"%PDF-1.") == path.endswith(".pdf"), path
        assert len([path for path in names if path.startswith("dokumen/")]) >= 16
    auditor.reload()
    picture(auditor, "auditor-dokumen")
    # Issued by the treasurer: the auditor's downloads have drawn no other number.
    found_row = Dokumen.objects.get(jenis="penerimaan", subject_id=str(month.pk))
    expect(auditor.get_by_text(found_row.nomor)).to_be_visible()
    pdf = download(auditor, "PDF Daftar penerimaan keuangan", folder)
    assert pdf.read_bytes().startswith(b"%PDF-1.7")
    assert Dokumen.objects.filter(jenis="penerimaan", subject_id=str(month.pk)).count() == 1
    return found_row


def check(stranger: Page, document: Dokumen, picture: Picture) -> None:
    """Nobody has to sign in to see whether a paper is what was issued, and sees nothing more."""
    stranger.goto(register.terbit(document).alamat)  # what the QR says
    headed(stranger, "Periksa dokumen")
    text = stranger.locator("main").inner_text()
    assert document.total is not None
    for words in (document.nomor, document.unit_nama, rupiah(document.total)):
        assert words in text
    stranger.locator("form input:not([type=hidden])").first.fill(document.sidik[:16])
    stranger.get_by_role("button", name="Periksa sidik").click()
    expect(stranger.get_by_text("Sidik cocok.")).to_be_visible()
    fits(stranger)
    picture(stranger, "periksa-ponsel", longer=300)
    stranger.locator("form input:not([type=hidden])").first.fill("0" * 16)
    stranger.get_by_role("button", name="Periksa sidik").click()
    expect(stranger.get_by_text("Sidik tidak cocok.")).to_be_visible()


def object_to(petugas: Page, picture: Picture, folder: Path) -> None:
    """The officer reads five sentences, keeps them as a paper, and objects to one."""
    petugas.goto(f"{root(petugas)}/slip/")
    picture(petugas, "petugas-slip-ponsel")
    petugas.get_by_role("link", name="Agustus 2022").click()
    assert download(petugas, "Pratinjau PDF", folder).read_bytes().startswith(b"%PDF-1.7")
    # It is closed, and stays open to objections for ten working days more.
    expect(petugas.get_by_role("link", name="Tulis sanggahan")).to_be_visible()
    petugas.goto(f"{root(petugas)}/slip/")
    petugas.get_by_role("link", name="September 2022").click()
    petugas.get_by_role("link", name="Tulis sanggahan").click()
    petugas.get_by_role("radio").nth(2).check()
    petugas.get_by_label("Apa yang keliru dan bagaimana seharusnya").fill(WRONG)
    fits(petugas)
    picture(petugas, "petugas-sanggah-ponsel", longer=350)
    confirm(petugas, "Kirim sanggahan")
    assert Sanggahan.objects.get().terbuka


def answer(kepala: Page, picture: Picture) -> None:
    """The head reads what the officer read, and answers."""
    kepala.goto(f"{root(kepala)}/tugas/")
    kepala.get_by_role("link", name="anggahan").first.click()
    kepala.goto(f"{root(kepala)}/sanggahan/{Sanggahan.objects.get().pk}/")
    expect(kepala.get_by_text(WRONG)).to_be_visible()
    kepala.get_by_label("Diterima, akan dikoreksi").check()
    kepala.get_by_label("Jawaban untuk petugas").fill(ANSWER)
    picture(kepala, "kepala-sanggahan", longer=100)
    confirm(kepala, "Kirim jawaban")
    assert Sanggahan.objects.get().status == Sanggahan.Status.DITERIMA


def test_a_paid_month_is_accounted_for(
    enter: Enter, peta: Peta, page: Page, picture: Picture, tmp_path: Path
) -> None:
    issue_papers(enter(BENDAHARA_PEMBANTU), _month(peta, AGUSTUS))
    auditor = enter(AUDITOR)
    document = read_folder(auditor, _month(peta, AGUSTUS), picture, tmp_path)
    payment = payment_of(_month(peta, AGUSTUS))
    assert payment is not None
    assert document.total == sum(payment.baris.values_list("neto", flat=True))
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    check(page, document, picture)


def test_an_officer_objects_and_reads_the_answer(
    enter: Enter, peta: Peta, picture: Picture, tmp_path: Path
) -> None:
    petugas = enter(PETUGAS, viewport=PHONE)
    object_to(petugas, picture, tmp_path)
    answer(enter(KEPALA_PUSKESMAS), picture)
    petugas.reload()
    expect(petugas.get_by_text(ANSWER)).to_be_visible()
    fits(petugas)
    picture(petugas, "petugas-jawaban-ponsel", longer=200)
