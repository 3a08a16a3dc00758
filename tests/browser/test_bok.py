"""From a plan to the officers' visits in the incentive, by everybody who has a part in it."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import Build, Enter, Picture, confirm, fits, headed, move, on_phone, root
from tests.factories.regulasi import make_baris
from upaya.bok.ketetapan.keys import SAKELAR_PUSKESMAS
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.bok.rencana.models import Rencana
from upaya.demo.kabupaten import SHOWN, Peta
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.dari_bok.models import DasarKegiatan
from upaya.pegawai.models import Petugas
from upaya.rules.bok.road import DITETAPKAN, DIVERIFIKASI, PJ_PROGRAM
from upaya.rules.insentif import road
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    BENDAHARA_PEMBANTU,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
)
from upaya.rules.period import Period

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.empty_world,
    pytest.mark.budget(30, "six people in windows of their own, and the district they work in"),
]

OKTOBER = Period(2022, 10)
DAYS = "3, 10, 17, 24"


@pytest.fixture
def peta(build: Build) -> Peta:
    """The shown puskesmas with its plan and reports; its months come from BOK since October."""
    made = build((SHOWN, Period(2022, 9), road.DISETUJUI, date(2022, 10, 25)))
    unit = made.puskesmas[SHOWN]
    assert unit.kabupaten is not None
    make_baris(
        unit.kabupaten,
        SAKELAR_PUSKESMAS,
        "ya",
        puskesmas=unit,
        mulai=OKTOBER.first_day,
        sampai=date(2022, 12, 31),
    )
    return made


def go(page: Page, path: str) -> None:
    page.goto(f"{root(page)}{path}")


def plan(pj: Page, picture: Picture) -> Rencana:
    """A change of the plan: one more activity, from October on."""
    standing = Rencana.objects.get(puskesmas__nama__icontains=SHOWN, nomor=1)
    go(pj, standing.get_absolute_url())
    picture(pj, "pj-rencana", longer=700)
    pj.get_by_label("Alasan perubahan").fill("Senam lansia ditambahkan menurut lokakarya.")
    pj.get_by_role("button", name="Mulai perubahan").click()
    pj.get_by_role("link", name="Tambah kegiatan").click()
    pj.get_by_label("Kegiatan menurut menu").select_option("c.2.b")
    pj.get_by_label("Nama kegiatan").fill("Senam lansia")
    for month in ("Oktober", "November"):
        pj.get_by_label(month, exact=True).check()
    line = pj.locator("[data-rincian]").first
    price = line.locator("select").first
    price.select_option(label=price.locator("option", has_text="Konsumsi rapat").inner_text())
    line.locator("[name=r0-volume1]").fill("20")
    line.locator("[name=r0-satuan1]").fill("orang")
    picture(pj, "pj-kegiatan", longer=900)
    pj.get_by_role("button", name="Simpan kegiatan").click()
    expect(pj.get_by_text("Senam lansia tersimpan.")).to_be_visible()
    pj.get_by_label("Penjelasan peringatan").fill("Jumlahnya sesuai kesepakatan lokakarya.")
    pj.get_by_role("button", name="Simpan penjelasan").click()
    move(pj, "Ajukan rencana")
    confirm(pj, "Ajukan rencana")
    made = Rencana.objects.get(puskesmas=standing.puskesmas_id, nomor=2)
    assert made.status == "diajukan"
    return made


def decide(page: Page, change: Rencana, label: str) -> None:
    go(page, change.get_absolute_url())
    move(page, label)
    confirm(page, label)


def carry_out(pj: Page, officer: Petugas, picture: Picture) -> Pelaksanaan:
    """Four days of one officer at the new activity."""
    go(pj, f"/bok/kegiatan/?bulan={OKTOBER}")
    choice = pj.get_by_label("Kegiatan", exact=True).first
    choice.select_option(label="c.2.b Senam lansia")
    pj.get_by_role("button", name="Catat kegiatan").click()
    headed(pj, "Kegiatan BOK, Senam lansia, Oktober 2022")
    pj.get_by_label("Hasil kegiatan").fill("Diikuti 60 lansia dari tiga desa.")
    pj.locator(f"[name=hari-{officer.pk}]").fill(DAYS)
    pj.locator("[name=nama-kader]").fill("Siti Contoh\nAminah Contoh")
    picture(pj, "pj-laporan", longer=400)
    pj.get_by_role("button", name="Simpan laporan").click()
    expect(pj.get_by_text("Laporan kegiatan tersimpan.")).to_be_visible()
    move(pj, "Laporkan kegiatan")
    confirm(pj, "Laporkan kegiatan")
    made: Pelaksanaan = Pelaksanaan.objects.get(nama="Senam lansia")
    return made


def record(bendahara: Page, picture: Picture) -> None:
    """What was paid on the new activity, beside what stands already."""
    go(bendahara, f"/bok/serapan/catat/?bulan={OKTOBER}")
    bendahara.get_by_label("c.2.b Senam lansia").fill("600.000")
    picture(bendahara, "bendahara-serapan", longer=500)
    bendahara.get_by_role("button", name="Simpan", exact=True).click()
    expect(bendahara.get_by_text("Serapan BOK Oktober 2022 tersimpan.")).to_be_visible()


def take_over(operator: Page, officer: Petugas, picture: Picture) -> None:
    """The month's grid out of the activities, and one number with what stands behind it."""
    go(operator, "/insentif/")
    month = Pengajuan.objects.filter(puskesmas=officer.puskesmas_id, periode=OKTOBER.first_day)
    if not month.exists():
        operator.get_by_role("button", name="Buka bulan Oktober 2022").click()
    opened = month.get()
    go(operator, f"/insentif/{opened.pk}/kegiatan/")
    operator.get_by_role("button", name="Ambil lagi dari kegiatan BOK").click()
    expect(operator.get_by_text("Kegiatan diambil dari kegiatan BOK.")).to_be_visible()
    picture(operator, "operator-dari-bok", longer=300)
    row, line = opened.petugas.get(petugas=officer), opened.baris.get(menu="c.2.b")
    assert DasarKegiatan.objects.filter(petugas_bulan=row, menu="c.2.b").count() == 4
    go(operator, f"/insentif/petugas/{row.pk}/kegiatan/{line.pk}/")
    headed(operator, f"{officer.nama}: 4 kali")
    expect(operator.get_by_role("link", name="Senam lansia")).to_have_count(4)
    picture(operator, "operator-di-balik-angka")
    on_phone(operator, picture, "operator-di-balik-angka-ponsel")


def test_an_activity_is_written_once_from_plan_to_incentive(
    enter: Enter, peta: Peta, picture: Picture
) -> None:
    unit = peta.puskesmas[SHOWN]
    officer = unit.petugas.order_by("pk")[30]
    pj = enter(PJ_PROGRAM)
    change = plan(pj, picture)
    tim = enter(TIM_VERIFIKASI)
    decide(tim, change, "Nyatakan benar")
    kepala = enter(KEPALA_PUSKESMAS)
    decide(kepala, change, "Tetapkan rencana")
    change.refresh_from_db()
    assert change.status == DITETAPKAN
    report = carry_out(pj, officer, picture)
    go(tim, report.get_absolute_url())
    expect(tim.get_by_text("Siti Contoh, Aminah Contoh")).to_be_visible()
    move(tim, "Nyatakan benar")
    confirm(tim, "Nyatakan benar")
    report.refresh_from_db()
    assert report.status == DIVERIFIKASI
    record(enter(BENDAHARA_PEMBANTU), picture)
    take_over(enter(OPERATOR_PUSKESMAS), officer, picture)
    go(pj, f"/bok/kalender/?bulan={OKTOBER}")
    expect(pj.get_by_role("link", name="Senam lansia")).to_have_count(4)
    picture(pj, "pj-kalender", longer=500)
    on_phone(pj, picture, "pj-kalender-ponsel", longer=400)
    dinas = enter(ADMIN_DINAS)
    go(dinas, f"/bok/kemajuan/?bulan={OKTOBER}")
    picture(dinas, "admin-kemajuan-bok")
    go(dinas, "/bok/")
    fits(dinas)
    assert dinas.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('.wide'))")
    picture(dinas, "admin-papan-bok")
