from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upaya.rules import workdays
from upaya.rules.loader import national_book
from upaya.rules.period import Period
from upaya.rules.workdays import Deadline, Holidays, WorkingDays

HOLIDAYS = workdays.holidays_of(national_book())
days = st.dates(date(2021, 12, 1), date(2024, 2, 1))
numbers = st.integers(0, 60)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2022, 8, 16), True),
        (date(2022, 8, 17), False),  # Hari Kemerdekaan, a Wednesday
        (date(2022, 8, 20), False),  # Saturday
        (date(2022, 8, 21), False),
        (date(2022, 5, 6), False),  # cuti bersama, SKB 375/2022
        (date(2023, 4, 26), True),  # no longer cuti bersama since SKB 327/2023
        (date(2023, 6, 30), False),  # cuti bersama, SKB 624/2023
    ],
)
def test_is_working_day(day: date, *, expected: bool) -> None:
    assert workdays.is_working_day(day, HOLIDAYS) is expected


def test_the_lists_hold_sixteen_national_holidays_a_year() -> None:
    book = national_book()
    for value in book.values():
        if value.key == workdays.LIBUR_NASIONAL:
            assert len(value.table) == 16
            assert {text[:4] for text in value.table} == {str(value.in_force.year)}
    assert HOLIDAYS.years == {2022, 2023}


def test_a_deadline_skips_weekend_and_holiday() -> None:
    # Monday 15 August 2022 and three working days: Tuesday, Thursday, Friday.
    assert workdays.add_working_days(date(2022, 8, 15), 3, HOLIDAYS) == Deadline(
        date(2022, 8, 19), certain=True
    )


def test_a_year_without_a_list_says_so() -> None:
    # 1 January is no working day in a year without a list either
    assert workdays.add_working_days(date(2023, 12, 29), 1, HOLIDAYS) == Deadline(
        date(2024, 1, 2), certain=False
    )
    assert workdays.working_days_in(Period(2024, 8), HOLIDAYS) == WorkingDays(22, certain=False)


@pytest.mark.parametrize("year", [2024, 2025, 2030])
def test_a_holiday_whose_date_never_moves_is_one_in_every_year(year: int) -> None:
    for month, day in ((1, 1), (5, 1), (6, 1), (8, 17), (12, 25)):
        assert not workdays.is_working_day(date(year, month, day), HOLIDAYS)
    assert year not in HOLIDAYS.years


def test_the_five_day_week_is_labelled_and_idul_adha_2022_has_both_days() -> None:
    week = national_book().read(workdays.HARI_KERJA, date(2022, 8, 31))
    assert list(week.items) == ["Senin", "Selasa", "Rabu", "Kamis", "Jumat"]
    assert (week.origin, "lima hari" in week.note) == ("asumsi", True)
    listed = national_book().read(workdays.LIBUR_NASIONAL, date(2022, 8, 31))
    assert listed.table["2022-07-09"].startswith("Iduladha")
    assert "9 Juli 2022" in listed.note
    assert "10 Juli 2022" in listed.note


def test_working_days_of_august_2022() -> None:
    assert workdays.working_days_in(Period(2022, 8), HOLIDAYS) == WorkingDays(22, certain=True)


def test_a_negative_number_is_refused() -> None:
    with pytest.raises(ValueError, match="negatif"):
        workdays.add_working_days(date(2022, 8, 1), -1, HOLIDAYS)


@given(days, numbers)
def test_counting_there_and_back(day: date, number: int) -> None:
    there = workdays.add_working_days(day, number, HOLIDAYS)
    assert workdays.working_days_between(day, there.day, HOLIDAYS).count == number
    assert there.certain == all(
        (day + timedelta(n)).year in HOLIDAYS.years for n in range(1, (there.day - day).days + 1)
    )


@given(days, numbers, numbers)
def test_steps_add_up(day: date, first: int, second: int) -> None:
    halfway = workdays.add_working_days(day, first, HOLIDAYS).day
    whole = workdays.add_working_days(day, first + second, HOLIDAYS).day
    assert workdays.add_working_days(halfway, second, HOLIDAYS).day == whole


@given(days, st.integers(1, 60))
def test_a_deadline_is_a_working_day_and_never_sooner_than_the_number(
    day: date, number: int
) -> None:
    there = workdays.add_working_days(day, number, HOLIDAYS).day
    assert workdays.is_working_day(there, HOLIDAYS)
    assert (there - day).days >= number


@given(days, st.integers(1, 20))
def test_one_more_holiday_never_brings_a_deadline_forward(day: date, number: int) -> None:
    more = Holidays({**HOLIDAYS.names, day + timedelta(1): "libur"}, HOLIDAYS.years)
    assert (
        workdays.add_working_days(day, number, more).day
        >= workdays.add_working_days(day, number, HOLIDAYS).day
    )


@given(days, st.integers(-40, 40))
def test_an_earlier_end_has_no_working_days(day: date, shift: int) -> None:
    counted = workdays.working_days_between(day, day + timedelta(shift), HOLIDAYS).count
    assert 0 <= counted <= max(shift, 0)


@given(days, st.integers(0, 500), st.frozensets(st.integers(0, 6)), numbers)
def test_what_is_reckoned_by_weeks_is_what_is_counted_day_by_day(
    day: date, length: int, week: frozenset[int], number: int
) -> None:
    calendar = Holidays(HOLIDAYS.names, HOLIDAYS.years, week)
    walked = [day + timedelta(n) for n in range(1, length + 1)]
    open_days = [one for one in walked if workdays.is_working_day(one, calendar)]
    assert workdays.working_days_between(day, day + timedelta(length), calendar) == WorkingDays(
        len(open_days), certain=all(one.year in HOLIDAYS.years for one in walked)
    )
    if 0 < number <= len(open_days):
        assert workdays.add_working_days(day, number, calendar).day == open_days[number - 1]
