"""Which test runs when: long pieces of work first, and never more tests at once than cores.

A module is one piece of work, so that what it prepares is prepared by one worker only; a journey in
the browser is a piece of its own. Pieces whose tests declare a budget go first, the dearest before
the others; the order of the rest stays random.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from typing import TYPE_CHECKING

import pytest

from tests.budget import DEFAULT, budget_of
from tests.turns import turn

if TYPE_CHECKING:
    from xdist.remote import Producer
    from xdist.scheduler import LoadScopeScheduling


def piece_of(nodeid: str) -> str:
    """What runs on one worker from its beginning to its end."""
    return nodeid if nodeid.startswith("tests/browser/") else nodeid.partition("::")[0]


def longest_first(items: list[pytest.Item]) -> list[pytest.Item]:
    """Pieces by what their tests declare to need; among equals the order stays."""
    declared: Counter[str] = Counter()
    for item in items:
        budget = budget_of(item)
        declared[piece_of(item.nodeid)] += int(budget) if budget > DEFAULT else 0
    return sorted(items, key=lambda item: -declared[piece_of(item.nodeid)])


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = longest_first(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    from xdist.scheduler import LoadScopeScheduling  # noqa: PLC0415 - only where xdist asks

    class Pieces(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return piece_of(nodeid)

    config.option.loadscopereorder = False  # ours is the order
    return Pieces(config, log)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    with turn():
        return (yield)
