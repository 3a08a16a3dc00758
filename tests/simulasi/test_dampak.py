"""A proposed rule shows what it would have done, and is approved only by who saw just that."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from tests.factories.akun import make_access, sign_in_as
from tests.factories.insentif import make_month
from tests.factories.regulasi import make_baris
from tests.factories.simulasi import make_simulasi
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from tests.snapshots.arranged import arrangement
from upaya.core.models import AuditEntry
from upaya.core.registry import registry
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.insentif.simulasi import impact, services
from upaya.insentif.simulasi.models import Simulasi
from upaya.regulasi import services as regulasi
from upaya.regulasi.models import BarisAturan
from upaya.rules.insentif.comparison import Perbandingan
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    AUDITOR,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
)
from upaya.rules.roles import Role

pytestmark = pytest.mark.django_db

TODAY = date(2022, 11, 1)
EVERY_BAND_LOW = [1_000_000, 2_000_000, 3_000_000, 4_000_000]


@pytest.fixture(autouse=True)
def _day(settings: Settings) -> None:
    settings.BUSINESS_DATE = TODAY


@arrangement(upon="kosong", BUSINESS_DATE=TODAY)
def proposal() -> BarisAturan:
    """Bands of next year in which everybody is `sangat rendah`, beside two submitted months."""
    make_month(make_puskesmas("Panji"), status="disetujui")
    make_month(make_puskesmas("Besuki"), status="diajukan", bok_diserap=20_000_000)
    return make_baris(
        make_kabupaten(), Kunci.PITA_PENDUDUK, EVERY_BAND_LOW, mulai=date(2023, 1, 1),
        status="usulan",
    )  # fmt: skip


def page(client: Client, row: BarisAturan) -> str:
    answer = client.get(reverse("regulasi:baris", args=[row.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def approve(client: Client, row: BarisAturan, shown: str = "") -> str:
    address = reverse("regulasi:setujui", args=[row.pk])
    return client.post(address, {"dampak": shown}, follow=True).content.decode()


def fingerprint_on(html: str) -> str:
    found = re.search(r'name="dampak" value="([0-9a-f]*)"', html)
    assert found
    return found[1]


@pytest.mark.empty_world
def test_from_the_proposal_to_its_approval(
    client: Client,
    proposal: BarisAturan,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    sign_in_as(client, KEPALA_DINAS)
    before = page(client, proposal)
    assert "Hitung dulu dampaknya" in before
    assert "Ya, setujui" not in before
    assert "di luar bulan-bulan yang sudah diajukan (Agustus 2022)" in before
    assert "seandainya aturan itu berlaku pada bulan-bulan yang sudah ada" in before
    assert "Hitung dulu dampaknya" in approve(client, proposal)
    proposal.refresh_from_db()
    assert proposal.status == "usulan"

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("simulasi:dampak", args=[proposal.pk]))
    made = Simulasi.objects.get()
    outcome = Perbandingan.from_dict(made.hasil)
    # 0,20 becomes 0,07 on a base of 7,5%: of 1 + 0,55 only 1 + 0,42 is left.
    assert outcome.jumlah.sekarang == 9_300_000
    assert outcome.jumlah.skenario == 80_000_000 * 75 * 142 // 100_000
    shown = page(client, proposal)
    for said in ("Besuki", "Panji", "Rp8.520.000", "-Rp780.000", "Ya, setujui"):
        assert said in shown, said
    assert fingerprint_on(shown) == made.sidik

    assert "Ketetapan disetujui" in approve(client, proposal, made.sidik)
    entry = AuditEntry.objects.get(action="aturan.setujui")
    assert entry.detail["dampak"] == made.sidik


def test_what_was_not_shown_does_not_approve(client: Client, proposal: BarisAturan) -> None:
    made = make_simulasi(nilai=impact.scenario_of(proposal).nilai, usulan=proposal)
    sign_in_as(client, KEPALA_DINAS)
    for wrong in ("", "0" * 64, "x" * 5000):
        assert "berubah sejak perbandingan ini ditampilkan" in approve(client, proposal, wrong)
    proposal.refresh_from_db()
    assert proposal.status == "usulan"
    assert "Ketetapan disetujui" in approve(client, proposal, made.sidik)


def test_a_comparison_of_another_proposal_does_not_count(
    client: Client, proposal: BarisAturan
) -> None:
    """Same value, same months, but stored for nobody's proposal."""
    made = make_simulasi(nilai=impact.scenario_of(proposal).nilai)
    sign_in_as(client, KEPALA_DINAS)
    assert "Hitung dulu dampaknya" in approve(client, proposal, made.sidik)


def test_a_month_submitted_since_asks_for_a_new_comparison(
    client: Client, proposal: BarisAturan
) -> None:
    made = make_simulasi(nilai=impact.scenario_of(proposal).nilai, usulan=proposal)
    make_month(make_puskesmas("Suboh"), status="diajukan")
    sign_in_as(client, KEPALA_DINAS)
    shown = page(client, proposal)
    assert "Hitung lagi dampaknya" in shown
    assert "Ya, setujui" not in shown
    assert "Hitung lagi dampaknya" in approve(client, proposal, made.sidik)


@pytest.mark.empty_world
def test_without_months_it_says_so_and_lets_approve(client: Client) -> None:
    make_month(make_puskesmas("Panji"))
    row = make_baris(make_kabupaten(), Kunci.METODE_SPM, "kontinu", status="usulan")
    sign_in_as(client, KEPALA_DINAS)
    shown = page(client, row)
    assert "tidak ada yang dapat dibandingkan" in shown
    assert "Hitung dampaknya" not in shown
    assert "Ketetapan disetujui" in approve(client, row, fingerprint_on(shown))


@pytest.mark.empty_world
def test_progress_is_shown_and_a_second_press_starts_nothing(
    client: Client, proposal: BarisAturan
) -> None:
    access = make_access(KEPALA_DINAS, make_dinas())
    first = impact.start(proposal, access)
    assert impact.start(proposal, access).pk == first.pk
    services._claim(first.pk, 1)
    sign_in_as(client, KEPALA_DINAS)
    shown = page(client, proposal)
    assert 'role="progressbar"' in shown
    assert "0 dari 2 puskesmas" in shown
    assert "<noscript><meta" in shown
    assert "sedang dihitung" in approve(client, proposal)
    services.cancel(first.pk, access)
    assert "terhenti. Hitung lagi" in page(client, proposal)


def test_a_pagu_concerns_one_puskesmas(client: Client) -> None:
    panji = make_puskesmas("Panji")
    make_month(panji, status="diajukan")
    make_month(make_puskesmas("Besuki"), status="diajukan")
    row = make_baris(
        make_kabupaten(), Kunci.PAGU_INSENTIF, 1_000_000, puskesmas=panji,
        mulai=date(2022, 1, 1), sampai=date(2022, 12, 31), status="usulan",
    )  # fmt: skip
    made = impact.start(row, make_access(ADMIN_DINAS, make_dinas()))
    services.run.call(made.pk, 1)
    made.refresh_from_db()
    outcome = Perbandingan.from_dict(made.hasil)
    assert [each.nama for each in outcome.puskesmas] == ["Panji"]
    assert (outcome.jumlah.sekarang, outcome.jumlah.skenario) == (6_975_000, 1_000_000)
    sign_in_as(client, KEPALA_DINAS)
    shown = page(client, row)
    assert "berlaku pada semua bulan yang sudah diajukan (Agustus 2022)" in shown
    assert "Besuki" not in shown


@pytest.mark.parametrize("role", [OPERATOR_PUSKESMAS, KEPALA_PUSKESMAS])
def test_amounts_of_others_are_not_for_a_puskesmas(
    client: Client, proposal: BarisAturan, role: Role
) -> None:
    make_simulasi(nilai=impact.scenario_of(proposal).nilai, usulan=proposal)
    sign_in_as(client, role)
    shown = page(client, proposal)
    assert "Dampak" not in shown
    assert "Rp" not in shown


def test_who_reads_but_does_not_run_sees_no_button(client: Client, proposal: BarisAturan) -> None:
    sign_in_as(client, AUDITOR)
    shown = page(client, proposal)
    assert "Hitung dulu dampaknya" in shown
    assert "<button" not in shown.partition('id="dampak"')[2].partition("</section>")[0]
    assert client.post(reverse("simulasi:dampak", args=[proposal.pk])).status_code == 403


def test_what_stood_beside_a_decision_is_kept(proposal: BarisAturan) -> None:
    head = make_access(KEPALA_DINAS, make_dinas())
    made = make_simulasi(nilai=impact.scenario_of(proposal).nilai, usulan=proposal, access=head)
    again = impact.scenario_of(proposal).nilai
    assert make_simulasi(nilai=again, usulan=proposal, access=head, computed=False) == made
    spare = make_simulasi(nama="Sekali lagi", nilai=again, usulan=proposal, access=head)
    services.delete(spare.pk, head)
    regulasi.approve(proposal.pk, head, made.sidik)
    with pytest.raises(services.SimulasiRefusedError, match="diputus, jadi disimpan"):
        services.delete(made.pk, head)


def test_a_decided_proposal_shows_no_comparison(client: Client, proposal: BarisAturan) -> None:
    head = make_access(KEPALA_DINAS, make_dinas())
    regulasi.reject(proposal.pk, head, "Nomor keliru.")
    sign_in_as(client, KEPALA_DINAS)
    assert "Dampak pada bulan" not in page(client, proposal)
    assert client.post(reverse("simulasi:dampak", args=[proposal.pk])).status_code == 404


def test_without_a_provider_a_rule_is_decided_as_before(
    proposal: BarisAturan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry()._loaded, "impacts", ())
    regulasi.approve(proposal.pk, make_access(KEPALA_DINAS, make_dinas()))
    proposal.refresh_from_db()
    assert proposal.status == "disetujui"
