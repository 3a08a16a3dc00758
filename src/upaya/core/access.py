"""In whose name a request acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest

from upaya.core.permissions import Permission
from upaya.core.registry import registry
from upaya.core.scope import Scope
from upaya.rules.roles import Role

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails


@dataclass(frozen=True, slots=True)
class Access:
    """In whose name a request acts: one person in one role at one unit."""

    user_id: int
    membership_id: int
    role: Role
    scope: Scope
    unit_name: str
    mewakili: int | None = None
    """The person who is away and in place of whom this one acts; None: in their own right."""
    mewakili_nama: str = ""
    lacking: frozenset[str] = frozenset()
    """Kinds of offices that systems stand on (`Sistem.office`) and this district has none of."""

    def allows(self, permission: Permission) -> bool:
        """Whether the role may do this."""
        return permission in registry().matrix[self.role]


class Request(HttpRequest):
    """A request behind `protected`: signed in, with an active membership."""

    access: Access
    hats: tuple[Access, ...]
    """All that the person may act as today, `access` among them."""
    htmx: HtmxDetails
