"""Changes of master data as events in words. Personal numbers are named, never shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from simple_history.models import HistoricalChanges

from upaya.core.crypto import EncryptedTextField
from upaya.core.templatetags.upaya import tanggal, waktu

Writer = Callable[[Any], str]
# The first change of a row that was loaded from elsewhere without a history.
_UNKNOWN = "Isi sebelumnya dimuat tanpa riwayat."
_TITLES = {"+": "{} dicatat", "~": "{} diubah", "-": "{} dihapus"}


@dataclass(frozen=True, slots=True)
class Event:
    """One change, as `<c-timeline>` shows it; `at` sorts events of several rows together."""

    at: datetime
    title: str
    who: str
    note: str
    tone: str = ""

    @property
    def when(self) -> str:
        """The moment in words."""
        return waktu(self.at)


def events(
    history: Iterable[Any],
    thing: str | Callable[[Any], str],
    *,
    writers: Mapping[str, Writer] | None = None,
    hidden: frozenset[str] = frozenset(),
) -> list[Event]:
    """Events of the history rows of one model, newest first.

    `history` holds rows of any number of objects with `history_user` loaded. `thing` names what
    changed. A field's value is written by `writers[name]`, else by its choices; fields in `hidden`
    are left out. Rows in which nothing visible changed give no event. A change that was made for
    a reason says it.
    """
    rows = sorted(history, key=lambda row: (row.id, row.history_date, row.history_id))
    found: list[Event] = []
    before: Any = None
    for row in rows:
        previous = before if before is not None and before.id == row.id else None
        before = row
        note = _difference(previous, row, writers or {}, hidden) if previous else _UNKNOWN
        if row.history_type == "~" and not note:
            continue
        name = thing if isinstance(thing, str) else thing(row)
        found.append(
            Event(
                at=row.history_date,
                title=_TITLES[row.history_type].format(name),
                who=row.history_user.name if row.history_user else "Program",
                note=_with_reason(note, row) if row.history_type == "~" else "",
                tone="bad" if row.history_type == "-" else "",
            )
        )
    return sorted(found, key=lambda event: event.at, reverse=True)


def _with_reason(note: str, row: HistoricalChanges) -> str:
    reason = row.history_change_reason
    return f"{note}. Alasan: {reason}" if reason else note


def _difference(
    old: HistoricalChanges,
    new: HistoricalChanges,
    writers: Mapping[str, Writer],
    hidden: frozenset[str],
) -> str:
    parts = []
    for field in new.tracked_fields:
        if field.name in hidden or getattr(old, field.attname) == getattr(new, field.attname):
            continue
        label = str(field.verbose_name)
        if isinstance(field, EncryptedTextField):
            parts.append(f"{label} diganti")
        else:
            parts.append(
                f"{label}: {_written(field, old, writers)} menjadi {_written(field, new, writers)}"
            )
    return "; ".join(parts)


def _written(
    field: models.Field[Any, Any], row: HistoricalChanges, writers: Mapping[str, Writer]
) -> str:
    value = getattr(row, field.attname)
    if value is None or value == "":
        return "kosong"
    if field.name in writers:
        return writers[field.name](row)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return tanggal(value) if isinstance(value, date) else str(value)
