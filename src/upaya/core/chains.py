"""Chains of the audit for what belongs to no district; every district has one of its own."""

from __future__ import annotations

from dataclasses import dataclass

from upaya.core.permissions import Permission

NATION = ""
"""The name of the nation's chain: what nothing else claims."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A named chain: that of a system, or of the nation.

    `permission` is what lets a role read it on the page; None: only `upaya audit` looks at it.
    """

    name: str
    label: str
    permission: Permission | None = None
