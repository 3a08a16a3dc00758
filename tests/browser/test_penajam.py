"""The whole way once: a poor family, a letter, a member, a referral, a guarantee, a claim, money.

Each step is made in the window of whose step it is. And beside it: staff by a decree, and a list of
members that is tried. The pictures are those of the manual of UPT Jamkesda, of the counter of a PPK
and of claims.
"""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from django.test import Client
from playwright.sync_api import FilePayload, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.jalan_klaim import claim_to_money, siapkan
from tests.browser.steps import (
    Enter,
    Picture,
    confirm,
    fits,
    headed,
    let_in,
    move,
    on_phone,
    root,
)
from tests.browser.test_miskol import issue_letter
from tests.factories.akun import sign_in
from upaya.akun.models import Membership
from upaya.exchange.jamkesda.peserta_tabel import KOLOM
from upaya.jamkesda.demo import orang, surat_miskin, tempat
from upaya.jamkesda.models import Pendaftaran, Peserta, SuratJaminan
from upaya.rules.jamkesda import peran
from upaya.rules.kesehatan import KEPALA_DINAS
from upaya.supermiskol.surat.models import SuratMiskin

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]


def _nothing(*_args: object, **_kwargs: object) -> None:
    """The letter's own journey has its pictures."""


@pytest.fixture
def panggung(settings: Settings) -> tempat.Panggung:
    settings.DEMO, settings.BUSINESS_DATE = True, date(2022, 11, 3)
    made = tempat.make(Random(6409))  # noqa: S311 - the same invented people every time
    orang.make(made)
    surat_miskin.siapkan(made)
    siapkan(made)
    return made


@pytest.mark.budget(280, "belasan orang, dari keluarga sampai uang rumah sakit")
def test_from_a_poor_family_to_the_money_of_its_hospital(
    enter: Enter, page: Page, live_server: LiveServer, picture: Picture, panggung: tempat.Panggung
) -> None:
    issue_letter(enter, _nothing).context.close()
    clerk, officer, head = (
        enter(role) for role in (peran.PENDAFTARAN, peran.KEPESERTAAN, peran.KEPALA_UPT)
    )
    _member(clerk, officer, head, picture)
    card = Peserta.objects.get().kartu
    referring = Membership.objects.select_related("unit").get(
        unit=panggung.ppk[3].unit, role=peran.PENDAFTARAN.name
    )
    let_in(page, live_server.url, sign_in(Client(), referring))
    _refer(page, live_server.url, card, picture)
    _guarantee(clerk, head, card)
    for window in (officer, clerk):
        window.context.close()
    claim_to_money(enter, head, SuratJaminan.objects.get(), picture)


def _member(clerk: Page, officer: Page, head: Page, picture: Picture) -> None:
    """The letter fills the draft; three people make its holder a member; the card is printed."""
    clerk.goto(f"{root(clerk)}/jamkesda/pendaftaran/dari-surat/")
    clerk.get_by_label("Nomor surat").fill(SuratMiskin.objects.get().nomor)
    clerk.get_by_label("Tanggal lahir pemegang surat").fill("1980-05-05")
    fits(clerk)
    picture(clerk, "jamkesda-dari-surat")
    clerk.get_by_role("button", name="Isi draf dari surat").click()
    expect(clerk.get_by_text("Siti Maryam").first).to_be_visible()
    move(clerk, "Ajukan pendaftaran")
    confirm(clerk, "Ajukan pendaftaran")
    at = f"{root(clerk)}{Pendaftaran.objects.get().get_absolute_url()}"
    for window, label in ((officer, "Nyatakan sesuai"), (head, "Aktifkan peserta")):
        window.goto(at)
        if window is officer:
            on_phone(window, _nothing, "")
        move(window, label)
        confirm(window, label)
    officer.goto(f"{root(officer)}/jamkesda/peserta/{Peserta.objects.get().pk}/")
    fits(officer)
    with officer.expect_download() as saved:
        officer.get_by_role("link", name="Kartu (PDF)").click()
    assert saved.value.suggested_filename.startswith("kartu-jk")


def _check(page: Page, card: str) -> None:
    page.goto(f"{root(page)}/jamkesda/cek/")
    page.get_by_label("NIK, nomor kartu, atau hasil pindai QR").fill(card)
    page.get_by_role("button", name="Cek", exact=True).click()
    expect(page.get_by_text("Dijamin hari ini")).to_be_visible()


def _refer(page: Page, server: str, card: str, picture: Picture) -> None:
    """A puskesmas sends the patient on."""
    page.goto(server)
    _check(page, card)
    on_phone(page, picture, "jamkesda-cek", longer=200)
    page.get_by_role("link", name="Buat rujukan").click()
    page.get_by_label("Dirujuk ke").select_option(label="RSUD Rekaan Penajam")
    page.get_by_label("Nomor rujukan", exact=False).first.fill("RJ/001/PKM/2022")
    page.get_by_label("Tanggal rujukan").fill("2022-11-03")
    page.get_by_label("Kelompok diagnosis").fill("J18")
    page.get_by_label("Alasan merujuk").fill("Memerlukan perawatan dokter spesialis.")
    fits(page)
    page.get_by_role("button", name="Simpan rujukan").click()
    expect(page.get_by_text("RJ/001/PKM/2022").first).to_be_visible()


def _guarantee(clerk: Page, head: Page, card: str) -> None:
    """The hospital asks, the UPT approves, the letter is printed."""
    _check(clerk, card)
    clerk.get_by_role("link", name="Buat surat jaminan").click()
    clerk.get_by_label("Layanan", exact=True).select_option(label="Rawat inap tingkat lanjutan")
    clerk.get_by_label("Kelas perawatan").select_option(label="Kelas III")
    clerk.locator("select[name=rujukan]").select_option(index=1)
    clerk.get_by_label("Kelompok diagnosis").fill("J18")
    clerk.get_by_label("Berlaku mulai").fill("2022-11-03")
    clerk.get_by_label("Berlaku sampai").fill("2022-11-12")
    clerk.get_by_label("Batas jaminan").fill("6.000.000")
    fits(clerk)
    clerk.get_by_role("button", name="Simpan draf").click()
    move(clerk, "Mintakan persetujuan UPT")
    confirm(clerk, "Mintakan persetujuan UPT")
    head.goto(clerk.url)
    move(head, "Setujui dan terbitkan")
    confirm(head, "Setujui dan terbitkan")
    clerk.reload()
    with clerk.expect_download() as saved:
        clerk.get_by_role("link", name="PDF").first.click()
    assert saved.value.suggested_filename.startswith("surat-jaminan-")


@pytest.mark.budget(60, "empat orang di peramban")
def test_staff_by_a_decree_and_a_list_that_is_tried(
    enter: Enter, picture: Picture, panggung: tempat.Panggung
) -> None:
    head = enter(peran.KEPALA_UPT)
    head.goto(f"{root(head)}/jamkesda/petugas/usulkan/")
    head.get_by_label("Nama", exact=True).fill("Rina Rekaan")
    head.get_by_label("Nama pengguna").fill("rina.rekaan")
    head.get_by_label("Alamat surel").fill("rina@contoh.invalid")
    head.get_by_label("Peran").select_option(label="Verifikator klaim")
    head.get_by_label("Pelatihan atau pengalaman").fill("e-Jamkesda, Penajam, 2022")
    head.get_by_label("Alasan").fill("Klaim rawat inap memerlukan verifikator kedua.")
    fits(head)
    head.get_by_role("button", name="Simpan").click()
    headed(head, "Rina Rekaan")
    decider = enter(KEPALA_DINAS)
    decider.goto(head.url)
    decider.get_by_label("Tetapkan dengan SK").check()
    decider.get_by_label("Nomor SK").fill("440/12/SK/2022")
    decider.get_by_label("Tanggal SK").fill("2022-11-01")
    on_phone(decider, picture, "jamkesda-sk", longer=700)
    decider.get_by_role("button", name="Simpan putusan").click()
    expect(decider.get_by_text("440/12/SK/2022")).to_be_visible()
    admin = enter(peran.ADMIN_UPT)
    admin.goto(f"{root(admin)}/jamkesda/impor/unggah/")
    sent: FilePayload = {
        "name": "peserta.csv",
        "mimeType": "text/csv",
        "buffer": _list(panggung).encode(),
    }
    admin.get_by_label("Berkas XLSX atau CSV").set_input_files(sent)
    admin.get_by_label("Nomor keputusan").fill("BA/1/2022")
    admin.get_by_role("button", name="Baca berkas").click()
    expect(admin.get_by_text("Orang baru").first).to_be_visible()
    fits(admin)
    picture(admin, "jamkesda-impor", longer=200)
    head.goto(admin.url)
    head.get_by_label("Saya sudah membaca").check()
    head.get_by_role("button", name="Ambil berkas ini").click()
    expect(head.get_by_text("Hasil: masuk")).to_be_visible()
    assert Peserta.objects.count() == 2


def _list(panggung: tempat.Panggung) -> str:
    village = panggung.desa[0].kode
    rest = f"9999010301000001;02/03/1990;P;anak;Ibu Rekaan;{village};RT 05;miskin"
    rows = [";".join(column.judul for column in KOLOM)]
    rows += [f"{name};{nik};{rest}" for name, nik in (
        ("Ani Rekaan", "9999014203900001"), ("Budi Rekaan", "9999010203900002"),
        ("Citra Rekaan", "12345"))]  # fmt: skip
    return "\n".join(rows)
