"""System checks: what the declarations of the apps name by text exists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string

from upaya.core.registry import DOTTED, registry


def connect() -> None:
    """Register them. Called once, when the apps are ready."""
    register(_models_exist, Tags.models)
    register(_addresses_exist, Tags.urls)
    register(_paths_lead_somewhere, Tags.urls)


def _models_exist(
    app_configs: Sequence[AppConfig] | None,
    **kwargs: Any,  # noqa: ANN401 - Django's
) -> list[CheckMessage]:
    """Tables that only grow are named by model."""
    return [
        Error(f"{part.name}: model {name!r} dalam append_only tidak ada", id="upaya.E001")
        for part in registry().parts
        for name in part.append_only
        if name.lower() not in apps.all_models[part.name]
    ]


def _addresses_exist(
    app_configs: Sequence[AppConfig] | None,
    **kwargs: Any,  # noqa: ANN401 - Django's
) -> list[CheckMessage]:
    """The menu leads somewhere, and what is called public is an address."""
    house, known = registry(), frozenset(_names(get_resolver().url_patterns))
    named = [(f"menu {entry.label!r}", entry.url_name) for entry in house.menu]
    named += [("alamat umum", name) for name in sorted(house.public)]
    return [
        Error(f"{what}: alamat {name!r} tidak ada", id="upaya.E002")
        for what, name in named
        if name not in known
    ]


def _names(patterns: list[URLPattern | URLResolver], above: str = "") -> Iterator[str]:
    """Every address by its full name."""
    for entry in patterns:
        if isinstance(entry, URLResolver):
            within = f"{above}{entry.namespace}:" if entry.namespace else above
            yield from _names(entry.url_patterns, within)
        else:
            yield f"{above}{entry.name}"


def _paths_lead_somewhere(
    app_configs: Sequence[AppConfig] | None,
    **kwargs: Any,  # noqa: ANN401 - Django's
) -> list[CheckMessage]:
    """What is loaded only when it is asked for is there."""
    found: list[CheckMessage] = []
    for part in registry().parts:
        for path in (path for what in DOTTED for path in getattr(part, what)):
            try:
                import_string(path)
            except ImportError as fault:
                found.append(Error(f"{part.name}: {path!r}: {fault}", id="upaya.E003"))
    return found
