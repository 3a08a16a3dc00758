"""Every address of the project, found by walking the URL configuration."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from upaya.core.guard import Declaration

THIRD_PARTY: dict[str, str] = {}
"""Views that carry no declaration of ours, by name, each with its reason. There is none today."""


@dataclass(frozen=True)
class Route:
    """One address: its full name, what its view declares, the arguments it takes."""

    name: str
    declaration: Declaration | None
    arguments: tuple[str, ...]
    pattern: str
    view: Callable[..., HttpResponseBase] = field(repr=False)

    @property
    def extra(self) -> tuple[str, ...]:
        """Arguments beside the object's own key."""
        return tuple(a for a in self.arguments if not (a == "pk" and self.loads))

    @property
    def loads(self) -> Any:  # noqa: ANN401 - a model class or None
        return self.declaration.loads if self.declaration else None

    @property
    def public(self) -> bool:
        return self.declaration is not None and self.declaration.permission is None

    def url(self, **arguments: object) -> str:
        return reverse(self.name, kwargs=arguments)

    def __str__(self) -> str:
        return self.name


@cache
def _all() -> tuple[Route, ...]:
    return tuple(_walk(get_resolver().url_patterns, (), ()))


@cache
def routes() -> tuple[Route, ...]:
    """All that people open, in the order of the address book."""
    return tuple(one for one in _all() if not (one.declaration and one.declaration.key))


@cache
def keyed_routes() -> tuple[Route, ...]:
    """Those for programs, which come with a key: test_keyed.py."""
    return tuple(one for one in _all() if one.declaration and one.declaration.key)


@cache
def _by_name() -> dict[str, Route]:
    return {route.name: route for route in routes()}


def named(name: str) -> Route:
    """The route of that full name."""
    return _by_name()[name]


def _walk(
    patterns: list[URLPattern | URLResolver], namespaces: tuple[str, ...], above: tuple[str, ...]
) -> Iterator[Route]:
    for entry in patterns:
        arguments = (*above, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            names = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(entry.url_patterns, names, arguments)
        else:
            yield Route(
                ":".join((*namespaces, entry.name or str(entry.pattern))),
                getattr(entry.callback, "declaration", None),
                arguments,
                str(entry.pattern),
                entry.callback,
            )
