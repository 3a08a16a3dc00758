"""What the parts of the house declare is what they do."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import get_resolver

from tests.consistency.routes import keyed_routes, routes
from upaya.akun.models import Membership
from upaya.core.models import AuditEntry, WorkflowLog
from upaya.core.registry import Sistem, registry

PARTS = registry().parts


_FILLED = {("paper.kode", "cetak.py"), ("self.kode", "kertas.py"), ("kind.kode", "papers.py")}
"""Where an engine fills a declared paper: what it says, and its module."""


def _codes(part: Sistem) -> Iterator[str]:
    """Codes of papers that the app of a part builds: `Isi(..., kode="...")` or its second word.

    Without a code, kode="", it is a page that the register never numbers: somebody else's paper.
    An engine fills papers that are declared as data: there it is the second word of `Naskah` or
    `Kertas`.
    """
    folder = Path(apps.get_app_config(part.name).path)
    inner = [
        Path(other.path) for other in apps.get_app_configs() if folder in Path(other.path).parents
    ]
    for path in folder.rglob("*.py"):
        if any(home in path.parents for home in inner):
            continue  # an app that lives in a room of this one speaks for itself
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Isi", "Naskah", "Kertas"}:
                named = [word.value for word in node.keywords if word.arg == "kode"]
                for value in named or node.args[1:2]:
                    if (ast.unparse(value), path.name) in _FILLED:
                        continue
                    assert isinstance(value, ast.Constant), f"{path}: kode bukan kata tetap"
                    if value.value != "":
                        yield str(value.value)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_part_issues_the_papers_it_declares(part: Sistem) -> None:
    assert set(_codes(part)) == set(part.papers)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_the_sources_of_a_part_live_in_its_own_app(part: Sistem) -> None:
    home = apps.get_app_config(part.name).name
    named = (
        *part.searches,
        *part.explains,
        *part.nasional,
        *part.inbox,
        *part.boards,
        *part.watches,
        *part.pays,
        *part.impacts,
        *part.demo,
    )
    assert [path for path in named if not path.startswith(f"{home}.")] == []
    assert [module for _, module in part.urls if not module.startswith(f"{home}.")] == []


def test_every_address_belongs_to_a_part() -> None:
    """The address book is nothing but what the parts declare."""
    included = [module for part in PARTS for _, module in part.urls]
    assert len(get_resolver().url_patterns) == len(included)
    assert sum(len(import_module(module).urlpatterns) for module in included) == len(
        (*routes(), *keyed_routes())
    )


@pytest.mark.django_db
def test_no_role_of_the_world_is_unknown() -> None:
    _no_stored_role_is_unknown()


@pytest.mark.django_db
@pytest.mark.demo_world
def test_no_role_of_the_demo_is_unknown() -> None:
    _no_stored_role_is_unknown()


def _no_stored_role_is_unknown() -> None:
    for model in (Membership, AuditEntry, WorkflowLog):
        stored = set(model.objects.order_by().values_list("role", flat=True).distinct())
        assert stored, model
        assert stored - registry().roles.keys() - {""} == set(), model
