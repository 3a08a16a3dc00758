"""What the Dinas spends itself: its menu as printed, the ceilings of its funds, its rules."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.printed import item
from upaya.rules.bok.plan import Kegiatan, Rincian, per_komponen
from upaya.rules.bok.plan_dinas import (
    DANA,
    batas_dinas,
    check_plan_dinas,
    ketentuan_dinas,
    menu_dinas,
)
from upaya.rules.errors import TidakDiatur
from upaya.rules.loader import national_book

BOOK = national_book()
SITUBONDO, END = "35.12", date(2022, 12, 31)
PAGU = {"kabupaten": 1_000_000_000, "stunting": 500_000_000, "jampersal": 100_000_000}
RULES = ketentuan_dinas(BOOK, 2022, SITUBONDO, PAGU)


def activity(menu: str, amount: int, months: int = 1) -> Kegiatan:
    line = Rincian("r", "Belanja", "a", ((1, "kali"),), amount)
    return Kegiatan("k", "Monitoring", menu, frozenset(range(1, months + 1)), rincian=(line,))


def test_every_line_of_the_menu_is_an_aim_as_printed_and_an_assumption() -> None:
    menu = {line.kode: line for line in menu_dinas(BOOK, END, SITUBONDO)}
    assert list(menu) == [
        *(f"4.1.{letter}" for letter in "abcde"),
        *("5.7.a", "5.7.b", "4.3.a", "4.3.b", "4.4.a", "4.4.b"),
    ]
    assert {kode: line.uraian for kode, line in menu.items()} == {kode: item(kode) for kode in menu}
    assert BOOK.read("bok.menu_dinas", END, SITUBONDO).origin == "asumsi"
    # What the Dinas does is not counted in anybody's incentive.
    assert {line.sifat for line in menu.values()} == {None}
    assert {line.komponen for line in menu.values()} == {part.kode for part in RULES.komponen}


def test_the_shares_of_bok_kabupaten_are_dated_data() -> None:
    parts = {part.kode: part for part in RULES.komponen}
    assert parts["kabupaten.ukm_esensial"].batas == 840_000_000
    assert parts["kabupaten.covid_19"].batas == 160_000_000
    assert "Pasal 5 ayat (4) dan ayat (5)" in parts["kabupaten.covid_19"].dasar_hukum
    with pytest.raises(TidakDiatur):
        batas_dinas(BOOK, 2021, SITUBONDO, PAGU)  # other names and shares, not entered yet


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(DANA, st.integers(0, 10**12))))
def test_parts_never_hold_more_than_their_funds(pagu: dict[str, int]) -> None:
    parts = {part.kode: part.batas for part in batas_dinas(BOOK, 2022, SITUBONDO, pagu)}
    for fund in DANA:
        own = [most for kode, most in parts.items() if kode.partition(".")[0] == fund]
        whole = pagu.get(fund, 0)
        assert whole - len(own) < sum(own) <= whole


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (activity("a.9.a", 1), "tidak ada dalam menu tahun ini"),
        (activity("4.1.a", 1, 0), "pilih bulan"),
        (activity("5.7.a", 160_000_001), "COVID-19 direncanakan Rp160.000.001, melebihi batasnya"),
        (activity("4.3.a", 250_000_001, 2), "BOK Stunting direncanakan Rp500.000.002"),
        (activity("4.4.b", 100_000_001), "Jampersal direncanakan Rp100.000.001"),
    ],
    ids=["menu", "bulan", "covid", "stunting", "jampersal"],
)
def test_each_rule_is_said_in_a_sentence(plan: Kegiatan, said: str) -> None:
    notes = [note.kalimat for note in check_plan_dinas(RULES, [plan]) if note.galat]
    assert any(said in sentence for sentence in notes), notes


def test_what_is_said_of_bok_puskesmas_alone_is_not_asked_of_the_dinas() -> None:
    line = Rincian("r", "Konsultasi ke provinsi", "b", ((1, "kali"),), 3_000_000)
    internet = Rincian("i", "Internet", "k", ((1, "bulan"),), 3_000_000)
    plan = Kegiatan("k", "Konsultasi", "4.1.b", frozenset({3}), rincian=(line, internet))
    assert check_plan_dinas(RULES, [plan]) == []


@given(st.lists(st.tuples(st.sampled_from(sorted(RULES.menu)), st.integers(0, 10**9)), max_size=6))
def test_the_parts_of_a_plan_add_up_to_it(rows: list[tuple[str, int]]) -> None:
    plan = [activity(menu, amount, 3) for menu, amount in rows]
    assert sum(per_komponen(RULES, plan).values()) == sum(one.setahun for one in plan)
    beyond = {p.kode for p in RULES.komponen if per_komponen(RULES, plan)[p.kode] > p.batas}
    said = [note for note in check_plan_dinas(RULES, plan) if "melebihi batasnya" in note.kalimat]
    assert len(said) == len(beyond)
    assert all(Fraction(part.persen) <= 100 for part in RULES.komponen)
