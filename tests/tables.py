"""A database without a table, and the steps of the tables at a price that a test can pay."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.db import connection
from django.db.migrations.state import ModelState, ProjectState


def drop_all() -> None:
    """Every table, and first the indexes of search, which take the tables behind them along."""
    more = " CASCADE" if connection.vendor == "postgresql" else ""
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL %'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)}")
        for name in connection.introspection.table_names():
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)}{more}")


def draw_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that is made or gets a constraint or an index is drawn anew alone.

    Django draws all its neighbours anew with it: two thirds of the way, and nothing of what it
    asks of the database.
    """

    def add_model(self: ProjectState, model: ModelState) -> None:
        key = (model.app_label, model.name_lower)
        self.models[key] = model
        _alone(self, [key])

    def append(self: ProjectState, app: str, name: str, option: str, new: object) -> None:
        options = self.models[app, name].options
        options[option] = [*options[option], new]
        _alone(self, [(app, name)])

    monkeypatch.setattr(ProjectState, "add_model", add_model)
    monkeypatch.setattr(ProjectState, "_append_option", append)


def _alone(state: ProjectState, keys: Iterable[tuple[str, str]]) -> None:
    if "apps" in state.__dict__:
        state._reload(set(keys))  # type: ignore[attr-defined]
