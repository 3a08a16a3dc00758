"""Append-only tables, by trigger, on both databases.

Installed after every migrate, because SQLite silently drops a table's triggers when Django rebuilds
it. An app names its own frozen tables in `AppConfig.append_only` (model names).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection

_REFUSAL = "catatan ini tidak boleh diubah atau dihapus"
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION upaya_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
)


def append_only_tables() -> list[str]:
    """Database tables that only ever grow."""
    return sorted(
        config.get_model(name)._meta.db_table
        for config in apps.get_app_configs()
        for name in getattr(config, "append_only", ())
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


def remove() -> None:
    """Drop the triggers; for test databases that must be emptied."""
    with connection.cursor() as cursor:
        for table in append_only_tables():
            for event in _events():
                target = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}{target}")


def _events() -> tuple[str, ...]:
    """What is refused; PostgreSQL can also empty a table without touching its rows."""
    on_rows = ("update", "delete")
    return (*on_rows, "truncate") if connection.vendor == "postgresql" else on_rows


@contextmanager
def lifted() -> Iterator[None]:
    """Without the triggers inside, with them again after."""
    remove()
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
