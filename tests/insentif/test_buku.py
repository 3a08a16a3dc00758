"""A month out as a workbook and back: what is written, what is refused, what stays as it was."""

from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories.akun import make_access, sign_in
from tests.factories.insentif import (
    LAPANGAN,
    MANAJEMEN,
    make_month,
    make_officers,
    make_team,
)
from tests.factories.kegiatan import cells_of
from tests.factories.pegawai import make_jenis_jabatan, make_penugasan
from tests.insentif.booked import changed, confirm, operator, place, send
from upaya.core.models import AuditEntry
from upaya.exchange.insentif.month_workbook import read, read_sheets
from upaya.exchange.xlsx_writer import XLSX_TYPE
from upaya.insentif.buku import services as buku
from upaya.insentif.buku.queries import month_workbook
from upaya.insentif.bulan.models import Pengajuan, Pengisi
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.isian import services as isian
from upaya.insentif.kegiatan.models import IsianKegiatan
from upaya.regulasi.queries import rulebook_for
from upaya.rules.kesehatan import OPERATOR_PUSKESMAS

pytestmark = pytest.mark.django_db


@pytest.fixture
def month(filled_month: Pengajuan) -> Pengajuan:
    return Pengajuan.objects.select_related("puskesmas", "kabupaten").get(pk=filled_month.pk)


# ---------------------------------------------------------------- out
def test_the_filled_workbook_is_what_the_page_computes(month: Pengajuan) -> None:
    reading = read(month_workbook(LembarBulan(month)), rulebook_for(month.kabupaten_id))
    computed = LembarBulan(month).sekarang
    assert reading.galat == ()
    assert computed.bulan is not None
    assert reading.bulan is not None
    assert [p.orang_hari for p in reading.bulan.petugas] == [1, 2, 3]
    kept = {name: getattr(reading.bulan, name) for name in ("indeks", "pelayanan", "penduduk")}
    assert kept == {name: getattr(computed.bulan, name) for name in kept}
    sums = {p.id: (p.orang_hari, p.frekuensi) for p in computed.bulan.petugas}
    assert sums == {p.id: (p.orang_hari, p.frekuensi) for p in reading.bulan.petugas}


def test_an_officer_without_sk_counts_for_nothing_in_the_workbook_too(month: Pengajuan) -> None:
    row = month.petugas.order_by("pk").first()
    assert row is not None
    row.petugas.penetapan.all().delete()
    reading = read(month_workbook(LembarBulan(month)), rulebook_for(month.kabupaten_id))
    assert reading.bulan is not None, reading.galat
    found = {p.id: (p.orang_hari, p.frekuensi) for p in reading.bulan.petugas}
    assert found[row.petugas.kode] == (0, 0)


def test_the_empty_workbook_keeps_officers_and_columns_but_no_entries(month: Pengajuan) -> None:
    found = read_sheets(month_workbook(LembarBulan(month), empty=True))
    assert found.faults == []
    assert "bok_diserap" not in found.data
    assert found.data["pelayanan"] == {}
    assert found.jaspel == {}
    assert found.work is not None
    assert set(found.work.lines) == {LAPANGAN, MANAJEMEN}
    assert len(found.work.rows) == 3
    assert not any(amount for row in found.work.rows.values() for amount in row.cells.values())


def test_downloads_are_attachments_named_by_unit_and_month(month: Pengajuan) -> None:
    client = operator(month)
    for path, name in (
        ("buku.xlsx", "insentif-panji-2022-08-isian.xlsx"),
        ("buku.xlsx?kosong=1", "insentif-panji-2022-08-kosong.xlsx"),
        ("hasil.xlsx", "insentif-panji-2022-08-hasil.xlsx"),
    ):
        answer = client.get(f"/insentif/{month.pk}/{path}")
        assert answer.status_code == 200
        assert answer["Content-Type"] == XLSX_TYPE
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
        assert openpyxl.load_workbook(BytesIO(answer.content)).worksheets


def test_the_result_has_names_and_the_rupiah_of_the_page(month: Pengajuan) -> None:
    answer = operator(month).get(f"/insentif/{month.pk}/hasil.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(answer.content), data_only=True)["Petugas"]
    heads = {cell.value: n for n, cell in enumerate(sheet[4])}
    rows = list(sheet.iter_rows(min_row=5, max_row=7, values_only=True))
    amounts = {row[heads["Kode"]]: row[heads["Bruto (Rp)"]] for row in rows}
    assert amounts == LembarBulan(month).sekarang.by_kode
    assert all(str(row[heads["Nama"]]).startswith("Petugas Rekaan") for row in rows)


def test_a_month_that_cannot_be_computed_has_no_result_to_download(draft_month: Pengajuan) -> None:
    answer = operator(draft_month).get(f"/insentif/{draft_month.pk}/hasil.xlsx", follow=True)
    assert "belum dapat dihitung" in answer.content.decode()


def test_the_download_asks_few_questions(
    month: Pengajuan, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_officers(month.puskesmas, 12)
    with django_assert_max_num_queries(20):
        month_workbook(LembarBulan(month))


# ---------------------------------------------------------------- in
def test_a_file_is_shown_first_and_written_whole_on_confirmation(month: Pengajuan) -> None:
    spent = place(month, "Puskesmas", "Penyerapan bulan ybs (Rp)")
    jaspel = place(month, "Puskesmas", "Jaspel kapitasi bulan ybs (Rp)")
    raw = changed(
        month,
        ("Puskesmas", spent, "Rp61.500.000"),
        ("Puskesmas", jaspel, 41_000_000),
        ("Pelayanan", "D5", 99),
        ("Kegiatan", "F7", 9),
        ("Kegiatan", "G8", None),
    )
    client = operator(month)
    page = send(client, month, raw)
    text = page.content.decode()
    assert page.status_code == 200
    assert "Rp60.000.000" in text
    assert "Rp61.500.000" in text
    assert page.context["per_bagian"] == {
        "Data administrasi": 1, "Jaspel": 1, "Data pelayanan": 1, "Kegiatan petugas": 2,
    }  # fmt: skip
    month.refresh_from_db()
    assert month.bok_diserap == 60_000_000

    answer = confirm(client, month, page.context["tiket"])
    assert "Isi berkas disimpan" in answer.content.decode()
    month.refresh_from_db()
    assert (month.bok_diserap, month.jaspel) == (61_500_000, 41_000_000)
    assert month.pelayanan.get(layanan="ibu_hamil").realisasi == 99
    first, second, _ = month.petugas.order_by("petugas__nama", "pk")
    assert cells_of(first)[LAPANGAN] == 9
    assert MANAJEMEN not in cells_of(second)
    entry = AuditEntry.objects.filter(action="insentif.unggah").get()
    assert entry.detail["isian"]["kegiatan"] == 2
    assert "61500000" not in str(entry.detail)


def test_the_same_file_again_changes_nothing(month: Pengajuan) -> None:
    raw = changed(month, ("Kegiatan", "F7", 9))
    client = operator(month)
    page = send(client, month, raw)
    ticket = page.context["tiket"]
    confirm(client, month, ticket)
    writes = AuditEntry.objects.count()
    again = confirm(client, month, ticket)
    assert "tidak ada yang berubah lagi" in again.content.decode()
    assert AuditEntry.objects.count() == writes
    page = send(client, month, raw)
    assert page.context["tiket"] == ""
    assert "Isi berkas sama dengan isian bulan ini" in page.content.decode()


def test_the_workbook_as_downloaded_changes_nothing(month: Pengajuan) -> None:
    page = send(operator(month), month, month_workbook(LembarBulan(month)))
    assert page.status_code == 200
    assert page.context["banyak_perubahan"] == 0


def test_a_target_that_waits_may_stay_so_in_the_workbook(month: Pengajuan) -> None:
    month.pelayanan.filter(layanan="balita").update(realisasi=None)
    page = send(operator(month), month, month_workbook(LembarBulan(month)))
    assert (page.status_code, page.context["banyak_perubahan"]) == (200, 0)


@pytest.mark.parametrize("tambahan", [0, 1, 2, 5])
@pytest.mark.parametrize("utama", [(), ("PJ UKM",), ("PJ UKM", "PJ UKM 2"), ("PJ UKM", "PJ UKP")])
def test_whatever_posts_an_officer_holds_the_download_changes_nothing(
    month: Pengajuan, utama: tuple[str, ...], tambahan: int
) -> None:
    officer = month.petugas.order_by("pk")[0].petugas
    home = month.kabupaten
    for name in utama:
        kelas = "pj_ukp" if name == "PJ UKP" else "pj_ukm"
        make_penugasan(officer, make_jenis_jabatan(name, kelas, kabupaten=home))
    for number in range(tambahan):
        extra = make_jenis_jabatan(f"Pengelola {number}", macam="tambahan", kabupaten=home)
        make_penugasan(officer, extra)
    page = send(operator(month), month, month_workbook(LembarBulan(month)))
    assert page.status_code == 200
    assert (page.context["perubahan"], page.context["catatan"]) == ([], [])


@pytest.mark.parametrize(
    ("column", "value"),
    [("D", "PPPK"), ("E", "IV"), ("F", "S1"), ("G", "PJ UKM; PJ UKP"), ("H", 3)],
)
def test_whatever_differs_in_an_officer_is_said(
    month: Pengajuan, column: str, value: object
) -> None:
    page = send(operator(month), month, changed(month, ("Petugas", f"{column}5", value)))
    assert page.status_code == 200
    assert "1 petugas di berkas berbeda" in page.content.decode()


def test_the_empty_form_takes_nothing_away(month: Pengajuan) -> None:
    page = send(operator(month), month, month_workbook(LembarBulan(month), empty=True))
    assert page.status_code == 200
    assert page.context["per_bagian"] == {}
    (note,) = page.context["catatan"]
    assert note.startswith("Baris 3 petugas di lembar Kegiatan kosong; isiannya tidak berubah.")


def test_in_a_row_with_a_number_empty_means_zero(month: Pengajuan) -> None:
    first, second, *_ = month.petugas.order_by("petugas__nama", "pk")
    raw = changed(month, ("Kegiatan", "F7", None), ("Kegiatan", "F8", 0), ("Kegiatan", "G8", None))
    page = send(operator(month), month, raw)
    assert page.context["per_bagian"] == {"Kegiatan petugas": 3}
    confirm(operator(month), month, page.context["tiket"])
    assert LAPANGAN not in cells_of(first)
    assert cells_of(second) == {}


def test_a_month_that_moved_on_since_is_refused(month: Pengajuan) -> None:
    client = operator(month)
    page = send(client, month, changed(month, ("Kegiatan", "F7", 9)))
    access = make_team(month.puskesmas).operator.access()
    isian.save_pelayanan(month.pk, access, {"hiv": (50, 1)}, month.versi)
    answer = confirm(client, month, page.context["tiket"])
    assert answer.status_code == 409
    assert "sudah berubah sejak berkas diperiksa" in answer.content.decode()
    assert not IsianKegiatan.objects.filter(baris__pengajuan=month, jumlah=9).exists()


def test_a_confirmation_belongs_to_one_person_and_one_month(month: Pengajuan) -> None:
    access = make_team(month.puskesmas).operator.access()
    raw = changed(month, ("Kegiatan", "F7", 9))
    ticket = buku.dry_run(month, raw, access).token
    other = make_access(OPERATOR_PUSKESMAS, month.puskesmas)
    next_month = make_month(month.puskesmas, "2022-09")
    for pk, who, what in (
        (month.pk, other, ticket),
        (next_month.pk, access, ticket),
        (month.pk, access, ticket[:-3] + "abc"),
        (month.pk, access, ""),
    ):
        with pytest.raises(buku.BukuError, match="tidak berlaku lagi"):
            buku.apply(pk, who, what)


def test_nothing_is_left_behind_by_a_dry_run(month: Pengajuan) -> None:
    before = (AuditEntry.objects.count(), Pengisi.objects.count(), month.versi)
    other = sign_in(Client(), make_team(month.puskesmas).operator)
    send(other, month, changed(month, ("Kegiatan", "F7", 9)))
    month.refresh_from_db()
    assert (AuditEntry.objects.count(), Pengisi.objects.count(), month.versi) == before
