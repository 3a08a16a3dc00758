"""Issuing is one act; looking is none. What is taken back is withdrawn at once."""

from __future__ import annotations

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import Settings

from tests.factories.akun import make_membership, make_user, sign_in, sign_in_as
from tests.factories.dokumen import make_isi
from tests.factories.insentif import advance, make_month, make_team
from tests.snapshots.arranged import arrangement
from upaya.akun.models import Membership
from upaya.alur import papers
from upaya.core import audit
from upaya.core.documents import register
from upaya.core.documents.content import Tabel
from upaya.core.models import AuditEntry, Dokumen, PencabutanDokumen
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.bulan.road import ROAD
from upaya.insentif.documents.keadaan import SPJ
from upaya.insentif.documents.papers import PAPERS, daftar
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.insentif.koreksi import services as koreksi
from upaya.insentif.koreksi.services import UsulanKoreksi
from upaya.insentif.uang.reading import payment_of
from upaya.rules.insentif.officer_work import Kerja
from upaya.rules.kesehatan import (
    AUDITOR,
    BENDAHARA_PEMBANTU,
    BENDAHARA_PENGELUARAN,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    PEMBACA,
    PETUGAS,
    VERIFIKATOR_DINAS,
)
from upaya.rules.roles import Role

pytestmark = pytest.mark.django_db

TODAY = date(2022, 11, 3)


@pytest.fixture(autouse=True)
def _day(settings: Settings) -> None:
    settings.DEMO = True
    settings.BUSINESS_DATE = TODAY


@arrangement(DEMO=True, BUSINESS_DATE=TODAY)
def recapped() -> Pengajuan:
    return make_month(status="direkap")


def url(month: Pengajuan, kind: str, form: str = "pdf") -> str:
    return reverse(f"insentif:dokumen_{form}", args=[month.pk, kind])


def page(client: Client, month: Pengajuan) -> str:
    return client.get(reverse("insentif:dokumen", args=[month.pk])).content.decode()


def press(client: Client, month: Pengajuan, *kinds: str) -> str:
    """Press "Terbitkan" for these papers; what the page says then."""
    address = reverse("insentif:dokumen_terbitkan", args=[month.pk])
    return client.post(address, {"jenis": kinds}, follow=True).content.decode()


def issue(month: Pengajuan, *kinds: str) -> list[Dokumen]:
    access = make_team(month.puskesmas).pembantu.access()
    return list(papers.issue(ROAD, PAPERS, month.pk, kinds, access))


def folder(client: Client, month: Pengajuan) -> zipfile.ZipFile:
    response = client.get(reverse("insentif:spj_zip", args=[month.pk]))
    assert response.status_code == 200
    body = b"".join(response)
    return zipfile.ZipFile(io.BytesIO(body))


def words(body: bytes) -> str:
    return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(body)).pages)


def checked(dokumen: Dokumen) -> str:
    """What the public page says of a paper, asked by somebody who is not signed in."""
    return Client().get(reverse("core:periksa", args=[dokumen.kode])).content.decode()


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


def client_of(client: Client, month: Pengajuan) -> Client:
    sign_in(client, make_team(month.puskesmas).kepala)
    return client


# ------------------------------------------------------------------ withdrawn
def test_a_returned_month_withdraws_its_statement_at_once() -> None:
    month = make_month(status="diajukan")
    kepala = make_team(month.puskesmas).kepala.access()
    (row,) = papers.issue(ROAD, PAPERS, month.pk, ["keabsahan"], kepala)
    assert "berlaku" in checked(row)
    advance(month, "kembalikan")
    said = checked(row)
    assert "Dokumen ini sudah dicabut pada 3 November 2022." in said
    assert "Pengajuan dikembalikan ke puskesmas beserta temuannya." in said
    assert "berlaku" not in said


@pytest.mark.parametrize(
    ("status", "kinds", "move", "gone"),
    [
        ("direkap", ("rekap", "penerimaan", "rekening"), "kembalikan_rekap",
         {"penerimaan", "rekening"}),
        ("nota_disiapkan", ("rekap", "penerimaan", "nota"), "kembalikan_nota", {"nota"}),
        ("dana_diajukan", ("rekap", "penerimaan", "nota"), "kembalikan_dana", {"nota"}),
    ],
)  # fmt: skip
def test_a_step_taken_back_withdraws_what_stood_on_it(
    status: str, kinds: tuple[str, ...], move: str, gone: set[str]
) -> None:
    month = make_month(status=status)
    rows = issue(month, *kinds)
    advance(month, move)
    assert {row.jenis for row in rows if "dicabut" in checked(row)} == gone
    taken = PencabutanDokumen.objects.values_list("dokumen__jenis", flat=True)
    assert set(taken) == gone
    assert AuditEntry.objects.filter(action="dokumen.cabut").count() == len(gone)
    assert list(audit.verify()) == []


def test_an_approved_correction_withdraws_the_amounts_and_the_new_paper_names_it() -> None:
    """The list that was paid stands; slips of the officers it touches do not."""
    month = make_month(status="dibayar")
    team = make_team(month.puskesmas)
    rows = issue(month, "rekap", "kegiatan", "penerimaan")
    share = PerhitunganPetugas.objects.filter(perhitungan__pengajuan=month).earliest("pk")
    change = UsulanKoreksi("Absensi keliru.", None, {share.petugas.kode: Kerja(0, 20)})
    made = koreksi.propose(month.pk, change, team.operator.access())
    assert not PencabutanDokumen.objects.exists()
    koreksi.decide(made.pk, team.verifikator.access(), setuju=True, alasan="", sidik=made.sidik)
    gone = {row.jenis for row in rows if "Koreksi ke-1 bulan ini disetujui." in checked(row)}
    assert gone == {"rekap", "kegiatan"}
    (again,) = issue(month, "rekap")
    assert "berlaku" in checked(again)
    kept = register.contents_of([again])[again.pk]
    (table,) = [p for p in kept.bagian if isinstance(p, Tabel) and "Koreksi" in p.judul]
    assert table.baris == ((1, TODAY, "Absensi keliru.", made.selisih),)


def test_a_refused_correction_withdraws_nothing() -> None:
    month = make_month(status="dibayar")
    team = make_team(month.puskesmas)
    (row,) = issue(month, "rekap")
    share = PerhitunganPetugas.objects.filter(perhitungan__pengajuan=month).earliest("pk")
    change = UsulanKoreksi("Absensi keliru.", None, {share.petugas.kode: Kerja(0, 20)})
    made = koreksi.propose(month.pk, change, team.operator.access())
    koreksi.decide(
        made.pk,
        team.verifikator.access(),
        setuju=False,
        alasan="Belum ada bukti.",
        sidik=made.sidik,
    )
    assert "berlaku" in checked(row)


def test_a_slip_of_a_month_sent_back_is_withdrawn() -> None:
    month = make_month(status="diajukan")
    share = PerhitunganPetugas.objects.filter(perhitungan__pengajuan=month).earliest("pk")
    row = register.issue(
        share,
        replace(make_isi(), jenis="slip", kode="INS-SLP"),
        make_team(month.puskesmas).operator.access(),
        kabupaten_id=month.kabupaten_id,
        unit_id=month.puskesmas_id,
    )
    advance(month, "kembalikan")
    assert "dicabut" in checked(row)


def test_after_a_withdrawal_the_same_content_gets_a_new_number() -> None:
    month = make_month(status="nota_disiapkan")
    (old,) = issue(month, "nota")
    advance(month, "kembalikan_nota")
    advance(month, "siapkan_nota")
    (new,) = issue(month, "nota")
    assert (new.versi, new.urut) == (2, 2)
    assert "dicabut" in checked(old)
    assert "berlaku" in checked(new)


def test_the_page_lists_what_was_withdrawn_and_why(client: Client) -> None:
    month = make_month(status="direkap")
    (row,) = issue(month, "penerimaan")
    advance(month, "kembalikan_rekap")
    said = page(client_of(client, month), month)
    assert "Sudah dicabut" in said
    assert row.nomor in said
    assert "Rekap dibatalkan dan dikembalikan ke operator." in said


def test_the_reason_on_the_public_page_is_never_what_somebody_typed() -> None:
    month = make_month(status="direkap")
    (row,) = issue(month, "penerimaan")
    advance(month, "kembalikan_rekap")  # with "Alasan contoh."
    assert "Alasan contoh" not in checked(row)


def test_the_database_keeps_a_withdrawal_and_takes_only_one(recapped: Pengajuan) -> None:
    issue(recapped, "penerimaan")
    advance(recapped, "kembalikan_rekap")
    kept = PencabutanDokumen.objects.get()
    with pytest.raises(DatabaseError, match="tidak boleh diubah"), transaction.atomic():
        PencabutanDokumen.objects.update(sebab="Lain.")
    with pytest.raises(DatabaseError, match="tidak boleh diubah"), transaction.atomic():
        PencabutanDokumen.objects.all()._raw_delete("default")
    kept.pk = None
    with pytest.raises(DatabaseError), transaction.atomic():
        kept.save(force_insert=True)


# ------------------------------------------------------------------ accounts
@pytest.mark.parametrize(
    ("role", "full"),
    [
        (OPERATOR_PUSKESMAS, True),
        (BENDAHARA_PEMBANTU, True),
        (BENDAHARA_PENGELUARAN, True),
        (VERIFIKATOR_DINAS, False),
        (AUDITOR, False),
    ],
)
def test_accounts_in_full_leave_a_record_each_time(
    client: Client, recapped: Pengajuan, role: Role, *, full: bool
) -> None:
    at_home = role in (OPERATOR_PUSKESMAS, BENDAHARA_PEMBANTU)
    sign_in_as(client, role, recapped.puskesmas if at_home else None)
    payment = payment_of(recapped)
    assert payment is not None
    number = payment.baris.earliest("pk").rekening
    for _ in range(2):
        text = words(client.get(url(recapped, "rekening")).content).replace("\n", "")
        assert (number in text) is full
    client.get(url(recapped, "penerimaan"))
    entries = AuditEntry.objects.filter(action="dokumen.rekening")
    assert entries.count() == (2 if full else 0)
    assert number not in str([entry.detail for entry in entries])


def test_the_folder_masks_accounts_for_whoever_may_not_read_them(
    client: Client, recapped: Pengajuan
) -> None:
    payment = payment_of(recapped)
    assert payment is not None
    number = payment.baris.earliest("pk").rekening
    for role, full in ((AUDITOR, False), (BENDAHARA_PENGELUARAN, True)):
        sign_in_as(client, role)
        with folder(client, recapped) as archive:
            (name,) = [n for n in archive.namelist() if n.endswith("-rekening.pdf")]
            assert (number in words(archive.read(name)).replace("\n", "")) is full
    assert AuditEntry.objects.filter(action="dokumen.rekening").count() == 1


# ------------------------------------------------------------------ slip
def test_a_slip_gets_its_number_by_an_act_of_its_officer(client: Client) -> None:
    month = make_month(status="disetujui")
    share = PerhitunganPetugas.objects.filter(perhitungan__pengajuan=month).earliest("pk")
    officer = share.petugas
    officer.user = make_user(name=officer.nama)
    officer.save()
    sign_in(client, make_membership(PETUGAS, month.puskesmas, user=officer.user))
    address = reverse("insentif:slip_pdf", args=[share.pk])
    assert "pratinjau" in client.get(address).headers["Content-Disposition"]
    assert not Dokumen.objects.exists()
    for _ in range(2):
        client.post(reverse("insentif:slip_terbitkan", args=[share.pk]))
    row = Dokumen.objects.get()
    assert row.nomor in words(client.get(address).content)


# ------------------------------------------------------------------ paper
def test_the_size_of_paper_is_asked_per_download_and_remembered_per_person(
    client: Client, recapped: Pengajuan
) -> None:
    def width(query: str = "") -> int:
        body = client.get(url(recapped, "keabsahan") + query).content
        return round(float(PdfReader(io.BytesIO(body)).pages[0].mediabox.width) / 72 * 25.4)

    sign_in_as(client, AUDITOR)
    assert width() == 215
    assert width("?kertas=a4") == 210
    assert width("?kertas=a5") == 215
    back = reverse("insentif:dokumen", args=[recapped.pk])
    chosen = client.post(reverse("akun:kertas"), {"kertas": "a4", "next": back})
    assert chosen.headers["Location"] == back
    assert width() == 210
    assert width("?kertas=f4") == 215
    assert "Kertas PDF Anda: A4." in page(client, recapped)
    assert client.post(reverse("akun:kertas"), {"kertas": "b5"}).status_code == 404
