from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upaya.rules.period import Period, tanggal


def test_a_month_knows_its_days_and_its_name() -> None:
    august = Period.parse("2022-08")
    assert august == Period(2022, 8) == Period.of(date(2022, 8, 17))
    assert (august.first_day, august.last_day) == (date(2022, 8, 1), date(2022, 8, 31))
    assert august.nama == "Agustus 2022"
    assert str(august) == "2022-08"


@pytest.mark.parametrize(
    ("month", "days"), [("2022-02", 28), ("2024-02", 29), ("2100-02", 28), ("2022-04", 30)]
)
def test_days_of_a_month(month: str, days: int) -> None:
    assert Period.parse(month).days == days


@pytest.mark.parametrize(
    "text", ["", "2022", "2022-8", "2022-13", "2022-00", "2022-08-01", " 2022-08", "2022-08\n",
             "٢٠٢٢-08", "0000-01"]
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="TTTT-BB"):
        Period.parse(text)


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)))
def test_next_and_previous_undo_each_other(day: date) -> None:
    period = Period.of(day)
    assert period.next().previous() == period
    assert period.previous() < period < period.next()
    assert (period.next().first_day - period.last_day).days == 1


def test_a_date_in_words() -> None:
    assert tanggal(date(2022, 10, 19)) == "19 Oktober 2022"
