"""Builders of keys for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import uuid4

from upaya.akun.models import Membership
from upaya.api.services import Made, Wish, make, may_name
from upaya.core import clock


def make_kunci(
    member: Membership, izin: Iterable[str] | None = None, nama: str = "SIMRS D'Rekaan"
) -> Made:
    """A key of this hat; without `izin` for all that it may include."""
    access, today = member.access(), clock.today()
    chosen = [str(one) for one in may_name(access)] if izin is None else list(izin)
    return make(access, uuid4(), Wish(nama, chosen, today, today + timedelta(days=30)))


def bearing(text: str) -> dict[str, str]:
    """The head of a request that carries a key."""
    return {"Authorization": f"Bearer {text}"}
