"""From a verified activity to an accepted SPJ: proved, returned for one document, mended, taken."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import Build, Enter, Picture, confirm, fits, move, on_phone, root
from tests.factories.miskol import picture as scan
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.bok.spj.models import SpjKegiatan
from upaya.demo.kabupaten import SHOWN, Peta
from upaya.rules.bok.road import DIVERIFIKASI, PJ_PROGRAM
from upaya.rules.bok.road_spj import DITERIMA
from upaya.rules.insentif import road
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import AUDITOR, VERIFIKATOR_DINAS
from upaya.rules.period import Period

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.empty_world,
    pytest.mark.budget(30, "four people in windows of their own, and the district they work in"),
]
PAPERS = 6
"""What one activity of huruf a fills: surat tugas, kuitansi, two receipts, laporan, KAK."""


@pytest.fixture
def peta(build: Build) -> Peta:
    """The shown puskesmas with its plan and reports."""
    return build((SHOWN, Period(2022, 9), road.DISETUJUI, date(2022, 10, 25)))


def go(page: Page, case: SpjKegiatan, part: str) -> None:
    page.goto(f"{root(page)}/bok/spj/{case.pk}/{part}/")


def open_spj(pj: Page, report: Pelaksanaan) -> SpjKegiatan:
    """Everything is there already: who, when, where, how much; one line is pasted."""
    pj.goto(f"{root(pj)}/bok/spj/susun/?kegiatan={report.pk}")
    pj.get_by_label("Jenis belanja").select_option("a")
    pj.get_by_role("button", name="Buka SPJ").click()
    case = SpjKegiatan.objects.get()
    go(pj, case, "penerima")
    pj.get_by_label("Nama lain").fill("Siti Contoh; Kader")
    pj.get_by_role("button", name="Simpan penerima").click()
    expect(pj.get_by_text("Penerima tersimpan.")).to_be_visible()
    go(pj, case, "naskah")
    pj.get_by_label("Pejabat yang didatangi").fill("Kepala Desa Contoh")
    pj.get_by_role("button", name="Simpan", exact=True).click()
    expect(pj.get_by_text("Isi naskah tersimpan.")).to_be_visible()
    return case


def prove(pj: Page, case: SpjKegiatan, kode: str, files: Path, name: str) -> None:
    """Bring a file for one document."""
    line = pj.locator(f"#dokumen-{kode}")
    line.locator("summary").first.click()
    stored = files / name
    stored.write_bytes(scan().read())
    line.locator("input[type=file]").set_input_files(stored)
    line.get_by_role("button", name="Simpan").click()
    shrunk = name.replace(".png", ".jpg")  # pictures are shrunk on the device
    expect(pj.get_by_text(f"{shrunk} tersimpan.")).to_be_visible()


def gather(pj: Page, case: SpjKegiatan, files: Path, picture: Picture) -> None:
    """Papers issued in one go, what others sign scanned, a reason where there is nothing."""
    go(pj, case, "kelengkapan")
    pj.get_by_role("button", name=f"Terbitkan {PAPERS} naskah sekaligus").click()
    go(pj, case, "kelengkapan")
    with pj.expect_download() as taken:
        pj.get_by_role("link", name="PDF Surat tugas").click()
    assert Path(taken.value.path()).read_bytes().startswith(b"%PDF")
    for kode in ("a-2", "a-3", "a-7"):
        prove(pj, case, kode, files, f"pindaian-{kode}.png")
    line = pj.locator("#dokumen-a-6")
    line.locator("summary").first.click()
    line.get_by_label("Bila tidak ada, mengapa").fill("-")
    line.get_by_role("button", name="Simpan").click()
    expect(pj.get_by_text("bukan tanda atau satu huruf").first).to_be_visible()
    again = pj.locator("#dokumen-a-6")
    again.get_by_label("Bila tidak ada, mengapa").fill("Kunjungan rumah, tidak ada bukti lain.")
    again.get_by_role("button", name="Simpan").click()
    expect(pj.get_by_text("7 dari 7 dokumen selesai")).to_be_visible()
    on_phone(pj, picture, "pj-spj-kelengkapan-ponsel", longer=300)


def test_an_spj_is_gathered_returned_for_one_document_and_accepted(
    enter: Enter, peta: Peta, picture: Picture, tmp_path: Path
) -> None:
    reports = Pelaksanaan.objects.filter(
        puskesmas=peta.puskesmas[SHOWN], status=DIVERIFIKASI, sifat="lapangan"
    )
    pj = enter(PJ_PROGRAM)
    case = open_spj(pj, reports.earliest("pk"))
    gather(pj, case, tmp_path, picture)
    move(pj, "Kirim SPJ")
    confirm(pj, "Kirim SPJ")
    tim = enter(TIM_VERIFIKASI)
    go(tim, case, "kelengkapan")
    move(tim, "Teruskan ke Dinas")
    confirm(tim, "Teruskan ke Dinas")
    dinas = enter(VERIFIKATOR_DINAS)
    go(dinas, case, "kelengkapan")
    dinas.get_by_text("Catat temuan pada bagian ini").click()
    dinas.get_by_label("Tentang").select_option("a.3")
    dinas.get_by_label("Apa yang harus diperbaiki").fill("Belum dicap kepala desa.")
    dinas.get_by_role("button", name="Catat temuan").click()
    move(dinas, "Kembalikan SPJ")
    confirm(dinas, "Kembalikan SPJ")
    # Only that document is open; it is mended where the finding stands.
    go(pj, case, "kelengkapan")
    expect(pj.get_by_text("Terkunci: tidak ada temuan pada dokumen ini.")).to_have_count(6)
    prove(pj, case, "a-3", tmp_path, "bercap.png")
    pj.get_by_text("Tulis tanggapan").click()
    pj.get_by_label("Apa yang sudah diperbaiki").fill("Sudah dicap kepala desa.")
    pj.get_by_role("button", name="Simpan tanggapan").click()
    move(pj, "Kirim SPJ")
    confirm(pj, "Kirim SPJ")
    for page, label in ((tim, "Teruskan ke Dinas"), (dinas, "Terima SPJ")):
        go(page, case, "kelengkapan")
        move(page, label)
        confirm(page, label)
    case.refresh_from_db()
    assert case.status == DITERIMA
    auditor = enter(AUDITOR)
    auditor.goto(f"{root(auditor)}/bok/spj/kemajuan/")
    fits(auditor)
    picture(auditor, "auditor-spj-umur", longer=300)
    go(auditor, case, "dokumen")
    with auditor.expect_download() as taken:
        auditor.get_by_role("link", name="Folder SPJ (ZIP)").click()
    assert Path(taken.value.path()).read_bytes().startswith(b"PK")
