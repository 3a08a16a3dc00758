"""The business clock: the only place that asks what day it is."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The present moment in the installation's zone; in the demo its day is the demo's day."""
    real = timezone.localtime()
    fixed: date | None = settings.BUSINESS_DATE
    if fixed is None:
        return real
    return real.replace(year=fixed.year, month=fixed.month, day=fixed.day)


def today() -> date:
    """The present day."""
    return now().date()
