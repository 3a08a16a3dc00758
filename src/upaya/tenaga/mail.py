"""Mail at each hand-over: a worker hears of the own case alone, never of a colleague's."""

from __future__ import annotations

from collections.abc import Callable

from upaya.alur.case import WorkflowModel
from upaya.alur.mail import recipients
from upaya.alur.road import After
from upaya.core import notifications
from upaya.core.models import WorkflowLog
from upaya.pegawai.models import Petugas
from upaya.rules.kesehatan import PETUGAS
from upaya.rules.roles import Role
from upaya.rules.workflow import Move


def address_of(worker: Petugas) -> list[str]:
    """Where a worker is reached; nowhere without an account."""
    user = worker.user
    return [user.email] if user is not None and user.is_active and user.email else []


def tell(worker_of: Callable[[WorkflowModel], Petugas], *at_end: Role) -> After:
    """Write to whom the case waits for now, and to its worker where it waits for or ends with them.

    `at_end` are told beside the worker when it waits for nobody.
    """

    def after(case: WorkflowModel, move: Move, log: WorkflowLog) -> None:
        state = case.state
        roles = state.waits_for or (*at_end, PETUGAS)
        others = [role for role in roles if role != PETUGAS]
        people = recipients(case, *others) if others else []
        if PETUGAS in roles:
            people += address_of(worker_of(case))
        notifications.send(
            people,
            subject=f"{case.full_name}, {state.label.lower()}",
            lines=[
                f"{case.full_name}: {move.done}",
                state.next_step or "Tidak ada yang perlu dilakukan; ini pemberitahuan.",
                *([f"Alasan: {log.reason}"] if log.reason else []),
            ],
            path=case.get_absolute_url(),
        )

    return after
