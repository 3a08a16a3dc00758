"""A month out as a workbook and back: what is written, what is refused, what stays as it was."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories.akun import make_access, sign_in
from tests.factories.core import pdf_bytes
from tests.factories.insentif import (
    LAPANGAN,
    MANAJEMEN,
    advance,
    make_month,
    make_officers,
    make_team,
)
from tests.factories.kegiatan import cells_of
from tests.factories.pegawai import make_jenis_jabatan, make_penugasan, make_petugas
from tests.factories.wilayah import make_puskesmas
from upaya.alur.writing import ClosedError
from upaya.core.models import AuditEntry
from upaya.exchange.insentif.month_workbook import read, read_sheets
from upaya.exchange.xlsx_writer import XLSX_TYPE
from upaya.insentif.buku import services as buku
from upaya.insentif.buku.queries import month_workbook
from upaya.insentif.bulan.models import Pengajuan, Pengisi
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.isian import services as isian
from upaya.insentif.kegiatan.models import IsianKegiatan
from upaya.pegawai.models import Padanan
from upaya.pegawai.services import padanan
from upaya.pegawai.services.padanan import Jawaban
from upaya.regulasi.queries import rulebook_for
from upaya.rules.kesehatan import OPERATOR_PUSKESMAS

pytestmark = pytest.mark.django_db

Answer = Any  # a response of the test client, with its context


@pytest.fixture
def month(filled_month: Pengajuan) -> Pengajuan:
    return Pengajuan.objects.select_related("puskesmas", "kabupaten").get(pk=filled_month.pk)


def changed(month: Pengajuan, *edits: tuple[str, str, object], stale: bool = False) -> bytes:
    """The month's workbook with some cells typed over, its sums as a spreadsheet gives them."""
    raw = month_workbook(LembarBulan(month))
    book = openpyxl.load_workbook(BytesIO(raw))
    for sheet, cell, value in edits:
        book[sheet][cell].value = value
    if not stale:
        _sum(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _sum(book: openpyxl.Workbook) -> None:
    """What Excel does on opening: formulas of the sheets become their values."""
    work, people, first = book["Kegiatan"], book["Petugas"], book["Puskesmas"]
    kinds = [cell.value for cell in work[5]]
    totals = {}
    for row in work.iter_rows(min_row=7):
        pairs = list(zip(kinds[5:], [cell.value for cell in row[5:]], strict=True))
        sums = [
            sum(amount for kind, amount in pairs if kind == wanted and isinstance(amount, int))
            for wanted in ("manajemen", "lapangan")
        ]
        row[3].value, row[4].value = sums
        totals[row[1].value] = sums
    for row in people.iter_rows(min_row=5):
        if row[1].value in totals:
            row[9].value, row[10].value = totals[row[1].value]
    for row in first.iter_rows(min_row=4):
        if str(row[1].value).startswith("="):
            row[1].value = None
    for row in book["Pelayanan"].iter_rows(min_row=5):
        row[4].value = None


def place(month: Pengajuan, sheet: str, label: str) -> str:
    """The cell beside a label of the first sheet."""
    book = openpyxl.load_workbook(BytesIO(month_workbook(LembarBulan(month))))
    row = next(row for row in book[sheet].iter_rows() if row[0].value == label)
    return f"B{row[0].row}"


def operator(month: Pengajuan) -> Client:
    return sign_in(Client(), make_team(month.puskesmas).operator)


def send(client: Client, month: Pengajuan, raw: bytes, name: str = "bulan.xlsx") -> Answer:
    file = SimpleUploadedFile(name, raw, content_type=XLSX_TYPE)
    return client.post(f"/insentif/{month.pk}/unggah/", {"berkas": file})


def confirm(client: Client, month: Pengajuan, ticket: str) -> Answer:
    return client.post(f"/insentif/{month.pk}/unggah/", {"terapkan": ticket}, follow=True)


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


def test_faults_name_their_cells_and_nothing_is_offered(month: Pengajuan) -> None:
    spent = place(month, "Puskesmas", "Penyerapan bulan ybs (Rp)")
    raw = changed(
        month,
        ("Puskesmas", spent, "enam puluh juta"),
        ("Pelayanan", "C6", -1),
        ("Pelayanan", "D7", None),
        ("Kegiatan", "F7", "3,5"),
        ("Kegiatan", "G8", 40),
        ("Kegiatan", "B9", "PT0000000000"),
    )
    page = send(operator(month), month, raw)
    assert page.status_code == 422
    assert page.context["tiket"] == ""
    places = {fault.letak for fault in page.context["galat"]}
    assert {f"Puskesmas!{spent}", "Pelayanan!C6", "Pelayanan!D7", "Kegiatan!F7", "Kegiatan!B8",
            "Kegiatan!B9"} <= places  # fmt: skip
    assert "Tidak ada yang disimpan" in page.content.decode()


def test_what_is_not_plausible_names_its_cell_and_is_written_all_the_same(month: Pengajuan) -> None:
    spent = place(month, "Puskesmas", "Penyerapan bulan ybs (Rp)")
    raw = changed(month, ("Puskesmas", spent, 58), ("Pelayanan", "D5", 2_000))
    client = operator(month)
    page = send(client, month, raw)
    found = {fault.letak: fault.pesan for fault in page.context["diragukan"]}
    assert "ribuannya terpotong" in found[f"Puskesmas!{spent}"]
    assert "di atas 100%" in found["Pelayanan!D5"]
    assert f"<b>Puskesmas!{spent}</b>" in page.content.decode()
    confirm(client, month, page.context["tiket"])
    month.refresh_from_db()
    assert month.bok_diserap == 58
    result = client.get(f"/insentif/{month.pk}/hasil/").content.decode()
    assert "Penyerapan BOK Rp58 di bawah Rp1.000.000" in result


def test_what_the_file_hides_or_leaves_aside_is_said(month: Pengajuan) -> None:
    book = openpyxl.load_workbook(BytesIO(changed(month)))
    book["Petugas"].row_dimensions[6].hidden = True
    book.copy_worksheet(book["Kegiatan"]).title = "Kegiatan(lama)"
    target = BytesIO()
    book.save(target)
    page = send(operator(month), month, target.getvalue())
    assert page.context["galat"] == []
    assert page.context["catatan"] == [
        "Petugas: baris tersembunyi ikut dibaca: baris 6.",
        "Kegiatan: yang dibaca lembar “Kegiatan”; tidak dibaca: “Kegiatan(lama)”.",
    ]


def test_words_that_the_puskesmas_explained_are_read_here_too(month: Pengajuan) -> None:
    raw = changed(month, ("Petugas", "D5", "Mitra"))
    assert [fault.letak for fault in send(operator(month), month, raw).context["galat"]] == [
        "Petugas!D5"
    ]
    access = make_team(month.puskesmas).operator.access()
    padanan.remember(access, month.puskesmas_id, [Jawaban("status", "mitra", "PNS")])
    assert send(operator(month), month, raw).context["galat"] == []


def test_another_month_and_another_puskesmas_are_refused_whole(month: Pengajuan) -> None:
    client = operator(month)
    later = Pengajuan.objects.select_related("puskesmas", "kabupaten").get(
        pk=make_month(month.puskesmas, "2022-09").pk
    )
    page = send(client, month, month_workbook(LembarBulan(later)))
    assert page.status_code == 422
    assert "berkas ini untuk September 2022" in page.content.decode()
    other = Pengajuan.objects.select_related("puskesmas", "kabupaten").get(
        pk=make_month(make_puskesmas("Besuki"), filled=True).pk
    )
    page = send(client, month, month_workbook(LembarBulan(other)))
    assert "berkas ini untuk Besuki" in page.content.decode()
    assert page.context["banyak_perubahan"] == 0


def test_officers_are_known_by_code_never_by_name(month: Pengajuan) -> None:
    first, *_ = month.petugas.order_by("petugas__nama", "pk")
    raw = changed(month, ("Kegiatan", "C7", "Orang Lain"), ("Kegiatan", "F7", 8))
    page = send(operator(month), month, raw)
    assert "periksa apakah barisnya tidak bergeser" in page.content.decode()
    confirm(operator(month), month, page.context["tiket"])
    assert cells_of(first)[LAPANGAN] == 8


def test_a_new_menu_line_comes_with_the_file(month: Pengajuan) -> None:
    raw = changed(
        month, ("Kegiatan", "H4", "h.1"), ("Kegiatan", "H5", "manajemen"), ("Kegiatan", "H7", 2)
    )
    client = operator(month)
    page = send(client, month, raw)
    assert page.status_code == 200, page.context["galat"]
    confirm(client, month, page.context["tiket"])
    first, *_ = month.petugas.order_by("petugas__nama", "pk")
    assert cells_of(first)["h.1"] == 2


def test_a_line_outside_the_menu_or_of_another_kind_is_refused(month: Pengajuan) -> None:
    raw = changed(
        month, ("Kegiatan", "H4", "z.9"), ("Kegiatan", "H5", "manajemen"),
        ("Kegiatan", "F5", "manajemen"),
    )  # fmt: skip
    page = send(operator(month), month, raw)
    said = {fault.letak: fault.pesan for fault in page.context["galat"]}
    assert "tidak ada di menu BOK" in said["Kegiatan!H4"]
    assert "bukan manajemen" in said["Kegiatan!F4"]


def test_parts_without_a_finding_stay_locked(month: Pengajuan) -> None:
    team = make_team(month.puskesmas)
    for name in ("kirim", "verifikasi", "ajukan", "kembalikan"):
        month = advance(month, name, team)
    month = Pengajuan.objects.select_related("puskesmas", "kabupaten").get(pk=month.pk)
    client = operator(month)
    page = send(client, month, changed(month, ("Kegiatan", "F7", 9)))
    assert page.status_code == 422
    assert "terkunci pada putaran ini" in page.content.decode()
    spent = place(month, "Puskesmas", "Penyerapan bulan ybs (Rp)")
    page = send(client, month, changed(month, ("Puskesmas", spent, 50_000_000)))
    confirm(client, month, page.context["tiket"])
    month.refresh_from_db()
    assert month.bok_diserap == 50_000_000


def test_a_month_that_was_sent_on_takes_no_file(month: Pengajuan) -> None:
    access = make_team(month.puskesmas).operator.access()
    ticket = buku.dry_run(month, changed(month, ("Kegiatan", "F7", 9)), access).token
    advance(month, "kirim")
    with pytest.raises(ClosedError):
        buku.apply(month.pk, access, ticket)
    page = operator(month).get(f"/insentif/{month.pk}/unggah/")
    assert "Bulan ini tidak dapat diubah" in page.content.decode()
    assert 'name="berkas"' not in page.content.decode()


def test_amounts_that_contradict_each_other_are_refused(month: Pengajuan) -> None:
    spent = place(month, "Puskesmas", "Penyerapan bulan ybs (Rp)")
    page = send(operator(month), month, changed(month, ("Puskesmas", spent, 400_000_001)))
    assert "melebihi sisa pagu BOK" in page.content.decode()


def test_what_belongs_to_others_is_said_and_not_taken(month: Pengajuan) -> None:
    index = place(month, "Puskesmas", "INDEKS KINERJA SPM (b)")
    raw = changed(month, ("Puskesmas", index, 0.33), ("Petugas", "F5", "S1"))
    page = send(operator(month), month, raw)
    text = page.content.decode()
    assert "Indeks tidak diambil dari berkas" in text
    assert "1 petugas di berkas berbeda" in text
    assert page.context["tiket"] == ""


def test_a_name_that_looks_like_a_formula_stays_text(month: Pengajuan) -> None:
    petugas = make_petugas(month.puskesmas, "=HYPERLINK(1)")
    month.petugas.create(kabupaten_id=month.kabupaten_id, petugas=petugas)
    for raw in (
        month_workbook(LembarBulan(month)),
        operator(month).get(f"/insentif/{month.pk}/hasil.xlsx").content,
    ):
        sheet = openpyxl.load_workbook(BytesIO(raw))["Petugas"]
        (cell,) = [c for row in sheet.iter_rows() for c in row if c.value == petugas.nama]
        assert cell.data_type == "s"


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("bulan.pdf", pdf_bytes(), "Pilih buku kerja XLSX"),
        ("bulan.xlsx", b"bukan zip", "Isi berkas ini bukan XLSX"),
        ("bulan.xlsx", b"", "Berkas ini kosong"),
    ],
)
def test_other_files_are_refused_at_the_field(
    month: Pengajuan, name: str, body: bytes, words: str
) -> None:
    answer = send(operator(month), month, body, name)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_workbook_of_something_else_says_what_is_missing(month: Pengajuan) -> None:
    book = openpyxl.Workbook()
    target = BytesIO()
    book.save(target)
    answer = send(operator(month), month, target.getvalue())
    assert answer.status_code == 422
    assert "Lembar" in answer.content.decode()
    assert "Puskesmas" in answer.content.decode()


def test_an_unknown_word_is_asked_here_and_then_known_for_good(month: Pengajuan) -> None:
    raw = changed(month, ("Petugas", "D5", "Mitra"), ("Petugas", "G6", "Pelaksana Mitra"))
    client = operator(month)
    page = send(client, month, raw)
    assert "Status “Mitra” (Petugas!D5)" in page.content.decode()
    asked = page.context["kata"]
    signed = asked["jelaskan"].value()
    address = f"/insentif/{month.pk}/unggah/"
    assert client.post(address, {"jelaskan": "palsu"}).status_code == 302
    assert client.post(address, {"jelaskan": signed}).status_code == 302
    assert not Padanan.objects.exists()  # nothing was chosen, nothing is kept
    answers = {"status-mitra": "PNS", "jabatan_utama-pelaksanamitra": "tanpa_jabatan"}
    client.post(address, {"jelaskan": signed, **answers})
    assert Padanan.objects.count() == 2
    again = send(client, month, raw)
    assert again.context["kata"] is None
    assert again.context["galat"] == []


def test_a_head_nobody_knows_is_asked_where_a_column_lacks(month: Pengajuan) -> None:
    raw = changed(month, ("Petugas", "D4", "Ikatan kerja"))
    client = operator(month)
    page = send(client, month, raw)
    assert "kolom “Status” tidak ada" in page.content.decode()
    signed = page.context["kata"]["jelaskan"].value()
    sent = {"jelaskan": signed, "kolom-ikatankerja": "status"}
    client.post(f"/insentif/{month.pk}/unggah/", sent)
    assert send(client, month, raw).context["galat"] == []
