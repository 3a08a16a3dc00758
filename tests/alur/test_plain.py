"""A model and a road are enough: a case without parts, findings or papers has its pages too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext

from tests.alur.letters import write
from tests.alur.plain import PAGES, Polos
from tests.factories.akun import make_access, make_membership, sign_in
from tests.factories.wilayah import make_puskesmas
from tests.mainan.sistem import PEMBACA, PENGAWAS, PENULIS
from upaya.alur import inbox
from upaya.alur.urls import case_paths
from upaya.core.lists import Column, table
from upaya.rules.roles import Reach
from upaya.wilayah.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.empty_world]


@pytest.fixture(autouse=True)
def _its_addresses() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.alur.plain"):
        yield


@pytest.fixture
def unit() -> Unit:
    return make_puskesmas("Panji")


@pytest.fixture
def case(unit: Unit) -> Polos:
    found = Polos.objects.get(pk=write(unit).pk)
    assert isinstance(found, Polos)
    return found


def test_its_page_shows_what_is_in_it_and_where_it_stands(unit: Unit, case: Polos) -> None:
    client = sign_in(Client(), make_membership(PENULIS, unit))
    assert f'<a href="/polos/{case.pk}/">Halo.</a>' in client.get("/polos/").content.decode()
    page = client.get(f"/polos/{case.pk}/")
    text = page.content.decode()
    assert "<dt>Isi surat</dt><dd>Halo.</dd>" in text
    assert [tab["label"] for tab in page.context["frame"].tabs] == ["Isi", "Riwayat"]
    assert "Langkah 1 dari 3: Draf" in text
    assert "<form" not in text.partition("<main")[2]
    assert client.post(f"/polos/{case.pk}/").status_code == 405


def test_it_is_moved_and_remembers_it(unit: Unit, case: Polos) -> None:
    client = sign_in(Client(), make_membership(PENULIS, unit))
    address = f"/polos/{case.pk}/alur/kirim/"
    assert client.get(address).context["obstacles"] == []
    made = client.post(address, {"seen_status": "draf"}, follow=True)
    assert "Surat dikirim. Berikutnya: Pembaca mainan." in made.content.decode()
    case.refresh_from_db()
    assert case.status == "terkirim"
    history = client.get(f"/polos/{case.pk}/riwayat/").context["events"]
    assert [event.title for event in history] == ["Surat dikirim."]


def test_it_waits_for_whoever_acts_next(unit: Unit, case: Polos) -> None:
    (task,) = PAGES.inbox(make_access(PENULIS, unit))
    assert (task.judul, task.konteks) == ("Kirim surat mainan.", "Halo. · Draf")
    assert task.alamat == f"/polos/{case.pk}/"
    assert task.tenggat is not None
    assert PAGES.board(make_access(PEMBACA, unit)) == []  # lanes are for a district


def test_a_view_in_place_of_no_general_one_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="salah_ketik"):
        case_paths(PAGES, own={"salah_ketik": lambda request: request})


def test_it_has_no_addresses_of_what_it_does_not_have() -> None:
    names = {pattern.name for pattern in case_paths(PAGES)}
    assert names == {
        "daftar",
        "rinci",
        "lajur",
        "riwayat",
        *(f"alur_{move}" for move in PAGES.road.workflow.moves),
    }


def test_lanes_count_as_far_as_they_say_and_lead_to_the_oldest_first(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        write(unit, f"Surat {number}")
    assert unit.kabupaten is not None
    access = make_access(PEMBACA, unit)
    # A draft waits for its writer and its reader: who looks is neither.
    whole = replace(access, role=PENGAWAS, scope=replace(access.scope, reach=Reach.DISTRICT))
    with CaptureQueriesContext(connection) as seen:
        (lane,) = PAGES.board(whole)
    assert (lane.jumlah, lane.lebih) == (6, False)
    assert len(seen) == 1
    column = Column("status", "Status", sort_field="status")
    for asked, many in (("", 1), ("urut=-status", 0), ("hal=2", 0)):
        request = RequestFactory().get(f"/?{asked}")
        listed = table(request, Polos.objects.all(), columns=[column], default_sort="status")
        assert len(PAGES.beside(listed, whole)) == many, asked
    monkeypatch.setattr(inbox, "COUNTED", 4)
    (lane,) = PAGES.board(whole)
    assert (lane.jumlah, lane.lebih) == (4, True)
    assert "(lebih dari 4)" in render_to_string("core/lajur.html", {"lajur": [lane]})
