"""The business clock: the only place that asks what day it is, and which days offices work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from types import MappingProxyType

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from lokal import holidays as published

from upaya.rules import workdays
from upaya.rules.loader import national_book
from upaya.rules.period import Period

_pretended: ContextVar[date | None] = ContextVar("pretended", default=None)


@contextmanager
def pretend(day: date) -> Iterator[None]:
    """Let the business day be `day` inside: how the demo writes a past. Only in the demo."""
    if not settings.DEMO:
        raise ImproperlyConfigured("Hanya demo yang boleh mengandaikan hari lain.")
    token = _pretended.set(day)
    try:
        yield
    finally:
        _pretended.reset(token)


def now() -> datetime:
    """The present moment, aware, in the installation's zone; in the demo its day is the demo's."""
    real, fixed = timezone.localtime(), settings.BUSINESS_DATE
    present = real
    if fixed is not None:
        present = real.replace(year=fixed.year, month=fixed.month, day=fixed.day)
    if (past := _pretended.get()) is None:
        return present
    return min(_office_hour(past, real), present)  # what is written of today has happened


def _office_hour(day: date, real: datetime) -> datetime:
    """A moment of `day` between 8 and 16 that grows with `real`: nobody signs at midnight."""
    midnight = real.replace(hour=0, minute=0, second=0, microsecond=0)
    opening = real.replace(
        year=day.year, month=day.month, day=day.day, hour=8, minute=0, second=0, microsecond=0
    )
    return opening + (real - midnight) / 3


def today() -> date:
    """The present day."""
    return now().date()


@cache
def holidays() -> workdays.Holidays:
    """Our own dated lists (2022, 2023) and those of the published package (2026, 2027)."""
    names = {
        date.fromisoformat(day.date): day.name
        for year in published.HOLIDAY_YEARS
        for day in published.get_holidays(year).holidays
    }
    theirs = workdays.Holidays(MappingProxyType(names), frozenset(published.HOLIDAY_YEARS))
    return workdays.holidays_of(national_book()).merged(theirs)


def is_working_day(day: date) -> bool:
    """Whether offices work on `day`."""
    return workdays.is_working_day(day, holidays())


def deadline(since: date, number: int, off: workdays.Holidays | None = None) -> workdays.Deadline:
    """The `number`-th working day after `since`, and whether every year crossed has a list."""
    return workdays.add_working_days(since, number, off or holidays())


def working_days_left(until: date, off: workdays.Holidays | None = None) -> int:
    """Working days from tomorrow to `until`; negative when it has passed by so many.

    `off` is the calendar of a district, None the nation's.
    """
    present, off = today(), off or holidays()
    if until < present:
        return -workdays.working_days_between(until, present, off).count
    return workdays.working_days_between(present, until, off).count


def working_days_in(period: Period) -> workdays.WorkingDays:
    """Working days of a month; officers cannot have been at work on more."""
    return workdays.working_days_in(period, holidays())
