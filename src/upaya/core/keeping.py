"""Rows that prove something: what of them never changes, and which status follows which.

The services keep to it; here the database does too, on both of them, whoever writes. Each part of
the house makes its rules from these and names them in `Sistem.row_rules`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import connection, models

from upaya.core.triggers import RowRule

_ALWAYS = "1 = 1"
_DECIDED = ("status", "diputus_oleh", "diputus_pada", "alasan_putusan")


def never_removed(name: str, model: type[models.Model], unless: str = "") -> RowRule:
    """No row is taken out; `unless`: SQL over OLD, of rows that may still go."""
    broken = f"NOT ({unless})" if unless else _ALWAYS
    return RowRule(
        name, _table(model), "DELETE", lambda: broken, f"catatan ini tidak boleh dihapus ({name})"
    )


def for_good(rule: RowRule) -> bool:
    """Whether no row of its table is ever taken out."""
    return rule.event == "DELETE" and rule.broken() == _ALWAYS


def fixed(
    name: str,
    model: type[models.Model],
    *,
    free: Iterable[str] = (),
    only: Iterable[str] = (),
    when: str = "",
) -> RowRule:
    """Fields that no update changes: all but `free`, or `only` those; `when`: SQL over OLD, NEW."""
    named = tuple(only)
    kept = [
        field.column
        for field in model._meta.concrete_fields
        if (field.name in named if named else field.name not in tuple(free))
    ]
    missing = {*named, *free} - {field.name for field in model._meta.concrete_fields}
    if missing or not kept:
        raise LookupError(f"{name}: {model.__name__} tidak memiliki {sorted(missing)}")

    def broken() -> str:
        changed = " OR ".join(differs(column) for column in kept)
        return f"({when}) AND ({changed})" if when else changed

    return RowRule(
        name, _table(model), "UPDATE", broken, f"catatan ini tidak boleh diubah ({name})"
    )


def moves(
    name: str,
    model: type[models.Model],
    allowed: Mapping[str, Iterable[str]],
    field: str = "status",
) -> RowRule:
    """From each value of a field only to those that may follow."""
    ways = " OR ".join(
        f"(OLD.{field} = '{source}' AND NEW.{field} = '{target}')"
        for source, targets in allowed.items()
        for target in targets
    )
    return RowRule(
        name,
        _table(model),
        f"UPDATE OF {field}",
        lambda: f"OLD.{field} <> NEW.{field} AND NOT ({ways})",
        f"keadaan ini tidak dapat menyusul keadaan sebelumnya ({name})",
    )


def proposal(
    name: str,
    model: type[models.Model],
    *,
    free: Iterable[str] = (),
    decided: Iterable[str] = _DECIDED,
    waiting: str = "diusulkan",
    removable: str = "",
) -> tuple[RowRule, ...]:
    """What is proposed stays as it was proposed, and as it was decided (`core/second.py`).

    `free` are fields that something else fills later; `removable`: SQL over OLD.
    """
    said = tuple(decided)
    return (
        never_removed(f"{name}_tetap", model, removable),
        fixed(f"{name}_isi", model, free=(*said, *free)),
        fixed(f"{name}_putusan", model, only=said, when=f"OLD.status <> '{waiting}'"),
    )


def differs(column: str) -> str:
    """SQL: whether an update changes that column, nothing counting as a value."""
    if connection.vendor == "postgresql":
        return f"OLD.{column} IS DISTINCT FROM NEW.{column}"
    return f"OLD.{column} IS NOT NEW.{column}"


def _table(model: type[models.Model]) -> str:
    return str(model._meta.db_table)
