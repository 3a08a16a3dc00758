"""A poor family's letter in a browser: village and surveyor on a phone, the others at a desk.

The pictures taken on the way are those of the manual.
"""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from playwright.sync_api import FilePayload, Page, expect
from pytest_django import Settings

from tests.browser.steps import PHONE, Enter, Picture, confirm, fits, headed, move, root
from tests.factories.miskol import SKEMA
from tests.factories.miskol import picture as photo
from upaya.rules.supermiskol import road
from upaya.supermiskol import demo
from upaya.supermiskol.permohonan.models import Permohonan

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]


def _upload(page: Page, label: str, name: str) -> None:
    page.get_by_label("Jenis berkas").select_option(label=label)
    sent: FilePayload = {"name": name, "mimeType": "image/png", "buffer": photo(name).read()}
    page.locator("#id_berkas").set_input_files(sent)
    page.get_by_role("button", name="Unggah berkas").click()
    expect(page.get_by_role("link", name=name.replace("png", "jpg"))).to_be_visible()


@pytest.mark.budget(90, "delapan langkah di peramban, lima orang")
def test_a_letter_from_the_village_to_the_village(
    enter: Enter, settings: Settings, picture: Picture
) -> None:
    settings.DEMO, settings.BUSINESS_DATE = True, date(2022, 11, 3)
    stage = demo._stage(Random(3510))  # noqa: S311 - the same invented people every time
    demo.scheme(stage)
    village = issue_letter(enter, picture)
    fits(village)
    picture(village, "miskol-surat", longer=200)
    with village.expect_download() as saved:
        village.get_by_role("link", name="Unduh surat (PDF)").click()
    assert saved.value.suggested_filename.endswith(".pdf")
    village.get_by_role("link", name="/surat-miskin/periksa/").click()
    headed(village, "Surat ini berlaku")
    expect(village.get_by_text("S. M.")).to_be_visible()
    expect(village.get_by_text("Siti Maryam")).to_have_count(0)
    fits(village)


def issue_letter(enter: Enter, picture: Picture) -> Page:
    """A family files, everybody does their part; the village's window, on the letter."""
    village = enter(road.OPERATOR_DESA, viewport=PHONE)
    village.goto(f"{root(village)}/miskol/")
    expect(village.get_by_label("Nomor tiket")).to_have_count(0)  # nothing to look for yet
    _file(village, picture)
    for label in ("Nyatakan persyaratan lengkap", "Kirim permohonan"):
        move(village, label)
        confirm(village, label)
    case = Permohonan.objects.get()
    at = f"{root(village)}/miskol/{case.pk}/"
    # On a phone the filter is folded: requests stand on the first screen. At a desk it is open.
    village.goto(f"{root(village)}/miskol/")
    expect(village.get_by_label("Nomor tiket")).to_be_hidden()
    village.get_by_text("Saring", exact=True).click()
    expect(village.get_by_label("Nomor tiket")).to_be_visible()
    health = enter(road.PETUGAS_DINKES)
    health.goto(f"{root(health)}/miskol/")
    expect(health.get_by_label("Nomor tiket")).to_be_visible()
    health.goto(f"{at}pemohon/")
    move(health, "Konfirmasi permohonan")
    confirm(health, "Konfirmasi permohonan")
    _visit(enter(road.SURVEYOR, viewport=PHONE), at, picture)
    for role, label in (
        (road.VERIFIKATOR_KECAMATAN, "Beri rekomendasi"),
        (road.OPERATOR_DESA, "Serahkan seluruh hasil"),
        (road.PETUGAS_DINSOS, "Nyatakan lengkap"),
    ):
        window = village if role == road.OPERATOR_DESA else enter(role)
        window.goto(f"{at}hasil/")
        move(window, label)
        confirm(window, label)
    signer = enter(road.PENANDATANGAN)
    signer.goto(f"{at}hasil/")
    move(signer, "Setujui dan terbitkan surat")
    signer.get_by_label("Alasan", exact=True).fill("Seluruh hasil verifikasi sesuai.")
    picture(signer, "miskol-putusan", longer=500)
    confirm(signer, "Setujui dan terbitkan surat")
    _delegate(signer, picture)
    village.goto(f"{at}surat/")
    return village


def _delegate(signer: Page, picture: Picture) -> None:
    """Who is away names a colleague of the same office."""
    signer.goto(f"{root(signer)}/pelimpahan/")
    signer.get_by_role("link", name="Limpahkan peran saya").click()
    signer.get_by_label("Pelaksana harian").select_option(index=1)
    signer.get_by_label("Mulai").fill("2022-11-07")
    signer.get_by_label("Sampai").fill("2022-11-11")
    signer.get_by_label("Alasan").fill("Cuti tahunan.")
    picture(signer, "pelimpahan", longer=150)
    signer.get_by_role("button", name="Limpahkan peran").click()
    expect(signer.get_by_text("7 November 2022").first).to_be_visible()


def _file(village: Page, picture: Picture) -> None:
    """The applicant stands at the counter: data, what was looked up, four papers."""
    village.goto(f"{root(village)}/miskol/baru/")
    village.get_by_label("Nama pemohon").fill("Siti Maryam")
    village.get_by_label("NIK", exact=False).first.fill("9999014505800001")
    village.get_by_label("Nomor KK").fill("9999019999000001")
    village.get_by_label("Tanggal lahir").fill("1980-05-05")
    village.get_by_label("Alamat rumah").fill("Dusun Krajan RT 01 RW 02")
    village.get_by_label("Fasilitas kesehatan yang dituju").fill("RSUD Rekaan")
    village.get_by_label("Nomor rujukan").fill("RJ-001")
    village.get_by_label("Kepesertaan KIS/JKN").select_option(label="Bukan peserta JKN")
    village.get_by_label("Dicek di mana").fill("Aplikasi JKN")
    village.get_by_label("Data kesejahteraan sosial").select_option(label="DTKS")
    fits(village)
    picture(village, "miskol-catat", longer=500)
    village.get_by_role("button", name="Catat permohonan").click()
    for label, name in (
        ("KTP", "ktp.png"),
        ("Kartu keluarga", "kk.png"),
        ("Surat pengantar desa", "surat.png"),
        ("Rujukan atau surat rawat inap", "rujukan.png"),
    ):
        _upload(village, label, name)
    fits(village)
    picture(village, "miskol-berkas", longer=300)


def _visit(page: Page, at: str, picture: Picture) -> None:
    """Each indicator by thumb; what is half is kept, and is no score."""
    page.goto(f"{at}kunjungan/")
    fits(page)
    picture(page, "miskol-kunjungan", longer=400)
    for place, one in enumerate(SKEMA.dihitung):
        if place == 5:
            page.get_by_role("button", name="Simpan jawaban").click()
            expect(page.get_by_text("Tersimpan 5 dari 17 jawaban")).to_be_visible()
        page.locator(f"input[name='i-{one.kode}'][value='1']").check()
    sent: FilePayload = {
        "name": "rumah.png",
        "mimeType": "image/png",
        "buffer": photo("rumah.png").read(),
    }
    page.get_by_label("Foto rumah").set_input_files(sent)
    expect(page.get_by_text("1 berkas tersimpan.")).to_be_visible()
    for label in ("Petugas desa", "Tim Pemburu Kemiskinan"):
        page.get_by_label(label, exact=False).first.select_option(index=1)
    page.get_by_role("button", name="Simpan jawaban").click()
    expect(page.get_by_text("Tersimpan 17 dari 17 jawaban dan 1 foto")).to_be_visible()
    move(page, "Kirim hasil tinjau lapang")
    confirm(page, "Kirim hasil tinjau lapang")
