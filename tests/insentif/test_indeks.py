"""A month's indices: the program proposes, the Dinas decides, sending on freezes them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.factories.akun import sign_in
from tests.factories.insentif import make_indeks, make_month, make_team
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from tests.insentif.indexed import AGUSTUS, SEPTEMBER, proposed, row
from upaya.insentif.indeks.queries import (
    months_with_rules,
    published_counts,
)
from upaya.insentif.isian import services as isian
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.regulasi.queries import rulebook_for
from upaya.rules.insentif.spm import PELAYANAN
from upaya.rules.period import Period
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _november(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)


# ------------------------------------------------------------------ proposals


def test_the_proposal_is_what_the_rules_give_for_the_months_own_data() -> None:
    unit = make_puskesmas(kategori="sangat_terpencil", penduduk=17_000)
    make_month(unit, filled=True)
    found = row(unit)
    assert found.kinerja_spm == Decimal("0.27")  # 70% of every target: the fourth fifth
    assert found.kesulitan_wilayah == Decimal("0.33")
    assert found.beban_kerja is not None
    assert found.sumber_spm == "data bulan ini"
    assert found.terbit is not None
    assert not found.terkunci


def test_without_this_months_data_the_last_months_count_and_say_so() -> None:
    unit = make_puskesmas()
    make_month(unit, filled=True)
    found = row(unit, SEPTEMBER)
    assert (found.kinerja_spm, found.sumber_spm) == (Decimal("0.27"), "data Agustus 2022")
    assert row(unit, Period(2022, 10)).sumber_spm == "data pelayanan belum lengkap"


def test_half_of_this_months_services_are_not_mixed_with_the_last_months() -> None:
    unit = make_puskesmas()
    make_month(unit, filled=True)
    september = make_month(unit, "2022-09", filled=True)
    september.pelayanan.filter(layanan="ibu_hamil").delete()
    found = row(unit, SEPTEMBER)
    assert (found.kinerja_spm, found.sumber_spm) == (None, "data pelayanan belum lengkap")


def test_what_the_data_do_not_give_is_not_proposed() -> None:
    unit = make_puskesmas(kategori="", penduduk=0)
    month = make_month(unit)
    services = dict.fromkeys(PELAYANAN, (0, 5))
    isian.save_pelayanan(month.pk, make_team(unit).operator.access(), services, month.versi)
    found = row(unit)
    assert (found.kinerja_spm, found.sumber_spm) == (None, "semua target nol")
    assert found.kesulitan_wilayah is None
    assert found.beban_kerja is None
    client = sign_in(Client(), make_team(unit).admin)
    page = client.get("/indeks/2022-08/").content.decode()
    assert "kategori belum diisi" in page
    assert "penduduk belum diisi" in page


def test_the_districts_own_bands_make_the_proposal() -> None:
    unit = make_puskesmas(penduduk=30_000)
    before = row(unit).beban_kerja
    make_baris(make_kabupaten(), Kunci.PITA_PENDUDUK, [1_000, 2_000, 3_000, 4_000])
    assert before != Decimal("0.33")
    assert row(unit).beban_kerja == Decimal("0.33")


@pytest.mark.empty_world
def test_rows_are_this_districts_active_puskesmas_by_name() -> None:
    here = make_puskesmas("Panji")
    make_puskesmas("Besuki")
    closed = make_puskesmas("Tutup")
    Unit.objects.filter(pk=closed.pk).update(aktif=False)
    make_puskesmas("Jauh", make_kabupaten("35.10"))
    scope = make_team(here).admin.access().scope
    assert [r.puskesmas.nama for r in proposed(scope, AGUSTUS)] == ["Besuki", "Panji"]


def test_a_district_without_printed_rules_gets_its_page_too() -> None:
    far = make_kabupaten("35.10")
    unit = make_puskesmas("Genteng", far)
    make_dinas(far)
    client = sign_in(Client(), make_team(unit).admin)
    assert client.get("/indeks/").status_code == 200
    assert "Genteng" in client.get("/indeks/2022-08/").content.decode()


@pytest.mark.empty_world
def test_proposals_ask_a_fixed_number_of_queries(
    django_assert_max_num_queries: Callable[[int], CaptureQueriesContext],
) -> None:
    for number in range(12):
        make_puskesmas(f"Puskesmas {number:02d}")
    make_month(make_puskesmas("Panji"), filled=True)
    scope = make_team().admin.access().scope
    proposed(scope, AGUSTUS)
    with django_assert_max_num_queries(7):
        assert len(proposed(scope, AGUSTUS)) == 13


# ------------------------------------------------------------------ which months


def test_months_go_from_the_present_back_to_the_first_with_rules(settings: Settings) -> None:
    scope = make_team().admin.access().scope
    assert [str(m) for m in months_with_rules(scope, rulebook_for(scope.kabupaten or ""))] == [
        "2022-11",
        "2022-10",
        "2022-09",
        "2022-08",
    ]
    settings.BUSINESS_DATE = date(2022, 7, 31)
    assert months_with_rules(scope, rulebook_for(scope.kabupaten or "")) == []
    client = sign_in(Client(), make_team().admin)
    assert "Belum ada bulan" in client.get("/indeks/").content.decode()


@pytest.mark.parametrize("text", ["2022-07", "2022-12", "2022-13", "abc", "2022-8", "22-08"])
def test_a_month_without_rules_or_no_month_at_all_is_not_there(text: str) -> None:
    client = sign_in(Client(), make_team().admin)
    assert client.get(f"/indeks/{text}/").status_code == 404


@pytest.mark.empty_world
def test_the_list_counts_each_puskesmas_once() -> None:
    unit = make_puskesmas()
    make_puskesmas("Besuki")
    make_indeks(unit)
    make_indeks(unit, nilai=("0.33", "0.08", "0.20"), alasan="Diperbaiki menurut laporan")
    scope = make_team(unit).admin.access().scope
    found = published_counts(scope, [AGUSTUS, SEPTEMBER])
    assert (found.total, dict(found.per_bulan)) == (2, {AGUSTUS: 1})
    page = sign_in(Client(), make_team(unit).admin).get("/indeks/").content.decode()
    assert "1 dari 2" in page
    assert "Terbit sebagian" in page
