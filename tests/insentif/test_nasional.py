"""The country in sums: districts, never a puskesmas, never a person."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.akun import make_membership, sign_in
from tests.factories.insentif import advance, answer_all, make_month
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_kabupaten, make_puskesmas
from upaya.insentif.models import Pengajuan
from upaya.insentif.queries.nasional import Rangkuman, per_kabupaten, years
from upaya.regulasi.models import Kunci
from upaya.rules.money import rupiah
from upaya.rules.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return sign_in(Client(), make_membership(Role.PENGAMAT_NASIONAL))


def of(kode_nama: str, year: int = 2022) -> Rangkuman:
    (found,) = [row for row in per_kabupaten(year) if row.kabupaten == kode_nama]
    return found


def make_far() -> None:
    far = make_kabupaten("35.10")
    unit = make_puskesmas("Genteng", far)
    make_baris(far, Kunci.PAGU_INSENTIF, 50_000_000, puskesmas=unit, sampai=date(2022, 12, 31))
    make_month(unit, status="disetujui", bok_diserap=10_000_000)


def test_sums_by_district_of_months_that_stand() -> None:
    make_month(make_puskesmas("Panji"), status="disetujui")
    make_month(make_puskesmas("Besuki"), status="diajukan", bok_diserap=20_000_000)
    make_month(make_puskesmas("Kendit"), status="diverifikasi_puskesmas")
    make_month(make_puskesmas("Suboh"), status="ditolak")
    make_month(make_puskesmas("Arjasa"), status="dikembalikan")
    make_far()

    found = of("Kabupaten Situbondo")

    assert (found.puskesmas, found.bulan, found.disetujui) == (5, 2, 1)
    assert found.bok_diserap == 80_000_000
    assert found.insentif == 6_975_000 + 2_325_000
    assert found.per_seribu == 9_300_000 * 1000 // 80_000_000
    far = of("Kabupaten Banyuwangi")
    assert (far.puskesmas, far.bulan, far.disetujui, far.bok_diserap) == (1, 1, 1, 10_000_000)


def test_a_month_sent_twice_counts_once() -> None:
    month = make_month(status="dikembalikan")
    answer_all(month)
    for move in ("kirim", "verifikasi", "ajukan"):
        advance(month, move)
    assert month.perhitungan.count() == 2
    assert of("Kabupaten Situbondo").insentif == 6_975_000


def test_a_year_without_absorption_has_no_ratio() -> None:
    make_puskesmas()
    found = of("Kabupaten Situbondo", 2021)
    assert (found.bulan, found.insentif, found.per_seribu) == (0, 0, None)


def test_the_page_names_no_puskesmas_and_no_person(client: Client) -> None:
    month = make_month(make_puskesmas("Widoropayung"), status="disetujui")
    text = client.get("/nasional/").content.decode()
    assert "Kabupaten Situbondo" in text
    assert rupiah(6_975_000) in text
    assert "Widoropayung" not in text
    for officer in month.puskesmas.petugas.all():
        assert officer.nama not in text
    assert not Pengajuan.objects.for_scope(
        make_membership(Role.PENGAMAT_NASIONAL).access().scope
    ).exists()
    for address in (f"/insentif/{month.pk}/", f"/insentif/{month.pk}/hasil/"):
        assert client.get(address).status_code in {403, 404}


@pytest.mark.parametrize(
    "asked",
    ["", "2022", "1999", "abc", "-1", "20 22", "²⁰²²", "٢٠٢٢", "9" * 5000, "2022.0", "0x7e6"],
)
def test_a_year_that_is_none_shows_the_newest(client: Client, asked: str) -> None:
    make_month(status="disetujui")
    make_month(make_puskesmas("Besuki", tahun=2023), "2023-02")
    assert years() == [2023, 2022]
    answer = client.get("/nasional/", {"tahun": asked})
    assert answer.status_code == 200
    shown = "2022" if asked == "2022" else "2023"
    assert f"<title>Rangkuman nasional {shown}" in answer.content.decode()


def test_without_any_month_the_page_stands(client: Client) -> None:
    assert client.get("/nasional/").status_code == 200


def test_more_districts_ask_no_more_queries(
    client: Client, django_assert_max_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    make_month(status="disetujui")
    for number in (*range(13, 26), 10):
        make_puskesmas("Satu", make_kabupaten(f"35.{number}"))
    with django_assert_max_num_queries(4):
        assert len(per_kabupaten(2022)) == 15
    client.get("/nasional/")
    with django_assert_max_num_queries(10):
        client.get("/nasional/")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PENGAMAT_NASIONAL])
def test_nobody_else_reads_the_country(role: Role) -> None:
    assert sign_in(Client(), make_membership(role)).get("/nasional/").status_code == 403
