"""Whose plans a set of pages is about, and what all of its pages ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from upaya.alur.pages import CasePages
from upaya.bok.rencana.models import KegiatanDinas, KegiatanRencana, Rencana, RencanaDinas
from upaya.bok.rencana.pages import PAGES, PAGES_DINAS
from upaya.bok.rencana.papers import LEMBAR, Lembar
from upaya.bok.rencana.reading import BacaanRencana
from upaya.core.access import Access, Request
from upaya.core.permissions import Permission
from upaya.rules.bok.road import EDITABLE
from upaya.rules.roles import Reach


@dataclass(frozen=True)
class Seat:
    """Whose plans a set of pages is about: those of puskesmas, or those of the Dinas.

    `unit` is the one that somebody plans for, None for whoever plans for none; `lembar` are the
    sheets that a plan fills. Addresses stand in the namespace of `pages`.
    """

    pages: CasePages
    model: type[Rencana]
    activity: type[KegiatanRencana]
    lembar: tuple[Lembar, ...]
    unit: Callable[[Access], int | None]
    title: str
    lead: str

    @property
    def write(self) -> Permission:
        """What it takes to write a plan."""
        assert self.pages.write is not None  # noqa: S101 - both say it
        return self.pages.write

    def to(self, name: str) -> str:
        """The name of an address."""
        return self.pages.address(name)


def writes(seat: Seat, request: Request, reading: BacaanRencana) -> bool:
    """Whether this person may write in the version now."""
    return (
        reading.subject.status in EDITABLE
        and request.access.allows(seat.write)
        and not reading.ketetapan.mengapa_tidak
        and not reading.jendela_tertutup()
    )


def parts_of_pagu(reading: BacaanRencana) -> list[dict[str, Any]]:
    """The parts of the pagu with their ceilings and what is left of each."""
    rules = reading.ketetapan.rencana
    if rules is None:
        return []
    return [
        {"batas": part, "rencana": planned, "sisa": part.batas - planned}
        for part in rules.komponen
        for planned in [reading.komponen[part.kode]]
    ]


def _own_puskesmas(access: Access) -> int | None:
    return access.scope.unit if access.scope.reach is Reach.UNIT else None


PUSKESMAS = Seat(
    pages=PAGES,
    model=Rencana,
    activity=KegiatanRencana,
    lembar=LEMBAR,
    unit=_own_puskesmas,
    title="Rencana BOK",
    lead="Satu isian menjadi RUK, RPK, RAB, KAK, dan RAK.",
)


def _own_dinas(access: Access) -> int | None:
    return access.scope.unit if access.scope.reach is Reach.DISTRICT else None


DINAS = Seat(
    pages=PAGES_DINAS,
    model=RencanaDinas,
    activity=KegiatanDinas,
    lembar=LEMBAR,
    unit=_own_dinas,
    title="Rencana BOK Dinas",
    lead="BOK Kabupaten, BOK Stunting, dan Jampersal yang dibelanjakan Dinas, menurut tujuannya.",
)
