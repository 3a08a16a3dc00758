"""Append-only tables and rules over several rows, by trigger, on both databases.

Installed after every migrate, because SQLite silently drops a table's triggers when Django rebuilds
it. Each part of the house names its own frozen tables and its own rules in its `sistem.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.db import connection

from upaya.core.registry import registry

_REFUSAL = "catatan ini tidak boleh diubah atau dihapus"
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION upaya_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
)


@dataclass(frozen=True, slots=True)
class RowRule:
    """What a written row (NEW) must keep beside other rows, where a check constraint cannot see.

    `event` is "INSERT", "UPDATE", "UPDATE OF column" or "DELETE" (then OLD speaks), `broken` gives
    the condition in SQL that both databases read, `refusal` the sentence of the error, which counts
    as an integrity error.
    """

    name: str
    table: str
    event: str
    broken: Callable[[], str]
    refusal: str


def local_day(column: str) -> str:
    """SQL: the calendar day of a moment in the program's own time zone."""
    if connection.vendor == "postgresql":
        return f"(({column}) AT TIME ZONE '{settings.TIME_ZONE}')::date"
    # The zones of Indonesia keep one distance from UTC all year round.
    away = datetime(2022, 1, 1, tzinfo=ZoneInfo(settings.TIME_ZONE)).utcoffset()
    assert away is not None  # noqa: S101 - it has a zone
    return f"date({column}, '{away.total_seconds() / 3600:+g} hours')"


def row_rules() -> list[RowRule]:
    """The rules of all parts of the house."""
    return [rule for said in registry().load("row_rules") for rule in _each(said)]


def _each(said: RowRule | tuple[RowRule, ...]) -> tuple[RowRule, ...]:
    return (said,) if isinstance(said, RowRule) else said


def append_only_tables() -> list[str]:
    """Database tables that only ever grow."""
    return sorted(
        apps.get_model(part.name, name)._meta.db_table
        for part in registry().parts
        for name in part.append_only
    )


def install(**_kwargs: object) -> None:
    """Create the triggers that are missing on tables that exist (receiver of post_migrate)."""
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for table in append_only_tables():
            if table in existing:
                for statement in _create(table):
                    cursor.execute(statement)
        for rule in row_rules():
            if rule.table in existing:
                for statement in _create_rule(rule):
                    cursor.execute(statement)


def uninstall_rules(**_kwargs: object) -> None:
    """Drop the rules before a migrate (receiver of pre_migrate).

    They name several tables, and SQLite renames none of those while a trigger speaks of it.
    """
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for rule in row_rules():
            if rule.table in existing:
                cursor.execute(_drop(rule.name, rule.table))


def _drop(name: str, table: str) -> str:
    return f"DROP TRIGGER IF EXISTS {name}" + (
        f" ON {table}" if connection.vendor == "postgresql" else ""
    )


def remove() -> None:
    """Drop the triggers; for test databases that must be emptied."""
    with connection.cursor() as cursor:
        for table in append_only_tables():
            for event in _events():
                cursor.execute(_drop(f"{table}_no_{event}", table))


def _events() -> tuple[str, ...]:
    """What is refused; PostgreSQL can also empty a table without touching its rows."""
    on_rows = ("update", "delete")
    return (*on_rows, "truncate") if connection.vendor == "postgresql" else on_rows


@contextmanager
def lifted() -> Iterator[None]:
    """Without the triggers and rules inside, with them again after."""
    remove()
    uninstall_rules()
    try:
        yield
    finally:
        install()


def _create(table: str) -> Iterator[str]:
    if connection.vendor == "postgresql":
        for event in _events():
            each = "STATEMENT" if event == "truncate" else "ROW"
            yield (
                f"CREATE OR REPLACE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION upaya_append_only()"
            )
        return
    for event in _events():
        yield (
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{event} BEFORE {event.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        )


def _create_rule(rule: RowRule) -> Iterator[str]:
    if connection.vendor == "postgresql":
        yield (
            f"CREATE OR REPLACE FUNCTION {rule.name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {rule.broken()} THEN RAISE EXCEPTION '{rule.refusal}' "
            f"USING ERRCODE = 'check_violation', CONSTRAINT = '{rule.name}'; END IF; "
            "RETURN NULL; END $$"
        )
        yield (
            f"CREATE OR REPLACE TRIGGER {rule.name} AFTER {rule.event} ON {rule.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {rule.name}()"
        )
        return
    yield (
        f"CREATE TRIGGER IF NOT EXISTS {rule.name} AFTER {rule.event} ON {rule.table} "
        f"WHEN {rule.broken()} BEGIN SELECT RAISE(ABORT, '{rule.refusal}'); END"
    )
