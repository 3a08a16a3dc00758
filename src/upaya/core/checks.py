"""System checks: what the declarations of the apps name by text exists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.urls import NoReverseMatch, reverse
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
    """The menu leads somewhere."""
    found: list[CheckMessage] = []
    for entry in registry().menu:
        try:
            reverse(entry.url_name)
        except NoReverseMatch:
            found.append(
                Error(f"menu {entry.label!r}: alamat {entry.url_name!r} tidak ada", id="upaya.E002")
            )
    return found


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
