"""The worlds opened for a walk, and what was harvested in them in this run."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.consistency import plan
from tests.consistency.doors import Doors
from tests.consistency.harvest import Barn, Crop, Harvest, Visitor
from tests.databases import second_database
from tests.world.handle import TODAY

if TYPE_CHECKING:
    from tests.snapshots.worker import Worker

OpenWorld = Callable[[str], AbstractContextManager[Doors]]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--tulis-sql",
        action="store_true",
        help="write tests/consistency/sql anew: what the heaviest pages ask, and what repeats",
    )


@pytest.fixture(scope="session")
def open_world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, snapshots: Worker
) -> OpenWorld:
    """`with open_world("dunia") as doors: ...`, on the world's day; nothing is left behind.

    For fixtures of many tests. Mark the module django_db: pytest-django prepares a database for
    marked tests only.
    """

    @contextmanager
    def stand(name: str) -> Iterator[Doors]:
        with (
            django_db_blocker.unblock(),
            snapshots.standing_on(name),
            override_settings(BUSINESS_DATE=TODAY),
            transaction.atomic(),
        ):
            logging.disable()  # hundreds of refusals are asked for here
            try:
                yield Doors(snapshots.handle(name))
            finally:
                logging.disable(logging.NOTSET)
            transaction.set_rollback(True)

    return stand


@pytest.fixture(scope="session")
def barn(tmp_path_factory: pytest.TempPathFactory) -> Barn:
    """Where this run keeps what was harvested."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # common to the workers of this run
    return Barn(folder / "panen")


@pytest.fixture(scope="session")
def harvest(pytestconfig: pytest.Config, barn: Barn, open_world: OpenWorld) -> Harvest:
    """The shared world: once per route, reach and group of statuses.

    On a second database once per route: every query is asked, and nothing is compared.
    """
    visits = plan.one_each if second_database(pytestconfig) == "differing" else plan.everything
    return barn.harvest(Crop("dunia", partial(open_world, "dunia"), visits))


@pytest.fixture(scope="session")
def crowd(barn: Barn, open_world: OpenWorld, harvest: Harvest) -> Harvest:
    """The grown world: whatever was shown in the shared one, asked again."""
    shown = {a.visit.key for a in harvest.answers if a.status == 200 and a.visit.method == "GET"}
    again = partial(plan.again, shown=shown)
    return barn.harvest(Crop("ramai", partial(open_world, "ramai"), again, Visitor.ask))


@pytest.fixture(scope="session")
def full_walk(barn: Barn, open_world: OpenWorld) -> Harvest:
    """Every role at every door, at home and abroad: only `make test-all` walks this far."""
    return barn.harvest(Crop("penuh", partial(open_world, "dunia"), plan.full))
