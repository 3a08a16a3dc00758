"""Tests stand on a snapshot instead of an empty database, and leave it as it was.

Default: `dunia`, the shared world. `@pytest.mark.empty_world`: tables without rows.
`@pytest.mark.demo_world`: the demo as `make run` loads it, on its day. The fixture `world` is the
handle of the shared world, on the world's day. What a test needs beside it, it makes itself, or
shares with others by tests/snapshots/arranged.py.

Ordinary tests are rolled back. What a test with real transactions committed is not undone: the
next test on that snapshot gets a new copy, so that triggers and constraints hold in every test.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence

import pytest
from django.db import connection
from django.test import TransactionTestCase
from pytest_django import Settings
from pytest_django.plugin import blocking_manager_key

from tests.snapshots.arranged import Arrangement, arrangements_of
from tests.snapshots.build import DEMO_DAY
from tests.snapshots.postgres import Postgres
from tests.snapshots.sqlite import Sqlite
from tests.snapshots.store import Store
from tests.snapshots.worker import Stand, Worker
from tests.world.handle import TODAY, World

_MARKS = {"empty_world": "kosong", "demo_world": "contoh"}
_DATABASE = {"db", "transactional_db", "live_server"}

_worker = pytest.StashKey[Worker]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "empty_world: starts with no row in any table")
    config.addinivalue_line("markers", "demo_world: starts with the demo, on the demo's day")
    on_postgres = connection.vendor == "postgresql"
    engine = Postgres(os.environ["DATABASE_URL"]) if on_postgres else Sqlite()
    config.stash[_worker] = Worker(Store(engine), config.stash[blocking_manager_key].unblock)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before any fixture of the test has looked at the database."""
    marks = [mark.name for mark in item.iter_markers()]
    stand = choose(marks, getattr(item, "fixturenames", ()), arrangements_of(item))
    if stand is not None:
        item.config.stash[_worker].select(stand)


def choose(
    marks: Sequence[str], fixtures: Collection[str], arranged: Sequence[Arrangement] = ()
) -> Stand | None:
    """What a test stands on; None when it needs no database. The nearest mark stands first."""
    named = [_MARKS[mark] for mark in marks if mark in _MARKS]
    if len(arranged) > 1 or (arranged and named and arranged[0].upon != named[0]):
        raise pytest.UsageError("a test stands on one arrangement, which says itself upon what")
    stand: Stand | None = None
    if arranged:
        stand = arranged[0]
    elif named:
        stand = named[0]
    elif "django_db" in marks or _DATABASE.intersection(fixtures):
        stand = "dunia"
    if "world" in fixtures and "dunia" not in {stand, getattr(stand, "upon", None)}:
        raise pytest.UsageError("a test with the fixture `world` stands on the shared world")
    return stand


@pytest.fixture(scope="session")
def snapshots(pytestconfig: pytest.Config) -> Worker:
    """The databases of this process."""
    return pytestconfig.stash[_worker]


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, snapshots: Worker) -> Iterator[None]:
    """In place of pytest-django's: nothing to migrate, and no flush after real transactions."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: snapshots.soil())
        yield
    snapshots.close()


@pytest.fixture
def world(db: None, settings: Settings, snapshots: Worker) -> World:
    """The shared world, on its day."""
    settings.BUSINESS_DATE = TODAY
    handle = snapshots.handle("dunia")
    assert isinstance(handle, World)
    return handle


@pytest.fixture(autouse=True)
def _demo_day(request: pytest.FixtureRequest) -> None:
    """The demo is looked at on the day it was made for."""
    if request.node.get_closest_marker("demo_world"):
        settings: Settings = request.getfixturevalue("settings")
        settings.DEMO, settings.BUSINESS_DATE = True, DEMO_DAY
