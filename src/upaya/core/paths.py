"""Places in a tree as text: `/4/17/203/` lies below `/4/17/`. One index finds a whole branch."""

from __future__ import annotations

import re
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Lookup
from django.db.models.sql.compiler import SQLCompiler

ROOT = "/"
_PATH = re.compile(r"/([0-9]+/)*")


class PathField(CharField[str, str]):
    """A path of keys between slashes; `__under` asks for a branch with its own root."""


@PathField.register_lookup
class Under(Lookup[Any]):
    """The rows of a branch, as each database finds them in an index.

    `__startswith` would not do: on SQLite LIKE ignores case and therefore the index.
    """

    lookup_name = "under"

    def get_prep_lookup(self) -> str:
        """Only a path: digits and slashes need no escaping and sort alike everywhere."""
        branch = str(self.rhs)
        if not _PATH.fullmatch(branch):
            msg = f"bukan jalur: {branch!r}"
            raise ValueError(msg)
        return branch

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list[str | int]]:
        """Everything from the branch up to where its next neighbour could begin."""
        column, params = self.process_lhs(compiler, connection)
        after = f"{self.rhs[:-1]}0"  # "0" follows "/"
        return f"{column} >= %s AND {column} < %s", [*params, self.rhs, *params, after]

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list[str | int]]:
        """A prefix: with `varchar_pattern_ops` the index serves it in any collation."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", [*params, f"{self.rhs}%"]
