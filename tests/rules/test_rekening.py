"""Names of account holders, as a bank takes them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upaya.rules.loader import national_book
from upaya.rules.rekening import (
    AturanNama,
    aturan_umum,
    beda_tulisan,
    cacat_nama,
    untuk_bank,
)

UMUM = aturan_umum(national_book(), date(2022, 8, 31), None)
SEMPIT = AturanNama(20, "")


@pytest.mark.parametrize(
    ("nama", "written"),
    [
        ("SITI REKAAN", "SITI REKAAN"),
        ("MA\u2019RUF AM\u00cdN", "MA'RUF AMIN"),
        ("  Siti\u00a0 Rekaan\u200b ", "Siti Rekaan"),
        ("NUR`AINI", "NUR'AINI"),
        ("Dra. Siti, M.Kes", "Dra. Siti, M.Kes"),
        ("Ren\u00e9 \u00d8st", "Rene Ost"),
        ("ANI @ BUDI", "ANI BUDI"),
    ],
)
def test_a_name_is_written_in_letters_that_a_bank_has(nama: str, written: str) -> None:
    assert untuk_bank(nama, UMUM) == written
    assert cacat_nama(nama, UMUM) == ""


def test_a_bank_that_takes_no_signs_gets_none() -> None:
    assert untuk_bank("MA\u2019RUF AMIN, S.Kep", SEMPIT) == "MARUF AMIN S Kep"


def test_the_other_writing_is_shown_only_where_it_differs() -> None:
    assert beda_tulisan("SITI REKAAN", UMUM) == ""
    assert beda_tulisan("MA\u2019RUF", UMUM) == "MA'RUF"


@pytest.mark.parametrize(
    ("nama", "words"),
    [
        ("-", "bukan nama"),
        ("\u2013", "bukan nama"),
        ("", "bukan nama"),
        (".", "bukan nama"),
        ("12345", "bukan nama"),
        ("A", "bukan nama"),
        ("\u200b-", "“[U+200B]-”"),
        ("A" * 36, "paling panjang 35 huruf, nama ini 36"),
        ("A" * 121, "paling panjang 120 huruf"),
        ("\u5f20\u4f1f", "tidak dapat ditulis"),
    ],
)
def test_what_no_order_can_carry_is_refused_with_the_reason(nama: str, words: str) -> None:
    assert words in cacat_nama(nama, UMUM)


def test_the_length_is_the_banks_own() -> None:
    assert cacat_nama("SITI REKAAN BINTI CONTOH", UMUM) == ""
    assert "paling panjang 20 huruf" in cacat_nama("SITI REKAAN BINTI CONTOH", SEMPIT)


@given(st.text(max_size=60))
def test_what_is_sent_is_plain_and_short_enough(nama: str) -> None:
    if not cacat_nama(nama, UMUM):
        written = untuk_bank(nama, UMUM)
        assert written.isascii()
        assert 2 <= len(written) <= UMUM.panjang
        assert untuk_bank(written, UMUM) == written
