"""What the home page shows of a system that can explain itself: one amount, step by step.

Each part names its explainers in its `sistem.py`. What they show is open to everybody, so they read
what is declared public and nothing else, or an example that belongs to nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from upaya.core.registry import registry
from upaya.rules.parameter import Origin


@dataclass(frozen=True, slots=True)
class Explained:
    """One line of an amount: its name, its value as people write it, why, and by which article."""

    name: str
    value: str
    text: str
    law: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount that explains itself. `source` says whose figures these are."""

    title: str
    total: str
    total_name: str
    lines: tuple[Explained, ...]
    source: str


Explainer = Callable[[], Amount | None]


def amount() -> Amount | None:
    """The first amount that a part has to show; None when there is none."""
    explainers: tuple[Explainer, ...] = registry().load("explains")
    return next((found for explain in explainers if (found := explain()) is not None), None)
