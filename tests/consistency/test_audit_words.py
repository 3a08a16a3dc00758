"""Everything that is recorded can be read in the audit: each action has words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

import pytest
from django.apps import apps

from tests.consistency.routes import routes
from tests.consistency.sources import PACKAGE
from upaya.alur.case import PartedModel
from upaya.core import audit
from upaya.core.registry import registry

_MOVES = (
    "f'{self.workflow.name}.{move.name}'",
    "f'{road.workflow.name}.{move.name}'",
    "f'{road.workflow.name}.{one.name}'",
)
"""How the executor names what it records, of one case and of many; and the demo, in bulk."""

_OF_A_CASE = "f'{case.workflow.name}."
"""How findings and the gate for writing begin what they record, whatever the system."""

_PAPERS = "papers.permission"
"""Taking the folder of a case is recorded as the permission to take its papers."""

READS_ALL = pytest.mark.budget(
    5, "every file that records is parsed, by whichever test comes first"
)


@dataclass(frozen=True)
class Call:
    """One place that records: the file, the function around it, and the action it hands over."""

    file: str
    function: ast.FunctionDef
    action: ast.expr

    def __str__(self) -> str:
        return f"{self.file}:{self.action.lineno} {ast.unparse(self.action)}"


def _functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Those of every file that records; a helper that records for others stands beside them."""
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text("utf-8")
        if "migrations" not in path.parts and "audit.record(" in text:
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.FunctionDef):
                    yield str(path.relative_to(PACKAGE)), node


def _first_of(function: ast.FunctionDef, named: str) -> Iterator[ast.expr]:
    """The first argument of every call of `named` inside a function."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == named:
            yield node.args[0]


@cache
def _calls() -> list[Call]:
    """Calls of `audit.record`; where a helper hands its first argument on, the helper's callers."""
    found = []
    functions = list(_functions())
    for file, function in functions:
        for action in _first_of(function, "audit.record"):
            if function.args.args and ast.unparse(action) == function.args.args[0].arg:
                found += [
                    Call(file, caller, handed)
                    for place, caller in functions
                    if place == file
                    for handed in _first_of(caller, function.name)
                ]
            else:
                found.append(Call(file, function, action))
    return found


def _permissions() -> dict[str, type[Enum]]:
    """The lists of permissions by the names that the source knows them by."""
    kinds = {type(code) for code in registry().permissions.values()}
    return {kind.__name__: kind for kind in kinds if issubclass(kind, Enum)}


def _actions(call: Call, node: ast.expr) -> Iterator[str]:
    """The codes that an expression can be; ValueError where they cannot be read from the source."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _actions(call, node.body)
        yield from _actions(call, node.orelse)
    elif isinstance(node, ast.Attribute) and ast.unparse(node.value) in _permissions():
        yield str(_permissions()[ast.unparse(node.value)][node.attr])
    elif isinstance(node, ast.Name):
        given = [
            inner.value
            for inner in ast.walk(call.function)
            if isinstance(inner, ast.Assign) and ast.unparse(inner.targets[0]) == node.id
        ]
        if not given:
            raise ValueError(str(call))
        for value in given:
            yield from _actions(call, value)
    else:
        yield from _of_every_system(call, ast.unparse(node))


def _of_every_system(call: Call, code: str) -> Iterator[str]:
    """What an expression of the app `alur` is in each of the systems."""
    if code in _MOVES:
        for workflow in registry().roads.values():
            yield from (f"{workflow.name}.{move}" for move in workflow.moves)
    elif code.startswith(_OF_A_CASE):
        what = code.removeprefix(_OF_A_CASE).removesuffix("'")
        yield from (f"{name}.{what}" for name in _filled_in_parts())
    elif code == _PAPERS:
        for route in routes():
            if route.name.endswith(":dokumen") and route.declaration is not None:
                yield str(route.declaration.permission)
    else:
        raise ValueError(str(call))


def _filled_in_parts() -> set[str]:
    """The roads of cases that are filled part by part, by name."""
    found = [model for model in apps.get_models() if issubclass(model, PartedModel)]
    assert found
    return {model.workflow.name for model in found}


def _recorded() -> dict[str, str]:
    """Each action that is recorded anywhere, with a place that records it."""
    return {action: str(call) for call in _calls() for action in _actions(call, call.action)}


def _said() -> list[str]:
    """What the parts of the house say beside their permissions."""
    return [action for part in registry().parts for action in part.words]


@READS_ALL
def test_every_action_that_is_recorded_has_words() -> None:
    known = registry().words
    assert [place for action, place in _recorded().items() if not known.get(action)] == []


@READS_ALL
def test_every_file_that_records_was_read() -> None:
    recording = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if "audit.record(" in path.read_text("utf-8")
    }
    assert {call.file for call in _calls()} == recording
    assert recording


@READS_ALL
def test_words_are_said_once_and_only_of_what_is_recorded() -> None:
    codes = _said()
    assert sorted(codes) == sorted(set(codes) - set(registry().permissions))
    assert set(codes) - set(_recorded()) == set()
    words = list(registry().words.values())
    assert sorted(words) == sorted(set(words))


def test_a_code_that_nothing_records_any_more_is_shown_as_it_is() -> None:
    assert audit.label("lama.sekali") == "lama.sekali"
    assert audit.label("petugas.lihat_nomor") == "Membuka nomor lengkap petugas"
