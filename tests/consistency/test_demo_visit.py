"""The demo as everybody meets it: every link, download, button and form of every role."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.consistency.browsing import Visit
from tests.consistency.checks import none_of
from tests.consistency.unchanged import faults_of, send_all
from tests.factories.peran import ROLES
from upaya.akun.queries import demo_accounts
from upaya.rules.insentif.road import INSENTIF
from upaya.rules.kesehatan import ADMIN_DINAS, OPERATOR_PUSKESMAS, PENGAMAT_NASIONAL, PETUGAS
from upaya.rules.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.demo_world]

THOROUGH = frozenset({ADMIN_DINAS, OPERATOR_PUSKESMAS, PETUGAS, PENGAMAT_NASIONAL})
"""One role of each reach tries the values that its lists can be asked for."""

_PATHS = {True: 12, False: 2}
"""Kinds of papers, parameters and lists that a thorough role opens of each page, and any other; the
Admin Dinas opens all of them."""

MOVERS = frozenset(INSENTIF.roles)
"""To these a month looks different in each status: they see what they may do with it."""


@pytest.mark.budget(60, "every page that a role is offered, some hundred of them")
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_nothing_that_a_role_is_offered_breaks_or_changes_by_itself(role: Role) -> None:
    thorough = role in THOROUGH
    paths = None if role is ADMIN_DINAS else _PATHS[thorough]
    visit = Visit(_enter(role), thorough, mover=thorough or role in MOVERS, paths=paths)
    pages = list(visit.walk())
    assert len(pages) > 15
    dead = [str(page) for page in pages if page.status not in {200, 302}]
    none_of(dead + [fault for sent in send_all(visit, pages) for fault in faults_of(sent)])


def _enter(role: Role) -> Client:
    """By the one-click form of the sign-in page."""
    client = Client(raise_request_exception=False)
    account = next(one for one in demo_accounts() if one.role == role.name)
    answer = client.post("/masuk/demo/", {"keanggotaan": account.pk})
    assert answer.status_code == 302
    return client
