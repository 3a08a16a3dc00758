"""How long each step of a month takes, from the log of moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.utils import timezone

from upaya.core import clock
from upaya.core.models import WorkflowLog
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.dasbor.queries.coverage import Cakupan
from upaya.rules.insentif.indicators import Sebaran, Singgah, lama_langkah
from upaya.rules.insentif.road import INSENTIF
from upaya.rules.insentif.scales import Tafsiran, skala_waktu, tafsirkan
from upaya.rules.workdays import working_days_between
from upaya.rules.workflow import State


@dataclass(frozen=True, slots=True)
class Langkah:
    """One stop of the road: stays that ended, and months that wait there now, in working days.

    `batas` is the step's deadline, `tafsiran` reads the median against it.
    """

    status: State
    selesai: Sebaran | None
    menunggu: Sebaran | None
    batas: int | None
    tafsiran: Tafsiran | None


@dataclass(frozen=True, slots=True)
class Terlambat:
    """A month that waits past the deadline of its step, with the working days that it waits."""

    bulan: Pengajuan
    status: State
    hari: int
    batas: int


def terlambat(cakupan: Cakupan) -> list[Terlambat]:
    """Months that wait too long, the longest past its deadline first; no query of their own."""
    found, present, off = [], clock.today(), clock.holidays()
    for month in cakupan.daftar_bulan:
        rule = cakupan.tafsir.aturan(month.state.deadline) if month.state.waits_for else None
        if rule is None:
            continue
        since = _since(month.status, month.period.last_day, month.status_since)
        days = working_days_between(since, present, off).count
        if days > rule.integer:
            found.append(Terlambat(month, month.state, days, rule.integer))
    return sorted(found, key=lambda one: (one.batas - one.hari, one.bulan.pk))


def langkah(cakupan: Cakupan) -> list[Langkah]:
    """Every stop where somebody has to act, in the order of the road: two queries."""
    month_of = {
        month.pk: (month.period, month.status, month.status_since) for month in cakupan.daftar_bulan
    }
    ends = {pk: month.last_day for pk, (month, _, _) in month_of.items()}
    done = lama_langkah(_ended(cakupan, ends), clock.holidays())
    present = clock.today()
    waiting = lama_langkah(
        (
            Singgah(status, _since(status, ends[pk], since), present)
            for pk, (_, status, since) in month_of.items()
        ),
        clock.holidays(),
    )
    return [
        _read(cakupan, state, done.get(state.name), waiting.get(state.name))
        for state in INSENTIF.states.values()
        if state.waits_for
    ]


def _since(status: str, month_end: date, moved: datetime) -> date:
    """A draft counts from the end of its month, as its deadline does."""
    return month_end if status == INSENTIF.initial else _day(moved)


def _ended(cakupan: Cakupan, ends: dict[int, date]) -> Iterator[Singgah]:
    """Every stay that ended. A move that leads nowhere else does not end one."""
    moves = (
        WorkflowLog.objects.filter(
            workflow=INSENTIF.name, subject_id__in=cakupan.bulan.order_by().values("pk")
        )
        .order_by("subject_id", "pk")
        .values_list("subject_id", "source", "target", "at")
    )
    arrived: dict[int, date] = {}
    for month, source, target, at in moves.iterator():
        if source == target:
            continue
        today = _day(at)
        yield Singgah(source, arrived.get(month, ends[month]), today)
        arrived[month] = today


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _read(cakupan: Cakupan, state: State, done: Sebaran | None, waiting: Sebaran | None) -> Langkah:
    rule = cakupan.tafsir.aturan(state.deadline)
    if rule is None:
        return Langkah(state, done, waiting, None, None)
    meaning = tafsirkan(skala_waktu(state.deadline), Fraction(done.median), rule) if done else None
    return Langkah(state, done, waiting, rule.integer, meaning)
