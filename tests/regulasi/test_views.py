from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from tests.factories.akun import sign_in, sign_in_as
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from upaya.core import clock
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.regulasi.models import BarisAturan
from upaya.regulasi.queries import BAGIAN, bagian_of, rulebook_for
from upaya.rules.bok.menu import daftar_menu
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    AUDITOR,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    PENGAMAT_NASIONAL,
    PETUGAS,
    VERIFIKATOR_DINAS,
)
from upaya.rules.loader import national_book
from upaya.rules.money import angka

pytestmark = pytest.mark.django_db

BANDS_FORM = {
    "rendah": "12.000",
    "sedang": "24000",
    "tinggi": "36.000",
    "sangat_tinggi": "48.000",
    "nomor_keputusan": "188/45/2022",
    "tanggal_keputusan": "2022-07-01",
    "mulai": "2022-08-01",
    "sampai": "",
}


@pytest.fixture(autouse=True)
def _day(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 1)


def _text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_every_parameter_has_a_place_on_the_page() -> None:
    assert {bagian_of(key) for key in national_book().keys()} <= set(BAGIAN) - {"lain"}  # noqa: SIM118 - a method of the book


@pytest.mark.parametrize("bagian", BAGIAN)
def test_what_is_in_force_with_its_article(
    client: Client, bagian: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    sign_in_as(client, OPERATOR_PUSKESMAS)
    _text(client, "/aturan/")  # the first page of a session notes the session
    with django_assert_max_num_queries(6):
        page = _text(client, f"/aturan/?bagian={bagian}")
    assert BAGIAN[bagian][0] in page


@pytest.mark.empty_world
def test_the_day_of_knowledge_hides_what_nobody_could_know(client: Client) -> None:
    sign_in_as(client, VERIFIKATOR_DINAS)
    known = _text(client, "/aturan/?bagian=pagu&hari=2022-08-31&diketahui=2022-10-19")
    assert "Rp36.975.500" in known
    assert "Pasal 11A ayat (8) huruf l angka 12" in known
    unknown = _text(client, "/aturan/?bagian=pagu&hari=2022-08-31&diketahui=2022-09-01")
    assert "Rp36.975.500" not in unknown
    assert "Tidak ada aturan pada hari itu" in unknown


@pytest.mark.parametrize(
    "query", ["hari=abc", "hari=9999-99-99&diketahui=x", "bagian=%00", "hari="]
)
def test_no_address_breaks_the_page(client: Client, query: str) -> None:
    sign_in_as(client, AUDITOR)
    _text(client, f"/aturan/?{query}")
    _text(client, f"/aturan/beda/?{query}&dari=abc&ke=")


def test_what_changed_between_two_days(client: Client) -> None:
    sign_in_as(client, PETUGAS)
    page = _text(client, "/aturan/beda/?dari=2022-12-31&ke=2023-01-01")
    assert "Permenkes 42/2022" in page
    assert "Bagian dari BOK terserap" in page
    same = _text(client, "/aturan/beda/?dari=2022-12-30&ke=2022-12-31")
    assert "Tidak ada yang berbeda" in same


def test_history_of_one_parameter(client: Client) -> None:
    make_baris(make_kabupaten())
    sign_in_as(client, KEPALA_PUSKESMAS)
    page = _text(client, f"/aturan/riwayat/?parameter={Kunci.PITA_PENDUDUK.value}")
    assert "188/45/2022" in page
    assert "asumsi" in page
    _text(client, "/aturan/riwayat/?parameter=entah", 404)


def test_the_nation_reads_national_rules(client: Client) -> None:
    make_baris(make_kabupaten())
    sign_in_as(client, PENGAMAT_NASIONAL)
    assert "Permenkes" in _text(client, "/aturan/")
    assert "188/45/2022" not in _text(client, "/aturan/?bagian=indeks")
    assert "Tidak ada baris" in _text(client, "/aturan/ketetapan/")


@pytest.mark.empty_world
def test_propose_then_approve(client: Client) -> None:
    sign_in_as(client, ADMIN_DINAS)
    assert "Pita penduduk" in _text(client, "/aturan/ketetapan/")
    response = client.post("/aturan/ketetapan/usul/pita-penduduk/", BANDS_FORM, follow=True)
    assert "menunggu persetujuan" in response.content.decode()
    row = BarisAturan.objects.get()
    assert row.nilai == [12_000, 24_000, 36_000, 48_000]
    assert client.post(reverse("regulasi:setujui", args=[row.pk])).status_code == 403

    sign_in_as(client, KEPALA_DINAS)
    assert "1 usulan" in _text(client, "/aturan/")
    page = _text(client, reverse("regulasi:baris", args=[row.pk]))
    assert "Ya, setujui" in page
    assert "15.000; 25.000" in page  # what is in force before
    response = client.post(reverse("regulasi:setujui", args=[row.pk]), follow=True)
    assert "Ketetapan disetujui" in response.content.decode()
    again = client.post(reverse("regulasi:setujui", args=[row.pk]), follow=True)
    assert "sudah diputus" in again.content.decode()
    assert "12.000; 24.000" in _text(client, "/aturan/?bagian=insentif")


def test_reject_with_a_reason(client: Client) -> None:
    row = make_baris(make_kabupaten(), status="usulan")
    sign_in_as(client, KEPALA_DINAS)
    address = reverse("regulasi:tolak", args=[row.pk])
    assert client.post(address, {"alasan": ""}).status_code == 422
    response = client.post(address, {"alasan": "Nomor keliru."}, follow=True)
    assert "Nomor keliru." in response.content.decode()


@pytest.mark.empty_world
@pytest.mark.parametrize(
    ("kind", "change", "words"),
    [
        ("pita-penduduk", {"tinggi": "24.000"}, "lebih besar dari tingkat sebelumnya"),
        ("pita-penduduk", {"rendah": "dua belas"}, "bilangan bulat"),
        ("pita-penduduk", {"sampai": "2022-07-01"}, "sebelum hari pertama"),
        ("pita-penduduk", {"nomor_keputusan": ""}, "nomor_keputusan"),
        ("metode-spm", {"metode": "acak"}, "acak"),
        ("pagu-insentif", {"jumlah": "1,5"}, "bukan bilangan bulat"),
        ("pagu-insentif", {"sampai": "2024-01-01", "mulai": "2023-01-01"}, "satu tahun"),
    ],
)
def test_a_fault_is_said_at_its_field_and_nothing_is_kept(
    client: Client, kind: str, change: dict[str, str], words: str
) -> None:
    sign_in_as(client, ADMIN_DINAS)
    response = client.post(f"/aturan/ketetapan/usul/{kind}/", BANDS_FORM | change)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not BarisAturan.objects.exists()


def test_the_method_is_offered_with_the_number_of_the_rules(client: Client) -> None:
    highest = national_book().read("insentif_ukm.spm.kontinu_tertinggi", clock.today())
    sign_in_as(client, ADMIN_DINAS)
    page = _text(client, "/aturan/ketetapan/usul/metode-spm/")
    assert f"Kontinu: {angka(highest.decimal)} kali rata-rata capaian, dua desimal" in page


@pytest.mark.empty_world
def test_a_ceiling_for_one_of_our_puskesmas(client: Client) -> None:
    unit = make_puskesmas("Puskesmas Panji")
    abroad = make_puskesmas("Puskesmas Kertosari", make_kabupaten("35.10"))
    sign_in_as(client, ADMIN_DINAS)
    address = "/aturan/ketetapan/usul/pagu-insentif/"
    assert "Kertosari" not in _text(client, address)
    form = BANDS_FORM | {"mulai": "2023-01-01", "sampai": "2023-12-31", "jumlah": "Rp40.000.000"}
    assert client.post(address, form | {"puskesmas": abroad.pk}).status_code == 422
    assert client.post(address, form | {"puskesmas": unit.pk}).status_code == 302
    assert BarisAturan.objects.get().nilai == 40_000_000


@pytest.mark.empty_world
def test_a_ceiling_is_held_to_the_print_and_to_its_part_of_the_years_bok(client: Client) -> None:
    unit = make_puskesmas("Puskesmas Panji")
    sign_in_as(client, ADMIN_DINAS)
    address = "/aturan/ketetapan/usul/pagu-insentif/"
    form = BANDS_FORM | {
        "mulai": "2022-10-01",
        "sampai": "2022-12-31",
        "jumlah": "36.975.501",
        "puskesmas": unit.pk,
    }
    raised = client.post(address, form)
    assert raised.status_code == 422
    assert "hanya dapat menurunkannya" in raised.content.decode()
    part = form | {"jumlah": "30.000.001", "pagu_bok": "400.000.000"}
    beyond = client.post(address, part)
    assert beyond.status_code == 422
    assert "Melebihi 7,5% dari pagu BOK" in beyond.content.decode()
    assert not BarisAturan.objects.exists()
    assert client.post(address, part | {"jumlah": "30.000.000"}).status_code == 302


@pytest.mark.empty_world
def test_the_kind_of_a_menu_line_is_decided_by_two(client: Client) -> None:
    sign_in_as(client, ADMIN_DINAS)
    address = "/aturan/ketetapan/usul/sifat-kegiatan/"
    assert "b.1.h Pendataan" in _text(client, address)
    assert client.post(address, BANDS_FORM).status_code == 422
    form = BANDS_FORM | {"manajemen": ["b.1.h"], "lapangan": ["i.1"]}
    assert client.post(address, form).status_code == 302
    row = BarisAturan.objects.get()
    assert row.nilai == "b.1.h=manajemen; i.1=lapangan"
    day = date(2022, 12, 31)
    before = {x.kode: x.sifat for x in daftar_menu(rulebook_for("35.12"), day, "35.12")}
    assert (before["b.1.h"], before["i.1"]) == ("lapangan", "manajemen")
    sign_in_as(client, KEPALA_DINAS)
    client.post(reverse("regulasi:setujui", args=[row.pk]))
    after = {x.kode: x.sifat for x in daftar_menu(rulebook_for("35.12"), day, "35.12")}
    assert (after["b.1.h"], after["i.1"]) == ("manajemen", "lapangan")


def test_decrees_stay_in_their_district_and_the_list_is_bounded(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    here, there = make_kabupaten(), make_kabupaten("35.10")
    for number in range(30):
        make_baris(
            here,
            Kunci.PAGU_INSENTIF,
            number,
            mulai=date(2022, 1, 1),
            sampai=date(2022, 12, 31),
            puskesmas=make_puskesmas(f"Puskesmas {number:02}", here),
        )
    far = make_baris(there)
    member = sign_in_as(client, ADMIN_DINAS)
    _text(client, "/aturan/")
    with django_assert_max_num_queries(6):
        page = _text(client, "/aturan/ketetapan/?urut=puskesmas&cari=puskesmas")
    assert "Puskesmas 00" in page
    assert "halaman 1 dari 2" in page
    sign_in(client, member)
    _text(client, reverse("regulasi:baris", args=[far.pk]), 404)
    sign_in_as(client, KEPALA_DINAS, make_dinas(here))
    assert client.post(reverse("regulasi:setujui", args=[far.pk])).status_code == 404
    assert client.post(reverse("regulasi:tolak", args=[far.pk]), {"alasan": "x"}).status_code == 404


def test_an_unknown_kind_is_not_found(client: Client) -> None:
    sign_in_as(client, ADMIN_DINAS)
    _text(client, "/aturan/ketetapan/usul/entah/", 404)
