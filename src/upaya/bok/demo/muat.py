"""Loading BOK of the demo: decrees, then each puskesmas with plan, reports and absorption."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from django.db import transaction

from upaya.bok.demo import dinas, ketetapan, rencana, spj
from upaya.bok.demo.laporan import Pelapor, menu_lines
from upaya.bok.demo.rencana import Rencanaan
from upaya.bok.demo.steps import moment
from upaya.bok.serapan.models import Serapan, SerapanKegiatan
from upaya.core import audit, clock
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
    make_some(peta, list(peta.puskesmas), ketetapan.FROM_BOK)
    dinas.make(peta, _YEAR)
    spj.make(peta, list(peta.puskesmas))


@transaction.atomic
def make_some(peta: Peta, slugs: Sequence[str], from_bok: Sequence[str] = ()) -> None:
    """What is decreed for all, and BOK of some puskesmas; `from_bok` have their months from it."""
    # A source of its own: what is drawn beside it stays as it was.
    random = Random(_YEAR)  # noqa: S311 - a demo, not a secret
    with audit.together():
        ketetapan.make(peta, from_bok)
        menu, places = menu_lines()
        for slug in slugs:
            plan = rencana.make(peta, slug)
            reporter = Pelapor(peta, plan, random, menu, places)
            for period, day in _REPORTED.items():
                reporter.month(period, day, last=period == _LAST)
            _absorbed(peta, slug, plan, random)


def _absorbed(peta: Peta, slug: str, plan: Rencanaan, random: Random) -> None:
    """What the treasurer recorded on the third of the month after, some of it late."""
    access = peta.of(plan.unit, BENDAHARA_PEMBANTU)
    rows: list[Serapan] = []
    parts: list[SerapanKegiatan] = []
    for month in range(1, _LAST.month + 1):
        day = min(clock.deadline(date(_YEAR, month, 28), 4).day, date(_YEAR, 11, 2))
        share = random.randint(72, 97)
        if month == _LAST.month and slug in _LATE:
            continue
        row = Serapan(
            kabupaten_id=KODE,
            puskesmas=plan.unit,
            periode=date(_YEAR, month, 1),
            jumlah=0,
            keterangan="Menurut buku kas umum",
            dicatat_oleh_id=access.user_id,
            dicatat_pada=moment(day),
        )
        for activity in plan.bulan(month):
            paid = plan.sebulan[activity.kunci] * share // 100_000 * 1000
            if activity.menu != _INCENTIVE and paid:
                parts.append(SerapanKegiatan(serapan=row, kunci=activity.kunci, jumlah=paid))
                row.jumlah += paid
        rows.append(row)
    made = Serapan.objects.bulk_create(rows)
    SerapanKegiatan.objects.bulk_create(parts)
    for row in made:
        with clock.pretend(row.dicatat_pada.date()):
            many = sum(part.serapan is row for part in parts)
            detail = {"periode": str(Period.of(row.periode)), "kegiatan": many}
            audit.record("serapan.catat", row, access=access, kabupaten=KODE, detail=detail)
