"""A new installation gets its tables at once: the same that the steps of the past lead to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from tests.snapshots import build
from tests.tables import draw_alone, drop_all
from upaya.commands.migrate import unapplied
from upaya.core import fresh

pytestmark = [pytest.mark.empty_world, pytest.mark.django_db(transaction=True)]

_POSTGRES = (
    """SELECT table_name, column_name, data_type, udt_name, character_maximum_length,
              numeric_precision, numeric_scale, is_nullable, column_default, is_identity
       FROM information_schema.columns WHERE table_schema = 'public'""",
    """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace""",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    """SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger
       WHERE NOT tgisinternal""",
)
_SQLITE = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
_PIECE = re.compile(r', (?="|CONSTRAINT |FOREIGN |UNIQUE |CHECK |PRIMARY )')


def _asked(question: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


def _shape() -> set[tuple[object, ...]]:
    """Columns, constraints, indexes and triggers as the database has them, in whatever order."""
    if connection.vendor == "postgresql":
        return {row for question in _POSTGRES for row in _asked(question)}
    found: set[tuple[object, ...]] = set()
    for name, sql in _asked(_SQLITE):
        text = str(sql)
        if text.startswith("CREATE TABLE"):
            head, _, body = text.partition(" (")
            found |= {(name, head), *((name, piece) for piece in _PIECE.split(body[:-1].strip()))}
        else:
            found.add((name, text))
    return found


def _rows() -> dict[str, int]:
    """How many each table has: nobody's, but those that the steps themselves left."""
    return {model._meta.db_table: model._default_manager.count() for model in apps.get_models()}


@pytest.fixture
def _neighbours_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    draw_alone(monkeypatch)


@pytest.mark.usefixtures("_neighbours_stay")
@pytest.mark.budget(60, "every step of the tables since the first one")
def test_the_steps_lead_to_the_same_tables(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    at_once, rows = _shape(), _rows()
    assert unapplied() == []
    assert len({row[0] for row in at_once}) > 140
    drop_all()
    assert len(unapplied()) > 100

    monkeypatch.setattr(fresh, "make_tables", lambda: False)
    build.kosong(tmp_path)

    assert unapplied() == []
    steps = _shape()
    assert (sorted(map(str, at_once - steps)), sorted(map(str, steps - at_once))) == ([], [])
    assert _rows() == rows


def test_a_database_with_tables_takes_the_steps() -> None:
    before = _shape()
    assert not fresh.make_tables()
    assert _shape() == before


def test_a_start_that_is_broken_off_leaves_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    drop_all()

    def broken(_loader: object) -> list[tuple[str, str]]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(fresh, "_steps", broken)
        with pytest.raises(KeyboardInterrupt):
            fresh.make_tables()
    assert connection.introspection.table_names() == []
    assert fresh.make_tables()
    assert unapplied() == []
