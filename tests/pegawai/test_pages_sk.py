"""Posts, entitlement and decrees on the pages."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.akun import sign_in_as
from tests.factories.pegawai import (
    make_jenis_jabatan,
    make_penetapan,
    make_petugas,
    make_sk,
)
from tests.factories.wilayah import make_dinas, make_puskesmas
from upaya.pegawai.models import JenisJabatan, Penetapan, SuratKeputusan
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
)

pytestmark = pytest.mark.django_db


def body(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


@pytest.mark.empty_world
def test_a_post_is_given_and_ended(client: Client) -> None:
    officer = make_petugas()
    jenis, decree = make_jenis_jabatan(), make_sk(officer.puskesmas, penerbit="kepala_puskesmas")
    sign_in_as(client, OPERATOR_PUSKESMAS, officer.puskesmas)
    address = reverse("pegawai:jabatan_tambah", args=[officer.pk])
    sent = {"jenis": jenis.pk, "sk": decree.pk, "mulai": "2022-08-01", "sampai": ""}
    assert client.post(address, sent).status_code == 302
    again = client.post(address, sent | {"mulai": "2022-10-01"})
    assert again.status_code == 422
    assert "sudah dipegang" in body(again)
    held = officer.penugasan.get()
    end = reverse("pegawai:jabatan_akhiri", args=[held.pk])
    assert client.post(end, {"sampai": "2022-07-31"}).status_code == 422
    assert client.post(end, {"sampai": "2022-09-30"}).status_code == 302
    held.refresh_from_db()
    assert held.sampai == date(2022, 9, 30)
    assert client.post(address, sent | {"mulai": "2022-10-01"}).status_code == 302


@pytest.mark.empty_world
def test_a_post_outside_its_decree_is_refused(client: Client) -> None:
    officer = make_petugas()
    jenis = make_jenis_jabatan()
    decree = make_sk(officer.puskesmas, mulai=date(2022, 8, 1), sampai=date(2022, 12, 31))
    sign_in_as(client, OPERATOR_PUSKESMAS, officer.puskesmas)
    address = reverse("pegawai:jabatan_tambah", args=[officer.pk])
    for mulai, sampai, field in (
        ("2022-07-01", "", "mulai"),
        ("2023-01-01", "", "mulai"),
        ("2022-08-01", "2023-01-31", "sampai"),
        ("2022-08-01", "2022-07-01", "sampai"),
    ):
        sent = {"jenis": jenis.pk, "sk": decree.pk, "mulai": mulai, "sampai": sampai}
        response = client.post(address, sent)
        assert response.status_code == 422
        assert field in response.context["form"].errors
    assert not officer.penugasan.exists()


@pytest.mark.empty_world
def test_a_decree_of_another_puskesmas_can_not_be_chosen(client: Client) -> None:
    officer = make_petugas(make_puskesmas("Panji"))
    foreign = make_sk(make_puskesmas("Besuki"))
    own_dinas = make_sk(make_dinas())
    sign_in_as(client, OPERATOR_PUSKESMAS, officer.puskesmas)
    address = reverse("pegawai:penetapan_tambah", args=[officer.pk])
    assert client.post(address, {"sk": foreign.pk, "mulai": "2022-08-01"}).status_code == 422
    assert client.post(address, {"sk": own_dinas.pk, "mulai": "2022-08-01"}).status_code == 302
    assert Penetapan.objects.get().sk == own_dinas


@pytest.mark.empty_world
def test_only_a_decree_of_the_kepala_dinas_entitles(client: Client) -> None:
    officer = make_petugas()
    decree = make_sk(officer.puskesmas, penerbit="kepala_puskesmas")
    sign_in_as(client, OPERATOR_PUSKESMAS, officer.puskesmas)
    address = reverse("pegawai:penetapan_tambah", args=[officer.pk])
    assert client.post(address, {"sk": decree.pk, "mulai": "2022-08-01"}).status_code == 422
    assert not Penetapan.objects.exists()


def test_one_decree_entitles_many_at_once(client: Client) -> None:
    panji = make_puskesmas()
    officers = [make_petugas(panji) for _ in range(5)]
    decree = make_sk(panji)
    make_penetapan(officers[0], sk=decree)
    sign_in_as(client, OPERATOR_PUSKESMAS, panji)
    address = reverse("pegawai:sk_tetapkan", args=[decree.pk])
    assert "Petugas yang ditetapkan" in body(client.get(address))
    sent = {"petugas": [row.pk for row in officers[1:4]], "mulai": "2022-08-01", "sampai": ""}
    assert client.post(address, sent).status_code == 302
    assert Penetapan.objects.filter(sk=decree).count() == 4
    page = body(client.get(reverse("pegawai:sk", args=[decree.pk])))
    assert officers[3].nama in page
    assert officers[4].nama not in page


def test_an_ended_entitlement_is_given_again_beside_one_by_another_decree(client: Client) -> None:
    panji = make_puskesmas()
    ani = make_petugas(panji, "Ani Rekaan")
    decree, other = make_sk(panji), make_sk(panji)
    make_penetapan(ani, sk=decree, sampai=date(2022, 6, 30))
    make_penetapan(ani, sk=other)
    sign_in_as(client, OPERATOR_PUSKESMAS, panji)
    assert "Ani Rekaan" in body(client.get(reverse("pegawai:sk_tetapkan", args=[decree.pk])))
    assert "Ani Rekaan" not in body(client.get(reverse("pegawai:sk_tetapkan", args=[other.pk])))


@pytest.mark.empty_world
def test_a_decree_of_the_dinas_names_officers_puskesmas_by_puskesmas(client: Client) -> None:
    make_petugas(make_puskesmas("Asembagus"), "Ani Rekaan")
    besuki = make_puskesmas("Besuki")
    budi = make_petugas(besuki, "Budi Rekaan")
    decree = make_sk(make_dinas())
    sign_in_as(client, ADMIN_DINAS)
    address = reverse("pegawai:sk_tetapkan", args=[decree.pk])
    assert "Ani Rekaan" in body(client.get(address))
    page = body(client.get(address, {"puskesmas": besuki.pk}))
    assert "Budi Rekaan" in page
    assert "Ani Rekaan" not in page
    sent = {"petugas": [budi.pk], "mulai": "2022-08-01"}
    assert client.post(f"{address}?puskesmas={besuki.pk}", sent).status_code == 302
    assert Penetapan.objects.get().petugas == budi


@pytest.mark.empty_world
def test_a_decree_is_recorded_once_and_corrected(client: Client) -> None:
    panji = make_puskesmas()
    sign_in_as(client, OPERATOR_PUSKESMAS, panji)
    sent = {
        "nomor": "440/1/2022",
        "tanggal": "2022-07-20",
        "penerbit": "kepala_dinas",
        "perihal": "Penetapan",
        "mulai": "2022-08-01",
        "sampai": "2022-12-31",
    }
    assert client.post(reverse("pegawai:sk_tambah"), sent).status_code == 302
    made = SuratKeputusan.objects.get()
    assert made.unit == panji
    assert client.post(reverse("pegawai:sk_tambah"), sent).status_code == 302  # a second click
    other = sent | {"perihal": "Yang lain"}
    assert client.post(reverse("pegawai:sk_tambah"), other).status_code == 422
    assert SuratKeputusan.objects.get() == made
    make_penetapan(make_petugas(panji), sk=made)
    change = reverse("pegawai:sk_ubah", args=[made.pk])
    assert client.post(change, sent | {"penerbit": "bupati"}).status_code == 422
    assert client.post(change, sent | {"perihal": "Penetapan petugas UKM"}).status_code == 302
    page = body(client.get(reverse("pegawai:sk_daftar")))
    assert "440/1/2022" in page
    assert "<small>Penetapan 1</small>" in page, "a second line, not a column of its own"


def test_a_puskesmas_lists_decrees_of_its_dinas_but_opens_only_its_own(client: Client) -> None:
    panji = make_puskesmas()
    of_dinas = make_sk(make_dinas(), nomor="440/DINAS/2022")
    sign_in_as(client, KEPALA_PUSKESMAS, panji)
    page = body(client.get(reverse("pegawai:sk_daftar")))
    assert "440/DINAS/2022" in page
    assert reverse("pegawai:sk", args=[of_dinas.pk]) not in page
    assert client.get(reverse("pegawai:sk", args=[of_dinas.pk])).status_code == 404


def test_only_the_dinas_changes_names_of_posts(client: Client) -> None:
    jenis = make_jenis_jabatan("PJ Program", "koordinator_pelayanan", asal="asumsi")
    sign_in_as(client, OPERATOR_PUSKESMAS)
    page = body(client.get(reverse("pegawai:jabatan_daftar")))
    assert "PJ Program" in page
    assert "asumsi" in page
    assert client.get(reverse("pegawai:jabatan_ubah", args=[jenis.pk])).status_code == 403
    sign_in_as(client, ADMIN_DINAS)
    sent = {"nama": "PJ Program", "macam": "utama", "kelas": "pj_ukm", "asal": "asumsi"}
    address = reverse("pegawai:jabatan_ubah", args=[jenis.pk])
    assert client.post(address, sent | {"kelas": ""}).status_code == 422
    assert client.post(address, sent | {"aktif": "on"}).status_code == 302
    jenis.refresh_from_db()
    assert jenis.kelas == "pj_ukm"
    assert client.post(reverse("pegawai:jabatan_nama_tambah"), sent).status_code == 422
    more = {"nama": "Bendahara Barang", "macam": "tambahan", "asal": "teks", "aktif": "on"}
    assert client.post(reverse("pegawai:jabatan_nama_tambah"), more).status_code == 302
    assert JenisJabatan.objects.get(nama="Bendahara Barang").kelas == ""
