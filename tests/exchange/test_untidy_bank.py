"""Answers of a bank that went through a spreadsheet: read, or refused by their line."""

from datetime import date

import pytest

from upaya.exchange.bank_csv import BAWAAN, BankFile, BankFileError, read_answers

HEAD = "Rujukan;Status;Tanggal;Jumlah;Nomor Bukti;Keterangan\n"
LINE = "UPY-00000670-02;BERHASIL;03/11/2022;134.359;X1;\n"
GOOD = read_answers((HEAD + LINE).encode(), BAWAAN)


def answer(text: str, encoding: str = "utf-8") -> BankFile:
    return read_answers(text.encode(encoding), BAWAAN)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_whatever_a_spreadsheet_saved_it_as(encoding: str, separator: str) -> None:
    assert answer((HEAD + LINE).replace(";", separator), encoding) == GOOD


def test_letters_of_an_old_code_page_are_read() -> None:
    (one,) = answer(HEAD + LINE.replace("X1;", "X1;d\u2019accord é"), "cp1252").jawaban
    assert one.alasan == "d\u2019accord é"


@pytest.mark.parametrize(
    "above", ["sep=;\n", "Laporan transaksi\n\n", "Bank Contoh;;\nPeriode;November 2022\n\n"]
)
def test_lines_above_the_headings_are_passed_over(above: str) -> None:
    found = answer(above + HEAD + LINE)
    assert found.galat == ()
    assert [one.rujukan for one in found.jawaban] == ["UPY-00000670-02"]
    assert found.jawaban[0].nomor == above.count("\n") + 2


@pytest.mark.parametrize(
    "heading",
    ["Rujukan ;STATUS;Tanggal ;Jumlah (Rp);Nomor\u00a0Bukti;Keterangan\n",
     "Rujukan (referensi);Status;Tanggal;Jumlah;Nomor Bukti.;Keterangan\n"],
)  # fmt: skip
def test_headings_in_other_dress(heading: str) -> None:
    assert answer(heading + LINE) == GOOD


@pytest.mark.parametrize(
    "total", ["Total;;;134.359;;\n", ";;Jumlah;134.359;;\n", "GRAND TOTAL;;;134.359\n"]
)
def test_a_line_of_totals_is_no_answer(total: str) -> None:
    assert answer(HEAD + LINE + total) == GOOD


@pytest.mark.parametrize(
    "day", ["44868", "44868,4270833", "03/11/2022 10:15:00 AM", "3 November 2022 pukul 10.15 WIB"]
)
def test_days_as_a_spreadsheet_leaves_them(day: str) -> None:
    found = answer(HEAD + LINE.replace("03/11/2022", day))
    assert [one.tanggal for one in found.jawaban] == [date(2022, 11, 3)], found.galat


@pytest.mark.parametrize("written", ["BERHASIL.", "berhasil", " Sukses "])
def test_words_of_success_in_any_dress(written: str) -> None:
    assert answer(HEAD + LINE.replace("BERHASIL", written)) == GOOD


def test_the_mark_of_text_is_no_part_of_a_number() -> None:
    line = LINE.replace("UPY", "'UPY").replace("X1", "'00123").replace("134.359", "'134359")
    (one,) = answer(HEAD + line).jawaban
    assert (one.rujukan, one.bukti, one.jumlah) == ("UPY-00000670-02", "00123", 134_359)


def test_a_comma_inside_an_amount_does_not_move_what_stands_behind() -> None:
    text = (HEAD + LINE.replace("134.359", "Rp 134.359,-")).replace(";", ",")
    found = answer(text)
    assert found.jawaban == ()
    assert "jumlah kolomnya lebih banyak" in found.galat[0]


@pytest.mark.parametrize(
    "body", [b"<html><table>", b"%PDF-1.4", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"]
)
def test_what_is_no_table_is_told_what_to_do(body: bytes) -> None:
    with pytest.raises(BankFileError, match="Simpan hasil bank sebagai CSV"):
        read_answers(body, BAWAAN)
