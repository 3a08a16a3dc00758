"""A check of the stored data: memberships in roles that nobody declares give nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004 - Django's name
from django.db import DatabaseError

from upaya.core.registry import registry


def connect() -> None:
    """Register it. Called once, when the apps are ready."""
    register(stored_roles, Tags.database)


def stored_roles(
    app_configs: Sequence[AppConfig] | None = None,
    databases: Sequence[str] | None = None,
    **kwargs: Any,  # noqa: ANN401 - Django's
) -> list[CheckMessage]:
    """Roles in memberships that no part of the house declares; asked at every migrate."""
    from upaya.akun.models import Membership  # noqa: PLC0415 - needs loaded apps

    try:
        held = {
            role
            for name in databases or ()
            for role in Membership.objects.using(name)
            .order_by("role")
            .values_list("role", flat=True)
            .distinct()
        }
    except DatabaseError:  # before the first migrate
        return []
    return [
        Warning(
            f"peran {role!r} tersimpan pada keanggotaan, tetapi tidak dinyatakan bagian mana pun",
            hint="Pasang lagi aplikasinya, atau akhiri keanggotaannya: ia tidak memberi apa pun.",
            id="upaya.W001",
        )
        for role in sorted(held - registry().roles.keys())
    ]
