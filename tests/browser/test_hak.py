"""A family on a phone: how it stands, an objection, its answer from another officer."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.steps import PHONE, Enter, Picture, fits, headed
from tests.chromium import watch
from upaya.rules.supermiskol import road
from upaya.supermiskol import demo
from upaya.supermiskol.permohonan.models import Permohonan

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]


@pytest.mark.budget(60, "keluarga di ponsel dan petugas di meja")
def test_a_family_objects_and_another_officer_answers(
    enter: Enter,
    settings: Settings,
    picture: Picture,
    chromium: Browser,
    context_options: dict[str, Any],
    live_server: LiveServer,
) -> None:
    settings.DEMO, settings.BUSINESS_DATE = True, date(2022, 11, 3)
    stage = demo._stage(Random(3510))  # noqa: S311 - the same invented people every time
    demo.scheme(stage)
    demo.request(stage, 0, demo.Keluarga(road.DITOLAK, 1, poor=False))
    case = Permohonan.objects.get()
    context = chromium.new_context(**(context_options | {"viewport": PHONE}))
    page = context.new_page()
    faults = watch(page)
    page.goto(f"{live_server.url}/surat-miskin/saya/")
    page.get_by_label("Nomor tiket").fill(case.tiket.lower())
    page.get_by_label("Tanggal lahir pemohon").fill(case.tanggal_lahir.isoformat())
    fits(page)
    picture(page, "miskol-keluarga", longer=400)
    page.get_by_role("button", name="Lihat permohonan saya").click()
    headed(page, "Ditolak")
    expect(page.get_by_text(case.nama)).to_have_count(0)
    page.get_by_role("link", name="Kirim keberatan").click()
    page.get_by_label("Mengapa Anda berkeberatan?").fill(
        "Rumah kami rusak sejak banjir bulan lalu."
    )
    page.get_by_role("button", name="Kirim keberatan").click()
    expect(page.get_by_role("status").first).to_contain_text("Keberatan tercatat")
    clerk = enter(road.PETUGAS_DINSOS)
    clerk.get_by_role("link", name="Jawab keberatan keluarga.").click()
    clerk.get_by_label("Keberatan diterima").check()
    clerk.get_by_label("Jawaban", exact=True).fill("Kami akan melihat rumah Anda lagi bersama tim.")
    clerk.get_by_label("Yang dijanjikan").fill("Kunjungan ulang bersama tim kecamatan.")
    clerk.get_by_label("Ditepati sampai").fill("2022-11-10")
    clerk.get_by_role("button", name="Kirim jawaban").click()
    expect(clerk.get_by_role("button", name="Janji sudah ditepati")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Kunjungan ulang bersama tim kecamatan.")).to_be_visible()
    fits(page)
    picture(page, "miskol-keluarga-kabar", longer=900)
    clerk.get_by_role("link", name="Surat miskin", exact=True).first.click()
    clerk.get_by_role("link", name="Papan").click()
    headed(clerk, "Papan surat miskin")
    picture(clerk, "miskol-papan", longer=300)
    page.get_by_role("button", name="Selesai, tutup halaman ini").click()
    headed(page, "Permohonan surat miskin saya")
    assert faults == []
    context.close()
