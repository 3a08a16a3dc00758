"""The menu shows a hat what it may open, by system, and beside it how much waits for the person."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from tests.factories.akun import make_access, make_membership, sign_in
from tests.factories.insentif import make_month
from tests.factories.peran import ROLES
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas, make_unit
from upaya.core.navigation import COMMON, groups_for
from upaya.core.registry import registry
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.jamkesda.peran import KEPALA_PPK
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    AUDITOR,
    KEPALA_DINAS,
    OPERATOR_PUSKESMAS,
    PENGAMAT_NASIONAL,
)
from upaya.rules.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]

COUNTS = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _day(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 7)


def waiting(client: Client) -> dict[str, int]:
    """The numbers beside the menu, by group, counted now; "" is all together."""
    caches["proses"].clear()
    return shown(client)


def shown(client: Client) -> dict[str, int]:
    """The same as a page gets them."""
    text = client.get("/tugas/jumlah/", headers=COUNTS).content.decode()
    found = re.findall(r'id="jumlah-(\w*)"[^>]*>(\d*)', text)
    return {name: int(number or 0) for name, number in found}


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_a_hat_sees_its_own_entries_each_once(role: Role) -> None:
    groups = groups_for(make_access(role))
    shown = [entry for group in groups for entry in group.entries]
    may = registry().matrix[role]
    assert sorted(entry.url_name for entry in shown) == sorted(
        entry.url_name for entry in registry().menu if entry.permission in may
    )
    assert groups[0].name == ""
    assert shown[0].url_name == "akun:tugas"


def test_a_system_keeps_its_rooms_together_and_what_is_common_comes_last() -> None:
    groups = {group.name: group for group in groups_for(make_access(ADMIN_DINAS))}
    names = [entry.url_name for entry in groups["insentif"].entries]
    assert {"insentif:papan", "dasbor:ringkasan"} <= set(names)
    assert list(groups)[-1] == COMMON[0]
    assert "core:audit" in [entry.url_name for entry in groups[COMMON[0]].entries]


def led_to(client: Client) -> set[str]:
    """The systems in the menu of the page of tasks."""
    text = client.get("/tugas/").content.decode()
    return set(re.findall(r'id="jumlah-(\w+)"', text)) - {COMMON[0]}


def test_a_district_that_does_not_run_a_system_is_not_led_to_it(client: Client) -> None:
    dinas = make_dinas()
    sign_in(client, make_membership(AUDITOR, dinas))
    assert led_to(client) == set()
    make_puskesmas("Panji", make_kabupaten("35.10"))  # of another district
    assert led_to(client) == set()
    make_puskesmas("Panji")
    assert led_to(client) == {"insentif", "bok", "tenaga"}
    make_unit("upt", dinas.kabupaten)
    make_unit("dinas_sosial", dinas.kabupaten)
    assert led_to(client) == {"insentif", "bok", "tenaga", "jamkesda", "supermiskol"}
    # Addresses stay open to whoever may: what is left out is the menu.
    sign_in(client, make_membership(AUDITOR, make_dinas(make_kabupaten("35.10"))))
    assert "jamkesda" not in led_to(client)
    assert client.get(reverse("klaim:daftar")).status_code == 200


def test_roles_of_a_system_and_of_the_nation_see_theirs_wherever_they_are(client: Client) -> None:
    sign_in(client, make_membership(KEPALA_PPK, make_puskesmas("Panji")))
    assert "jamkesda" in led_to(client)
    sign_in(client, make_membership(PENGAMAT_NASIONAL))
    entries = groups_for(make_access(PENGAMAT_NASIONAL))
    assert led_to(client) == {group.name for group in entries} - {"", COMMON[0]}


def test_the_numbers_are_those_of_all_hats_by_system(client: Client) -> None:
    month = make_month(make_puskesmas("Panji"), status="menunggu_verifikasi")
    tim = make_membership(TIM_VERIFIKASI, month.puskesmas)
    make_membership(KEPALA_DINAS, make_dinas(), tim.user)
    make_baris(month.kabupaten, Kunci.METODE_SPM, "kontinu", status="usulan")
    sign_in(client, tim)
    assert waiting(client) == {"": 2, "insentif": 1, "bok": 0, "tenaga": 0, COMMON[0]: 1}
    page = client.get("/tugas/").content.decode()
    assert page.count('<li class="task">') == 2
    for name in waiting(client):
        assert f'id="jumlah-{name}"' in page
    one = client.get("/tugas/?sistem=insentif").content.decode()
    assert one.count('<li class="task">') == 1
    assert "Tugas saya: 2 menunggu Anda" in one  # of all systems, whichever is read
    assert client.get("/tugas/?sistem=tidak_ada").content.decode().count('<li class="task">') == 2


def test_nothing_that_waits_is_no_number(client: Client) -> None:
    sign_in(client, make_membership(AUDITOR))
    assert set(waiting(client).values()) == {0}


def test_without_a_page_the_numbers_lead_to_the_tasks(client: Client) -> None:
    sign_in(client, make_membership(OPERATOR_PUSKESMAS))
    assert client.get("/tugas/jumlah/").headers["Location"] == reverse("akun:tugas")


def test_more_waiting_is_not_more_queries(client: Client) -> None:
    month = make_month(make_puskesmas("Panji"), status="menunggu_verifikasi")
    sign_in(client, make_membership(TIM_VERIFIKASI, month.puskesmas))
    waiting(client)
    with CaptureQueriesContext(connection) as few:
        assert waiting(client)["insentif"] == 1
    make_month(month.puskesmas, "2022-09", status="menunggu_verifikasi")
    with CaptureQueriesContext(connection) as more:
        assert waiting(client)["insentif"] == 2
    assert len(more) == len(few) <= 16


def test_the_numbers_are_kept_until_the_session_writes(client: Client) -> None:
    month = make_month(make_puskesmas("Panji"), status="menunggu_verifikasi")
    tim = make_membership(TIM_VERIFIKASI, month.puskesmas)
    sign_in(client, tim)
    assert shown(client)["insentif"] == 1
    make_month(month.puskesmas, "2022-09", status="menunggu_verifikasi")
    with CaptureQueriesContext(connection) as asked:
        assert shown(client)["insentif"] == 1
    assert not [query for query in asked if "insentif_pengajuan" in query["sql"]]
    client.post("/peran/", {"keanggotaan": tim.pk})
    assert shown(client)["insentif"] == 2
