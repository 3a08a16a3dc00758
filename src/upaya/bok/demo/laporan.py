"""The reports of the demo: who was where on which day, from August to October.

The months of the incentive agree with them: what their operators typed is what these give.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from upaya.bok.demo.ketetapan import LAST
from upaya.bok.demo.rencana import Rencanaan
from upaya.bok.demo.steps import Langkah, logs, stand, step, traced
from upaya.bok.realisasi.models import Kehadiran, Pelaksanaan
from upaya.bok.realisasi.road import ROAD
from upaya.bok.rencana.models import KegiatanRencana
from upaya.core import clock
from upaya.core.models import WorkflowLog
from upaya.demo.kabupaten import KODE, Peta
from upaya.pegawai.models import Petugas
from upaya.rules.bok.plan_menu import MenuRencana, menu_rencana
from upaya.rules.bok.road import DRAF, PJ_PROGRAM
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.loader import national_book
from upaya.rules.period import Period

_RAIN = "Hujan deras, jalan desa tidak dapat dilewati."
_UNSIGNED = "Daftar hadir belum ditandatangani dua petugas."
_RESULTS = (
    "Terlaksana sesuai rencana.",
    "Sebagian besar sasaran hadir; sisanya dikunjungi ke rumah.",
    "Terlaksana; dua desa digabung karena balai desa dipakai.",
)
_DONE, _CANCELLED = ("laporkan", "verifikasi"), ("batalkan",)
_STILL: Sequence[tuple[str, ...]] = ((), ("laporkan",), ("laporkan", "kembalikan"))
"""Of the last month: one is still written, one waits for the team, one was sent back."""
_SPLIT_AT, _OFTEN = 15, 8
"""An activity of eight times a month is reported by its halves."""
_SATURDAY = 5

Days = Mapping[int, Sequence[date]]
"""The days of each officer, by key."""


def menu_lines() -> tuple[Mapping[str, MenuRencana], Mapping[str, int]]:
    """The menu of the year and the place of each line in it."""
    lines = menu_rencana(national_book(), LAST, KODE)
    return {one.kode: one for one in lines}, {one.kode: n for n, one in enumerate(lines)}


@dataclass
class Pelapor:
    """Whoever reports at one puskesmas."""

    peta: Peta
    plan: Rencanaan
    random: Random
    menu: Mapping[str, MenuRencana]
    places: Mapping[str, int]

    def month(self, period: Period, day: date, *, last: bool) -> None:
        """The reports of a month, made on a day; of the `last` one not all are through."""
        officers = list(self.plan.unit.petugas.order_by("pk"))
        found = list(self._reports(period, officers))
        rows, steps, present = [], [], []
        for number, (activity, days) in enumerate(found):
            names = _STILL[number] if last and number < len(_STILL) else _DONE
            rows.append(self._row(activity, period, day))
            steps.append(list(self._steps(day, names)))
            present.append(days)
        rained = self.plan.bulan(period.month)[0]
        rows.append(self._row(rained, period, day))
        steps.append(list(self._steps(day, _CANCELLED)))
        present.append({})
        self._store(rows, steps, present, day)

    def _reports(
        self, period: Period, officers: Sequence[Petugas]
    ) -> Iterator[tuple[KegiatanRencana, Days]]:
        """What is reported of the month's plan: half by half where it is often."""
        for activity, days in self._work(period, officers):
            if activity.kali < _OFTEN:
                yield activity, days
                continue
            for half in (False, True):
                part = {
                    key: [day for day in found if (day.day > _SPLIT_AT) is half]
                    for key, found in days.items()
                }
                yield activity, {key: found for key, found in part.items() if found}

    def _work(
        self, period: Period, officers: Sequence[Petugas]
    ) -> list[tuple[KegiatanRencana, dict[int, list[date]]]]:
        """Each officer's month: a few field activities, and meetings on some days."""
        workdays, random = _workdays(period), self.random
        planned = self.plan.bulan(period.month)
        kinds = {row.kunci: self.menu[row.menu].sifat for row in planned}
        field = [row for row in planned if kinds[row.kunci] == "lapangan"]
        meetings = [row for row in planned if kinds[row.kunci] == "manajemen"]
        found: dict[int, dict[int, list[date]]] = {row.kunci: {} for row in (*field, *meetings)}
        held = {
            row.kunci: random.sample(workdays, max(row.kali - random.choice((0, 0, 0, 1)), 1))
            for row in (*field, *meetings)
        }
        for officer in officers:
            for row in random.sample(field, random.randint(1, 4)):
                days = random.sample(held[row.kunci], random.randint(1, len(held[row.kunci])))
                found[row.kunci][officer.pk] = sorted(days)
            for row in random.sample(meetings, random.randint(0, 2)):
                found[row.kunci][officer.pk] = sorted(held[row.kunci])
        return [(row, found[row.kunci]) for row in (*field, *meetings)]

    def _row(self, activity: KegiatanRencana, period: Period, day: date) -> Pelaksanaan:
        access = self.peta.of(self.plan.unit, PJ_PROGRAM)
        written = step("laporkan", access, day)
        return Pelaksanaan(
            kabupaten_id=KODE,
            puskesmas=self.plan.unit,
            kegiatan=activity,
            periode=period.first_day,
            kunci=activity.kunci,
            menu=activity.menu,
            urutan=self.places[activity.menu],
            sifat=self.menu[activity.menu].sifat or "",
            nama=activity.nama,
            versi=2,
            desa=activity.desa,
            hasil=self.random.choice(_RESULTS),
            kader=self.random.randint(0, 6),
            lintas_sektor=self.random.choice((0, 0, 1, 2)),
            status=DRAF,
            status_since=written.at,
            ditulis_oleh_id=access.user_id,
            ditulis_pada=written.at,
        )

    def _steps(self, day: date, names: Sequence[str]) -> Iterator[Langkah]:
        unit = self.plan.unit
        planner, team = self.peta.of(unit, PJ_PROGRAM), self.peta.of(unit, TIM_VERIFIKASI)
        people = {"laporkan": planner, "batalkan": planner}
        reasons = {"batalkan": _RAIN, "kembalikan": _UNSIGNED}
        for days, name in enumerate(names):
            when = day + timedelta(days)
            yield step(name, people.get(name, team), when, reasons.get(name, ""))

    def _store(
        self,
        rows: Sequence[Pelaksanaan],
        steps: Sequence[Sequence[Langkah]],
        present: Sequence[Days],
        day: date,
    ) -> None:
        for row, made in zip(rows, steps, strict=True):
            stand(ROAD, row, made)
        Pelaksanaan.objects.bulk_create(rows)
        Kehadiran.objects.bulk_create(
            Kehadiran(pelaksanaan=row, petugas_id=key, tanggal=one)
            for row, days in zip(rows, present, strict=True)
            for key, found in days.items()
            for one in found
        )
        access = self.peta.of(self.plan.unit, PJ_PROGRAM)
        written: list[WorkflowLog] = []
        for row, made, days in zip(rows, steps, present, strict=True):
            month = str(Period.of(row.periode))
            begun: dict[str, object] = {"periode": month, "kegiatan": row.kunci}
            traced("realisasi.catat", row, access, day, begun)
            traced("realisasi.isi", row, access, day, {"hadir": sum(map(len, days.values()))})
            written += logs(ROAD, row, made)
        WorkflowLog.objects.bulk_create(written)


def _workdays(period: Period) -> list[date]:
    """Posyandu is held on Saturdays too; no activity on the last days of October."""
    days = (period.first_day + timedelta(n) for n in range(min(period.days, 29)))
    return [day for day in days if day.weekday() <= _SATURDAY and not _holiday(day)]


def _holiday(day: date) -> bool:
    return day.weekday() < _SATURDAY and not clock.is_working_day(day)
