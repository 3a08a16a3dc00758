"""The plan of a year of BOK: its menu, its ceilings, and every rule with a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.printed import item, passage
from upaya.rules.bok.ceilings import batas_komponen, pagu_terlalu_kecil
from upaya.rules.bok.menu import Sifat
from upaya.rules.bok.plan import (
    Catatan,
    Kegiatan,
    KetentuanRencana,
    Rincian,
    ketentuan_rencana,
    per_bulan,
    per_komponen,
    rencana_kas,
)
from upaya.rules.bok.plan_menu import menu_rencana
from upaya.rules.bok.plan_rules import check_plan
from upaya.rules.bok.work import Hadir, dihitung, per_baris
from upaya.rules.errors import TidakDiatur
from upaya.rules.loader import national_book

BOOK = national_book()
SITUBONDO = "35.12"
END = date(2022, 12, 31)
PAGU, INSENTIF = 900_000_000, 66_369_000
RULES = ketentuan_rencana(
    BOOK, 2022, SITUBONDO, pagu=PAGU, pagu_insentif=INSENTIF, desa_stbm=["Sumberejo"]
)


def line(
    belanja: str = "a", harga: int = 50_000, *volume: tuple[int, str], uraian: str = "Transpor"
) -> Rincian:
    return Rincian("r", uraian, belanja, volume or ((2, "orang"), (3, "desa")), harga)


def activity(menu: str = "a.9.a", *lines: Rincian, **more: object) -> Kegiatan:
    known: dict[str, object] = {"bulan": frozenset({3, 4}), "rincian": lines or (line(),)}
    return Kegiatan("k", "Kunjungan rumah", menu, **(known | more))  # type: ignore[arg-type]


def errors(*plan: Kegiatan, rules: KetentuanRencana = RULES) -> list[Catatan]:
    return [note for note in check_plan(rules, plan) if note.galat]


def warnings(*plan: Kegiatan) -> list[str]:
    return [note.kalimat for note in check_plan(RULES, plan) if not note.galat]


# ------------------------------------------------------------------ the menu
def test_the_own_lines_are_as_printed() -> None:
    own = BOOK.read("bok.menu_lain", END, SITUBONDO).table
    assert own["9.f"] == item("9.f")
    assert own["9.k"] == item("9.k")
    assert own["9.l"] == item("9.l")
    assert [own["9.k.1"], own["9.k.2"]] == [item("5.7.a"), item("5.7.b")]
    assert passage("24.g")[0].startswith(own["9.k.3"])
    assert passage("24.h")[0].startswith(own["9.k.4"])
    components = BOOK.read("bok.komponen", END, SITUBONDO).table
    assert list(components.values()) == [item(f"5.3.{letter}") for letter in "abc"]
    aims = BOOK.read("bok.tujuan", END, SITUBONDO).table
    assert dict(aims) == {letter: item(f"11.1.{letter}") for letter in "ab"}


def test_every_letter_of_pasal_9_has_a_line_and_every_line_a_letter() -> None:
    menu = menu_rencana(BOOK, END, SITUBONDO)
    assert {row.huruf for row in menu} == set("abcdefghijkl")
    by_code = {row.kode: row for row in menu}
    assert by_code["f.1.a"].huruf == "g"
    assert by_code["i.1"].huruf == "j"
    assert len(by_code) == len(menu)
    for row in menu:
        assert row.komponen in BOOK.read("bok.komponen", END, SITUBONDO).table
        assert row.tempat
        assert (row.tujuan != "") == (row.komponen == "ukm_esensial"), row.kode
    assert by_code["9.k.3"].komponen == "covid_19"
    assert by_code["a.9.a"].tempat == "luar gedung"
    assert by_code["h.1"].cara == ("luring", "daring", "gabungan")
    assert by_code["h.1"].tempat == "dalam gedung"
    # The incentive counts lines of Pasal 11 ayat (3) only.
    assert all(row.sifat is None for row in menu if row.kode.startswith("9."))


def test_the_whole_year_can_be_planned_and_the_months_before_august_are_an_assumption() -> None:
    for month in range(1, 8):
        day = date(2022, month, 28)
        assert menu_rencana(BOOK, day, SITUBONDO) != ()
        for key in (
            "bok.menu",
            "bok.bagian_puskesmas",
            "bok.jenis_belanja",
            "bok.internet_per_bulan",
        ):
            early, later = BOOK.read(key, day, SITUBONDO), BOOK.read(key, END, SITUBONDO)
            assert early.value == later.value
            assert early.origin == "asumsi"
    with pytest.raises(TidakDiatur):
        BOOK.read("bok.bagian_puskesmas", date(2023, 1, 1), SITUBONDO)


# ------------------------------------------------------------------ ceilings
def test_the_parts_of_a_pagu() -> None:
    parts = {p.kode: p for p in batas_komponen(BOOK, 2022, SITUBONDO, PAGU, INSENTIF)}
    assert parts["ukm_esensial"].batas == 787_500_000
    assert parts["covid_19"].batas == 45_000_000
    assert parts["insentif_ukm"].batas == INSENTIF  # its decree's figure
    assert parts["ukm_esensial"].persen == "87.5"
    alone = {p.kode: p.batas for p in batas_komponen(BOOK, 2022, SITUBONDO, PAGU, None)}
    assert alone["insentif_ukm"] == 67_500_000


@given(st.integers(0, 10**12), st.none() | st.integers(0, 10**11))
def test_no_part_is_ever_above_its_share(pagu: int, insentif: int | None) -> None:
    shares = BOOK.read("bok.bagian_puskesmas", END, SITUBONDO).table
    parts = batas_komponen(BOOK, 2022, SITUBONDO, pagu, insentif)
    for part in parts:
        assert part.batas <= Fraction(shares[part.kode]) * pagu / 100
    assert sum(part.batas for part in parts) <= pagu


@given(st.integers(1, 10**11), st.integers(-3, 3))
def test_a_pagu_carries_its_incentive_exactly_from_its_least_amount_on(
    insentif: int, off: int
) -> None:
    least = -(-insentif * 1000 // 75)
    said = pagu_terlalu_kecil(BOOK, 2022, SITUBONDO, max(least + off, 0), insentif)
    assert bool(said) == (off < 0)
    if said:
        assert "7,5%" in said


def test_another_year_has_parts_of_other_names() -> None:
    """No name stands in the code: the data of a year say which part pays the incentive."""
    texts = {"ukm": "BOK untuk UKM", "jasa": "BOK untuk insentif"}
    tables: dict[str, dict[str, Any]] = {
        "bok.bagian_puskesmas": {"ukm": Decimal(90), "jasa": Decimal(10)},
        "bok.komponen": texts,
        "bok.komponen.khusus": {"insentif": "jasa"},
    }
    rows = [
        replace(
            BOOK.read(key, END, SITUBONDO),
            value=table,
            in_force=date(2030, 1, 1),
            until=None,
            promulgated=date(2029, 12, 1),
            district=SITUBONDO,
        )
        for key, table in tables.items()
    ]
    for known, pays in ((rows, {"jasa"}), (rows[:2], set())):
        book = BOOK.overlay(known)
        parts = batas_komponen(book, 2030, SITUBONDO, 1_000_000, 50_000)
        assert [(part.kode, part.nama) for part in parts] == list(texts.items())
        assert {part.kode for part in parts if part.insentif} == pays
        assert [part.batas for part in parts] == [900_000, 50_000 if pays else 100_000]
        assert bool(pagu_terlalu_kecil(book, 2030, SITUBONDO, 400_000, 50_000)) == bool(pays)


# ------------------------------------------------------------------ sums
_VOLUME = st.lists(st.tuples(st.integers(1, 50), st.sampled_from(["orang", "desa", "kali"])),
                   min_size=1, max_size=4)  # fmt: skip
_LINE = st.builds(
    lambda volume, harga, belanja: Rincian("r", "Baris", belanja, tuple(volume), harga),
    _VOLUME,
    st.integers(0, 10**6),
    st.sampled_from("abdefhij"),
)
_ACTIVITY = st.builds(
    lambda menu, months, lines: Kegiatan(
        "k", "Kegiatan", menu, frozenset(months), rincian=tuple(lines)
    ),
    st.sampled_from(sorted(RULES.menu)),
    st.sets(st.integers(1, 12)),
    st.lists(_LINE, max_size=3),
)


@given(st.lists(_ACTIVITY, max_size=8))
def test_every_way_of_adding_up_a_plan_gives_the_same_total(plan: list[Kegiatan]) -> None:
    total = sum(one.setahun for one in plan)
    assert sum(per_komponen(RULES, plan).values()) == total
    assert sum(per_bulan(plan).values()) == total
    accounts = BOOK.read("bok.kode_rekening", END, SITUBONDO).table
    cash = rencana_kas(RULES, plan, accounts)
    assert sum(sum(row.values()) for row in cash.values()) == total
    parts = per_komponen(RULES, plan)
    for part in {part for part, _ in cash}:
        own = [sum(row.values()) for (known, _), row in cash.items() if known == part]
        assert sum(own) == parts[part]
    order = [part.kode for part in RULES.komponen]
    assert [part for part, _ in cash] == sorted((part for part, _ in cash), key=order.index)


@given(st.lists(_ACTIVITY, max_size=5))
def test_errors_come_before_warnings_and_every_note_is_a_sentence(plan: list[Kegiatan]) -> None:
    notes = check_plan(RULES, plan)
    assert all(a.galat >= b.galat for a, b in pairwise(notes))
    assert all(note.kalimat.endswith(".") for note in notes)


# ------------------------------------------------------------------ rules
def test_an_ordinary_activity_is_no_fault() -> None:
    assert errors(activity()) == []
    assert activity().sebulan == 300_000
    assert activity().setahun == 600_000


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (activity("z.9"), "tidak ada dalam menu"),
        (activity(cara="daring"), "hanya dapat luring"),
        (activity(bulan=frozenset()), "pilih bulan"),
        (activity("a.9.a", line("z")), "tidak ada dalam daftar"),
        (activity("a.9.a", line("c")), "hanya untuk kegiatan menu e"),
        (activity("a.9.a", line("g")), "hanya untuk kegiatan menu f"),
        (activity("a.9.a", line("m")), "hanya untuk kegiatan menu 9.l"),
        (activity("a.9.a", line("b", uraian="Studi banding")), "melakukan studi banding"),
        (activity("a.9.a", line("b", uraian="Rapat di luar daerah")), "rapat/pertemuan di luar"),
        (activity("a.9.a", line("b", uraian="Konsultasi ke provinsi")), "konsultasi ke provinsi"),
        (activity("c.3", line("e", uraian="Iklan televisi GERMAS")), "media cetak (koran"),
        (activity("a.9.a", line("b", uraian="Kaji banding posyandu")), "melakukan studi banding"),
        (activity("a.9.a", line("b", uraian="Konsultasi ke Dinas Kesehatan Provinsi")),
         "konsultasi ke provinsi"),
        (activity("c.3", line("e", uraian="Pariwara surat kabar")), "dan elektronik"),
        (activity("h.1", line("k", 2_000_001, (1, "bulan"))), "internet Maret Rp2.000.001"),
        (activity("f.1.a", line("g", 1, (5, "orang"))), "5 orang, paling banyak 4"),
        (activity("f.1.a", line("g", 1, (1, "bulan"))), "satuan orang"),
        (activity("e.2.a", desa="Kilensari"), "Kilensari bukan desa lokus"),
        (activity("e.2.a"), "bukan desa lokus"),
        (activity("9.k.1", line("a", 22_500_001, (1, "kali"))), "melebihi batasnya Rp45.000.000"),
        (activity("a.9.a", line("a", PAGU, (1, "kali"))), "melebihi pagu Rp900.000.000"),
    ],
)  # fmt: skip
def test_what_the_law_forbids_stands_in_the_way(plan: Kegiatan, said: str) -> None:
    found = errors(plan)
    assert any(said in note.kalimat for note in found), found
    assert all(note.dasar or "bulan" in note.kalimat for note in found)


@pytest.mark.parametrize(
    "plan",
    [
        activity("h.1", line("k", 2_000_000, (1, "bulan"))),
        activity("f.1.a", line("g", 1, (4, "Orang"))),
        activity("e.2.a", desa="Desa  SUMBEREJO"),
        activity("9.l", line("m")),
        activity("h.1", cara="gabungan"),
        # The words of ayat (2) are about trips.
        activity("a.9.a", line("a", uraian="Kunjungan pasien dari luar daerah")),
    ],
)
def test_what_is_just_allowed_is_allowed(plan: Kegiatan) -> None:
    assert errors(plan) == []


def test_internet_of_two_activities_in_one_month_is_one_amount() -> None:
    one = activity("h.1", line("k", 1_000_001, (1, "bulan")), bulan=frozenset({1, 2}))
    other = replace(one, kunci="l", bulan=frozenset({2, 3}))
    (fault,) = errors(one, other)
    assert "Februari" in fault.kalimat
    assert "Rp2.000.002" in fault.kalimat


def test_lokakarya_mini_more_is_a_fault_less_a_warning() -> None:
    year = frozenset(range(1, 13))
    monthly = activity("h.1", bulan=year, lokakarya="bulanan")
    quarterly = activity("h.1", bulan=frozenset({3, 6, 9, 12}), lokakarya="tribulanan")
    assert errors(monthly, quarterly) == []
    assert not any("Lokakarya" in text for text in warnings(monthly, quarterly))
    assert any("4 kali setahun" in text for text in warnings(monthly))
    (fault,) = errors(replace(monthly, kali=2), quarterly)
    assert "24 kali" in fault.kalimat


def test_stbm_more_than_its_amount_is_a_fault_less_a_warning() -> None:
    month = frozenset({5})
    whole = activity("e.2.a", line("c", 7_500_000, (1, "paket")), desa="Sumberejo", bulan=month)
    assert errors(whole) == []
    assert not any("STBM" in text for text in warnings(whole))
    assert any("STBM desa Sumberejo direncanakan Rp0" in text for text in warnings())
    more = activity("e.2.b", line("a", 1, (1, "kali")), desa="sumberejo", bulan=month)
    (fault,) = errors(whole, more)
    assert "Rp7.500.001" in fault.kalimat


# ------------------------------------------------------------------ work
_LINES: tuple[tuple[str, Sifat], ...] = (
    ("a.1.f", "manajemen"),
    ("a.9.a", "lapangan"),
    ("g.1", "lapangan"),
    ("h.1", "manajemen"),
)
_HADIR = st.builds(
    lambda officer, day, at, planned, report: Hadir(
        officer, date(2022, 8, day), at, planned, report, *_LINES[at]
    ),
    st.integers(1, 3),
    st.integers(1, 5),
    st.integers(0, 3),
    st.integers(1, 3),
    st.integers(1, 4),
)


@given(st.lists(_HADIR, max_size=40), st.randoms())
def test_days_are_distinct_and_visits_are_one_for_each_activity_and_day(
    present: list[Hadir], random: object
) -> None:
    work = per_baris(present)
    for officer in {one.petugas for one in present}:
        own = [one for one in present if one.petugas == officer]
        days = {one.hari for one in own if one.sifat == "manajemen"}
        visits = {(one.kegiatan, one.hari) for one in own if one.sifat == "lapangan"}
        row = work[officer]
        assert sum(n for menu, n in row.items() if menu in {"a.1.f", "h.1"}) == len(days)
        assert sum(n for menu, n in row.items() if menu in {"a.9.a", "g.1"}) == len(visits)
    shuffled = list(present)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert dihitung(shuffled) == dihitung(present)


def test_two_meetings_on_one_day_are_one_day_on_the_first_line() -> None:
    day = date(2022, 8, 3)
    meetings = [
        Hadir(1, day, 5, 10, 100, "h.1", "manajemen"),
        Hadir(1, day, 2, 11, 101, "a.1.f", "manajemen"),
    ]
    assert per_baris(meetings) == {1: {"a.1.f": 1}}


def test_a_visit_reported_twice_is_one_visit() -> None:
    day = date(2022, 8, 3)
    once = Hadir(1, day, 5, 10, 100, "g.1", "lapangan")
    assert per_baris([once, replace(once, pelaksanaan=101)]) == {1: {"g.1": 1}}
    assert per_baris([once, replace(once, kegiatan=11)]) == {1: {"g.1": 2}}
