"""One way of writing a value down, for fingerprints: the same value is the same text for ever."""

from __future__ import annotations

import json
from typing import Any


def stable_json(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """JSON in ASCII, keys in order, without a space."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
