"""What a workbook says wrongly, hides, or may not change is told and not taken."""

from io import BytesIO

import openpyxl
import pytest

from tests.factories.core import pdf_bytes
from tests.factories.insentif import (
    LAPANGAN,
    advance,
    make_month,
    make_team,
)
from tests.factories.kegiatan import cells_of
from tests.factories.pegawai import make_petugas
from tests.factories.wilayah import make_puskesmas
from tests.insentif.booked import changed, confirm, operator, place, send
from upaya.alur.writing import ClosedError
from upaya.insentif.buku import services as buku
from upaya.insentif.buku.queries import month_workbook
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.pegawai.models import Padanan
from upaya.pegawai.services import padanan
from upaya.wilayah.own_words import Jawaban

pytestmark = pytest.mark.django_db


@pytest.fixture
def month(filled_month: Pengajuan) -> Pengajuan:
    return Pengajuan.objects.select_related("puskesmas", "kabupaten").get(pk=filled_month.pk)


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
