"""What a scenario may say, and how it lies over the rules."""

from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upaya.rules.loader import national_book
from upaya.rules.parameter import RawValue, Value
from upaya.rules.scenario import (
    BATAS_PENDUDUK,
    BATAS_SPM,
    DAPAT_DIUBAH,
    FORMULA,
    KONTINU,
    METODE,
    NOL,
    PEMBAGIAN,
    SKOR_PENDIDIKAN,
    SKOR_TAMBAHAN,
    SKOR_UTAMA,
    Skenario,
    SkenarioSalah,
    berubah,
    susun,
    terapkan,
)

BOOK = national_book()
DAY = date(2022, 8, 31)
DASAR = "insentif_ukm.dasar"
PAGU = "insentif_ukm.pagu.sumbermalang"


def table(**values: int) -> RawValue:
    return MappingProxyType(values)


def ratios(*texts: str) -> RawValue:
    return tuple(Decimal(text) for text in texts)


def in_force(key: str) -> RawValue:
    return BOOK.read(key, DAY, "35.12").value


GOOD: dict[str, RawValue] = {
    DASAR: Decimal("0.1"),
    FORMULA: "jumlah",
    METODE: "kontinu",
    NOL: "nol",
    KONTINU: Decimal("0.4"),
    BATAS_SPM: tuple(Decimal(n).scaleb(-1) for n in (3, 5, 7, 9)),
    BATAS_PENDUDUK: (10, 20, 30, 40),
    PEMBAGIAN: table(lapangan=70, manajemen=30),
    SKOR_TAMBAHAN: (0, 2, 4, 6, 8),
    PAGU: 70_000_000,
}


@pytest.mark.parametrize("key", DAPAT_DIUBAH)
def test_the_rules_themselves_are_a_good_scenario_that_changes_nothing(key: str) -> None:
    made = susun({key: in_force(key)}, BOOK)
    assert berubah(BOOK, made, DAY, "35.12", None) == frozenset()
    assert terapkan(BOOK, made).read(key, DAY, "35.12").value == in_force(key)


@pytest.mark.parametrize("key", GOOD)
def test_a_change_wins_everywhere_and_is_an_assumption(key: str) -> None:
    made = susun({key: GOOD[key]}, BOOK)
    book = terapkan(BOOK, made)
    for day in (DAY, date(2024, 2, 29)):
        found = book.read(key, day, "35.12", known_on=date(2022, 10, 20))
        assert (found.value, found.origin, found.instrument) == (
            GOOD[key],
            "asumsi",
            "Skenario simulasi",
        )
    assert berubah(BOOK, made, DAY, "35.12", None) == {key}
    assert BOOK.find(key, DAY, "35.12") != book.find(key, DAY, "35.12")


def test_a_change_wins_over_a_decree_of_the_district() -> None:
    decree = Value(
        key=METODE, value="kontinu", unit="", title="", instrument="Keputusan 1", article="",
        origin="teks", in_force=date(2022, 1, 1), until=None, promulgated=date(2022, 6, 1),
        district="35.12", package="keputusan-1",
    )  # fmt: skip
    book = BOOK.overlay([decree])
    other = terapkan(book, susun({METODE: "bertingkat"}, book))
    assert other.read(METODE, DAY, "35.12").value == "bertingkat"
    assert book.read(METODE, DAY, "35.12").value == "kontinu"
    # What a scenario does not name stays as the district decreed it.
    untouched = terapkan(book, susun({DASAR: Decimal("0.1")}, book))
    assert untouched.read(METODE, DAY, "35.12") == decree


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        (DASAR, Decimal("1.01"), "0% sampai 100%"),
        (DASAR, Decimal("-0.01"), "0% sampai 100%"),
        (DASAR, Decimal("NaN"), "0% sampai 100%"),
        (DASAR, Decimal("Infinity"), "0% sampai 100%"),
        (DASAR, 1, "Bentuk nilainya"),
        (FORMULA, "2+jumlah", "1+jumlah, jumlah"),
        (METODE, "acak", "bertingkat, kontinu"),
        (NOL, "", "keluarkan, nol"),
        (KONTINU, Decimal(2), "indeks dari 0 sampai 1"),
        (
            BATAS_SPM,
            (Decimal("0.2"), Decimal("0.2"), Decimal("0.6"), Decimal("0.8")),
            "lebih besar",
        ),
        (BATAS_SPM, (Decimal(0), Decimal("0.2"), Decimal("0.6"), Decimal("0.8")), "lebih dari 0%"),
        (BATAS_SPM, (Decimal("0.1"), Decimal("0.2"), Decimal("NaN"), Decimal(1)), "lebih dari 0%"),
        (BATAS_SPM, (Decimal("0.1"), Decimal("0.2")), "Bentuk nilainya"),
        (BATAS_PENDUDUK, (1, 3, 2, 4), "lebih besar"),
        (BATAS_PENDUDUK, (0, 1, 2, 3), "dari 1 sampai"),
        (PEMBAGIAN, table(lapangan=85, manajemen=16), "berjumlah 100%"),
        (PEMBAGIAN, table(lapangan=101, manajemen=-1), "berjumlah 100%"),
        (PEMBAGIAN, table(lapangan=100), "Bentuk nilainya"),
        (SKOR_PENDIDIKAN, table(S1=5), "Bentuk nilainya"),
        (SKOR_TAMBAHAN, (0, 1, 2, 3, 101), "dari 0 sampai 100"),
        (PAGU, -1, "bilangan bulat dari 0"),
        (PAGU, "banyak", "bilangan bulat dari 0"),
        (PAGU, True, "bilangan bulat dari 0"),
        ("insentif_ukm.penerima", ("PNS",), "tidak dapat diubah"),
        ("entah.apa", 1, "tidak dapat diubah"),
    ],
)
def test_what_makes_no_sense_is_said_in_words(key: str, value: RawValue, said: str) -> None:
    with pytest.raises(SkenarioSalah) as refused:
        susun({key: value, NOL: "nol"} if key != NOL else {key: value}, BOOK)
    (fault,) = refused.value.galat
    assert fault.letak == key
    assert said in fault.pesan


def test_all_faults_are_said_at_once() -> None:
    bad: dict[str, RawValue] = {DASAR: Decimal(2), METODE: "acak"}
    with pytest.raises(SkenarioSalah) as refused:
        susun(bad, BOOK)
    assert {fault.letak for fault in refused.value.galat} == set(bad)


@given(st.sets(st.sampled_from(sorted(GOOD))))
def test_a_scenario_survives_its_storage(keys: set[str]) -> None:
    made = susun({key: GOOD[key] for key in keys}, BOOK)
    assert Skenario.from_dict(made.to_dict()) == made


def test_scores_of_main_posts_may_change() -> None:
    posts = {**dict(BOOK.read(SKOR_UTAMA, DAY, "35.12").table), "bendahara": 9}
    made = susun({SKOR_UTAMA: MappingProxyType(posts)}, BOOK)
    assert Skenario.from_dict(made.to_dict()) == made
