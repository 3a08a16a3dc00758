"""One move of many cases of a road at once: the same checks, a handful of statements.

For what people do to a set (a batch, all that are clean) and never one by one. The caller locks the
cases, judges the conditions of the move for all of them and says which it judged; who may, from
where and who must be another person is asked here as `Road.execute` asks it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from upaya.alur.road import MoveRefusedError, Road
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.models import WorkflowLog
from upaya.core.reasons import TOO_SHORT, says_something
from upaya.rules.roles import either
from upaya.rules.workflow import Move

_BATCH = 2_000
_NAMES = 5


def move_many(
    road: Road,
    cases: Sequence[Any],
    move_name: str,
    access: Access,
    *,
    judged: Collection[str],
    preparers: Mapping[int, Collection[int]] | None = None,
    reason: str = "",
    values: Mapping[str, Any] | None = None,
) -> None:
    """Make the move in all of these locked cases, or raise MoveRefusedError and make none.

    `preparers` says by case who prepared it, where the move asks for somebody else. `values` are
    further fields that the move sets (expressions). Inside the caller's transaction.
    """
    move = road.workflow.moves[move_name]
    if not cases:
        return
    if set(move.conditions) - set(judged) or (move.asks_for_another and preparers is None):
        raise ValueError(f"{road.workflow.name}.{move.name}: tidak semua syaratnya dinilai")
    _refuse(road, cases, move, access, reason)
    _refuse_own(road, cases, move, access, preparers or {})
    now, said = clock.now(), reason.strip()
    more: dict[str, Any] = dict(values or {})
    if move.name in road.new_round:
        more["round"] = F("round") + 1
    with transaction.atomic():
        WorkflowLog.objects.bulk_create(
            (road.log_of(case, move, access, said, now) for case in cases), batch_size=_BATCH
        )
        rows = road.model.objects.filter(pk__in=[case.pk for case in cases])
        rows.update(status=move.target, status_since=now, **more)
        audit.record(
            f"{road.workflow.name}.{move.name}",
            cases[0],
            access=access,
            kabupaten=cases[0].owner_kabupaten(),
            detail={"banyak": len(cases), "semua": [case.pk for case in cases]},
        )


def _refuse(road: Road, cases: Sequence[Any], move: Move, access: Access, reason: str) -> None:
    away = [case for case in cases if case.status not in move.sources]
    if away:
        raise MoveRefusedError(
            f"{len(away)} {road.workflow.noun} sudah berpindah sejak halaman ini dibuka: "
            f"{_named(away)}. Muat ulang, lalu ulangi."
        )
    if access.role not in move.roles:
        raise MoveRefusedError(f"Langkah ini milik {either(move.roles)}.")
    if move.reason_required and not says_something(reason):
        raise MoveRefusedError(TOO_SHORT)


def _refuse_own(
    road: Road,
    cases: Sequence[Any],
    move: Move,
    access: Access,
    preparers: Mapping[int, Collection[int]],
) -> None:
    if not move.asks_for_another:
        return
    near = {case.pk: case for case in cases}
    logs = WorkflowLog.objects.filter(
        workflow=road.workflow.name,
        subject_id__in=near,
        move__in=move.different_from,
        actor=access.user_id,
    ).order_by()
    made = logs.values_list("subject_id", "round")
    own = {pk for pk, turn in made if move.ever or turn == near[pk].round}
    own |= {pk for pk, people in preparers.items() if access.user_id in people}
    if own:
        said = _named([near[pk] for pk in sorted(own) if pk in near])
        raise MoveRefusedError(
            f"Anda ikut menyiapkan, memverifikasi, atau menyetujui {said}; langkah ini harus "
            "dilakukan orang lain."
        )


def _named(cases: Sequence[Any]) -> str:
    names = ", ".join(case.short_name for case in cases[:_NAMES])
    return f"{names} dan {len(cases) - _NAMES} lagi" if len(cases) > _NAMES else names
