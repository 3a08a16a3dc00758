"""The shared world as its people meet it: what test_demo_visit.py and test_demo_books.py ask, where
every month stands in every status and nothing is tidy. Readers are walked in the demo."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.consistency import unchanged
from tests.consistency.browsing import Visit
from tests.consistency.checks import none_of
from tests.factories.akun import sign_in
from tests.world.handle import World
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    BENDAHARA_PEMBANTU,
    BENDAHARA_PENGELUARAN,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    PETUGAS,
    VERIFIKATOR_DINAS,
)
from upaya.rules.roles import Role

pytestmark = pytest.mark.django_db

LOCAL = (OPERATOR_PUSKESMAS, TIM_VERIFIKASI, KEPALA_PUSKESMAS, BENDAHARA_PEMBANTU, PETUGAS)
ABOVE = (ADMIN_DINAS, VERIFIKATOR_DINAS, BENDAHARA_PENGELUARAN)
"""Who writes: at a puskesmas, and for the district."""


WALKED = frozenset({"insentif", "pembayaran", "pegawai"})
"""What differs with the months and the people of a world; the rest of the house is in the demo."""

_FEW = 3
"""Pages that an officer has: the inbox, the list of slips, a slip, the objection."""


def _faults(client: Client) -> list[str]:
    visit = Visit(client, within=WALKED)
    pages = list(visit.walk("/tugas/"))
    assert len(pages) > _FEW
    dead = [str(page) for page in pages if page.status not in {200, 302}]
    sent = unchanged.send_all(visit, pages)
    return dead + [fault for one in sent for fault in unchanged.faults_of(one)]


@pytest.mark.budget(20, "every page that a role is offered, some hundred of them")
@pytest.mark.parametrize("role", [*LOCAL, *ABOVE], ids=lambda role: role.name)
def test_nothing_offered_breaks_or_changes_by_itself(world: World, role: Role) -> None:
    none_of(_faults(sign_in(Client(raise_request_exception=False), world.members[role])))


@pytest.mark.budget(20, "every page that a role is offered, some hundred of them")
@pytest.mark.parametrize("role", LOCAL, ids=lambda role: role.name)
def test_nor_where_everything_happened(world: World, role: Role) -> None:
    none_of(_faults(unchanged.member(role, world.unrest.unit)))


@pytest.mark.budget(5, "the workbooks of ten months")
@pytest.mark.parametrize("query", ["", "?kosong=1"])
def test_the_workbook_of_every_month_that_can_be_edited(world: World, query: str) -> None:
    none_of(unchanged.month_workbooks(query))


@pytest.mark.budget(5, "every form of ten months")
def test_the_forms_of_every_month_that_can_be_edited(world: World) -> None:
    none_of(unchanged.month_forms())


def test_the_grid_of_every_month_that_can_be_edited(world: World) -> None:
    none_of(unchanged.month_grids())


def test_the_list_of_officers(world: World) -> None:
    none_of(unchanged.officer_lists([world.home.unit, world.unrest.unit, world.abroad.unit]))


def test_the_file_of_the_bank(world: World) -> None:
    none_of(unchanged.bank_answers())
