"""What each part of the house brings to the walks: `tests/<its name>/world.py`, found by that name.

Such a module may have, all of them dictionaries:

BUILDERS    by model: its one row that stands for a place
OBJECTS     by address: another row than that, where the page says more of it
ARGUMENTS   by name, or "address:name" where a name means something else there: further arguments of
            an address of this part
QUERIES     by address: what it needs behind its question mark to be a page
ROADS       by name of a workflow: its objects at home, one in each status, and what shows them
OTHERWISE   by address of a move: what puts something in its way, or takes it away, so that the
            page is seen both when the move can be made and when it cannot
OPEN        by address: how it answers somebody who is not signed in
DOWNLOADS   by address: why its body is somebody else's, so that it comes in the sandbox
RULES       by key: the address of a rule that a district sets itself
UNSCOPED, CASCADES, UNTIED, UNNAMED, WITHOUT_TEXT, BOUNDS    exceptions, each with its reason
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.db.models import Model

from tests.world.handle import Place, World
from upaya.core.registry import registry

Builder = Callable[[Place], Model]

SIGN_IN = "akun"
"""Whose the addresses without a namespace are."""


@dataclass(frozen=True)
class Argument:
    """A further argument of an address. `owned`: it names something of the object in `pk`, so that
    another place's value beside one's own `pk` must be answered with 404."""

    value: Callable[[Place], object]
    owned: bool = False


@dataclass(frozen=True)
class OnRoad:
    """What the pages of a road show: `objects` are those at home, by status.

    `groups` are statuses in which a page shows the same kinds of things. `standing` is the home
    with one of the objects in it. `belonging` finds, by model, the row of an object that has pages
    of its own; None when it has none. `few` names files that take long, with the statuses that
    show all they can be.
    """

    model: type[Model]
    objects: Callable[[World], Mapping[str, Any]]
    standing: Callable[[Place, Any], Place]
    groups: tuple[tuple[str, ...], ...]
    belonging: Mapping[type[Model], Callable[[Any, Place], Model | None]] = field(
        default_factory=dict
    )
    few: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def gathered(what: str) -> dict[Any, Any]:
    """What all parts say together; nothing is said twice."""
    found: dict[Any, Any] = {}
    for _, said in _each(what):
        assert not found.keys() & said.keys(), (what, found.keys() & said.keys())
        found |= said
    return found


def argument(address: str, name: str) -> Argument | None:
    """How an argument of an address is filled; None when its part does not say.

    A part with several roads has a namespace for each: there it says the address in full.
    """
    part, said = address.partition(":")[0] if ":" in address else SIGN_IN, dict(_each("ARGUMENTS"))
    whole = (known.get(f"{address}:{name}") for known in said.values())
    return next(filter(None, whole), None) or said.get(part, {}).get(name)


def _each(what: str) -> Iterator[tuple[str, dict[Any, Any]]]:
    for part in registry().parts:
        if (module := _module(part.name)) is not None:
            yield part.name, getattr(module, what, {})


@cache
def _module(part: str) -> ModuleType | None:
    name = f"tests.{part}.world"
    return import_module(name) if find_spec(name) else None
