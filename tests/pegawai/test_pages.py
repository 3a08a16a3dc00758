"""The pages of officers as people of each role meet them."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.factories.akun import make_membership, sign_in_as
from tests.factories.pegawai import (
    make_jenis_jabatan,
    make_penetapan,
    make_penugasan,
    make_petugas,
    nik_rekaan,
)
from tests.factories.wilayah import make_kabupaten, make_puskesmas
from upaya.core.models import AuditEntry
from upaya.pegawai.models import Petugas
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    BENDAHARA_PEMBANTU,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    PENGAMAT_NASIONAL,
    PETUGAS,
    VERIFIKATOR_DINAS,
)
from upaya.rules.roles import Role

pytestmark = pytest.mark.django_db


def body(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


NIK = "9901015708900123"


FILLED = {
    "nama": "Sari Rekaan, A.Md.Keb",
    "nik": "9901 0157 0890 0123",
    "status": "PNS",
    "golongan": "III",
    "pendidikan": "D3",
    "tenaga": "kesehatan",
    "nip": "19900817 201501 2 001",
    "npwp": "",
    "ptkp": "K/1",
    "bank": "Bank Contoh",
    "rekening": "001-234-5678",
    "nama_rekening": "SARI REKAAN",
}


def test_the_list_shows_own_officers_only_and_masks_numbers(client: Client) -> None:
    panji, besuki = make_puskesmas("Panji"), make_puskesmas("Besuki")
    make_petugas(panji, "Ani Rekaan", nik=NIK)
    make_petugas(besuki, "Budi Rekaan")
    sign_in_as(client, OPERATOR_PUSKESMAS, panji)
    page = body(client.get(reverse("pegawai:daftar")))
    assert "Ani Rekaan" in page
    assert "Budi Rekaan" not in page
    assert NIK not in page


def test_the_dinas_filters_by_puskesmas_name_status_and_schooling(client: Client) -> None:
    panji, besuki = make_puskesmas("Panji"), make_puskesmas("Besuki")
    make_petugas(panji, "Ani Rekaan", status="PNS", pendidikan="D3")
    make_petugas(besuki, "Budi Rekaan", status="non_ASN", pendidikan="S1", golongan="")
    sign_in_as(client, VERIFIKATOR_DINAS)
    address = reverse("pegawai:daftar")
    both = body(client.get(address))
    assert "Ani Rekaan" in both
    assert "Budi Rekaan" in both
    for question in (f"puskesmas={besuki.pk}", "nama=budi", "status=non_ASN", "pendidikan=S1"):
        page = body(client.get(f"{address}?{question}"))
        assert "Budi Rekaan" in page, question
        assert "Ani Rekaan" not in page, question


def test_inactive_officers_are_listed_only_when_asked(client: Client) -> None:
    panji = make_puskesmas()
    make_petugas(panji, "Lama Rekaan", aktif=False, nonaktif_sejak=date(2022, 8, 1))
    sign_in_as(client, OPERATOR_PUSKESMAS, panji)
    address = reverse("pegawai:daftar")
    assert "Lama Rekaan" not in body(client.get(address))
    assert "Lama Rekaan" in body(client.get(f"{address}?keadaan=nonaktif"))
    assert "Lama Rekaan" in body(client.get(f"{address}?keadaan=semua"))


def test_the_list_asks_few_questions_however_long_it_is(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    panji = make_puskesmas()
    jenis = make_jenis_jabatan()
    for _ in range(30):
        officer = make_petugas(panji)
        make_penugasan(officer, jenis)
        make_penetapan(officer)
    sign_in_as(client, ADMIN_DINAS)
    with django_assert_max_num_queries(14):
        page = client.get(reverse("pegawai:daftar"))
    assert page.status_code == 200
    assert len(page.content) < 60_000


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_export_holds_no_whole_number(client: Client, kind: str) -> None:
    from upaya.exchange.xlsx_reader import read_sheet  # noqa: PLC0415 - only here

    panji = make_puskesmas()
    make_petugas(panji, "=Ani", nik=NIK, rekening="0012345678", npwp="012345678901234")
    sign_in_as(client, OPERATOR_PUSKESMAS, panji)
    response = client.get(reverse("pegawai:daftar"), {"ekspor": kind})
    data = response.getvalue()
    if kind == "csv":
        text = data.decode("utf-8-sig")
        assert "'=Ani" in text
    else:
        sheet = read_sheet(data)
        text = " ".join(str(cell.value) for row in sheet.rows for cell in row)
    assert "0123" in text
    for whole in (NIK, "0012345678", "012345678901234"):
        assert whole not in text


@pytest.mark.empty_world
def test_an_officer_is_added_with_sealed_numbers_and_a_trace_without_values(
    client: Client,
) -> None:
    panji = make_puskesmas()
    sign_in_as(client, OPERATOR_PUSKESMAS, panji)
    response = client.post(reverse("pegawai:tambah"), FILLED, follow=True)
    officer = Petugas.objects.get()
    assert officer.puskesmas == panji
    assert (officer.nik, officer.rekening) == (NIK, "0012345678")
    assert re.fullmatch(r"PT[0-9A-Z]{10}", officer.kode)
    assert NIK not in body(response)
    entry = AuditEntry.objects.get(action="petugas.tambah")
    assert "nik" in entry.detail["isian"]
    assert NIK not in str(entry.detail)


@pytest.mark.empty_world
def test_the_dinas_chooses_the_puskesmas(client: Client) -> None:
    besuki = make_puskesmas("Besuki")
    sign_in_as(client, ADMIN_DINAS)
    client.post(reverse("pegawai:tambah"), FILLED | {"puskesmas": besuki.pk})
    assert Petugas.objects.get().puskesmas == besuki


@pytest.mark.empty_world
def test_an_operator_can_not_choose_another_puskesmas(client: Client) -> None:
    panji, besuki = make_puskesmas("Panji"), make_puskesmas("Besuki")
    sign_in_as(client, OPERATOR_PUSKESMAS, panji)
    client.post(reverse("pegawai:tambah"), FILLED | {"puskesmas": besuki.pk})
    assert Petugas.objects.get().puskesmas == panji


@pytest.mark.empty_world
@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("nik", "123", "16 angka"),
        ("nik", "99010157089001AB", "hanya berisi angka"),
        ("nik", "", "Bidang ini tidak boleh kosong"),
        ("nip", "1234", "18 angka"),
        ("npwp", "1234567890", "15 atau 16 angka"),
        ("rekening", "12", "5 sampai 34 angka"),
        ("golongan", "XX", "bukan"),
    ],
)
def test_a_wrong_number_is_said_at_its_field(
    client: Client, field: str, value: str, sentence: str
) -> None:
    sign_in_as(client, OPERATOR_PUSKESMAS)
    response = client.post(reverse("pegawai:tambah"), FILLED | {field: value})
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert sentence in body(response)
    assert not Petugas.objects.exists()


@pytest.mark.empty_world
def test_an_impossible_birth_date_warns_but_does_not_block(client: Client) -> None:
    sign_in_as(client, OPERATOR_PUSKESMAS)
    response = client.post(
        reverse("pegawai:tambah"), FILLED | {"nik": "9901013102900001"}, follow=True
    )
    assert Petugas.objects.count() == 1
    assert "Bagian tanggal lahir pada NIK tidak mungkin" in body(response)


def test_the_same_nik_twice_in_one_puskesmas_is_refused(client: Client) -> None:
    panji = make_puskesmas()
    make_petugas(panji, "Ani Rekaan", nik=NIK)
    sign_in_as(client, OPERATOR_PUSKESMAS, panji)
    response = client.post(reverse("pegawai:tambah"), FILLED)
    assert response.status_code == 422
    assert "sudah tercatat untuk Ani Rekaan" in body(response)


def test_the_same_nik_in_two_puskesmas_is_flagged_on_both_pages(client: Client) -> None:
    here = make_petugas(make_puskesmas("Panji"), nik=NIK)
    there = make_petugas(make_puskesmas("Besuki"), nik=NIK)
    sign_in_as(client, ADMIN_DINAS)
    assert "tercatat di Besuki" in body(client.get(reverse("pegawai:rinci", args=[here.pk])))
    assert "tercatat di Panji" in body(client.get(reverse("pegawai:rinci", args=[there.pk])))


def test_correcting_keeps_numbers_left_empty_and_never_sends_them(client: Client) -> None:
    officer = make_petugas(nik=NIK, rekening="0012345678", npwp="012345678901234")
    sign_in_as(client, OPERATOR_PUSKESMAS, officer.puskesmas)
    address = reverse("pegawai:ubah", args=[officer.pk])
    form = body(client.get(address))
    assert NIK not in form
    assert "0012345678" not in form
    sent = FILLED | {"nik": "", "nip": "", "rekening": "", "pendidikan": "S1", "hapus": ["npwp"]}
    client.post(address, sent)
    officer.refresh_from_db()
    assert (officer.nik, officer.rekening, officer.npwp) == (NIK, "0012345678", "")
    assert officer.pendidikan == "S1"
    assert AuditEntry.objects.get(action="petugas.ubah").detail["isian"][0] == "nama"


def test_seeing_whole_numbers_is_recorded(client: Client) -> None:
    officer = make_petugas(nik=NIK, rekening="")
    sign_in_as(client, OPERATOR_PUSKESMAS, officer.puskesmas)
    assert NIK not in body(client.get(reverse("pegawai:rinci", args=[officer.pk])))
    response = client.post(reverse("pegawai:lihat_nomor", args=[officer.pk]))
    assert NIK in body(response)
    assert response["Cache-Control"] == "no-store"
    entry = AuditEntry.objects.get(action="petugas.lihat_nomor")
    assert (entry.subject_id, entry.detail) == (str(officer.pk), {"isian": ["nik"]})


def test_ending_and_taking_back(client: Client) -> None:
    officer = make_petugas()
    sign_in_as(client, OPERATOR_PUSKESMAS, officer.puskesmas)
    address = reverse("pegawai:nonaktif", args=[officer.pk])
    assert client.post(address, {"nonaktif-sejak": ""}).status_code == 422
    client.post(address, {"nonaktif-sejak": "2022-09-15"})
    officer.refresh_from_db()
    assert (officer.aktif, officer.nonaktif_sejak) == (False, date(2022, 9, 15))
    page = body(client.get(reverse("pegawai:rinci", args=[officer.pk])))
    assert "Nonaktif sejak 15 September 2022" in page
    client.post(reverse("pegawai:aktif", args=[officer.pk]))
    officer.refresh_from_db()
    assert officer.aktif


def test_the_history_tells_changes_and_hides_numbers(client: Client) -> None:
    officer = make_petugas(nik=NIK, pendidikan="D3")
    sign_in_as(client, OPERATOR_PUSKESMAS, officer.puskesmas)
    client.post(reverse("pegawai:ubah", args=[officer.pk]), FILLED | {"nik": nik_rekaan(7)})
    held = make_penugasan(officer)
    held.sampai = date(2022, 8, 31)
    held.save()
    page = body(client.get(reverse("pegawai:riwayat", args=[officer.pk])))
    assert "NIK diganti" in page
    assert "Jabatan PJ UKM diubah" in page
    assert "berlaku sampai: kosong menjadi 31 Agustus 2022" in page
    assert NIK not in page
    assert nik_rekaan(7) not in page


def test_an_officer_loaded_without_history_shows_the_first_change(client: Client) -> None:
    officer = make_petugas()
    Petugas.history.all().delete()
    sign_in_as(client, OPERATOR_PUSKESMAS, officer.puskesmas)
    address = reverse("pegawai:riwayat", args=[officer.pk])
    assert "Belum ada perubahan" in body(client.get(address))
    client.post(reverse("pegawai:ubah", args=[officer.pk]), FILLED)
    assert "dimuat tanpa riwayat" in body(client.get(address))


def test_the_way_back_is_shown_with_names_as_they_are(client: Client) -> None:
    officer = make_petugas(nama='Ma\'ruf "Rekaan"')
    sign_in_as(client, OPERATOR_PUSKESMAS, officer.puskesmas)
    page = body(client.get(reverse("pegawai:ubah", args=[officer.pk])))
    crumbs = page[page.index('class="crumbs"') : page.index("</nav>", page.index('class="crumbs"'))]
    assert reverse("pegawai:daftar") in crumbs
    assert reverse("pegawai:rinci", args=[officer.pk]) in crumbs
    assert "Ma&#x27;ruf &quot;Rekaan&quot;" in crumbs


def test_an_account_is_connected_to_one_officer_only(client: Client) -> None:
    panji = make_puskesmas()
    officer, other = make_petugas(panji), make_petugas(panji, "Budi Rekaan")
    own = make_membership(PETUGAS, panji).user
    foreign = make_membership(PETUGAS, make_puskesmas("Besuki")).user
    sign_in_as(client, OPERATOR_PUSKESMAS, panji)
    address = reverse("pegawai:akun", args=[officer.pk])
    assert client.post(address, {"user": foreign.pk}).status_code == 422
    assert client.post(address, {"user": own.pk}).status_code == 302
    officer.refresh_from_db()
    assert officer.user_id == own.pk
    second = client.post(reverse("pegawai:akun", args=[other.pk]), {"user": own.pk})
    assert second.status_code == 422
    assert officer.nama in body(second)
    client.post(address, {"user": ""})
    assert Petugas.objects.get(pk=officer.pk).user is None
    assert AuditEntry.objects.filter(action="petugas.akun").count() == 2


OBJECT_PAGES = (
    "akun",
    "rinci", "ubah", "lihat_nomor", "riwayat", "nonaktif", "aktif", "jabatan_tambah",
    "penetapan_tambah",
)  # fmt: skip


@pytest.mark.parametrize("name", OBJECT_PAGES)
@pytest.mark.parametrize("kabupaten", ["35.12", "35.10"])
def test_an_officer_of_another_unit_does_not_exist(
    client: Client, name: str, kabupaten: str
) -> None:
    foreign = make_petugas(make_puskesmas("Lain", make_kabupaten(kabupaten)))
    sign_in_as(client, OPERATOR_PUSKESMAS, make_puskesmas("Panji"))
    address = reverse(f"pegawai:{name}", args=[foreign.pk])
    assert client.get(address).status_code == 404
    assert client.post(address, FILLED).status_code == 404


@pytest.mark.parametrize("role", [KEPALA_PUSKESMAS, TIM_VERIFIKASI, BENDAHARA_PEMBANTU])
def test_who_only_looks_changes_nothing(client: Client, role: Role) -> None:
    officer = make_petugas()
    sign_in_as(client, role, officer.puskesmas)
    page = body(client.get(reverse("pegawai:rinci", args=[officer.pk])))
    assert "Ubah data" not in page
    assert "Lihat nomor lengkap" not in page
    for name in ("ubah", "lihat_nomor", "nonaktif", "jabatan_tambah"):
        address = reverse(f"pegawai:{name}", args=[officer.pk])
        assert client.post(address, FILLED).status_code == 403
    for name in ("tambah", "impor", "sk_tambah"):
        assert client.get(reverse(f"pegawai:{name}")).status_code == 403


@pytest.mark.parametrize("role", [PETUGAS, PENGAMAT_NASIONAL])
def test_who_may_not_look_sees_no_list(client: Client, role: Role) -> None:
    sign_in_as(client, role)
    assert client.get(reverse("pegawai:daftar")).status_code == 403
