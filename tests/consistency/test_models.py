"""Every table: who owns its rows, what its states are tied to, what may never be deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import F, Model, Q

from tests.factories.akun import make_access
from tests.world.parts import gathered
from upaya.alur.case import WorkflowModel
from upaya.core import audit, triggers
from upaya.core.models import AuditEntry
from upaya.core.registry import registry
from upaya.core.scope import ScopedModel
from upaya.rules.kesehatan import ADMIN_DINAS

UNSCOPED: dict[str, str] = gathered("UNSCOPED")
"""Models of ours whose rows belong to nobody, each with its reason."""

CASCADES: dict[str, str] = gathered("CASCADES")
"""Keys that take their rows along when the parent goes; every other key protects its parent."""

UNTIED: dict[str, str] = gathered("UNTIED")
"""Nullable actors and dates that no check constraint ties to anything, each with its reason."""

_ACTOR_OR_DATE = ("_oleh", "_pada", "_sejak")


def _promised(model: type[Model]) -> list[models.BaseConstraint]:
    """What the table promises; a proxy stands on the table of the model it comes from."""
    concrete = model._meta.concrete_model
    return list((concrete or model)._meta.constraints)


def our_models() -> list[type[Model]]:
    """Concrete models of the house, without the history tables that mirror them."""
    return [
        model
        for part in registry().parts
        for model in apps.get_app_config(part.name).get_models()
        if not hasattr(model, "instance_type")  # simple_history's mark on its own tables
    ]


def _checks(model: type[Model]) -> list[set[str]]:
    """The fields that each check constraint of a model mentions."""
    return [
        set(_mentioned(constraint.condition))
        for constraint in _promised(model)
        if isinstance(constraint, models.CheckConstraint)
    ]


def _mentioned(node: object) -> Iterator[str]:
    if isinstance(node, Q):
        for child in node.children:
            yield from _mentioned(child)
    elif isinstance(node, tuple):
        yield str(node[0]).split("__")[0]
        yield from _mentioned(node[1])
    elif isinstance(node, F):
        yield node.name.split("__")[0]
    elif hasattr(node, "get_source_expressions"):
        for inner in node.get_source_expressions():
            yield from _mentioned(inner)


def _own_fields(model: type[Model]) -> Iterable[models.Field[Any, Any]]:
    return [f for f in model._meta.get_fields() if isinstance(f, models.Field)]


# ------------------------------------------------------------------ whose rows
def test_every_model_says_whose_its_rows_are() -> None:
    faults = [
        f"{model._meta.label}: turunkan dari ScopedModel, atau sebut alasannya dalam UNSCOPED"
        for model in our_models()
        if not issubclass(model, ScopedModel) and model._meta.label not in UNSCOPED
    ]
    assert faults == []
    assert [name for name in UNSCOPED if issubclass(apps.get_model(name), ScopedModel)] == []


def test_every_scope_path_resolves() -> None:
    faults = []
    for model in our_models():
        if not issubclass(model, ScopedModel):
            continue
        path = model.scope_path
        if not path.kabupaten:
            faults.append(f"{model._meta.label}: scope_path tanpa kabupaten")
        for lookup in filter(None, (path.kabupaten, path.unit, path.person)):
            try:
                model._default_manager.filter(**{lookup: None})
            except FieldError as fault:
                faults.append(f"{model._meta.label}: {fault}")
    assert faults == []


def test_a_path_that_leads_nowhere_would_be_noticed() -> None:
    with pytest.raises(FieldError):
        AuditEntry.objects.filter(**dict.fromkeys(["puskesmas__kabupaten"]))


# ------------------------------------------------------------------ states, actors, dates
def test_every_choice_is_enforced_by_the_database() -> None:
    faults = [
        f"{model._meta.label}.{field.name}: perlu CheckConstraint atas pilihannya"
        for model in our_models()
        for field in _own_fields(model)
        if (field.choices or field.name == "status")
        and not any(field.name in names for names in _checks(model))
    ]
    assert faults == []


def test_every_nullable_actor_or_date_is_tied_to_something() -> None:
    loose = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in _own_fields(model)
        if field.null
        and field.name.endswith(_ACTOR_OR_DATE)
        and not any(field.name in names and len(names) > 1 for names in _checks(model))
    ]
    assert sorted(loose) == sorted(UNTIED), "ikat dengan CheckConstraint, atau sebut alasannya"


def test_every_road_is_tied_to_its_table() -> None:
    roads = [model for model in our_models() if issubclass(model, WorkflowModel)]
    assert {model.workflow.name for model in roads} == set(registry().roads)
    for model in roads:
        states = [
            set(value)
            for constraint in _promised(model)
            if isinstance(constraint, models.CheckConstraint)
            for name, value in _pairs(constraint.condition)
            if name == "status__in"
        ]
        assert set(model.workflow.states) in states, f"{model._meta.label}: semua status"
        assert any("status" in names and len(names) > 1 for names in _checks(model)), (
            f"{model._meta.label}: status perlu diikat pada isinya"
        )


def _pairs(node: object) -> Iterator[tuple[str, Any]]:
    if isinstance(node, Q):
        for child in node.children:
            yield from _pairs(child)
    elif isinstance(node, tuple):
        yield str(node[0]), node[1]


# ------------------------------------------------------------------ keys
def test_whatever_proves_something_is_protected() -> None:
    unprotected = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in _own_fields(model)
        if field.remote_field is not None
        and getattr(field.remote_field, "on_delete", models.PROTECT) is not models.PROTECT
    ]
    assert sorted(unprotected) == sorted(CASCADES), "pakai PROTECT, atau sebut alasannya"


# ------------------------------------------------------------------ order
def test_every_list_has_an_order_that_leaves_no_tie() -> None:
    faults = []
    for model in our_models():
        if model._meta.label in UNSCOPED:
            continue
        names = {str(name).lstrip("-") for name in model._meta.ordering or ()}
        if not names:
            faults.append(f"{model._meta.label}: Meta.ordering kosong")
        elif not _leaves_no_tie(model, names):
            faults.append(f"{model._meta.label}: {sorted(names)} tidak unik; akhiri dengan pk")
    assert faults == []


def _leaves_no_tie(model: type[Model], names: set[str]) -> bool:
    unique = {"pk"} | {field.name for field in _own_fields(model) if field.unique}
    together = [
        set(constraint.fields)
        for constraint in _promised(model)
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None
    ]
    return bool(names & unique) or any(fields <= names for fields in together if fields)


# ------------------------------------------------------------------ append only
def _present_triggers() -> set[tuple[str, str]]:
    query = (
        "SELECT event_object_table, trigger_name FROM information_schema.triggers"
        if connection.vendor == "postgresql"
        else "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {(str(table), str(name)) for table, name in cursor.fetchall()}


@pytest.mark.django_db
def test_append_only_tables_have_both_triggers_after_a_migrate() -> None:
    tables = triggers.append_only_tables()
    wanted = {(t, f"{t}_no_{event}") for t in tables for event in ("update", "delete")}

    assert wanted <= _present_triggers()
    with triggers.lifted():
        assert not wanted & _present_triggers()
    assert wanted <= _present_triggers()


@pytest.mark.django_db
def test_the_audit_refuses_change_and_removal() -> None:
    access = make_access(ADMIN_DINAS)
    with transaction.atomic():
        audit.record("uji", AuditEntry(), access=access)
    for attempt in (
        lambda: AuditEntry.objects.update(action="lain"),
        lambda: AuditEntry.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="tidak boleh diubah"), transaction.atomic():
            attempt()


# ------------------------------------------------------------------ migrations
@pytest.mark.django_db
def test_the_migrations_are_the_models() -> None:
    said = StringIO()
    with suppress(SystemExit):
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    assert said.getvalue().strip() == "No changes detected"


@pytest.mark.django_db
def test_this_database_was_made_by_the_migrations() -> None:
    """pytest-django ran them from zero, here on whichever database DATABASE_URL names."""
    executor = MigrationExecutor(connection)
    applied = executor.loader.applied_migrations
    for config in apps.get_app_configs():
        if config.name.startswith("upaya.") and list(config.get_models()):
            assert any(app == config.label for app, _ in applied), config.label
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_the_apps_have_nothing_to_complain_about() -> None:
    call_command("check", fail_level="WARNING", verbosity=0)
