"""The permission table as a page shows it, read from what the program obeys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from upaya.core.registry import permissions_of, registry
from upaya.exchange.xlsx_writer import Sheet
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
    """A role: where it belongs, how far it sees, whether by a second factor, how much it may."""

    name: str
    label: str
    unit: str
    reach: str
    totp: bool
    permissions: int


@dataclass(frozen=True, slots=True)
class PermissionRow:
    """A permission and the roles that have it, in the order of `roles()`."""

    label: str
    code: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartRows:
    """What one part of the house declares: its permissions, and its workflows with their moves."""

    name: str
    title: str
    permissions: list[PermissionRow]
    roads: list[tuple[str, list[MoveRow]]]


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
            role.name,
            role.label,
            " atau ".join(map(registry().unit_label, role.units)),
            _REACHES[role.reach],
            role.totp,
            len(registry().matrix[role]),
        )
        for role in registry().roles.values()
    ]


def parts() -> list[PartRows]:
    """Every permission and every workflow, by the part of the house that declares it."""
    may = registry().matrix
    return [
        PartRows(
            part.name,
            part.title,
            [
                PermissionRow(
                    code.label, str(code), tuple(role.label for role in may if code in may[role])
                )
                for code in permissions_of(part)
            ],
            [(road.title, _moves(road)) for road in part.roads],
        )
        for part in registry().parts
        if permissions_of(part)
    ]


def of_role(name: str) -> list[tuple[str, list[str]]]:
    """What one role may do, by part; parts in which it may nothing are left out."""
    held = registry().matrix[registry().roles[name]]
    found = (
        (part.title, [code.label for code in permissions_of(part) if code in held])
        for part in registry().parts
    )
    return [(title, labels) for title, labels in found if labels]


def sheets() -> list[Sheet]:
    """All of it as a workbook to print: roles, every permission against every role, moves."""
    found = roles()
    may = registry().matrix
    return [
        Sheet(
            "Peran",
            ("Peran", "Tempat", "Melihat", "Verifikasi dua langkah"),
            [(r.label, r.unit, r.reach, "Wajib" if r.totp else "Dianjurkan") for r in found],
        ),
        Sheet(
            "Izin",
            ("Bagian", "Izin", *(row.label for row in found)),
            [
                (part.title, code.label, *("boleh" if code in may[role] else "" for role in may))
                for part in registry().parts
                for code in permissions_of(part)
            ],
        ),
        Sheet(
            "Langkah",
            (
                "Alur", "Langkah", "Dari", "Menjadi", "Oleh", "Bukan orang yang", "Alasan",
                "Dasar hukum",
            ),
            list(_all_moves()),
        ),
    ]  # fmt: skip


def _all_moves() -> Iterator[tuple[str, ...]]:
    for road in registry().roads.values():
        for move in _moves(road):
            reason = "Wajib" if move.reason else "Tidak"
            yield (
                road.title, move.label, move.sources, move.target, move.role, move.not_the_one_of,
                reason, move.basis,
            )  # fmt: skip


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
