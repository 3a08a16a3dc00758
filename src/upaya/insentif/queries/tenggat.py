"""Until when the present step of a month should be done."""

from __future__ import annotations

from django.utils import timezone

from upaya.core.tenggat import Tenggat, until
from upaya.insentif.bulan.models import Pengajuan
from upaya.rules.insentif.road import DRAF
from upaya.rules.loader import national_book


def tenggat(month: Pengajuan) -> Tenggat | None:
    """The deadline of the present step; None when the month waits for nobody.

    A draft counts from the end of its month, every other step from the day it began. The numbers of
    days are parameters with origin asumsi: the text names none.
    """
    key = month.state.deadline
    if not key:
        return None
    # No district sets these itself, so a list of months asks no database.
    days = national_book().find(key, month.period.last_day, month.kabupaten_id)
    if days is None:  # a month before any rule
        return None
    since = timezone.localtime(month.status_since).date()
    if month.status == DRAF:
        since = month.period.last_day
    return until(since, days.integer)
