"""What every answer of the command line says alike: the rules read, the faults, JSON as bytes."""

import json
from collections.abc import Iterable
from typing import Any

from upaya.rules.errors import Fault
from upaya.rules.parameter import Value


def rules_read(found: Iterable[Value]) -> list[dict[str, Any]]:
    """The rules that a result stands on, each with its value, its source and where that is from."""
    return [
        {
            "parameter": value.key,
            "nilai": value.json_value(),
            "dasar_hukum": value.source,
            "asal": value.origin,
        }
        for value in found
    ]


def faults(found: Iterable[Fault]) -> dict[str, Any]:
    """Return the answer for a file that cannot be computed."""
    return {"galat": [fault.to_dict() for fault in found]}


def encode(answer: Any) -> bytes:  # noqa: ANN401 - any JSON value
    """Write JSON as UTF-8 with a line feed at the end.

    A stray half of a surrogate pair, which UTF-8 cannot hold, becomes the JSON escape it was.
    """
    text = json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False)
    return f"{text}\n".encode("utf-8", errors="backslashreplace")
