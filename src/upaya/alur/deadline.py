"""Until when the present step of a case should be done."""

from __future__ import annotations

from upaya.alur.case import WorkflowModel
from upaya.core.tenggat import Tenggat, until
from upaya.rules.loader import national_book


def deadline(case: WorkflowModel) -> Tenggat | None:
    """The deadline of the present step; None when the case waits for nobody.

    The state names a parameter, the case from which day its working days count.
    """
    key = case.state.deadline
    if not key:
        return None
    # No district sets these itself, so a list of cases asks no database.
    days = national_book().find(key, case.rules_day(), case.owner_kabupaten())
    if days is None:  # a case before any rule
        return None
    return until(case.deadline_since(), days.integer)
