"""Loading BOK of the demo: decrees, then each puskesmas with plan, reports and absorption."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random

from django.db import transaction
from django.utils import timezone

from upaya.bok.demo import dinas, kas_cerita, ketetapan, rencana, spj
from upaya.bok.demo.kas import FIRST, Pembuku
from upaya.bok.demo.kas_orang import Taken
from upaya.bok.demo.laporan import Pelapor, menu_lines
from upaya.bok.demo.rencana import Rencanaan
from upaya.bok.demo.steps import moment
from upaya.bok.serapan.models import Serapan, SerapanKegiatan
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.demo.kabupaten import KODE, Peta
from upaya.rules.kesehatan import BENDAHARA_PEMBANTU
from upaya.rules.period import Period

_YEAR = ketetapan.YEAR
_REPORTED = {
    Period(_YEAR, 8): date(_YEAR, 9, 5),
    Period(_YEAR, 9): date(_YEAR, 10, 5),
    Period(_YEAR, 10): date(_YEAR, 10, 31),
}
"""The months of the incentive, and the day on which each puskesmas reports one."""
_LAST = Period(_YEAR, 10)
_LATE = ("klampokan", "widoropayung", "wonorejo", "kapongan", "bungatan")
"""Their treasurers have not recorded October yet."""
_INCENTIVE = "9.l"


def make(peta: Peta) -> None:
    """BOK of the whole district, in bulk."""
    make_some(peta, list(peta.puskesmas), ketetapan.FROM_BOK, kas_cerita.BOOKS)
    dinas.make(peta, _YEAR)
    spj.make(peta, list(peta.puskesmas))


@transaction.atomic
def make_some(
    peta: Peta, slugs: Sequence[str], from_bok: Sequence[str] = (), books: Sequence[str] = ()
) -> None:
    """What is decreed for all, and BOK of some puskesmas.

    `from_bok` have their months of the incentive from it, `books` keep a cash book.
    """
    # A source of its own: what is drawn beside it stays as it was.
    random = Random(_YEAR)  # noqa: S311 - a demo, not a secret
    with audit.together():
        ketetapan.make(peta, from_bok)
        menu, places = menu_lines()
        taken: Taken = {}
        for slug in slugs:
            plan = rencana.make(peta, slug)
            reporter = Pelapor(peta, plan, random, menu, places)
            for period, day in _REPORTED.items():
                reporter.month(period, day, last=period == _LAST)
            book = Pembuku(peta, plan, taken) if slug in books else None
            paid = _absorbed(peta, slug, plan, random, booked=book is not None)
            if book is not None:
                for period, amounts in paid.items():
                    book.month(period, amounts, menu)
                kas_cerita.tell(book, slug)


def _absorbed(
    peta: Peta, slug: str, plan: Rencanaan, random: Random, *, booked: bool
) -> dict[Period, dict[int, int]]:
    """What the treasurer recorded on the third of the month after, some of it late.

    Of a month in a cash book nothing is recorded: what it pays on each activity is given back.
    """
    found: dict[Period, dict[int, int]] = {}
    for month in range(1, _LAST.month + 1):
        share = random.randint(72, 97)
        if month == _LAST.month and slug in _LATE:
            continue
        found[Period(_YEAR, month)] = {
            activity.kunci: paid
            for activity in plan.bulan(month)
            if activity.menu != _INCENTIVE
            and (paid := plan.sebulan[activity.kunci] * share // 100_000 * 1000)
        }
    recorded = {one: paid for one, paid in found.items() if not booked or one.month < FIRST}
    _record(peta.of(plan.unit, BENDAHARA_PEMBANTU), plan, recorded)
    return {one: paid for one, paid in found.items() if one not in recorded}


def _record(access: Access, plan: Rencanaan, paid: Mapping[Period, Mapping[int, int]]) -> None:
    rows = [
        Serapan(
            kabupaten_id=KODE,
            puskesmas=plan.unit,
            periode=period.first_day,
            jumlah=sum(amounts.values()),
            keterangan="Menurut buku kas umum",
            dicatat_oleh_id=access.user_id,
            dicatat_pada=moment(
                min(clock.deadline(period.first_day.replace(day=28), 4).day, date(_YEAR, 11, 2))
            ),
        )
        for period, amounts in paid.items()
    ]
    made = Serapan.objects.bulk_create(rows)
    SerapanKegiatan.objects.bulk_create(
        SerapanKegiatan(serapan=row, kunci=kunci, jumlah=amount)
        for row in made
        for kunci, amount in paid[Period.of(row.periode)].items()
    )
    for row in made:
        with clock.pretend(timezone.localtime(row.dicatat_pada).date()):
            period = Period.of(row.periode)
            detail = {"periode": str(period), "kegiatan": len(paid[period])}
            audit.record("serapan.catat", row, access=access, kabupaten=KODE, detail=detail)
