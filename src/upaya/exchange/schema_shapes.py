"""Pieces of the JSON Schemas (2020-12) of the command line, in the words of `checking`."""

from collections.abc import Iterable, Mapping
from typing import Any

from upaya.exchange.checking import DAY_PATTERN, LINE_PATTERN, MOST_SIGNED, SIGNED_PATTERN

Schema = dict[str, Any]


def head(name: str, title: str, comment: str) -> Schema:
    """How a schema begins; `comment` says what only the checker refuses."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:upaya:skema:{name}",
        "title": title,
        "$comment": comment,
    }


def closed(properties: Mapping[str, Any], required: Iterable[str]) -> Schema:
    """An object with these keys and no others."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }


def text(pattern: str) -> Schema:
    """Text of a pattern."""
    return {"type": "string", "pattern": pattern}


def whole(least: int, most: int) -> Schema:
    """An integer between two bounds."""
    return {"type": "integer", "minimum": least, "maximum": most}


LINE = text(LINE_PATTERN)
"""Text on one line that is not empty."""
DAY = text(DAY_PATTERN)
"""A day, "2022-08-01"."""
SIGNED: Schema = {"oneOf": [whole(-MOST_SIGNED, MOST_SIGNED), text(SIGNED_PATTERN)]}
"""What `Checker.signed` takes."""
