"""The permission table as a page shows it, read from what the program obeys."""

from __future__ import annotations

from dataclasses import dataclass

from upaya.core.registry import permissions_of, registry
from upaya.rules.roles import Reach, either
from upaya.rules.workflow import Workflow

_REACHES = {
    Reach.NATION: "Seluruh Indonesia, rangkuman saja",
    Reach.DISTRICT: "Seluruh kabupaten",
    Reach.BRANCH: "Unitnya dan semua di bawahnya",
    Reach.UNITS: "Unit-unit yang disebut",
    Reach.UNIT: "Unitnya sendiri",
    Reach.PERSON: "Dirinya sendiri",
}


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role: where it belongs, how far it sees, whether a second factor is due."""

    label: str
    unit: str
    reach: str
    totp: bool


@dataclass(frozen=True, slots=True)
class PermissionRow:
    """A permission and, per role in the order of `roles()`, whether the role has it."""

    label: str
    code: str
    cells: list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A move of a workflow in words."""

    label: str
    sources: str
    target: str
    role: str
    not_the_one_of: str
    reason: bool
    basis: str


def roles() -> list[RoleRow]:
    """Every role."""
    return [
        RoleRow(
            role.label,
            " atau ".join(map(registry().unit_label, role.units)),
            _REACHES[role.reach],
            role.totp,
        )
        for role in registry().roles.values()
    ]


def matrix() -> list[tuple[str, list[PermissionRow]]]:
    """Every permission against every role, by the part of the house that declares it."""
    may = registry().matrix
    return [
        (
            part.title,
            [
                PermissionRow(
                    code.label, str(code), [(role.label, code in may[role]) for role in may]
                )
                for code in permissions_of(part)
            ],
        )
        for part in registry().parts
        if permissions_of(part)
    ]


def roads() -> list[tuple[str, list[MoveRow]]]:
    """Every workflow with its moves."""
    return [(road.title, _moves(road)) for road in registry().roads.values()]


def _moves(workflow: Workflow) -> list[MoveRow]:
    return [
        MoveRow(
            label=move.label,
            sources=", ".join(s.label for s in workflow.states.values() if s.name in move.sources),
            target=workflow.states[move.target].label,
            role=either(move.roles),
            not_the_one_of=", ".join(workflow.moves[n].label for n in move.different_from),
            reason=move.reason_required,
            basis=move.legal_basis,
        )
        for move in workflow.moves.values()
    ]
