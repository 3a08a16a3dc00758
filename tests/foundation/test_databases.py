"""Every module that asks a database is classified, once, and no other is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests import databases

_ROOT = Path(databases.__file__).resolve().parents[1]


def test_every_module_that_asks_a_database_is_classified(request: pytest.FixtureRequest) -> None:
    """A whole run collects every module; a part of it answers for that part."""
    asking = {
        databases.module_of(item) for item in request.session.items if databases.uses_database(item)
    }
    assert [module for module in sorted(asking) if databases.differs(module) is None] == []


def test_what_is_classified_is_there_and_classified_once() -> None:
    tables = (databases.DIFFERING, databases.ALIKE, databases.FIRST_ONLY)
    names = [name for table in tables for name in databases.listed(table)]
    assert [name for name in names if not (_ROOT / name).exists()] == []
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_this_very_test_needs_no_database(request: pytest.FixtureRequest) -> None:
    assert not databases.uses_database(request.node)


@pytest.mark.django_db
def test_and_this_one_does(request: pytest.FixtureRequest) -> None:
    assert databases.uses_database(request.node)
