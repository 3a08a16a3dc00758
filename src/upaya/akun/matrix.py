"""The permission table as a page shows it, read from MATRIX and the workflows."""

from __future__ import annotations

from dataclasses import dataclass

from upaya.akun.authority import BELONGS_AT, NEEDS_TOTP
from upaya.core.permissions import MATRIX, WORKFLOWS, Permission
from upaya.rules.roles import Reach, Role
from upaya.rules.workflow import Workflow
from upaya.wilayah.models import Unit

_REACHES = {
    Reach.NATION: "Seluruh Indonesia, rangkuman saja",
    Reach.DISTRICT: "Seluruh kabupaten",
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
            Unit.Jenis(BELONGS_AT[role]).label,
            _REACHES[role.reach],
            role in NEEDS_TOTP,
        )
        for role in Role
    ]


def matrix() -> list[PermissionRow]:
    """Every permission against every role."""
    return [
        PermissionRow(p.label, p.value, [(role.label, p in MATRIX[role]) for role in Role])
        for p in Permission
    ]


def roads() -> list[tuple[str, list[MoveRow]]]:
    """Every workflow with its moves."""
    return [(name, _moves(workflow)) for name, workflow in WORKFLOWS.items()]


def _moves(workflow: Workflow) -> list[MoveRow]:
    return [
        MoveRow(
            label=move.label,
            sources=", ".join(s.label for s in workflow.states.values() if s.name in move.sources),
            target=workflow.states[move.target].label,
            role=move.role.label,
            not_the_one_of=", ".join(workflow.moves[n].label for n in move.different_from),
            reason=move.reason_required,
            basis=move.legal_basis,
        )
        for move in workflow.moves.values()
    ]
