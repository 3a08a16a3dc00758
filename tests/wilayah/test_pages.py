"""The pages of puskesmas."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.factories.akun import make_access, sign_in_as
from tests.factories.wilayah import (
    make_dinas,
    make_fasilitas,
    make_kabupaten,
    make_kategori,
    make_kecamatan,
    make_kementerian,
    make_penduduk,
    make_puskesmas,
)
from upaya.core import clock
from upaya.core.models import AuditEntry
from upaya.rules.kesehatan import ADMIN_DINAS, AUDITOR, OPERATOR_PUSKESMAS, VERIFIKATOR_DINAS
from upaya.rules.roles import Role
from upaya.wilayah import services
from upaya.wilayah.models import Fasilitas, KategoriPuskesmas, Penduduk, Unit
from upaya.wilayah.queries import kategori_pada, penduduk_tahun

pytestmark = pytest.mark.django_db

WRITE = ("ubah", "kode_aturan", "kategori", "penduduk", "fasilitas_tambah")
ALL = ("rinci", "riwayat", *WRITE)


def body(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def test_category_and_population_are_those_of_the_day_and_year() -> None:
    unit = make_puskesmas(kategori="", penduduk=0)
    make_kategori(unit, "perdesaan", date(2022, 1, 1))
    make_kategori(unit, "terpencil", date(2022, 8, 1))
    make_penduduk(unit, 31_000, tahun=2022)
    assert kategori_pada(unit.pk, date(2021, 12, 31)) is None
    assert kategori_pada(unit.pk, date(2022, 7, 31)) == "perdesaan"
    assert kategori_pada(unit.pk, date(2022, 8, 1)) == "terpencil"
    assert penduduk_tahun(unit.pk, 2022) == 31_000
    assert penduduk_tahun(unit.pk, 2021) is None


@pytest.mark.empty_world
def test_the_list_shows_present_category_population_and_counts(client: Client) -> None:
    year = clock.today().year
    unit = make_puskesmas("Panji", kecamatan=make_kecamatan(), penduduk=31_500, tahun=year)
    make_kategori(unit, "terpencil", date(2022, 8, 1))
    make_fasilitas(unit)
    make_fasilitas(unit, "Klinik Rekaan", "jejaring")
    sign_in_as(client, AUDITOR)
    response = client.get(reverse("wilayah:daftar"))
    row = next(iter(response.context["tabel"].lines))
    assert [cell["text"] for cell in row] == ["Panji", "", "Panji", "Terpencil", "31.500", "2"]
    assert "Tambah puskesmas" not in body(response)


def test_the_list_filters_and_sorts(client: Client) -> None:
    make_puskesmas("Asembagus", kategori="perkotaan", penduduk=10, tahun=clock.today().year)
    make_puskesmas("Besuki", kategori="terpencil", penduduk=20, tahun=clock.today().year)
    sign_in_as(client, ADMIN_DINAS)
    address = reverse("wilayah:daftar")
    page = body(client.get(address, {"kategori": "terpencil"}))
    assert "Besuki" in page
    assert "Asembagus" not in page
    page = body(client.get(address, {"urut": "-penduduk"}))
    assert page.index("Besuki") < page.index("Asembagus")


def test_the_list_asks_few_questions(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        make_puskesmas(f"Rekaan {number}")
    sign_in_as(client, ADMIN_DINAS)
    with django_assert_max_num_queries(12):
        client.get(reverse("wilayah:daftar"))


def test_a_puskesmas_sees_itself_only(client: Client) -> None:
    panji, besuki = make_puskesmas("Panji"), make_puskesmas("Besuki")
    sign_in_as(client, OPERATOR_PUSKESMAS, panji)
    page = body(client.get(reverse("wilayah:daftar")))
    assert "Besuki" not in page
    assert client.get(reverse("wilayah:rinci", args=[panji.pk])).status_code == 200
    for name in ALL:
        assert client.get(reverse(f"wilayah:{name}", args=[besuki.pk])).status_code == 404


def test_another_district_does_not_exist(client: Client) -> None:
    foreign = make_puskesmas("Jauh", make_kabupaten("35.10"))
    facility = make_fasilitas(foreign)
    sign_in_as(client, ADMIN_DINAS)
    for name in ALL:
        address = reverse(f"wilayah:{name}", args=[foreign.pk])
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
    address = reverse("wilayah:fasilitas_hapus", args=[facility.pk])
    assert client.post(address).status_code == 404
    assert Fasilitas.objects.filter(pk=facility.pk).exists()


@pytest.mark.parametrize("role", [VERIFIKATOR_DINAS, OPERATOR_PUSKESMAS, AUDITOR])
def test_only_the_admin_of_the_dinas_changes(client: Client, role: Role) -> None:
    unit = make_puskesmas()
    facility = make_fasilitas(unit)
    sign_in_as(client, role)
    for name in WRITE:
        assert client.post(reverse(f"wilayah:{name}", args=[unit.pk])).status_code == 403
    assert client.post(reverse("wilayah:fasilitas_hapus", args=[facility.pk])).status_code == 403
    assert client.get(reverse("wilayah:tambah")).status_code == 403


@pytest.mark.empty_world
def test_a_puskesmas_is_added_and_corrected_with_a_soft_check_of_its_code(client: Client) -> None:
    kecamatan = make_kecamatan()
    sign_in_as(client, ADMIN_DINAS)
    sent = {"nama": "Panji", "kode": "p3512080101", "kecamatan": kecamatan.pk, "aktif": "on"}
    page = body(client.post(reverse("wilayah:tambah"), sent, follow=True))
    unit = Unit.objects.get(nama="Panji")
    assert (unit.kode, unit.kabupaten_id, unit.kecamatan) == ("P3512080101", "35.12", kecamatan)
    assert "tidak seperti biasanya" not in page
    again = client.post(reverse("wilayah:tambah"), sent)  # a second click finds the first one's
    assert (again.status_code, again["Location"]) == (302, reverse("wilayah:rinci", args=[unit.pk]))
    other = client.post(reverse("wilayah:tambah"), sent | {"kode": "P3512080102"})
    assert (other.status_code, Unit.objects.filter(nama="Panji").count()) == (422, 1)
    address = reverse("wilayah:ubah", args=[unit.pk])
    page = body(client.post(address, sent | {"kode": "12345"}, follow=True))
    assert "Kode 12345 tidak seperti biasanya" in page
    unit.refresh_from_db()
    assert unit.kode == "12345"
    assert AuditEntry.objects.get(action="puskesmas.ubah").detail["isian"] == ["kode"]


def test_address_and_telephone_are_kept_and_shown(client: Client) -> None:
    unit = make_puskesmas("Panji")
    sign_in_as(client, ADMIN_DINAS)
    address = reverse("wilayah:ubah", args=[unit.pk])
    sent = {"nama": "Panji", "kode": "", "aktif": "on", "alamat": "Jalan Mawar 7", "telepon": "1"}
    page = body(client.post(address, sent, follow=True))
    assert "Jalan Mawar 7" in page
    unit.refresh_from_db()
    assert (unit.alamat, unit.telepon) == ("Jalan Mawar 7", "1")
    assert 'value="Jalan Mawar 7"' in body(client.get(address))
    entry = AuditEntry.objects.filter(action="puskesmas.ubah").latest("pk")
    assert {"alamat", "telepon"} <= set(entry.detail["isian"])


def test_two_names_that_the_rules_read_alike_are_one_puskesmas(client: Client) -> None:
    make_puskesmas("Puskesmas Panji")
    sign_in_as(client, ADMIN_DINAS)
    sent = {"nama": "UPTD Puskesmas Panji", "kode": "", "kecamatan": "", "aktif": "on"}
    response = client.post(reverse("wilayah:tambah"), sent)
    assert response.status_code == 422
    assert "sudah ada" in body(response)


def test_a_new_name_leaves_the_code_and_an_old_name_comes_with_another_code(client: Client) -> None:
    old = make_puskesmas("Puskesmas Panji")
    sign_in_as(client, ADMIN_DINAS)
    sent = {"nama": "Puskesmas Gajah Mada", "kode": "", "kecamatan": "", "aktif": "on"}
    address = reverse("wilayah:ubah", args=[old.pk])
    assert 'name="slug"' not in body(client.get(address))
    assert client.post(address, sent | {"slug": "lain"}).status_code == 302
    old.refresh_from_db()
    assert (old.nama, old.slug) == ("Puskesmas Gajah Mada", "panji")
    address = reverse("wilayah:tambah")
    new = sent | {"nama": "Puskesmas Panji"}
    response = client.post(address, new)
    assert response.status_code == 422
    assert "Kode aturan “panji” milik Puskesmas Gajah Mada" in body(response)
    assert client.post(address, new | {"slug": "Panji 2"}).status_code == 422
    assert client.post(address, new | {"slug": "panji2"}).status_code == 302
    assert Unit.objects.get(nama="Puskesmas Panji").slug == "panji2"


def test_the_code_changes_for_a_reason_that_stays(client: Client) -> None:
    unit, other = make_puskesmas("Puskesmas Panji"), make_puskesmas("Puskesmas Besuki")
    sign_in_as(client, ADMIN_DINAS)
    address = reverse("wilayah:kode_aturan", args=[unit.pk])
    for wrong in (
        {"slug": "mangaran", "alasan": ""},
        {"slug": "mangaran", "alasan": " "},
        {"slug": "", "alasan": "Peraturan baru"},
        {"slug": "Mangaran Baru", "alasan": "Peraturan baru"},
        {"slug": other.slug, "alasan": "Peraturan baru"},
        {"slug": unit.slug, "alasan": "Peraturan baru"},
    ):
        assert client.post(address, wrong).status_code == 422, wrong
    assert not AuditEntry.objects.filter(action="puskesmas.kode_aturan").exists()
    assert client.post(address, {"slug": "mangaran", "alasan": "Perbup baru"}).status_code == 302
    assert AuditEntry.objects.get(action="puskesmas.kode_aturan").detail == {
        "puskesmas": unit.pk,
        "dari": "panji",
        "ke": "mangaran",
    }
    page = body(client.get(reverse("wilayah:riwayat", args=[unit.pk])))
    assert "kode aturan: panji menjadi mangaran. Alasan: Perbup baru" in page
    assert "mangaran" in body(client.get(reverse("wilayah:rinci", args=[unit.pk])))


def test_the_database_keeps_codes_apart() -> None:
    panji, besuki = make_puskesmas("Panji"), make_puskesmas("Besuki")
    for change in ({"slug": panji.slug}, {"slug": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Unit.objects.filter(pk=besuki.pk).update(**change)
    make_kementerian("Kementerian Kesehatan")
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(jenis=Unit.Jenis.KEMENTERIAN, nama="Kementerian Kesehatan")
    make_puskesmas("Panji", make_kabupaten("35.10"))


def test_a_kecamatan_of_another_district_can_not_be_chosen(client: Client) -> None:
    foreign = make_kecamatan("35.10.01", "Jauh")
    sign_in_as(client, ADMIN_DINAS)
    sent = {"nama": "Panji", "kode": "", "kecamatan": foreign.pk, "aktif": "on"}
    assert client.post(reverse("wilayah:tambah"), sent).status_code == 422


@pytest.mark.empty_world
def test_a_category_has_a_date_and_a_source_and_is_corrected_in_place(client: Client) -> None:
    unit = make_puskesmas(kategori="")
    sign_in_as(client, ADMIN_DINAS)
    address = reverse("wilayah:kategori", args=[unit.pk])
    sent = {"kategori": "perdesaan", "mulai": "2022-08-01", "dasar_hukum": "Perbup 79/2022"}
    assert client.post(address, sent | {"dasar_hukum": ""}).status_code == 422
    assert client.post(address, sent | {"kategori": "pulau"}).status_code == 422
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent | {"kategori": "terpencil"}).status_code == 302
    assert KategoriPuskesmas.objects.get().kategori == "terpencil"
    assert AuditEntry.objects.filter(action="puskesmas.kategori").count() == 2


@pytest.mark.empty_world
def test_population_reads_numbers_as_people_write_them(client: Client) -> None:
    unit = make_puskesmas(penduduk=0)
    sign_in_as(client, ADMIN_DINAS)
    address = reverse("wilayah:penduduk", args=[unit.pk])
    sent = {"tahun": "2022", "jumlah": "31.500", "sumber": "BPS"}
    assert client.post(address, sent).status_code == 302
    assert Penduduk.objects.get().jumlah == 31_500
    for wrong in ("0", "-3", "banyak", "1,5", ""):
        assert client.post(address, sent | {"jumlah": wrong}).status_code == 422


def test_facilities_come_and_go_and_the_history_remembers(client: Client) -> None:
    unit = make_puskesmas()
    sign_in_as(client, ADMIN_DINAS)
    address = reverse("wilayah:fasilitas_tambah", args=[unit.pk])
    sent = {"jenis": "pustu", "nama": "Pustu Rekaan"}
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).status_code == 302  # a second click makes no second one
    assert client.post(address, sent | {"nama": "PUSTU REKAAN"}).status_code == 422
    facility = unit.fasilitas.get()
    client.post(reverse("wilayah:fasilitas_hapus", args=[facility.pk]))
    assert not unit.fasilitas.exists()
    page = body(client.get(reverse("wilayah:riwayat", args=[unit.pk])))
    assert "Puskesmas Pembantu Pustu Rekaan dicatat" in page
    assert "Puskesmas Pembantu Pustu Rekaan dihapus" in page


@pytest.mark.parametrize("name", ALL)
def test_the_dinas_itself_is_no_puskesmas(client: Client, name: str) -> None:
    sign_in_as(client, ADMIN_DINAS)
    puskesmas, dinas = make_puskesmas(), make_dinas()
    assert client.get(reverse(f"wilayah:{name}", args=[puskesmas.pk])).status_code == 200
    assert client.get(reverse(f"wilayah:{name}", args=[dinas.pk])).status_code == 404


@pytest.mark.empty_world
def test_the_dinas_is_given_no_category(client: Client) -> None:
    sign_in_as(client, ADMIN_DINAS)
    address = reverse("wilayah:kategori", args=[make_dinas().pk])
    sent = {"kategori": "perdesaan", "mulai": "2022-08-01", "dasar_hukum": "x"}
    assert client.post(address, sent).status_code == 404
    with pytest.raises(ValidationError, match="tidak ada dalam jangkauan"):
        services.set_category(
            make_access(ADMIN_DINAS),
            make_dinas(),
            kategori="perdesaan",
            mulai=date(2022, 8, 1),
            dasar_hukum="x",
        )
    assert not KategoriPuskesmas.objects.exists()
