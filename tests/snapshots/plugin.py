"""Tests stand on a snapshot instead of an empty database, and leave it as it was.

Default: `dunia`, the shared world. `@pytest.mark.empty_world`: tables without rows.
`@pytest.mark.demo_world`: the demo as `make run` loads it, on its day. The fixture `world` is the
handle of the shared world, on the world's day.

Ordinary tests are rolled back. What a test with real transactions committed is not undone: the
next test on that snapshot gets a new copy, so that triggers and constraints hold in every test.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import TransactionTestCase
from pytest_django import Settings

from tests.snapshots.build import DEMO_DAY
from tests.snapshots.sqlite import Sqlite
from tests.snapshots.store import Store
from tests.snapshots.worker import Worker
from tests.world.handle import TODAY, World

_MARKS = {"empty_world": "kosong", "demo_world": "contoh"}
_DATABASE = {"db", "transactional_db", "live_server"}

_worker = pytest.StashKey[Worker]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "empty_world: starts with no row in any table")
    config.addinivalue_line("markers", "demo_world: starts with the demo, on the demo's day")
    config.stash[_worker] = Worker(Store(Sqlite()))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before any fixture of the test has looked at the database."""
    named = [snapshot for mark, snapshot in _MARKS.items() if item.get_closest_marker(mark)]
    fixtures: set[str] = set(getattr(item, "fixturenames", ()))
    if len(named) > 1 or (named and "world" in fixtures):
        raise pytest.UsageError(f"{item.nodeid} asks for two worlds")
    if named or fixtures & _DATABASE or item.get_closest_marker("django_db"):
        item.config.stash[_worker].select(named[0] if named else "dunia")


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
