"""The history of a case: everything that happened to it, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from upaya.alur.reading import PartedReading, Reading
from upaya.core.access import Access


@dataclass(frozen=True, slots=True)
class Event:
    """One event: when, what, who, and the words that belong to it; `seal` is a fingerprint."""

    at: datetime
    title: str
    who: str
    note: str = ""
    tone: str = ""
    seal: str = ""


def events(reading: Reading[Any], access: Access, more: Iterable[Event] = ()) -> list[Event]:
    """All events that this person may know of; `more` are those that only the system knows."""
    found = [*_moves(reading), *_findings(reading, access), *more]
    return sorted(found, key=lambda event: event.at, reverse=True)


def _moves(reading: Reading[Any]) -> Iterator[Event]:
    road = reading.subject.workflow
    for log in reading.moves:
        move, target = road.moves.get(log.move), road.states.get(log.target)
        yield Event(
            log.at,
            move.done if move else log.move,
            log.by,
            log.reason,
            target.tone if target else "",
        )


def _findings(reading: Reading[Any], access: Access) -> Iterator[Event]:
    if not isinstance(reading, PartedReading):
        return
    for found in reading.findings_for(access):
        part = found.place
        yield Event(
            found.dicatat_pada,
            f"Temuan pada {part}, putaran {found.round}",
            found.dicatat_oleh.name,
            found.uraian,
            "warn",
        )
        if found.ditanggapi_pada and found.ditanggapi_oleh:
            yield Event(
                found.ditanggapi_pada,
                f"Tanggapan atas temuan pada {part}",
                found.ditanggapi_oleh.name,
                found.tanggapan,
            )
