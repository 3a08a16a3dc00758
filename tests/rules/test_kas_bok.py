"""The cash book: whatever moves, its sums agree; a day is paid once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upaya.rules.bok.hari_ganda import HariDibayar, Penerima, hari_ganda, pertama_saja
from upaya.rules.bok.kas import (
    AMBIL,
    BANK,
    BELANJA,
    BUKU,
    JENIS,
    KEMBALI,
    PAJAK,
    SETOR_PAJAK,
    STS,
    TEMPAT,
    TRANSFER,
    TUNAI,
    Mutasi,
    susun,
)

_AMOUNT = st.integers(1, 10_000_000)


@st.composite
def _moves(draw: Callable[..., Any]) -> Mutasi:
    jenis, amount = draw(st.sampled_from(JENIS)), draw(_AMOUNT)
    taxed = draw(st.integers(0, amount)) if jenis == BELANJA else 0
    return Mutasi(
        date(2022, 1, 1) + timedelta(draw(st.integers(0, 364))),
        jenis,
        amount,
        dari=draw(st.sampled_from(TEMPAT)),
        pungutan=(("pph21", taxed),) if taxed else (),
        menu=draw(st.sampled_from(("a.1", "b.2", "c.3"))),
        belanja=draw(st.sampled_from("abc")),
        rekening=draw(st.sampled_from(("5.1", "5.2"))),
        komponen=draw(st.sampled_from(("ukm_esensial", "covid_19"))),
    )


_BOOK = st.lists(_moves(), max_size=30)
_OPENING = st.integers(0, 1_000_000)


@given(_BOOK, _OPENING, _OPENING)
def test_opening_and_what_moved_give_every_balance(
    moves: list[Mutasi], bank: int, tunai: int
) -> None:
    book = susun(2022, moves, bank=bank, tunai=tunai)
    balance = bank + tunai
    assert sorted(line.urutan for line in book.baris) == list(range(len(moves)))
    assert [line.mutasi.hari for line in book.baris] == sorted(one.hari for one in moves)
    for line in book.baris:
        balance += line.mutasi.masuk - line.mutasi.keluar
        assert line.saldo == balance
    months = book.bulan()
    assert months[0].awal == bank + tunai
    assert [one.akhir for one in months][:-1] == [one.awal for one in months][1:]
    assert months[-1].akhir == balance


@given(_BOOK, _OPENING, _OPENING)
def test_sub_books_add_up_to_the_book(moves: list[Mutasi], bank: int, tunai: int) -> None:
    book = susun(2022, moves, bank=bank, tunai=tunai)
    whole, parts = book.bulan(), [book.pembantu(name) for name in TEMPAT]
    for month, *places in zip(whole, *parts, strict=True):
        for said in ("awal", "masuk", "keluar", "akhir"):
            assert getattr(month, said) == sum(getattr(one, said) for one in places)
    for name in BUKU:
        assert book.pembantu(name)[-1].akhir == book.akhir(name)


@given(_BOOK, _OPENING)
def test_absorption_is_the_same_by_whatever_it_is_told(moves: list[Mutasi], bank: int) -> None:
    book = susun(2022, moves, bank=bank)
    for by in (
        lambda one: str(one.hari.month),
        lambda one: one.menu,
        lambda one: one.belanja,
        lambda one: one.rekening,
    ):
        assert sum(book.serapan(by).values()) == book.terserap
    back, came = (sum(one.jumlah for one in moves if one.jenis == kind) for kind in (STS, TRANSFER))
    assert book.sisa == bank + came - book.terserap - back


@given(_BOOK, st.integers(1, 12))
def test_what_was_spent_until_a_month_is_the_books_whatever_it_is_divided_by(
    moves: list[Mutasi], month: int
) -> None:
    book = susun(2022, moves)
    until = susun(2022, [one for one in moves if one.hari.month <= month])
    within = susun(2022, [one for one in moves if one.hari.month == month])
    for by in (
        lambda one: one.menu,
        lambda one: one.komponen,
        lambda one: one.belanja,
        lambda one: one.rekening,
    ):
        found = book.realisasi(by, month)
        assert {key: one.sampai for key, one in found.items()} == until.serapan(by)
        assert sum(one.ini for one in found.values()) == within.terserap


@given(_BOOK)
def test_a_day_below_nothing_is_told_once_for_each_fall(moves: list[Mutasi]) -> None:
    book = susun(2022, moves)
    ends = {line.mutasi.hari: line for line in book.baris}
    lacks = {(day, name) for day, line in ends.items() for name in BUKU if getattr(line, name) < 0}
    told = {(one.baris.mutasi.hari, one.buku) for one in book.kurang()}
    assert told <= lacks
    assert bool(told) == bool(lacks)


def test_two_years_are_never_one_book() -> None:
    moves = [Mutasi(date(2022, 12, 31), TRANSFER, 5), Mutasi(date(2023, 1, 1), TRANSFER, 7)]
    with pytest.raises(ValueError, match="2022"):
        susun(2022, moves)


def test_withheld_tax_is_paid_over_and_no_money_of_the_programme() -> None:
    """Rp1.000.000 gross from cash, Rp20.000 withheld: Rp980.000 went, Rp20.000 is owed."""
    spent = Mutasi(date(2022, 8, 3), BELANJA, 1_000_000, dari=TUNAI, pungutan=(("pph22", 20_000),))
    got = [
        Mutasi(date(2022, 8, 1), TRANSFER, 3_000_000),
        Mutasi(date(2022, 8, 1), AMBIL, 2_000_000),
    ]
    book = susun(2022, [*got, spent])
    assert [book.akhir(name) for name in BUKU] == [1_000_000, 1_020_000, 20_000]
    assert (book.terserap, book.sisa) == (1_000_000, 2_000_000)
    paid = susun(2022, [*got, spent, Mutasi(date(2022, 8, 9), SETOR_PAJAK, 20_000, dari=TUNAI)])
    assert (paid.akhir(PAJAK), paid.akhir(TUNAI), paid.sisa) == (0, 1_000_000, 2_000_000)
    more = susun(2022, [*got, spent, Mutasi(date(2022, 8, 9), SETOR_PAJAK, 20_001, dari=TUNAI)])
    assert [one.kalimat for one in more.kurang()] == [
        "pada 9 Agustus 2022 pajak yang disetor melebihi yang dipungut sebesar Rp1"
    ]


def test_what_came_back_is_absorbed_no_longer() -> None:
    moves = [
        Mutasi(date(2022, 8, 1), TRANSFER, 500),
        Mutasi(date(2022, 8, 2), BELANJA, 300, menu="a.1"),
        Mutasi(date(2022, 9, 2), KEMBALI, 100, menu="a.1"),
    ]
    book = susun(2022, moves)
    assert book.serapan(lambda one: f"{one.hari.month}") == {"8": 300, "9": -100}
    assert (book.serapan(lambda one: one.menu), book.akhir(BANK)) == ({"a.1": 200}, 300)


# ------------------------------------------------------------------ days
_DAYS = (date(2022, 8, 2), date(2022, 8, 3))
_SITI = Penerima("Siti", 50_000, nik="3512014101900001", macam="transpor", hari=_DAYS)


def test_a_day_of_one_person_is_paid_once_in_whichever_unit() -> None:
    first = HariDibayar("a", "panji", "a.9.a", _SITI)
    other = replace(_SITI, nama="S. Contoh", hari=_DAYS[1:])
    found = hari_ganda([first, HariDibayar("b", "dinas", "4.1.b", other)])
    assert [(one.hari, one.pasti, one.pertama) for one in found] == [(_DAYS[1], True, first)]
    assert pertama_saja(found[0]) == {"unit": "panji", "tanggal": "2022-08-03", "kegiatan": "a.9.a"}
    own = hari_ganda([first, HariDibayar("b", "panji", "a.4", other)])
    assert pertama_saja(own[0])["letak"] == "a"


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (replace(_SITI, macam="harian"), 0),
        (replace(_SITI, macam=""), 0),
        (replace(_SITI, hari=(date(2022, 8, 4),)), 0),
        (replace(_SITI, nik="3512014101900002"), 0),
        (replace(_SITI, nik=""), 0),
        (_SITI, 2),
    ],
    ids=["uang-harian", "bukan-hari", "hari-lain", "orang-lain", "tanpa-nik", "sama"],
)
def test_what_is_no_second_payment_is_none(second: Penerima, told: int) -> None:
    rows = [HariDibayar("a", "x", "k", _SITI), HariDibayar("b", "y", "k", second)]
    assert len(hari_ganda(rows)) == told


def test_whoever_has_no_nik_is_compared_by_name_and_village_and_only_flagged() -> None:
    cadre = Penerima("Hj. Siti Aminah", 1, desa="Curah", macam="transpor", hari=_DAYS[:1])
    same = replace(cadre, nama="SITTI AMINAH, S.Pd", desa="Desa  curah")
    far = replace(cadre, desa="Kendit")
    rows = [HariDibayar(str(n), "x", "k", one) for n, one in enumerate((cadre, far, same))]
    assert [(one.kedua.letak, one.pertama.letak, one.pasti) for one in hari_ganda(rows)] == [
        ("2", "0", False)
    ]


@pytest.mark.parametrize("first", ["", "3512014101900001"], ids=["without", "with"])
def test_a_nik_and_none_of_one_name_and_village_are_flagged(first: str) -> None:
    one = Penerima("Hj. Siti Aminah", 1, nik=first, desa="Curah", macam="transpor", hari=_DAYS[:1])
    other = replace(one, nama="SITTI AMINAH", nik="" if first else "3512014101900001")
    rows = [HariDibayar("a", "x", "k", one), HariDibayar("b", "y", "k", other)]
    assert [(found.kedua.letak, found.pasti) for found in hari_ganda(rows)] == [("b", False)]
    named = [replace(row, penerima=replace(row.penerima, desa="")) for row in rows]
    assert not hari_ganda(named)  # a name alone says nothing of another unit
    assert len(hari_ganda([replace(row, unit="x") for row in named])) == 1
