"""What the demo's pages hand out comes back unchanged."""

from __future__ import annotations

import pytest

from tests.consistency import unchanged
from tests.consistency.checks import none_of
from upaya.insentif.bulan.models import Pengajuan
from upaya.pembayaran.models import Kiriman
from upaya.rules.insentif.road import EDITABLE
from upaya.wilayah.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.demo_world]


@pytest.fixture
def puskesmas() -> list[Unit]:
    """Three of the twenty: they are made by one hand, and a list holds sixty officers."""
    return list(Unit.objects.filter(jenis=Unit.Jenis.PUSKESMAS).order_by("pk")[:3])


def test_there_is_something_to_hand_out() -> None:
    months = Pengajuan.objects.filter(status__in=EDITABLE).order_by()
    assert set(months.values_list("status", flat=True)) == set(EDITABLE)
    assert Kiriman.objects.filter(pembayaran__selesai_pada=None).exists()


@pytest.mark.parametrize("query", ["", "?kosong=1"])
def test_the_workbook_of_every_month_that_can_be_edited(query: str) -> None:
    none_of(unchanged.month_workbooks(query))


@pytest.mark.budget(5, "every form of nine months")
def test_the_forms_of_every_month_that_can_be_edited() -> None:
    none_of(unchanged.month_forms())


def test_the_grid_of_every_month_that_can_be_edited() -> None:
    none_of(unchanged.month_grids())


def test_the_list_of_officers(puskesmas: list[Unit]) -> None:
    none_of(unchanged.officer_lists(puskesmas))


def test_officer_files_that_are_no_template_say_so(puskesmas: list[Unit]) -> None:
    none_of(unchanged.officer_files_that_are_no_template(puskesmas[0]))


def test_the_file_of_the_bank() -> None:
    none_of(unchanged.bank_answers())
