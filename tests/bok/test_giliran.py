"""Whoever prepared a case is not asked to judge it: the inbox says what the road says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.factories.akun import make_membership, person
from tests.factories.alokasi import make_allocation
from tests.factories.bok import make_plan, make_report, planner
from tests.factories.wilayah import make_puskesmas
from upaya.akun.models import User
from upaya.alur.case import WorkflowModel
from upaya.alur.inbox import waiting
from upaya.alur.road import Road
from upaya.bok.alokasi.road import ROAD as ALLOCATIONS
from upaya.bok.alokasi.services import write_values
from upaya.bok.realisasi.road import ROAD as REPORTS
from upaya.bok.rencana.road import ROAD as PLANS
from upaya.rules.bok.road import PJ_PROGRAM
from upaya.rules.bok.road_dinas import PERENCANA_DINAS
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import KEPALA_DINAS
from upaya.rules.roles import Role
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db

Prepared = tuple[WorkflowModel, Unit, User]
"""A case, where it is, and who wrote in it; another person sends it on."""


def _plan() -> Prepared:
    plan = make_plan()
    return plan, plan.puskesmas, planner(plan.puskesmas).user


def _report() -> Prepared:
    report = make_report()
    return report, report.puskesmas, planner(report.puskesmas).user


def _allocation() -> Prepared:
    unit = make_puskesmas()
    assert unit.kabupaten is not None
    case = make_allocation(unit.kabupaten)
    helper, row = make_membership(PERENCANA_DINAS, case.unit), case.kriteria.earliest("pk")
    own = {"sumber": "Profil kesehatan 2021", "nilai": row.nilai, "seen_versi": row.versi}
    write_values(case.pk, helper.access(), row.kode, **own)
    return case, case.unit, helper.user


@pytest.mark.parametrize(
    ("road", "make", "sends", "judges"),
    [
        (PLANS, _plan, PJ_PROGRAM, TIM_VERIFIKASI),
        (REPORTS, _report, PJ_PROGRAM, TIM_VERIFIKASI),
        (ALLOCATIONS, _allocation, PERENCANA_DINAS, KEPALA_DINAS),
    ],
    ids=["rencana", "realisasi", "alokasi"],
)
def test_whoever_wrote_is_not_asked_to_judge(
    road: Road, make: Callable[[], Prepared], sends: Role, judges: Role
) -> None:
    case, unit, writer = make()
    first = road.workflow.moves_from(case.status)[0]
    sender = make_membership(sends, unit) if road is not ALLOCATIONS else person(sends, unit)
    road.execute(case.pk, first.name, sender.access())
    hat, other = make_membership(judges, unit, writer), make_membership(judges, unit)
    assert list(waiting(road, hat.access())) == []
    assert len(list(waiting(road, other.access()))) == 1
