"""The bank's files: what goes out, what comes back, and hostile ones."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upaya.exchange.bank_csv import (
    BAWAAN,
    BankFileError,
    Perintah,
    read_answers,
    write_orders,
)

ORDER = Perintah(
    "UPY-00000001-01", "Bank Contoh", "0099001122", "SITI REKAAN", 1_234_567, date(2022, 11, 3), "x"
)
HEAD = "Rujukan;Status;Tanggal;Jumlah;Nomor Bukti;Keterangan\r\n"


def test_orders_have_the_columns_of_the_format_and_digits_stay_digits() -> None:
    lines = write_orders([ORDER], BAWAAN).decode().split("\r\n")
    assert lines[0] == "Rujukan;Bank;Nomor Rekening;Nama Rekening;Jumlah;Berita"
    assert lines[1] == "UPY-00000001-01;Bank Contoh;0099001122;SITI REKAAN;1234567;x"


def test_columns_separator_and_order_are_the_districts_own() -> None:
    layout = replace(
        BAWAAN, pemisah=",", keluar=(("No", "nomor"), ("Tgl", "tanggal"), ("Rek", "rekening"))
    )
    assert write_orders([ORDER, ORDER], layout).decode().split("\r\n")[:3] == [
        "No,Tgl,Rek",
        "1,03/11/2022,0099001122",
        "2,03/11/2022,0099001122",
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_name_never_becomes_a_formula(sign: str) -> None:
    order = replace(ORDER, nama_rekening=f"{sign}HYPERLINK(1)\nbaris dua;kolom")
    body = write_orders([order], BAWAAN).decode()
    assert body.count("\r\n") == 2
    assert '"HYPERLINK(1) baris dua;kolom"' in body


def test_an_answer_is_read_by_its_headings_in_any_order() -> None:
    body = "tanggal; STATUS ;rujukan;Lainnya\n31/10/2022;sukses;upy-1;x\n2022-10-31;DITOLAK;UPY-2\n"
    found = read_answers(body.encode(), BAWAAN)
    assert found.galat == ()
    assert [(one.nomor, one.rujukan, one.status) for one in found.jawaban] == [
        (2, "UPY-1", "berhasil"),
        (3, "UPY-2", "gagal"),
    ]
    assert {one.tanggal for one in found.jawaban} == {date(2022, 10, 31)}


@pytest.mark.parametrize(
    "written",
    ["31/10/2022", "31/10/2022 10:15:00", "31\u00a0Oktober\u00a02022", "2022-10-31T08:00"],
)
def test_a_day_is_read_with_or_without_its_time(written: str) -> None:
    body = HEAD + f"UPY\u200b-1;\u00a0BERHASIL ;{written};;B/1;\r\n"
    (answer,) = read_answers(body.encode(), BAWAAN).jawaban
    assert (answer.rujukan, answer.status) == ("UPY-1", "berhasil")
    assert answer.tanggal == date(2022, 10, 31)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1.234.567", 1_234_567),
        ("1,234,567", 1_234_567),
        ("Rp 1.234.567,00", 1_234_567),
        ("1234567", 1_234_567),
        ("1234567.00", 1_234_567),
        ("1 234 567", 1_234_567),
        ("1\u00a0234\u202f567", 1_234_567),
        ("Rp 1.234.567,-", 1_234_567),
        ("1.234.567\u200b", 1_234_567),
        ("0", 0),
        ("", None),
        ("-", None),
    ],
)
def test_amounts_are_read_as_people_write_them(written: str, amount: int | None) -> None:
    body = HEAD + f"UPY-1;BERHASIL;31/10/2022;{written};B/1;\r\n"
    assert read_answers(body.encode(), BAWAAN).jawaban[0].jumlah == amount


@pytest.mark.parametrize(
    "written",
    # The last has more digits than Python makes a number of.
    ["1.23", "12,345.678", "-5", "satu", "1.234,5", "1e6", "9" * 16, "1,234", "1" + ".000" * 1_500],
)
def test_an_amount_that_is_no_whole_rupiah_is_a_fault_of_its_line(written: str) -> None:
    body = HEAD + f"UPY-1;BERHASIL;31/10/2022;{written};B/1;\r\nUPY-2;GAGAL;31/10/2022;;;x\r\n"
    found = read_answers(body.encode(), BAWAAN)
    assert found.galat[0].startswith("Baris 2: jumlah ")
    assert found.galat[0].endswith(".")
    assert [one.rujukan for one in found.jawaban] == ["UPY-2"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (";BERHASIL;31/10/2022;;B;", "rujukannya kosong"),
        ("UPY-1;DIPROSES;31/10/2022;;B;", "yang dikenal: BERHASIL"),
        ("UPY-1;BERHASIL;31 Oktober;;B;", "tanggal “31 Oktober” bukan tanggal"),
        ("UPY-1;BERHASIL;31/10/22;;B;", "tahun empat angka"),
        ("UPY-1;BERHASIL;31/10/2022;;2,02210E+15;", "nomor aslinya hilang"),
        ("UPY-1;BERHASIL;31/10/2022;;3E+09;", "nomor aslinya hilang"),
    ],
)
def test_a_line_that_is_not_understood_says_so(line: str, words: str) -> None:
    found = read_answers((HEAD + line + "\r\n").encode(), BAWAAN)
    assert words in found.galat[0]
    assert found.jawaban == ()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "kosong"),
        (b"Rujukan;Status\r\n", "“Tanggal” tidak ditemukan"),
        (HEAD.encode(), "tidak berisi jawaban"),
        (b"PK\x03\x04xlsx", "bukan CSV"),
        (b"Rujukan\0;Status;Tanggal", "bukan CSV"),
        (b"x" * 2_000_001, "terlalu besar"),
        (HEAD.encode() + b'"' + b"a" * 200_000, "bukan CSV yang utuh"),
        (HEAD.encode() + b"UPY-1;GAGAL;31/10/2022;;;\n" * 20_001, "lebih dari 20000"),
    ],
    ids=["empty", "headings", "nothing", "xlsx", "nul", "big", "field", "lines"],
)
def test_what_is_no_answer_at_all_is_refused_in_words(body: bytes, words: str) -> None:
    with pytest.raises(BankFileError, match=words):
        read_answers(body, BAWAAN)


@given(st.binary(max_size=400))
def test_any_bytes_give_an_answer_or_a_sentence(body: bytes) -> None:
    sentence, found = "", None
    try:
        found = read_answers(HEAD.encode() + body, BAWAAN)
    except BankFileError as fault:
        sentence = str(fault)
    assert sentence.endswith(".") if found is None else found.jawaban or found.galat
