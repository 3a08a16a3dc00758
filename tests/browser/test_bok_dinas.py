"""BOK in the Dinas as each role: the allocation until its letter, the own plan until it is paid."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.steps import PHONE, Build, Enter, Picture, confirm, fits, headed, move, root
from upaya.bok.alokasi.models import Alokasi
from upaya.bok.ketetapan.queries import ketetapan
from upaya.bok.rencana.models import RencanaDinas
from upaya.bok.serapan.models import Serapan
from upaya.core.models import Dokumen
from upaya.demo.kabupaten import SHOWN, Peta
from upaya.rules.bok.road import DITETAPKAN
from upaya.rules.bok.road_dinas import PENYETUJU_DINAS, PERENCANA_DINAS
from upaya.rules.kesehatan import BENDAHARA_PENGELUARAN, KEPALA_DINAS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]


@pytest.fixture
def peta(build: Build) -> Peta:
    """The district with its decrees and the allocation of January; no month of the incentive."""
    return build()


@pytest.mark.budget(20, "two people in two windows, a letter drawn")
def test_an_allocation_is_changed_tried_decided_and_becomes_the_pagu(
    enter: Enter, peta: Peta, picture: Picture
) -> None:
    planner = enter(PERENCANA_DINAS)
    planner.goto(f"{root(planner)}/bok/alokasi/")
    planner.get_by_role("link", name="Alokasi BOK Puskesmas 2022").click()
    picture(planner, "alokasi", longer=500)
    planner.get_by_label("Alasan perubahan").fill("Menteri menambah pagu BOK Puskesmas.")
    planner.get_by_role("button", name="Mulai perubahan").click()
    headed(planner, "Alokasi BOK, 2022 perubahan 1")
    planner.get_by_label("BOK Puskesmas se-kabupaten setahun").fill("16.500.000.000")
    planner.get_by_role("button", name="Simpan ketentuan").click()
    expect(planner.get_by_text("Ketentuan alokasi tersimpan.")).to_be_visible()
    planner.get_by_role("link", name="Luas wilayah kerja").click()
    box = planner.get_by_label(str(peta.puskesmas[SHOWN].nama))
    box.fill("dua belas")
    planner.get_by_role("button", name="Simpan nilai").click()
    expect(box).to_have_value("dua belas")  # refused, and kept
    box.fill("120,5")
    planner.get_by_role("button", name="Simpan nilai").click()
    expect(planner.get_by_text("Nilai tersimpan.")).to_be_visible()
    planner.get_by_role("link", name="Bagaimana bila").click()
    planner.get_by_label("Perubahan paling besar").fill("10")
    planner.get_by_role("button", name="Bandingkan").click()
    expect(planner.get_by_role("table")).to_contain_text("Bila begini")
    picture(planner, "alokasi-coba", longer=400)
    planner.get_by_role("link", name="Isi", exact=True).click()
    planner.get_by_role("link", name=str(peta.puskesmas[SHOWN].nama)).first.click()
    expect(planner.get_by_text("2 desa kali Rp7.500.000 = Rp15.000.000")).to_be_visible()
    picture(planner, "alokasi-hitungan", longer=300)
    planner.go_back()
    move(planner, "Ajukan alokasi")
    confirm(planner, "Ajukan alokasi")

    head = enter(KEPALA_DINAS, viewport=PHONE)
    head.get_by_role("link", name="Alokasi BOK Puskesmas 2022 perubahan 1").first.click()
    fits(head)
    move(head, "Tetapkan alokasi")
    fits(head)
    confirm(head, "Tetapkan alokasi")
    case = Alokasi.objects.get(nomor=1)
    assert case.status == DITETAPKAN
    assert case.hasil is not None
    given = {row["id"]: row["total"] for row in case.hasil["puskesmas"]}
    assert sum(given.values()) == 16_500_000_000
    unit = peta.puskesmas[SHOWN]
    assert ketetapan(unit, 2022).pagu == given[unit.slug]
    head.get_by_role("link", name="lihat dan unduh").click()
    fits(head)
    assert not Dokumen.objects.filter(kode="BOK-ALO").exists()  # looking draws no number


@pytest.mark.budget(20, "four people in four windows")
def test_the_dinas_plans_verifies_decides_and_pays_by_different_people(
    enter: Enter, peta: Peta, picture: Picture
) -> None:
    planner = enter(PERENCANA_DINAS)
    planner.goto(f"{root(planner)}/bok/dinas/rencana/")
    planner.get_by_role("button", name="Buka rencana").click()
    planner.get_by_role("link", name="Tambah kegiatan").click()
    planner.get_by_label("Kegiatan menurut menu").select_option("4.3.b")
    planner.get_by_label("Nama kegiatan").fill("Monitoring percepatan penurunan stunting")
    planner.get_by_label("Agustus").check()
    planner.get_by_label("Harga satuan").first.select_option(index=1)
    planner.get_by_label("Volume 1").first.fill("4")
    planner.get_by_label("Satuan 1").first.fill("orang")
    planner.get_by_role("button", name="Simpan kegiatan").click()
    expect(planner.get_by_text("tersimpan.")).to_be_visible()
    picture(planner, "rencana-dinas", longer=500)
    move(planner, "Ajukan rencana")
    confirm(planner, "Ajukan rencana")
    for role, step in ((PENYETUJU_DINAS, "Nyatakan benar"), (KEPALA_DINAS, "Tetapkan rencana")):
        window = enter(role, viewport=PHONE)
        window.goto(f"{root(window)}{RencanaDinas.objects.get().get_absolute_url()}")
        fits(window)
        move(window, step)
        confirm(window, step)
    assert RencanaDinas.objects.get().status == DITETAPKAN
    treasurer = enter(BENDAHARA_PENGELUARAN)
    treasurer.goto(f"{root(treasurer)}/bok/dinas/serapan/catat/?bulan=2022-08")
    treasurer.get_by_label("Monitoring percepatan penurunan stunting").fill("100.000")
    treasurer.get_by_role("button", name="Simpan", exact=True).click()
    expect(treasurer.get_by_text("Serapan BOK Agustus 2022 tersimpan.")).to_be_visible()
    assert Serapan.objects.get(puskesmas=peta.dinas).jumlah == 100_000
