"""What a form would change: a form sent as it was rendered changes nothing, writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

SAME = "Tidak ada yang berubah."
"""What a page says when a form or a file holds what is recorded already."""


def same(row: Model, values: Mapping[str, Any]) -> bool:
    """Whether a row says exactly this: then a form that would create it was sent before."""
    return all(getattr(row, name) == value for name, value in values.items())


def put(row: Model, values: Mapping[str, Any]) -> list[str]:
    """Set what differs, without saving; the names of those fields, in the order given."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return changed
