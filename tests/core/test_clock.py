from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone
from lokal import holidays as published
from pytest_django import Settings

from upaya.core import clock
from upaya.rules.period import Period


def test_the_demo_stands_on_its_day(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 9, 5)
    assert clock.today() == date(2022, 9, 5)
    assert clock.now().tzinfo is not None


def test_own_and_published_lists_are_one() -> None:
    assert clock.holidays().years == {2022, 2023, 2026, 2027}
    assert not clock.is_working_day(date(2022, 8, 17))
    assert not clock.is_working_day(date(2026, 8, 17))


@pytest.mark.parametrize("year", published.HOLIDAY_YEARS)
def test_the_published_years_agree_with_their_publisher(year: int) -> None:
    for number in range(1, 13):
        month = Period(year, number)
        theirs = published.count_working_days(month.first_day, month.last_day)
        assert clock.working_days_in(month).count == theirs


def test_days_left_and_days_late(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 8, 15)
    due = clock.deadline(date(2022, 8, 15), 3)
    assert due.certain
    assert clock.working_days_left(due.day) == 3
    assert clock.working_days_left(date(2022, 8, 15)) == 0
    settings.BUSINESS_DATE = date(2022, 8, 23)
    assert clock.working_days_left(due.day) == -2


def test_a_pretended_day_is_lived_in_office_hours(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEMO = True
    night = timezone.localtime().replace(hour=0, minute=31)
    evening = night.replace(hour=23, minute=59)
    seen = []
    for real in (night, evening):
        monkeypatch.setattr(timezone, "localtime", lambda at=real: at)
        with clock.pretend(date(2022, 10, 24)):
            seen.append(clock.now())
    assert [moment.date() for moment in seen] == [date(2022, 10, 24)] * 2
    assert 8 <= seen[0].hour < seen[1].hour < 16


@pytest.mark.parametrize("hour", [3, 9, 15])
def test_what_is_written_of_today_has_happened(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, hour: int
) -> None:
    """Before noon the hours of an office run ahead of the clock; of its own day nothing may."""
    settings.DEMO, settings.BUSINESS_DATE = True, date(2022, 11, 3)
    real = timezone.localtime().replace(hour=hour, minute=30)
    monkeypatch.setattr(timezone, "localtime", lambda: real)
    with clock.pretend(date(2022, 11, 3)):
        written = clock.now()
    assert written <= clock.now()
    assert written.date() == date(2022, 11, 3)
