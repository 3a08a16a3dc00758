"""One database per module of walks: built, walked, rolled back; the tests read what was seen."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.consistency.world import TODAY

Stage = Callable[[], AbstractContextManager[None]]


@pytest.fixture(scope="session")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Stage:
    """`with stage(): ...` has the database, on the world's day, and leaves nothing behind."""

    @contextmanager
    def open_stage() -> Iterator[None]:
        with (
            django_db_blocker.unblock(),
            override_settings(BUSINESS_DATE=TODAY),
            transaction.atomic(),
        ):
            yield
            transaction.set_rollback(True)

    return open_stage
