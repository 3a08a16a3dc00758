"""What those got who came to a door, on any database: the harvest, read once more on PostgreSQL.

There every route is visited once, so that every query is asked; who may see what is compared on
the whole harvest, here and in test_harvest.py.
"""

from __future__ import annotations

import pytest

from tests.consistency import checks
from tests.consistency.checks import none_of
from tests.consistency.harvest import Harvest
from tests.consistency.routes import routes

pytestmark = pytest.mark.django_db


def test_every_address_was_visited(harvest: Harvest) -> None:
    visited = {answer.visit.route for answer in harvest.answers if answer.role}
    assert [route.name for route in routes() if route.name not in visited] == []


def test_whoever_may_finds_the_door_open(harvest: Harvest) -> None:
    none_of(checks.answered_wrongly(harvest.answers))


def test_no_door_breaks(harvest: Harvest) -> None:
    none_of(checks.broken(harvest.answers))


def test_no_page_and_no_export_names_what_is_beyond_reach(harvest: Harvest) -> None:
    none_of(checks.named_beyond_reach(harvest.world, harvest.answers))
