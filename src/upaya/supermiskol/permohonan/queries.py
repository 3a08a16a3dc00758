"""How long a request took: per step, for the whole, and apart from it the waiting for papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from upaya.rules.parameter import Scalar
from upaya.rules.supermiskol import road
from upaya.rules.supermiskol.jam import kata_menit
from upaya.supermiskol.ketetapan import buku, kalender
from upaya.supermiskol.permohonan.reading import BacaanPermohonan
from upaya.supermiskol.waktu import jam_kantor, sekarang


@dataclass(frozen=True, slots=True)
class Langkah:
    """One stay in a status: office minutes, and the target of that status (None: none)."""

    label: str
    menit: int
    target: int | None
    menunggu: bool

    @property
    def kata(self) -> str:
        """The minutes in words."""
        return kata_menit(self.menit)

    @property
    def lewat(self) -> bool:
        """Whether it took longer than its target."""
        return self.target is not None and self.menit > self.target


@dataclass(frozen=True, slots=True)
class Perjalanan:
    """The whole of it. `menunggu` are minutes that the applicant took, outside the promise."""

    langkah: tuple[Langkah, ...]
    menit: int
    menunggu: int
    target: int

    @property
    def kata(self) -> str:
        """The minutes in words."""
        return kata_menit(self.menit)

    @property
    def kata_menunggu(self) -> str:
        """The waiting in words."""
        return kata_menit(self.menunggu)

    @property
    def kata_target(self) -> str:
        """What was promised, in words."""
        return kata_menit(self.target)

    @property
    def lewat(self) -> bool:
        """Whether it took longer than promised."""
        return self.menit > self.target


def perjalanan(reading: BacaanPermohonan) -> Perjalanan:
    """How long each step took in office time, up to its end or to now.

    A finished step is counted by the days off that were decreed when it ended, so that a decree
    which comes late changes none of its minutes; the present step by those decreed today.
    """
    case = reading.subject
    start = _local(case.masuk_pada)
    hours = jam_kantor(case.kabupaten_id, start, gawat=case.gawat)
    targets = (
        buku(case.kabupaten_id)
        .read("supermiskol.menit_langkah", start.date(), case.kabupaten_id)
        .table
    )
    calendar = kalender(case.kabupaten_id)
    rows, here, since = [], road.PERMOHONAN, start
    for log in reading.moves:
        then, at = replace(hours, libur=calendar.pada(log.at)), _local(log.at)
        rows.append(_stay(log.source, then.menit(since, at), targets))
        here, since = log.target, at
    if here not in road.SELESAI:
        rows.append(_stay(here, hours.menit(since, sekarang()), targets))
    waited = sum(row.menit for row in rows if row.menunggu)
    total = sum(row.menit for row in rows if not row.menunggu)
    promised = reading.ketentuan("jam_target").integer * 60
    return Perjalanan(tuple(rows), total, waited, promised)


def _stay(status: str, minutes: int, targets: Mapping[str, Scalar]) -> Langkah:
    target = targets.get(status)
    state = road.MISKOL.states[status]
    wanted = int(target) if target is not None else None
    return Langkah(state.label, minutes, wanted, status == road.MENUNGGU)


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(tzinfo=None)
