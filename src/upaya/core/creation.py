"""Two at once: what is unique is said in words, whoever came second.

A service asks before it writes; between the asking and the writing another may write the same. The
database then refuses, and `named` turns its refusal into the sentence that the app declares for
that constraint (`Sistem.taken`). A refusal that nobody named is a fault and stays one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from upaya.core.registry import registry

_SQLITE = re.compile(r"^UNIQUE constraint failed: (.+)$")
_POSTGRES = re.compile(r"\((?P<columns>.+?)\)=\(", re.DOTALL)


def unique_in(model: type[models.Model]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(name, columns) of all that is unique in a model; a single field is `Model.field`."""
    meta = model._meta
    columns = {field.name: str(field.column) for field in meta.concrete_fields}
    for constraint in meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            yield constraint.name, tuple(columns[name] for name in constraint.fields)
    for field in meta.local_fields:
        if field.unique and not field.primary_key:
            yield f"{meta.object_name}.{field.name}", (columns[field.name],)


def taken(name: str) -> ValidationError:
    """The refusal that the house declares for a constraint, at its field when it has one."""
    field, sentence = registry().taken[name]
    return ValidationError({field: sentence} if field else sentence)


@contextmanager
def named() -> Iterator[None]:
    """One transaction in which a broken promise of uniqueness is a sentence, not an error.

    Also the decorator of a use case that creates, in place of `transaction.atomic`.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as fault:
        name = broken(fault)
        if name not in registry().taken:
            raise
        raise taken(name) from fault


def broken(fault: IntegrityError) -> str:
    """Which promise of uniqueness a database refused to break; "" for another one."""
    diag = getattr(fault.__cause__, "diag", None)
    if diag is None:  # SQLite tells the columns only
        said = _SQLITE.match(str(fault))
        return _by_columns(said.group(1).split(", ")) if said else ""
    if diag.constraint_name in registry().taken:
        return str(diag.constraint_name)
    said = _POSTGRES.search(diag.message_detail or "")
    if said is None or diag.sqlstate != "23505":
        return ""
    columns = said.group("columns").replace('"', "").split(", ")
    return _by_columns(f"{diag.table_name}.{column}" for column in columns)


def _by_columns(columns: Iterable[str]) -> str:
    return _names().get(frozenset(columns), "")


@cache
def _names() -> Mapping[frozenset[str], str]:
    """Names by `table.column`. Two constraints over the same columns have one meaning."""
    return {
        frozenset(f"{model._meta.db_table}.{column}" for column in columns): name
        for model in apps.get_models()
        for name, columns in unique_in(model)
    }
