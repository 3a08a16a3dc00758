"""Papers that are withdrawn, accounts on them, and slips."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import Settings

from tests.factories.akun import make_membership, make_user, sign_in, sign_in_as
from tests.factories.dokumen import make_isi
from tests.factories.insentif import advance, make_month, make_team
from tests.factories.koreksi import move_on
from tests.insentif.issued import TODAY, client_of, folder, issue, page, url, words
from upaya.alur import papers
from upaya.core import audit
from upaya.core.documents import register
from upaya.core.documents.content import Tabel
from upaya.core.models import AuditEntry, Dokumen, PencabutanDokumen
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.road import ROAD
from upaya.insentif.documents.papers import PAPERS
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.insentif.koreksi import services as koreksi
from upaya.insentif.koreksi.services import UsulanKoreksi
from upaya.insentif.uang.reading import payment_of
from upaya.rules.insentif.officer_work import Kerja
from upaya.rules.kesehatan import (
    AUDITOR,
    BENDAHARA_PEMBANTU,
    BENDAHARA_PENGELUARAN,
    OPERATOR_PUSKESMAS,
    PETUGAS,
    VERIFIKATOR_DINAS,
)
from upaya.rules.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: Settings) -> None:
    settings.DEMO = True
    settings.BUSINESS_DATE = TODAY


def checked(dokumen: Dokumen) -> str:
    """What the public page says of a paper, asked by somebody who is not signed in."""
    return Client().get(reverse("core:periksa", args=[dokumen.kode])).content.decode()


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
    move_on(made)
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
    move_on(made, "ditolak")
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
