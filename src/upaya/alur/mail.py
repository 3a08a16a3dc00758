"""Mail at each hand-over: whoever has to act next hears of it."""

from __future__ import annotations

from django.db.models import Q

from upaya.akun.models import Membership
from upaya.alur.case import WorkflowModel
from upaya.alur.road import After
from upaya.core import clock, notifications
from upaya.core.models import WorkflowLog
from upaya.rules.roles import Reach, Role
from upaya.rules.workflow import Move
from upaya.wilayah.models import Unit


def tell_next(*at_end: Role) -> After:
    """Write to the people the case now waits for; at its end to those in the roles `at_end`."""

    def tell(case: WorkflowModel, move: Move, log: WorkflowLog) -> None:
        state, name = case.state, ", ".join(filter(None, (str(case), case.owner_name)))
        notifications.send(
            recipients(case, *(state.waits_for or at_end)),
            subject=f"{': '.join(filter(None, (case.owner_name, str(case))))}, "
            f"{state.label.lower()}",
            lines=[
                f"{name}: {move.done}",
                state.next_step or "Tidak ada yang perlu dilakukan; ini pemberitahuan.",
                *([f"Alasan: {log.reason}"] if log.reason else []),
            ],
            path=case.get_absolute_url(),
        )

    return tell


def recipients(case: WorkflowModel, *roles: Role) -> list[str]:
    """Addresses of those who act in one of `roles` on this case today, each once.

    In a role that reaches a person's own rows alone only the case's own people act.
    """
    near = [role.name for role in roles if role.reach is Reach.UNIT]
    above = [role.name for role in roles if role.reach is Reach.BRANCH]
    own = [role.name for role in roles if role.reach is Reach.PERSON]
    far = [role.name for role in roles if role.reach not in _NARROW]
    whose = Q(role__in=far) | Q(role__in=near, unit_id=case.owner_unit())
    if above:  # those of the branches that the case lies in, not of all others
        whose |= Q(role__in=above, unit_id__in=_way(case.owner_unit()))
    if own:
        whose |= Q(role__in=own, user__in=_own_people(case))
    rows = (
        Membership.objects.valid_on(clock.today())
        .filter(whose, unit__kabupaten_id=case.owner_kabupaten())
        .exclude(user__email="")
    )
    return sorted(set(rows.values_list("user__email", flat=True)))


_NARROW = frozenset({Reach.UNIT, Reach.BRANCH, Reach.PERSON})


def _own_people(case: WorkflowModel) -> list[int]:
    """Whose own row it is, as its scope has it."""
    path = type(case).scope_path.person
    if not path:
        return []
    rows = type(case)._default_manager.filter(pk=case.pk).exclude(**{path: None})
    return list(rows.values_list(path, flat=True))


def _way(unit: int) -> list[int]:
    """The unit and everything above it."""
    path = Unit.objects.filter(pk=unit).values_list("jalur", flat=True).first() or ""
    return [int(step) for step in path.strip("/").split("/") if step]
