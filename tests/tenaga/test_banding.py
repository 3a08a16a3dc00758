"""The need stands beside the formation: per puskesmas and kind, decided, filled, what lacks."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from tests.factories.akun import make_membership, sign_in
from tests.factories.insentif import make_team
from tests.factories.tenaga import (
    access_of,
    make_formasi,
    make_kebutuhan,
    make_kontrak,
    make_tenaga,
    membership_of,
)
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from upaya.exchange.tenaga import abk_json
from upaya.rules.kesehatan import KEPALA_DINAS, OPERATOR_PUSKESMAS, VERIFIKATOR_DINAS
from upaya.rules.loader import national_book
from upaya.rules.tenaga.abk import sidik
from upaya.tenaga.formasi.models import Kebutuhan
from upaya.tenaga.formasi.queries import banding
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_the_year(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)


def _district() -> Unit:
    """Two are needed and one place is filled; a place without a need; a need without a place."""
    unit = make_puskesmas("Panji")
    make_kontrak(unit)
    make_kebutuhan(unit, 9)  # computed anew below: the newest stands
    make_kebutuhan(unit, 3, ada=1)
    make_formasi(unit, "sanitasi")
    make_formasi(unit, "tim")
    make_kebutuhan(make_puskesmas("Besuki"), 1, "atlm")
    make_kebutuhan(make_puskesmas("Besuki"), 1, "nutrisionis", tahun=2023)
    make_kebutuhan(make_puskesmas("Jauh", make_kabupaten("35.10", "Kabupaten Lain")), 4)
    return unit


def test_what_lacks_is_the_need_without_staff_and_filled_places(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    unit = _district()
    scope = access_of(VERIFIKATOR_DINAS, unit).scope
    with django_assert_num_queries(3):
        rows = banding(scope, 2022)
    assert [
        (one.nama, one.jenis, one.orang, one.ada, one.formasi, one.terisi, one.kurang)
        for one in rows
    ] == [
        ("Besuki", "atlm", 1, 0, 0, 0, 1),
        ("Panji", "promkes", 3, 1, 1, 1, 1),
        ("Panji", "sanitasi", None, None, 1, 0, None),
    ]
    assert [one.jenis for one in banding(scope, 2022, "atlm")] == ["atlm"]
    own = access_of(OPERATOR_PUSKESMAS, unit).scope
    assert {one.nama for one in banding(own, 2022)} == {"Panji"}


def test_more_than_needed_lacks_nobody() -> None:
    unit = make_puskesmas()
    make_kontrak(unit)
    make_kebutuhan(unit, 1, ada=4)
    (row,) = banding(access_of(VERIFIKATOR_DINAS, unit).scope, 2022)
    assert row.kurang == 0


def test_the_dinas_sees_it_above_the_register_and_decides_from_the_need(
    client: Client,
) -> None:
    unit = _district()
    sign_in(client, make_membership(KEPALA_DINAS, make_dinas(unit.kabupaten)))
    page = client.get(reverse("formasi:daftar")).content.decode()
    assert "Kebutuhan dan formasi 2022" in page
    assert "belum dihitung" in page
    standing = Kebutuhan.objects.filter(puskesmas=unit).latest("pk")
    old = Kebutuhan.objects.filter(puskesmas=unit).earliest("pk")
    assert reverse("formasi:kebutuhan", args=[standing.pk]) in page
    assert reverse("formasi:kebutuhan", args=[old.pk]) not in page
    detail = client.get(standing_page := reverse("formasi:kebutuhan", args=[standing.pk]))
    assert "1 terisi." in detail.content.decode()
    assert f"puskesmas={unit.pk}&amp;jenis=promkes&amp;tahun=2022" in detail.content.decode()
    older = client.get(reverse("formasi:kebutuhan", args=[old.pk])).content.decode()
    assert "Sudah dihitung ulang" in older
    file = client.get(reverse("formasi:kebutuhan_berkas", args=[standing.pk]))
    again = abk_json.read(file.content, national_book())
    assert again.beban is not None
    assert again.hasil is not None
    # The file from the page gives the command the very same need and fingerprint.
    assert (again.hasil.orang, sidik(again.beban, again.hasil)) == (3, standing.sidik)
    form = client.get(
        reverse("formasi:tetapkan"), {"puskesmas": str(unit.pk), "jenis": "atlm", "tahun": "2023"}
    ).content.decode()
    assert 'value="2023"' in form
    assert standing_page != reverse("formasi:tetapkan")


def test_the_list_sorts_filters_and_is_downloaded_whole(client: Client) -> None:
    unit = _district()
    sign_in(client, make_team(unit).verifikator)
    address = reverse("formasi:banding")
    page = client.get(address, {"urut": "nama"}).content.decode()
    assert page.index("Besuki") < page.index("Panji")
    only = client.get(address, {"tahun": "2023"}).content.decode()
    assert "Nutrisionis" in only or "nutrisionis" in only
    assert "Panji</th>" not in only
    file = client.get(address, {"ekspor": "xlsx"})
    rows = list(openpyxl.load_workbook(io.BytesIO(file.content)).active.values)  # type: ignore[union-attr]
    assert rows[0] == (
        "Puskesmas", "Jenis", "Kebutuhan", "Sudah ada", "Formasi", "Terisi", "Masih kurang",
    )  # fmt: skip
    assert rows[2][2:] == (3, 1, 1, 1, 1)
    assert rows[3][2:] == (None, None, 1, 0, None)
    assert client.get(address, {"tahun": "besok", "urut": "-apa"}).status_code == 200


def test_the_file_of_another_puskesmas_is_not_there(client: Client) -> None:
    unit = make_puskesmas("Panji")
    address = reverse("formasi:kebutuhan_berkas", args=[make_kebutuhan(unit, 2).pk])
    sign_in(client, make_team(make_puskesmas("Besuki")).operator)
    assert client.get(address).status_code == 404
    sign_in(client, make_team(unit).operator)
    assert client.get(address)["Content-Disposition"].endswith('.json"')
    sign_in(client, membership_of(make_tenaga(unit)))
    assert client.get(address).status_code in {403, 404}
    assert client.get(reverse("formasi:banding")).status_code == 403
