"""Issuing is one act; looking is none. What is taken back is withdrawn at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.factories.akun import make_membership, make_user, sign_in, sign_in_as
from tests.factories.insentif import make_month, make_team
from tests.insentif.issued import TODAY, client_of, folder, issue, page, url, words
from upaya.akun.models import Membership
from upaya.alur import papers
from upaya.core import audit
from upaya.core.models import AuditEntry, Dokumen
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.bulan.road import ROAD
from upaya.insentif.documents.keadaan import SPJ
from upaya.insentif.documents.papers import PAPERS, daftar
from upaya.rules.kesehatan import (
    AUDITOR,
    BENDAHARA_PEMBANTU,
    BENDAHARA_PENGELUARAN,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    PEMBACA,
    VERIFIKATOR_DINAS,
)
from upaya.rules.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: Settings) -> None:
    settings.DEMO = True
    settings.BUSINESS_DATE = TODAY


def press(client: Client, month: Pengajuan, *kinds: str) -> str:
    """Press "Terbitkan" for these papers; what the page says then."""
    address = reverse("insentif:dokumen_terbitkan", args=[month.pk])
    return client.post(address, {"jenis": kinds}, follow=True).content.decode()


# ------------------------------------------------------------------ looking
@pytest.mark.parametrize("role", [*PEMBACA], ids=lambda role: role.name)
def test_nobody_draws_a_number_by_looking(client: Client, recapped: Pengajuan, role: Role) -> None:
    """Page, both files of every paper, and the folder: no row in the register, for any reader."""
    unit = recapped.puskesmas if role in (OPERATOR_PUSKESMAS, KEPALA_PUSKESMAS) else None
    unit = recapped.puskesmas if role is BENDAHARA_PEMBANTU else unit
    sign_in_as(client, role, unit)
    page(client, recapped)
    for kind in daftar(LembarBulan(recapped)):
        for form in ("pdf", "xlsx"):
            client.get(url(recapped, kind.key, form))
    folder(client, recapped).close()
    assert not Dokumen.objects.exists()
    assert not AuditEntry.objects.filter(action="dokumen.terbit").exists()


def test_a_preview_says_so_and_has_neither_number_nor_fingerprint(
    client: Client, recapped: Pengajuan
) -> None:
    sign_in_as(client, AUDITOR)
    got = client.get(url(recapped, "rekap"))
    assert "pratinjau-rekap" in got.headers["Content-Disposition"]
    text = words(got.content)
    assert "PRATINJAU" in text
    assert "bukan dokumen resmi" in text
    assert "diberikan saat diterbitkan" in text
    assert "Periksa keaslian" not in text
    assert "Sidik isi" not in text


def test_what_is_issued_is_given_again_and_again(
    client: Client, recapped: Pengajuan, settings: Settings
) -> None:
    (row,) = issue(recapped, "rekap")
    sign_in_as(client, AUDITOR)
    first = client.get(url(recapped, "rekap"))
    settings.BUSINESS_DATE = date(2022, 12, 1)
    assert client.get(url(recapped, "rekap")).content == first.content
    text = words(first.content)
    assert row.nomor in text
    assert "PRATINJAU" not in text


# ------------------------------------------------------------------ the act
def test_one_press_issues_the_whole_accountability(client: Client, recapped: Pengajuan) -> None:
    sign_in(client, make_team(recapped.puskesmas).pembantu)
    said = press(client, recapped, *SPJ)
    assert "Terbit: " in said
    rows = list(Dokumen.objects.order_by("urut"))
    assert {row.jenis for row in rows} == set(SPJ)
    assert [row.urut for row in rows] == [1, 2, 3, 4]
    with folder(client, recapped) as archive:
        names = [name for name in archive.namelist() if name.endswith(".pdf")]
    assert sum("pratinjau" in name for name in names if name.startswith("dokumen/")) == 3


def test_a_second_press_gives_the_same_number(client: Client, recapped: Pengajuan) -> None:
    sign_in(client, make_team(recapped.puskesmas).pembantu)
    press(client, recapped, *SPJ)
    before = list(Dokumen.objects.order_by("pk"))
    press(client, recapped, *SPJ)
    assert list(Dokumen.objects.order_by("pk")) == before
    assert AuditEntry.objects.filter(action="dokumen.terbit").count() == 4
    assert list(audit.verify()) == []


@pytest.mark.parametrize(
    ("role", "kind", "may"),
    [
        (OPERATOR_PUSKESMAS, "rekap", True),
        (OPERATOR_PUSKESMAS, "penerimaan", False),
        (OPERATOR_PUSKESMAS, "verifikasi", False),
        (KEPALA_PUSKESMAS, "keabsahan", True),
        (KEPALA_PUSKESMAS, "penerimaan", True),
        (BENDAHARA_PEMBANTU, "penerimaan", True),
        (VERIFIKATOR_DINAS, "verifikasi", True),
        (VERIFIKATOR_DINAS, "rekap", False),
    ],
)
def test_who_issues_what(
    client: Client, recapped: Pengajuan, role: Role, kind: str, *, may: bool
) -> None:
    sign_in_as(client, role, None if role is VERIFIKATOR_DINAS else recapped.puskesmas)
    said = press(client, recapped, kind)
    assert Dokumen.objects.filter(jenis=kind).exists() is may
    assert (f"tidak diterbitkan oleh {role.label}" in said) is not may


@pytest.mark.parametrize("role", [AUDITOR, BENDAHARA_PENGELUARAN], ids=lambda role: role.name)
def test_who_only_reads_does_not_issue(client: Client, recapped: Pengajuan, role: Role) -> None:
    sign_in_as(client, role)
    address = reverse("insentif:dokumen_terbitkan", args=[recapped.pk])
    assert client.post(address, {"jenis": "rekap"}).status_code == 403
    assert "Terbitkan" not in page(client, recapped)


def test_what_cannot_be_issued_is_refused_whole(client: Client, recapped: Pengajuan) -> None:
    sign_in(client, make_team(recapped.puskesmas).pembantu)
    assert "menyiapkan nota dana" in press(client, recapped, "rekap", "nota")
    assert "tidak dikenal" in press(client, recapped, "rekap", "lain")
    assert "Pilih paling sedikit satu dokumen." in press(client, recapped)
    assert not Dokumen.objects.exists()
    assert client.get(reverse("insentif:dokumen_terbitkan", args=[recapped.pk])).status_code == 405


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_draw_one_number(settings: Settings) -> None:
    settings.DEMO = True
    settings.BUSINESS_DATE = TODAY
    month = make_month(status="direkap")
    team = make_team(month.puskesmas)
    people = [team.pembantu.access(), team.kepala.access()]

    def click(number: int) -> tuple[str, ...]:
        try:
            return tuple(
                row.nomor for row in papers.issue(ROAD, PAPERS, month.pk, SPJ, people[number % 2])
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        got = set(pool.map(click, range(12)))
    assert len(got) == 1
    assert sorted(Dokumen.objects.values_list("urut", flat=True)) == [1, 2, 3, 4]
    assert list(audit.verify()) == []


# ------------------------------------------------------------------ who signs
def test_names_are_known_from_the_first_print(client: Client, recapped: Pengajuan) -> None:
    """Nobody has prepared the note yet: the treasurer's name stands there all the same."""
    team = make_team(recapped.puskesmas)
    text = words(client_of(client, recapped).get(url(recapped, "penerimaan")).content)
    assert team.kepala.user.name in text
    assert team.pembantu.user.name in text


def test_another_head_changes_no_number_and_no_issued_paper(
    client: Client, recapped: Pengajuan
) -> None:
    (row,) = issue(recapped, "rekap")
    sign_in_as(client, AUDITOR)
    before = client.get(url(recapped, "rekap")).content
    team = make_team(recapped.puskesmas)
    Membership.objects.filter(pk=team.kepala.pk).update(sampai=date(2022, 11, 2))
    heir = make_user(name="dr. Penerus Rekaan")
    make_membership(KEPALA_PUSKESMAS, recapped.puskesmas, user=heir)
    assert client.get(url(recapped, "rekap")).content == before
    assert "isi berubah" not in page(client, recapped)
    assert issue(recapped, "rekap") == [row]
    preview = client.get(f"{url(recapped, 'rekap')}?pratinjau=1").content
    assert "dr. Penerus Rekaan" in words(preview)


def test_the_page_says_when_nobody_holds_a_role(client: Client, recapped: Pengajuan) -> None:
    assert "Tidak ada yang memegang peran" not in page(client_of(client, recapped), recapped)
    Membership.objects.filter(role=BENDAHARA_PEMBANTU.name).update(sampai=date(2022, 11, 2))
    said = page(client, recapped)
    assert "Tidak ada yang memegang peran Bendahara Pengeluaran Pembantu hari ini" in said
