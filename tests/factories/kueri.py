"""What one request asks the database, and how often it computes a month."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from unittest import mock

from django.db import connection

from upaya.insentif.hasil import calculation
from upaya.insentif.koreksi import services as koreksi
from upaya.rules.insentif.compute import compute_month
from upaya.rules.insentif.month import Bulan, Hasil
from upaya.rules.parameter import RuleBook

_NO_QUERY = re.compile(r"(ROLLBACK TO |RELEASE )?SAVEPOINT ")


@dataclass
class Asked:
    """Statements with their parameters, in order; `computed` counts calls of compute_month."""

    statements: list[tuple[str, str]] = field(default_factory=list)
    computed: int = 0

    @property
    def count(self) -> int:
        return len(self.statements)

    @property
    def repeated(self) -> list[str]:
        """Statements that were asked more than once with the same parameters."""
        counted = Counter(self.statements)
        return [f"{n} kali: {sql} -- {given}" for (sql, given), n in counted.items() if n > 1]

    def place_of(self, part: str) -> int:
        """Where the first statement stands that contains these words."""
        return next(n for n, (sql, _) in enumerate(self.statements) if part in sql)


@contextmanager
def asking() -> Iterator[Asked]:
    """Notes what happens inside."""
    asked = Asked()

    def note(execute: Callable[..., Any], sql: str, params: object, *rest: object) -> object:
        if not _NO_QUERY.match(sql):
            asked.statements.append((sql, repr(params)))
        return execute(sql, params, *rest)

    def compute(bulan: Bulan, book: RuleBook, *, known_on: date | None = None) -> Hasil:
        asked.computed += 1
        return compute_month(bulan, book, known_on=known_on)

    with (
        connection.execute_wrapper(note),
        mock.patch.object(calculation, "compute_month", compute),
        mock.patch.object(koreksi, "compute_month", compute),
    ):
        yield asked
