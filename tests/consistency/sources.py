"""The project's own files, and which of them name a template or a static file."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import upaya

PACKAGE = Path(upaya.__file__).resolve().parent
_QUOTED = re.compile(r"""["']([\w./-]+\.\w{2,4})["']""")


@cache
def templates() -> dict[str, Path]:
    """Every template of ours by the name that Django knows it under."""
    return {
        str(path.relative_to(folder)): path
        for folder in sorted(PACKAGE.rglob("templates"))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@cache
def statics() -> dict[str, Path]:
    """Every static file of ours by its name under /static/."""
    return {
        str(path.relative_to(folder)): path
        for folder in sorted(PACKAGE.rglob("static"))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def text_of(name: str) -> str:
    return templates()[name].read_text("utf-8")


@cache
def named_in_python() -> tuple[re.Pattern[str], ...]:
    """A pattern for every piece of text in our Python that looks like a template's name.

    An f-string such as f"insentif/bagian_{part}.html" stands for every name of that shape.
    """
    return tuple(
        re.compile(pattern)
        for path in PACKAGE.rglob("*.py")
        if "migrations" not in path.parts
        for pattern in _patterns(ast.parse(path.read_text("utf-8")))
    )


def _patterns(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            pieces = [
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[^/]+"
                for part in node.values
            ]
            if pieces and pieces[-1].endswith(("\\.html", "\\.txt")):
                yield "".join(pieces)
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node.value.endswith((".html", ".txt"))
        ):
            yield re.escape(node.value)


@cache
def named_in_templates() -> dict[str, frozenset[str]]:
    """Files that templates name in quotes, by the template that names them."""
    return {name: frozenset(_QUOTED.findall(text_of(name))) for name in templates()}
