"""An undefined variable in one of our templates fails the test that rendered it."""

import inspect
from pathlib import Path
from typing import Self

from django.template.base import Node

import upaya

_OURS = Path(upaya.__file__).resolve().parent


class UndefinedTemplateVariableError(AssertionError):
    """A template of ours names a variable that its view does not give."""


class UndefinedVariable(str):
    """Stands in `string_if_invalid`: Django asks it for `%s` and then formats it with the name.

    Templates outside our package (Django's form widgets, allauth's mails) lean on undefined
    variables being empty; they are not ours to change, so they get Django's default, nothing.
    """

    __slots__ = ()

    def __new__(cls) -> Self:
        # Not empty: Django skips a string_if_invalid that is false.
        return super().__new__(cls, "%s")

    def __mod__(self, name: object) -> str:
        node = _rendering_node()
        origin = getattr(node, "origin", None)
        place = str(getattr(origin, "name", "?"))
        if node is not None and not Path(place).is_relative_to(_OURS):
            return ""
        line = getattr(getattr(node, "token", None), "lineno", "?")
        message = f"Variabel templat tidak dikenal: {name} ({place}:{line})"
        raise UndefinedTemplateVariableError(message)


def _rendering_node() -> Node | None:
    """The innermost template node that is being rendered: it knows the file it was written in."""
    frame = inspect.currentframe()
    while frame is not None:
        candidate = frame.f_locals.get("self")
        if isinstance(candidate, Node):
            return candidate
        frame = frame.f_back
    return None
