"""Reading parameters by day, district and knowledge, and a district's own rows above them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from upaya.rules.errors import OverlapError, TidakDiatur
from upaya.rules.loader import national_book
from upaya.rules.parameter import Value

BOOK = national_book()
AUGUST = date(2022, 8, 31)
PANJI = "insentif_ukm.pagu.panji"


def row(**changes: object) -> Value:
    """A decision of the district, as its database would hand it over."""
    base = Value(
        key=PANJI,
        value=40_000_000,
        unit="rupiah per tahun",
        title="Pagu insentif",
        instrument="SK Bupati 1/2022",
        article="Lampiran",
        origin="teks",
        in_force=date(2022, 8, 1),
        until=date(2022, 12, 31),
        promulgated=date(2022, 11, 1),
        district="35.12",
        package="ketetapan-35.12",
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def test_a_lookup_known_before_promulgation_does_not_find_the_perbup() -> None:
    with pytest.raises(TidakDiatur) as silent:
        BOOK.read(PANJI, AUGUST, "35.12", known_on=date(2022, 9, 1))
    assert "diketahui pada 2022-09-01" in str(silent.value)
    with pytest.raises(TidakDiatur):
        BOOK.read(PANJI, AUGUST, "35.12", known_on=date(2022, 10, 18))
    assert BOOK.read(PANJI, AUGUST, "35.12", known_on=date(2022, 10, 19)).integer == 36_975_500
    assert BOOK.read(PANJI, AUGUST, "35.12").integer == 36_975_500


@pytest.mark.parametrize(
    ("day", "district"),
    [(date(2022, 7, 31), "35.12"), (date(2023, 1, 1), "35.12"), (AUGUST, "35.10"), (AUGUST, None)],
)
def test_silence_raises_and_is_never_zero(day: date, district: str | None) -> None:
    with pytest.raises(TidakDiatur):
        BOOK.read(PANJI, day, district)
    assert BOOK.find(PANJI, day, district) is None


def test_an_unknown_key_is_silence_too() -> None:
    with pytest.raises(TidakDiatur, match=r"tidak\.ada"):
        BOOK.read("tidak.ada", AUGUST)


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        (date(2022, 8, 1), "0.075"),
        (date(2022, 12, 31), "0.075"),
        (date(2023, 1, 1), "0.1"),
        (date(2023, 12, 31), "0.1"),
        (date(2024, 1, 1), "0.1"),
        (date(2031, 5, 5), "0.1"),
    ],
)
def test_the_base_by_year(day: date, rate: str) -> None:
    assert BOOK.read("insentif_ukm.dasar", day).decimal == Decimal(rate)


def test_the_district_overrides_the_nation() -> None:
    key = "insentif_ukm.pembagian"
    assert BOOK.read(key, AUGUST, "35.12").package == "perbup-situbondo-79-2022"
    assert BOOK.read(key, AUGUST, "35.10").package == "permenkes-19-2022"
    assert BOOK.read(key, AUGUST, "35.12", known_on=date(2022, 9, 1)).district is None


def test_own_rows_win_in_their_district_and_only_there() -> None:
    book = BOOK.overlay([row()])
    assert book.read(PANJI, AUGUST, "35.12").integer == 40_000_000
    assert book.read(PANJI, AUGUST, "35.12", known_on=date(2022, 10, 20)).integer == 36_975_500
    with pytest.raises(TidakDiatur):
        book.read(PANJI, AUGUST, "35.10")
    assert BOOK.read(PANJI, AUGUST, "35.12").integer == 36_975_500  # the old book is untouched


def test_of_two_rows_the_younger_one_known_wins() -> None:
    later = row(value=41_000_000, promulgated=date(2022, 12, 1))
    book = BOOK.overlay([row()]).overlay([later])
    assert book.read(PANJI, AUGUST, "35.12").integer == 41_000_000
    assert book.read(PANJI, AUGUST, "35.12", known_on=date(2022, 11, 30)).integer == 40_000_000
    assert book.rows == [row(), later]


def test_two_rows_with_one_claim_are_refused() -> None:
    with pytest.raises(OverlapError, match=r"35\.12"):
        BOOK.overlay([row(), row(value=1)])
    BOOK.overlay([row(), row(value=1, district="35.10")])
    BOOK.overlay([row(until=date(2022, 9, 30)), row(in_force=date(2022, 10, 1))])


def test_a_new_key_may_come_from_a_row_alone() -> None:
    book = BOOK.overlay([row(key="insentif_ukm.pagu.baru", until=None)])
    assert book.read("insentif_ukm.pagu.baru", date(2030, 1, 1), "35.12").integer == 40_000_000
    assert set(book.keys()) - set(BOOK.keys()) == {"insentif_ukm.pagu.baru"}
    found = book.read_all("insentif_ukm.pagu.", AUGUST, "35.12")
    assert len(found) == 21


def test_a_value_read_as_another_kind_is_a_programming_error() -> None:
    value = BOOK.read("insentif_ukm.dasar", AUGUST)
    for name in ("integer", "text", "items", "table"):
        with pytest.raises(TypeError, match=r"insentif_ukm\.dasar"):
            getattr(value, name)
    with pytest.raises(TypeError):
        _ = BOOK.read("insentif_ukm.pembagian", AUGUST).decimal


def test_a_table_cannot_be_changed() -> None:
    table = BOOK.read("insentif_ukm.pembagian", AUGUST).table
    with pytest.raises(TypeError):
        table["lapangan"] = 100  # type: ignore[index]
