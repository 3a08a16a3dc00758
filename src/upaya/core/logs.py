"""Log lines as JSON, with the named fields only."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime

_FIELDS = ("method", "route", "status", "ms", "user", "chain", "number", "task")

# PostgreSQL repeats in a line of its own the values of the row that it refused.
_VALUES = re.compile(r"^(DETAIL|CONTEXT):.*$", re.MULTILINE)


class JsonFormatter(logging.Formatter):
    """One JSON object a line; of `extra` only `_FIELDS`, so a careless caller leaks nothing."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _without_path(record),
        }
        line |= {name: getattr(record, name) for name in _FIELDS if hasattr(record, name)}
        if record.exc_info:
            line["fault"] = _VALUES.sub(r"\1: -", self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def _without_path(record: logging.LogRecord) -> str:
    """The message with the name of the route in the place of the address, which may hold a number.

    Django writes the address of every refusal and accident.
    """
    message, request = record.getMessage(), getattr(record, "request", None)
    path = getattr(request, "path", "")
    if len(path) < 2:  # noqa: PLR2004 - "/" is in many words and names nobody
        return message
    match = getattr(request, "resolver_match", None)
    return message.replace(path, match.view_name if match else "(tidak dikenal)")
