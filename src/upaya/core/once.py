"""What one request needs many times and asks the database once: a list has one calendar."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

_seen: ContextVar[dict[Hashable, Any] | None] = ContextVar("once_seen", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Inside, `once` makes each thing one time; at the end all is forgotten."""
    token = _seen.set({})
    try:
        yield
    finally:
        _seen.reset(token)


def once(key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gives, made once within `remembering` and each time outside it.

    Only for what the request itself does not write.
    """
    seen = _seen.get()
    if seen is None:
        return make()
    if key not in seen:
        seen[key] = make()
    found: T = seen[key]
    return found
