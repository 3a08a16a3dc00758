"""Columns of models that Django's own do not serve well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler


class BulkJSONField(models.JSONField):
    """JSON of which a thousand rows are written in one statement.

    PostgreSQL gets the rows of `bulk_create` as one array a column, and inside an array each
    quotation mark of the JSON is escaped once more, in Python: for whole claims that took longer
    than all else. A field with a placeholder of its own is written row by row in that statement.
    To the database, and so to migrations, it is a JSON column like the others.
    """

    def get_placeholder(
        self, _value: object, _compiler: SQLCompiler, _connection: BaseDatabaseWrapper
    ) -> str:
        """The usual one."""
        return "%s"

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """As the column that it is."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs
