"""Lists of officers as people have them: what is read, what is left out, what is asked once."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from tests.factories.akun import make_access, sign_in_as
from tests.factories.pegawai import make_petugas, nik_rekaan
from tests.factories.wilayah import make_kabupaten, make_puskesmas
from tests.pegawai.test_impor import NIK, ROW, TITLES, book, faults, send
from upaya.core.models import AuditEntry
from upaya.exchange.xlsx_guard import OLD_FORMAT
from upaya.pegawai.models import AturanBank, Padanan, Petugas
from upaya.pegawai.services import importing, padanan
from upaya.pegawai.services.importing import Rencana
from upaya.rules.kesehatan import OPERATOR_PUSKESMAS
from upaya.wilayah.own_words import Jawaban

pytestmark = pytest.mark.django_db

Edit = Callable[[Workbook], Any]


def edited(edit: Edit, *rows: dict[str, str]) -> bytes:
    """The list after somebody worked in it."""
    made = openpyxl.load_workbook(io.BytesIO(book(*(rows or (ROW,)))))
    edit(made)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def good(data: bytes) -> Rencana:
    plan = importing.check(make_puskesmas(), data)
    assert plan.galat == []
    return plan


def saved(**changes: str) -> Petugas:
    """The one officer of a file, as applying would save it."""
    (officer,) = good(book(ROW | changes)).simpan
    return officer


# ---------------------------------------------------------------- words
@pytest.mark.parametrize(
    ("name", "written", "stored"),
    [
        ("golongan", "Penata Muda Tk. I (III/b)", "III"),
        ("golongan", "III d", "III"),
        ("pendidikan", "D III Kebidanan", "D3"),
        ("pendidikan", "Ners", "profesi"),
        ("pendidikan", "S.1", "S1"),
        ("pendidikan", "S.Kep., Ns.", "profesi"),
        ("ptkp", "k1", "K/1"),
        ("tenaga", "Nakes", "kesehatan"),
    ],
)
def test_words_of_decrees_and_diplomas_are_read(name: str, written: str, stored: str) -> None:
    assert getattr(saved(**{name: written}), name) == stored


@pytest.mark.parametrize(
    ("written", "stored"),
    [("P3K", "PPPK"), ("Honorer", "non_ASN"), ("THL", "non_ASN"), ("Non ASN", "non_ASN")],
)
def test_words_of_employment_are_read(written: str, stored: str) -> None:
    assert saved(status=written, golongan="-").status == stored


def test_a_pppk_keeps_the_grade_that_a_pns_cannot_have() -> None:
    assert saved(status="PPPK", golongan="IX").golongan == "IX"
    assert "golongan PNS" in faults(book(ROW | {"golongan": "IX"}))["I2"]


# ---------------------------------------------------------------- numbers
def test_invisible_characters_in_a_number_are_left_out() -> None:
    officer = saved(nik=f"{NIK}\u200b", nip="\u202a199008172015012001\u202c")
    assert (officer.nik, officer.nip) == (NIK, "199008172015012001")
    assert "“99\u2026" not in faults(book(ROW | {"nik": "99O1"}))["C2"]
    assert "[U+200B]" in faults(book(ROW | {"nik": "990101\u200bO"}))["C2"]


@pytest.mark.parametrize("column", ["rekening", "npwp", "nik"])
def test_a_number_that_a_spreadsheet_kept_as_a_number_is_refused(column: str) -> None:
    at = list(TITLES).index(column)
    letter = get_column_letter(at + 1)

    def edit(made: Workbook) -> None:
        made["Petugas"][f"{letter}2"].value = 12_345_678

    assert "nol di depannya bisa hilang" in faults(edited(edit))[f"{letter}2"]


def test_fifteen_noughts_are_no_npwp_and_that_is_said() -> None:
    plan = good(book(ROW | {"npwp": "00.000.000.0-000.000"}))
    assert plan.simpan[0].npwp == ""
    assert plan.baris[0].peringatan[0] == "NPWP berisi nol semua: dibaca tidak ada."


# ---------------------------------------------------------------- account holders
@pytest.mark.parametrize(
    ("name", "written", "words"),
    [
        ("nama_rekening", "-", "bukan nama"),
        ("nama_rekening", "A" * 119, "paling panjang 35 huruf"),
        ("nama_rekening", "\u5f20\u4f1f", "tidak dapat ditulis"),
        ("bank", "-", "tulis nama banknya"),
    ],
)
def test_an_account_that_no_order_can_carry_is_refused(name: str, written: str, words: str) -> None:
    found = faults(book(ROW | {name: written}))
    assert any(words in sentence for sentence in found.values()), found


def test_a_name_that_the_bank_writes_differently_is_shown_that_way() -> None:
    plan = good(book(ROW | {"nama_rekening": "MA\u2019RUF AM\u00cdN"}))
    assert plan.simpan[0].nama_rekening == "MA\u2019RUF AM\u00cdN"
    assert "untuk bank ditulis MA'RUF AMIN." in plan.baris[0].peringatan[-1]


def test_a_bank_has_its_own_rule() -> None:
    puskesmas = make_puskesmas()
    AturanBank.objects.create(
        kabupaten=make_kabupaten(), bank="Bank Contoh", kunci="contoh", panjang=10
    )
    plan = importing.check(puskesmas, book(ROW | {"bank": "PT. Bank Contoh"}))
    assert "paling panjang 10 huruf" in plan.galat[0].pesan
    assert importing.check(puskesmas, book(ROW | {"bank": "Bank Lain"})).galat == []


def test_an_account_of_two_people_is_said_at_both() -> None:
    puskesmas = make_puskesmas()
    make_petugas(puskesmas, "Suami", rekening=ROW["rekening"])
    rows = (
        ROW,
        ROW | {"nik": nik_rekaan(9009), "nama": "Istri"},
        ROW | {"nik": nik_rekaan(9008), "rekening": ""},
    )
    plan = importing.check(puskesmas, book(*rows))
    assert plan.galat == []
    assert plan.baris[0].peringatan == ("Nomor rekening ini juga milik Suami, Istri (baris 3).",)
    assert plan.baris[1].peringatan == (
        "Nomor rekening ini juga milik Suami, Sari Rekaan (baris 2).",
    )
    assert plan.baris[2].peringatan == ()


# ---------------------------------------------------------------- sheets, columns, below
def test_a_no_column_is_read_over_and_unknown_columns_are_listed() -> None:
    def edit(made: Workbook) -> None:
        sheet = made["Petugas"]
        sheet.insert_cols(1)
        sheet["A1"].value, sheet["A2"].value = "No", 1
        sheet["O1"].value, sheet["O2"].value = "Agama", "x"
        sheet["P2"].value = "lepas"

    plan = good(edited(edit))
    assert plan.banyak("baru") == 1
    assert plan.catatan == [
        "Kolom tidak dibaca: “Agama”.",
        "Sel tanpa judul kolom tidak dibaca: P2.",
    ]


def test_heads_that_people_write_are_known() -> None:
    titles = [
        "Kode", "Nama Pegawai", "No. KTP", "NIP", "No. NPWP", "PTKP", "Pendidikan terakhir",
        "Status Kepegawaian", "Pangkat/Gol", "Jenis tenaga (nakes)", "Bank", "No. Rek",
        "Atas Nama",
    ]  # fmt: skip
    assert good(book(ROW, titles=titles)).simpan[0].rekening == ROW["rekening"]


def test_signatures_below_the_list_are_left_out_and_said() -> None:
    def edit(made: Workbook) -> None:
        sheet = made["Petugas"]
        sheet["B5"].value, sheet["G5"].value = "Panji, 31 Agustus 2022", "Mengetahui,"
        sheet["B9"].value = "dr. Contoh"

    plan = good(edited(edit))
    assert len(plan.baris) == 1
    assert plan.catatan == [
        "B5: 2 baris di bawah tabel tidak dibaca, mulai “Panji, 31 Agustus 2022”."
    ]


def test_an_officer_after_a_gap_is_still_read() -> None:
    def edit(made: Workbook) -> None:
        made["Petugas"].insert_rows(3, 2)

    rows = (ROW, ROW | {"nik": nik_rekaan(7), "nama": "Sesudah Sela"})
    assert [one.nama for one in good(edited(edit, *rows)).baris] == ["Sari Rekaan", "Sesudah Sela"]


def test_hidden_rows_are_read_and_that_is_said() -> None:
    def edit(made: Workbook) -> None:
        made["Petugas"].row_dimensions[2].hidden = True

    assert good(edited(edit)).catatan == ["Baris tersembunyi ikut dibaca: baris 2."]


@pytest.mark.parametrize("name", ["Sheet1", "Petugas (2)", "Data Pegawai"])
def test_the_only_sheet_of_a_file_will_do(name: str) -> None:
    def edit(made: Workbook) -> None:
        made["Petugas"].title = name

    assert good(edited(edit)).catatan == [f"Dibaca dari lembar “{name}”."]


def test_the_sheet_of_the_exact_name_wins_and_two_alike_are_a_fault() -> None:
    def beside(made: Workbook) -> None:
        made.copy_worksheet(made["Petugas"]).title = "Petugas lama"

    assert good(edited(beside)).catatan == [
        "Yang dibaca lembar “Petugas”; tidak dibaca: “Petugas lama”."
    ]

    def two(made: Workbook) -> None:
        beside(made)
        made["Petugas"].title = "Petugas baru"

    (sentence,) = faults(edited(two)).values()
    assert "“Petugas baru” dan “Petugas lama” tidak dapat dibedakan" in sentence


# ---------------------------------------------------------------- asked once, remembered
def test_an_unknown_word_is_asked_and_then_known_for_this_puskesmas(client: Client) -> None:
    puskesmas, other = make_puskesmas("Panji"), make_puskesmas("Besuki")
    sign_in_as(client, OPERATOR_PUSKESMAS, puskesmas)
    rows = (ROW | {"status": "Non PNS", "golongan": ""},
            ROW | {"status": "non-pns", "golongan": "", "nik": nik_rekaan(3)})  # fmt: skip
    pending = send(client, book(*rows))
    address = reverse("pegawai:impor_periksa", args=[pending.pk])
    page = client.get(address)
    assert [one.tulisan for one in page.context["rencana"].tanya] == ["Non PNS"]
    assert "Status “Non PNS” (H2)" in page.content.decode()
    explain = reverse("pegawai:impor_padanan", args=[pending.pk])
    answered = client.post(explain, {"status-nonpns": "non_ASN"})
    assert answered.headers["Location"] == address
    plan = client.get(address).context["rencana"]
    assert (plan.galat, plan.tanya) == ([], [])
    assert {officer.status for officer in plan.simpan} == {"non_ASN"}
    assert importing.check(other, book(*rows)).tanya != []
    entry = AuditEntry.objects.get(action="petugas.padanan")
    assert "nonpns" not in str(entry.detail).lower().replace(" ", "")


def test_an_unknown_column_can_be_explained_or_left_out_for_good(client: Client) -> None:
    puskesmas = make_puskesmas()
    sign_in_as(client, OPERATOR_PUSKESMAS, puskesmas)
    titles = [*TITLES.values()]
    titles[titles.index("NIP")], titles[titles.index("NPWP")] = "Nomor kepegawaian", "Agama"
    pending = send(client, book(ROW | {"npwp": "x"}, titles=titles))
    explain = reverse("pegawai:impor_padanan", args=[pending.pk])
    client.post(explain, {"kolom-nomorkepegawaian": "nip", "kolom-agama": "-"})
    plan = client.get(reverse("pegawai:impor_periksa", args=[pending.pk])).context["rencana"]
    assert (plan.galat, plan.tanya) == ([], [])
    assert plan.catatan == ["Kolom tidak dibaca: “Agama”."]
    assert plan.simpan[0].nip == ROW["nip"]


def test_an_explained_word_can_be_changed_and_forgotten(client: Client) -> None:
    puskesmas = make_puskesmas()
    access = make_access(OPERATOR_PUSKESMAS, puskesmas)
    padanan.remember(access, puskesmas.pk, [Jawaban("status", "Mitra", "PNS")])
    row = Padanan.objects.get()
    sign_in_as(client, OPERATOR_PUSKESMAS, puskesmas)
    assert "Mitra" in client.get(reverse("pegawai:padanan_daftar")).content.decode()
    page = reverse("pegawai:padanan", args=[row.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {"arti_baru": "bukan pilihan"}).status_code == 422
    assert client.post(page, {"arti_baru": "non_ASN"}).status_code == 302
    data = book(ROW | {"status": "mitra", "golongan": ""})
    assert importing.check(puskesmas, data).simpan[0].status == "non_ASN"
    assert client.post(reverse("pegawai:padanan_lupa", args=[row.pk])).status_code == 302
    assert [one.tulisan for one in importing.check(puskesmas, data).tanya] == ["mitra"]


def test_a_meaning_outside_the_list_is_refused() -> None:
    puskesmas = make_puskesmas()
    access = make_access(OPERATOR_PUSKESMAS, puskesmas)
    with pytest.raises(ValidationError, match="dari daftar"):
        padanan.remember(access, puskesmas.pk, [Jawaban("status", "Mitra", "raja")])
    assert not Padanan.objects.exists()


def test_nothing_chosen_is_said(client: Client) -> None:
    sign_in_as(client, OPERATOR_PUSKESMAS, make_puskesmas())
    pending = send(client, book(ROW | {"status": "Mitra"}))
    explain = reverse("pegawai:impor_padanan", args=[pending.pk])
    page = client.post(explain, {}, follow=True).content.decode()
    assert "Pilih arti paling sedikit satu kata" in page


# ---------------------------------------------------------------- the page
def test_the_old_format_gets_the_sentence_of_the_command_line(client: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    sign_in_as(client, OPERATOR_PUSKESMAS, make_puskesmas())
    old = SimpleUploadedFile("petugas.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    page = client.post(reverse("pegawai:impor"), {"berkas": old})
    assert page.status_code == 422
    assert OLD_FORMAT in page.content.decode()


def test_the_form_refuses_what_the_import_refuses(client: Client) -> None:
    puskesmas = make_puskesmas()
    officer = make_petugas(puskesmas, npwp="012345678901234")
    sign_in_as(client, OPERATOR_PUSKESMAS, puskesmas)
    address = reverse("pegawai:ubah", args=[officer.pk])
    sheet = {
        "nama": officer.nama, "status": "PNS", "golongan": "III", "pendidikan": "D3",
        "tenaga": "kesehatan", "bank": "Bank Contoh", "nama_rekening": "SARI",
    }  # fmt: skip
    for change, words in (
        ({"nama_rekening": "-"}, "bukan nama"),
        ({"nama_rekening": "A" * 60}, "paling panjang 35 huruf"),
        ({"bank": "-"}, "Tulis nama banknya"),
        ({"golongan": "IX"}, "Golongan PNS I sampai IV"),
        ({"npwp": "00.000.000.0-000.000"}, "nol semua"),
    ):
        page = client.post(address, sheet | change)
        assert page.status_code == 422, change
        assert words in page.content.decode()
    client.post(address, sheet | {"nama_rekening": "MA\u2019RUF"})
    shown = client.get(reverse("pegawai:rinci", args=[officer.pk])).content.decode()
    assert "untuk bank: MA&#x27;RUF" in shown
