"""A check of the stored data: every unit is of a declared kind and in its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004 - Django's name
from django.db import DatabaseError

from upaya.wilayah import pohon


def connect() -> None:
    """Register it. Called once, when the apps are ready."""
    register(stored_units, Tags.database)


def stored_units(
    app_configs: Sequence[AppConfig] | None = None,
    databases: Sequence[str] | None = None,
    **kwargs: Any,  # noqa: ANN401 - Django's
) -> list[CheckMessage]:
    """Units that no declaration allows; asked at every migrate, which must be able to mend them."""
    try:
        found = list(pohon.faults()) if databases else []
    except DatabaseError:  # before the migrations that make the tree
        return []
    return [Warning(sentence, id="wilayah.W001") for sentence in found]
