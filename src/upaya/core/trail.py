"""The audit as people read it: who did what, day by day, in sentences.

Codes, objects and fingerprints stay beside each sentence, folded: they prove, they do not tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.utils import timezone

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.audit import STANDS_FOR
from upaya.core.guard import opens
from upaya.core.models import AuditEntry
from upaya.core.registry import registry
from upaya.rules.period import tanggal
from upaya.rules.workdays import HARI

PROGRAM = "Program"
_MOMENT = "%H.%M"
_SECONDS = 15 * 60
"""Steps of one person on one thing within this time of each other are read as one."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about, by name, and where it leads ("" nowhere)."""

    name: str
    url: str = ""


@dataclass(slots=True)
class Told:
    """One sentence: `entries` are those it tells, newest first, of one kind and one thing."""

    entries: list[AuditEntry]
    subject: Subject | None
    absent: str = ""
    """The name of the person in place of whom it was done."""

    @property
    def first(self) -> AuditEntry:
        """The newest of them."""
        return self.entries[0]

    @property
    def at(self) -> str:
        """Hour and minute, in the installation's zone."""
        return timezone.localtime(self.first.at).strftime(_MOMENT)

    @property
    def since(self) -> str:
        """Hour and minute of the oldest of several."""
        return timezone.localtime(self.entries[-1].at).strftime(_MOMENT)

    @property
    def who(self) -> str:
        """The person, or the program itself."""
        return self.first.actor.name if self.first.actor else PROGRAM

    @property
    def role(self) -> str:
        """In which role, as its law writes it."""
        role = registry().role_label(self.first.role)
        return f"{role}, mewakili {self.absent}" if self.absent else role

    @property
    def did(self) -> str:
        """The predicate of the sentence."""
        label = audit.label(self.first.action)
        known = self.first.action in registry().words
        return f"{label[:1].lower()}{label[1:]}" if known else f"melakukan “{label}”"

    @property
    def detail(self) -> str:
        """What belongs to it, in words; of several the newest one's."""
        said = self.first.detail
        return audit.words({k: v for k, v in said.items() if k != STANDS_FOR or not self.absent})

    @property
    def chain(self) -> str:
        """The chain it stands in, in words."""
        return registry().chain_label(self.first.chain)

    @property
    def numbers(self) -> str:
        """The numbers of its entries in the chain."""
        last, first = self.entries[0].number, self.entries[-1].number
        return f"{last}" if last == first else f"{first} sampai {last}"


@dataclass(slots=True)
class Day:
    """A day with its sentences, newest first."""

    day: date
    told: list[Told] = field(default_factory=list)

    @property
    def title(self) -> str:
        """`Kamis, 3 November 2022`."""
        return f"{HARI[self.day.weekday()]}, {tanggal(self.day)}"

    @property
    def is_today(self) -> bool:
        """Whether it is the business day."""
        return self.day == clock.today()

    @property
    def count(self) -> int:
        """Entries of that day on this page."""
        return sum(len(one.entries) for one in self.told)


def days(entries: Sequence[AuditEntry], access: Access) -> list[Day]:
    """Entries (newest first, with their actors) as days of sentences."""
    subjects, absent = subjects_of(entries, access), _absent(entries)
    found: list[Day] = []
    for entry in entries:
        at = timezone.localtime(entry.at).date()
        if not found or found[-1].day != at:
            found.append(Day(at))
        told = found[-1].told
        if told and _belongs(told[-1].entries[-1], entry):
            told[-1].entries.append(entry)
        else:
            about = subjects.get((entry.subject_type, entry.subject_id))
            told.append(Told([entry], about, absent.get(entry.detail.get(STANDS_FOR), "")))
    return found


def _absent(entries: Iterable[AuditEntry]) -> Mapping[Any, str]:
    """Names of those in place of whom something was done; no query where nothing was."""
    found = {entry.detail.get(STANDS_FOR) for entry in entries} - {None}
    people = get_user_model().objects.filter(pk__in=found) if found else ()
    return {person.pk: person.name for person in people}


def _belongs(newer: AuditEntry, entry: AuditEntry) -> bool:
    """Whether an entry continues the sentence of a newer one."""
    same = all(
        getattr(newer, name) == getattr(entry, name)
        for name in ("chain", "actor_id", "role", "action", "subject_type", "subject_id")
    ) and newer.detail.get(STANDS_FOR) == entry.detail.get(STANDS_FOR)
    return same and (newer.at - entry.at).total_seconds() <= _SECONDS


def subjects_of(entries: Iterable[AuditEntry], access: Access) -> Mapping[tuple[str, str], Subject]:
    """Names of the things that entries are about: one query for each kind that says its name.

    A model says it by `audit_name` (loaded with `audit_related`); only rows in reach are named, and
    only where the page lets this role in does the name lead there.
    """
    wanted: dict[str, set[str]] = {}
    for entry in entries:
        wanted.setdefault(entry.subject_type, set()).add(entry.subject_id)
    found: dict[tuple[str, str], Subject] = {}
    for kind in sorted(wanted):
        model = _named(kind)
        if model is None:
            continue
        keys = [int(key) for key in wanted[kind] if key.isdecimal()]
        rows = model.objects.for_scope(access.scope).filter(pk__in=keys)
        for row in rows.select_related(*model.audit_related):
            url = row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""
            found[kind, str(row.pk)] = Subject(row.audit_name, url if opens(access, url) else "")
    return found


def _named(kind: str) -> Any:  # noqa: ANN401 - a model class that says its name
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):  # of an app that is gone
        return None
    return model if hasattr(model, "audit_related") else None
