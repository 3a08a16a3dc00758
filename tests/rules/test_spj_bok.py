"""The checklist of Pasal 24: what an SPJ must hold before anybody may call it complete."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.rules.quoted import AUGUST, BOOK, SITUBONDO
from upaya.rules.bok.spj import Bukti, KetentuanSpj, Spj, jenis_spj, ketentuan_spj, kurang

LINES = {"a": 7, "b": 9, "c": 13, "d": 7, "e": 2, "f": 5, "g": 3, "h": 3, "i": 4}
"""How many documents Pasal 24 names under each letter, the receipt of huruf b counted."""
WHO = Spj(("Siti Contoh",), (date(2022, 8, 3),))
REASON = "Tidak ada narasumber dari luar puskesmas."


def rules(letter: str) -> KetentuanSpj:
    return ketentuan_spj(BOOK, letter, AUGUST, SITUBONDO)


def whole(letter: str, **more: Bukti) -> Spj:
    proof = {one.kode: Bukti(berkas=1) for one in rules(letter).dokumen}
    return replace(WHO, bukti=proof | {key.replace("_", "."): one for key, one in more.items()})


def test_every_letter_has_its_documents() -> None:
    assert list(jenis_spj(BOOK, AUGUST, SITUBONDO)) == list("abcdefghi")
    assert {letter: len(rules(letter).dokumen) for letter in LINES} == LINES


@pytest.mark.parametrize("letter", LINES)
def test_each_document_is_asked_for_and_cited(letter: str) -> None:
    assert kurang(rules(letter), whole(letter)) == []
    for one in rules(letter).dokumen:
        assert f"Pasal 24 huruf {letter}" in one.dasar_hukum
        without = replace(whole(letter, **{one.kode.replace(".", "_"): Bukti()}), kena_pajak=True)
        assert [lack.dokumen for lack in kurang(rules(letter), without)] == [one.kode]


def test_names_and_dates_are_never_left_out() -> None:
    said = [
        one.kalimat for one in kurang(rules("a"), replace(whole("a"), penerima=(" ",), hari=()))
    ]
    assert said == ["Belum ada nama yang menerima uang.", "Belum ada tanggal kegiatannya."]


@pytest.mark.parametrize("said", ["-", "x", "...", "tidak"])
def test_a_dash_is_no_reason(said: str) -> None:
    lacks = kurang(rules("c"), whole("c", c_3=Bukti(alasan=said)))
    assert [one.dokumen for one in lacks] == ["c.3"]
    assert kurang(rules("c"), whole("c", c_3=Bukti(alasan=REASON))) == []


def test_no_reason_replaces_the_receipt_or_the_last_report() -> None:
    assert [one.dokumen for one in kurang(rules("a"), whole("a", a_2=Bukti(alasan=REASON)))] == [
        "a.2"
    ]
    assert kurang(rules("c"), whole("c", c_7=Bukti(alasan=REASON))) == []
    neither = whole("c", c_7=Bukti(alasan=REASON), c_8=Bukti(alasan=REASON))
    assert [one.dokumen for one in kurang(rules("c"), neither)] == ["c.7"]


def test_tax_slip_only_where_taxed() -> None:
    without = whole("e", e_2=Bukti())
    assert kurang(rules("e"), without) == []
    assert [one.dokumen for one in kurang(rules("e"), replace(without, kena_pajak=True))] == ["e.2"]


@pytest.mark.parametrize(
    ("amount", "stamped", "lacks"),
    [
        (5_000_000, False, 0),
        (5_000_001, False, 1),
        (5_000_001, True, 0),
    ],
)
def test_materai_above_the_limit_not_at_it(amount: int, stamped: bool, lacks: int) -> None:  # noqa: FBT001
    bought = Bukti(berkas=1, jumlah=amount, bermeterai=stamped)
    found = kurang(rules("e"), whole("e", e_1=bought))
    assert len(found) == lacks
    assert all("Rp5.000.000" in one.kalimat and "Rp10.000" in one.kalimat for one in found)


def test_what_others_sign_is_there_once_it_is_scanned() -> None:
    printed = kurang(rules("a"), whole("a", a_1=Bukti(terbit=True), a_3=Bukti(terbit=True)))
    assert [one.dokumen for one in printed] == ["a.3"]
    assert "unggah pindaiannya" in printed[0].kalimat
