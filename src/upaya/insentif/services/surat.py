"""Mail at each hand-over: whoever has to act next hears of it."""

from __future__ import annotations

from django.urls import reverse

from upaya.akun.models import Membership
from upaya.core import clock, notifications
from upaya.core.models import WorkflowLog
from upaya.insentif.models import Pengajuan
from upaya.rules.roles import Reach, Role
from upaya.rules.workflow import Move


def tell_next(month: Pengajuan, move: Move, log: WorkflowLog) -> None:
    """Write to the people the month now waits for; at its end to those who submitted it."""
    role = month.state.waits_for or Role.KEPALA_PUSKESMAS
    step = month.state.next_step or "Tidak ada yang perlu dilakukan; ini pemberitahuan."
    lines = [
        f"{month}, {month.puskesmas.nama}: {move.done}",
        step,
        *([f"Alasan: {log.reason}"] if log.reason else []),
    ]
    notifications.send(
        recipients(month, role),
        subject=f"{month.puskesmas.nama}: {month}, {month.state.label.lower()}",
        lines=lines,
        path=reverse("insentif:bulan", args=[month.pk]),
    )


def recipients(month: Pengajuan, role: Role) -> list[str]:
    """Addresses of those who act in `role` on this month today, each once."""
    rows = (
        Membership.objects.valid_on(clock.today())
        .filter(role=role.value, unit__kabupaten_id=month.kabupaten_id)
        .exclude(user__email="")
    )
    if role.reach is Reach.UNIT:
        rows = rows.filter(unit_id=month.puskesmas_id)
    return sorted(set(rows.values_list("user__email", flat=True)))
