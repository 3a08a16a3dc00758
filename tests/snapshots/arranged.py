"""What many tests start from, made once: an arrangement on top of a snapshot.

    @arrangement(upon="kosong", BUSINESS_DATE=date(2022, 11, 3))
    def two_puskesmas() -> list[Unit]:
        ...

    def test_x(two_puskesmas: list[Unit]) -> None: ...

It is used like a fixture, but the function runs once in a process, before the test's transaction
begins, and its rows stay: each test that asks for it is rolled back to there and gets what the
function returned, new each time. The keywords are Django settings, for the function alone. What it
takes as arguments are the test's parameters of those names:

    @pytest.mark.parametrize("status", STATUSES)
    def test_y(month: Pengajuan, status: str) -> None: ...
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from inspect import signature
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.snapshots.worker import Worker


@dataclass(frozen=True)
class Arrangement:
    """A function that makes rows, the settings it runs under and what it is called with."""

    make: Callable[..., object]
    upon: str
    settings: tuple[tuple[str, object], ...] = ()
    given: tuple[object, ...] = ()


def arrangement(
    upon: str = "dunia", *, name: str = "", given: tuple[object, ...] = (), **settings: object
) -> Callable[[Callable[..., object]], Any]:
    """Declare one, as a fixture by `name` or the function's own; called with `given`."""

    def declare(make: Callable[..., object]) -> Any:  # noqa: ANN401 - what pytest makes of it
        def handed_out(db: None, snapshots: Worker) -> object:
            return snapshots.handle()

        handed_out.arrangement = Arrangement(make, upon, tuple(settings.items()), given)  # type: ignore[attr-defined]
        return pytest.fixture(name=name or make.__name__)(handed_out)

    return declare


def arrangements_of(item: pytest.Item) -> list[Arrangement]:
    """Those that a test asks for, itself or through its fixtures."""
    found = []
    definitions = item._fixtureinfo.name2fixturedefs if isinstance(item, pytest.Function) else {}
    for name, known in definitions.items():
        nearest = len(known) - 1
        while nearest and name in known[nearest].argnames:  # one that builds on what it overrides
            nearest -= 1
        declared: Arrangement | None = getattr(known[nearest].func, "arrangement", None)
        if declared is not None:
            found.append(_called_for(item, declared))
    return found


def _called_for(item: pytest.Item, declared: Arrangement) -> Arrangement:
    """With the arguments that it takes from the test's parameters, when none were given before."""
    wanted = signature(declared.make).parameters
    if declared.given or not hasattr(item, "callspec"):
        return declared
    parameters = item.callspec.params
    return replace(declared, given=tuple(parameters[name] for name in wanted if name in parameters))
