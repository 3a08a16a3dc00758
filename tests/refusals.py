"""What the database itself refuses, past every service: its words, or the test fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction


def refused(act: Callable[[], object]) -> str:
    """The words of the database's refusal; the test fails when it accepts."""
    with pytest.raises(DatabaseError) as fault, transaction.atomic():
        act()
    return str(fault.value)


def changes(row: models.Model, **values: Any) -> str:  # noqa: ANN401
    """What it says to other values in that row."""
    return refused(lambda: type(row)._default_manager.filter(pk=row.pk).update(**values))


def removed(row: models.Model) -> str:
    """What it says when that row is taken away, by no model's rules."""
    table = row._meta.db_table

    def act() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE id = {row.pk}")  # noqa: S608

    return refused(act)
