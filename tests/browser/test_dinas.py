"""What the Dinas does beside the road: a mistake after approval, the dashboard, another rule."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.steps import (
    PHONE,
    Build,
    Enter,
    Picture,
    confirm,
    fits,
    headed,
    move,
    root,
)
from upaya.demo.kabupaten import SHOWN, Peta
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.koreksi.models import Koreksi
from upaya.insentif.simulasi.models import Simulasi
from upaya.insentif.uang.reading import payment_of
from upaya.rules.insentif import road
from upaya.rules.insentif.comparison import Perbandingan
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import (
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    VERIFIKATOR_DINAS,
)
from upaya.rules.money import rupiah
from upaya.rules.period import Period

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]

AGUSTUS, SEPTEMBER = Period(2022, 8), Period(2022, 9)
REASON = "Daftar hadir posyandu 14 Agustus baru ditemukan; kunjungannya belum dihitung."


@pytest.fixture
def peta(build: Build) -> Peta:
    """A paid month and an approved one; a neighbour that is behind."""
    return build(
        (SHOWN, AGUSTUS, road.DIBAYAR, date(2022, 10, 20)),
        (SHOWN, SEPTEMBER, road.DISETUJUI, date(2022, 10, 25)),
        ("panji", AGUSTUS, road.DANA_DITRANSFER, date(2022, 10, 20)),
        ("besuki", AGUSTUS, road.DIAJUKAN, date(2022, 10, 20)),
    )


def _month(peta: Peta, period: Period) -> Pengajuan:
    return Pengajuan.objects.get(puskesmas=peta.puskesmas[SHOWN], periode=period.first_day)


def test_a_mistake_after_approval_is_paid_with_the_next_month(
    enter: Enter, peta: Peta, picture: Picture
) -> None:
    august, september = _month(peta, AGUSTUS), _month(peta, SEPTEMBER)
    frozen = august.perhitungan.get()
    officer = frozen.baris.filter(bruto__gt=0).order_by("petugas__nama")[2].petugas

    operator = enter(OPERATOR_PUSKESMAS)
    operator.goto(f"{root(operator)}/insentif/{august.pk}/pembayaran/")
    operator.get_by_role("link", name="Usulkan koreksi").click()
    operator.get_by_label("Petugas atau bagian yang salah").select_option(officer.kode)
    operator.get_by_role("button", name="Pilih").click()
    operator.get_by_label("Alasan koreksi").fill(REASON)
    visits = operator.locator(f"[name=f_{officer.kode}]")
    visits.fill(str(int(visits.input_value()) + 3))
    operator.get_by_role("button", name="Hitung selisihnya").click()
    expect(operator.get_by_role("table", name="Selisih bila disetujui")).to_be_visible()
    picture(operator, "operator-koreksi", longer=200)
    confirm(operator, "Usulkan koreksi ini")

    made = Koreksi.objects.get()
    steps = {
        TIM_VERIFIKASI: "Nyatakan benar",
        KEPALA_PUSKESMAS: "Ajukan ke Dinas Kesehatan",
        VERIFIKATOR_DINAS: "Setujui koreksi",
    }
    for role, step in steps.items():
        page = enter(role)
        page.locator(f"a[href='/insentif/koreksi/{made.pk}/']").first.click()
        expect(page.get_by_text(REASON)).to_be_visible()
        if role is VERIFIKATOR_DINAS:
            picture(page, "verifikator-koreksi", longer=150)
        move(page, step)
        confirm(page, step)
    made.refresh_from_db()
    assert made.status == "disetujui"

    operator.goto(f"{root(operator)}/insentif/{september.pk}/")
    move(operator, "Buat rekap pembayaran")
    confirm(operator, "Buat rekap pembayaran")
    payment = payment_of(september)
    assert payment is not None
    share = september.perhitungan.get().baris.get(petugas=officer)
    more = made.baris.get(petugas=officer).selisih
    line = payment.baris.get(petugas=officer)
    assert more > 0
    assert line.bruto == share.bruto + more
    operator.goto(f"{root(operator)}/pembayaran/baris/{line.pk}/")
    expect(operator.get_by_text("Selisih Agustus 2022 (koreksi ke-1)")).to_be_visible()
    expect(operator.get_by_text(rupiah(more))).to_be_visible()
    assert august.perhitungan.get().sidik == frozen.sidik
    assert not {row.bruto for row in payment.baris.all()} & {0}


def test_the_dinas_reads_where_it_stands_and_tries_another_rule(
    enter: Enter, peta: Peta, picture: Picture
) -> None:
    kepala = enter(KEPALA_DINAS)
    kepala.get_by_role("link", name="Dasbor", exact=True).click()
    expect(kepala.locator("main")).to_contain_text("Dasbor 2022")
    picture(kepala, "dasbor-ringkasan")
    parts = kepala.get_by_role("navigation", name="Bagian dasbor")
    parts.get_by_role("link", name="Uang").click()
    expect(kepala.locator("main")).to_contain_text("Banyuputih")

    kepala.get_by_role("link", name="Simulasi", exact=True).click()
    kepala.get_by_role("link", name="Simulasi baru").click()
    kepala.get_by_label("Nama simulasi").fill("Dasar 10%")
    kepala.get_by_text("Bagian dari BOK terserap").first.click()
    kepala.locator("[name=dasar_0]").fill("10")
    picture(kepala, "simulasi-baru", longer=300)
    kepala.get_by_role("button", name="Jalankan simulasi").click()
    headed(kepala, "Dasar 10%")
    expect(kepala.get_by_text("Naik").first).to_be_visible()
    picture(kepala, "simulasi-hasil", longer=300)
    made = Simulasi.objects.get()
    assert made.status == Simulasi.Status.SELESAI
    found = Perbandingan.from_dict(made.hasil).jumlah
    assert found.naik > 0
    assert found.skenario > found.sekarang
    kepala.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    fits(kepala)
    august = _month(peta, AGUSTUS)
    paid = payment_of(august)
    assert paid is not None
    assert august.perhitungan.get().dibagi == paid.total  # no real month was touched
