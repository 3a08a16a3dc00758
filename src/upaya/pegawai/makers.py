"""Who brought about what officers hold by decree: money that follows it is judged by others.

The history of a row names everybody who wrote it, whoever wrote it last; a person acts by any role.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import TruncMonth

from upaya.akun.models import User
from upaya.core.access import Access
from upaya.pegawai.models import Penetapan, Penugasan, SuratKeputusan


def signed(row: models.Model, access: Access) -> models.Model:
    """The row, about to be written by this person: its history says so, in a request or without."""
    row._history_user = User(pk=access.user_id)  # type: ignore[attr-defined] # noqa: SLF001 - simple_history's own
    return row


def histories(puskesmas: Any, month: Any) -> tuple[QuerySet[Any], ...]:  # noqa: ANN401
    """What was written of decrees, posts and entitlement in force in a month, `history_user` each.

    `puskesmas` and `month` (its first day) are values, or an `OuterRef` to where they stand.
    """
    names, written = _inner(puskesmas), _inner(month)
    decrees: QuerySet[Any] = SuratKeputusan.history.model.objects.order_by()
    inner = (_in_force(model, names, written) for model in (Penetapan, Penugasan))
    of_decree = [rows.values("sk") for rows in inner]
    return (
        decrees.filter(Q(id__in=of_decree[0]) | Q(id__in=of_decree[1])),
        *(
            model.history.model.objects.order_by().filter(
                id__in=_in_force(model, names, written).values("pk")
            )
            for model in (Penugasan, Penetapan)
        ),
    )


def _in_force(
    model: type[Penetapan | Penugasan],
    puskesmas: Any,  # noqa: ANN401
    month: Any,  # noqa: ANN401
) -> QuerySet[Any]:
    """Rows that are in force on at least one day of the month."""
    rows: QuerySet[Any] = model._default_manager.order_by().alias(since=TruncMonth("mulai"))
    ended = Q(sampai__isnull=False, sampai__lt=month)
    return rows.filter(~ended, petugas__puskesmas=puskesmas, since__lte=month)


def _inner(value: Any) -> Any:  # noqa: ANN401
    """The same one query further in."""
    return OuterRef(value) if isinstance(value, OuterRef) else value
