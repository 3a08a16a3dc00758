"""One database per module of walks: built, walked, rolled back; the tests read what was seen."""

import fcntl
import logging
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.consistency.walk import Walk, walk_everywhere
from tests.world.handle import TODAY

Stage = Callable[[], AbstractContextManager[None]]


@pytest.fixture(scope="session")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Stage:
    """`with stage(): ...` has the database, on the world's day, and leaves nothing behind.

    Mark the module django_db: pytest-django prepares a database for marked tests only.
    """

    @contextmanager
    def open_stage() -> Iterator[None]:
        with (
            django_db_blocker.unblock(),
            override_settings(BUSINESS_DATE=TODAY),
            transaction.atomic(),
        ):
            logging.disable()  # thousands of refusals are asked for here
            try:
                yield
            finally:
                logging.disable(logging.NOTSET)
            transaction.set_rollback(True)

    return open_stage


@pytest.fixture(scope="session")
def walk(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """Every door tried by every role: by the first worker that asks, the others read its notes."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # common to the workers of this run
    notes = folder / "langkah.pickle"
    with (folder / "langkah.kunci").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not notes.exists():
            with stage():
                notes.write_bytes(pickle.dumps(walk_everywhere()))
        seen: Walk = pickle.loads(notes.read_bytes())  # noqa: S301 - written a moment ago, by us
    return seen


def none_of(faults: list[str]) -> None:
    """Fails with every fault on a line of its own."""
    if faults:
        listed = "\n".join(f"  {fault}" for fault in faults)
        pytest.fail(f"{len(faults)} cacat:\n{listed}", pytrace=False)
