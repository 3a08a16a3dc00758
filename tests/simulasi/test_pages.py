"""Pages of what-if as the people of the Dinas and the auditor meet them."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import (
    DjangoAssertNumQueries,
    DjangoCaptureOnCommitCallbacks,
    Settings,
)

from tests.factories.akun import sign_in_as
from tests.factories.insentif import make_month
from tests.factories.peran import ROLES
from tests.factories.simulasi import make_simulasi
from tests.factories.wilayah import make_dinas, make_kabupaten, make_puskesmas
from tests.snapshots.arranged import arrangement
from upaya.core.models import AuditEntry
from upaya.insentif.simulasi import services
from upaya.insentif.simulasi.models import TERPUTUS, Simulasi
from upaya.rules.insentif.comparison import Perbandingan
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    AUDITOR,
    KEPALA_DINAS,
    PENGAMAT_NASIONAL,
    VERIFIKATOR_DINAS,
)
from upaya.rules.roles import Role

pytestmark = pytest.mark.django_db

TODAY = date(2022, 11, 1)
FORM = {"nama": "Dasar sepuluh", "bulan": ["2022-08"], "dasar_0": "10"}


@pytest.fixture(autouse=True)
def _day(settings: Settings) -> None:
    settings.BUSINESS_DATE = TODAY


@arrangement(upon="kosong", BUSINESS_DATE=TODAY)
def months() -> None:
    make_month(make_puskesmas("Panji"), status="disetujui")
    make_month(make_puskesmas("Besuki"), status="diajukan", bok_diserap=20_000_000)


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:500]
    return answer.content.decode()


def page_of(made: Simulasi) -> str:
    return reverse("simulasi:lihat", args=[made.pk])


# ---------------------------------------------------------------- the list
def test_an_empty_list_says_what_to_do_next(client: Client) -> None:
    sign_in_as(client, ADMIN_DINAS)
    assert "Buat simulasi pertama" in text(client, "/simulasi/")
    sign_in_as(client, AUDITOR)
    page = text(client, "/simulasi/")
    assert "Belum ada simulasi" in page
    assert "/simulasi/baru/" not in page


@pytest.mark.empty_world
@pytest.mark.usefixtures("months")
def test_the_list_shows_the_difference_and_stays_bounded(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        make_simulasi(nama=f"Skenario {number}")
    make_simulasi(nama="Menunggu", computed=False)
    sign_in_as(client, VERIFIKATOR_DINAS)
    text(client, "/simulasi/")
    with django_assert_max_num_queries(9):
        page = text(client, "/simulasi/?urut=nama")
    assert "Rp3.100.000" in page
    assert "Menunggu giliran" in page
    assert "Skenario 3" not in text(client, "/simulasi/?status=antre")
    exported = client.get("/simulasi/?ekspor=csv").content.decode("utf-8-sig")
    assert "3100000" in exported


# ---------------------------------------------------------------- the form
@pytest.mark.usefixtures("months")
def test_every_parameter_stands_beside_todays_value_with_its_article(client: Client) -> None:
    sign_in_as(client, ADMIN_DINAS)
    page = text(client, "/simulasi/baru/")
    for said in (
        "7,5%", "Pasal 11A ayat (1) dan ayat (5)", "insentif dasar kali (1 + jumlah indeks)",
        "Kegiatan lapangan 85%; Kegiatan manajemen 15%", "Rendah, mulai 20%",
        "Rendah, mulai 15.000 jiwa", "Sekarang 5.", "Empat tugas atau lebih", "asumsi",
        "Agustus 2022 (2 puskesmas)", "Besuki",
    ):  # fmt: skip
        assert said in page, said


@pytest.mark.empty_world
def test_without_months_there_is_nothing_to_fill(client: Client) -> None:
    sign_in_as(client, ADMIN_DINAS)
    assert "Belum ada bulan yang diajukan" in text(client, "/simulasi/baru/")
    assert client.post("/simulasi/baru/", FORM).status_code == 422


@pytest.mark.usefixtures("months")
def test_from_the_form_to_the_result(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    sign_in_as(client, KEPALA_DINAS)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/simulasi/baru/", FORM)
    made = Simulasi.objects.get()
    assert answer.headers["Location"] == page_of(made)
    page = text(client, page_of(made))
    assert "Rp3.100.000 lebih banyak daripada aturan sekarang" in page
    for said in ("Rp9.300.000", "Rp12.400.000", "Menurut jabatan utama", "Menurut pendidikan",
                 "<svg", "Tetap", "7,5%", "10%", "Besuki"):  # fmt: skip
        assert said in page, said
    assert "http-equiv" not in page
    for group, said in (
        ("jabatan", "Tidak memiliki jabatan struktural"),
        ("pendidikan", "D3"),
        ("bobot", "Bobot sekarang"),
        ("entah", "Besuki"),
    ):
        assert said in text(client, f"{page_of(made)}?menurut={group}"), group


@pytest.mark.usefixtures("months")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"nama": ""}, "tidak boleh kosong"),
        ({"bulan": []}, "tidak boleh kosong"),
        ({"bulan": ["2021-01"]}, "2021-01"),
        ({"puskesmas": ["999999"]}, "999999"),
        ({"puskesmas": ["x"]}, "x"),
        ({"dasar_0": ""}, "Ubah paling sedikit satu aturan"),
        ({"dasar_0": "seratus"}, "“seratus” bukan persen; tulis seperti 7,5 atau 7,5%."),
        ({"dasar_0": "101"}, "0% sampai 100%"),
        ({"dasar_0": "-1"}, "0% sampai 100%"),
        ({"dasar_0": "7,1234567"}, "6 angka di belakang koma"),
        ({"dasar_0": "9" * 5000}, "…” bukan persen"),
        ({"formula_pool_0": "kali"}, "kali bukan"),
        ({"pembagian_0": "90"}, "berjumlah 100%"),
        ({"spm_batas_tingkat_0": "50"}, "lebih besar dari tingkat sebelumnya"),
        ({"beban_kerja_batas_penduduk_3": "20.000"}, "lebih besar dari tingkat sebelumnya"),
        ({"beban_kerja_batas_penduduk_0": "0"}, "dari 1 sampai"),
        ({"skor_pendidikan_0": "101"}, "dari 0 sampai 100"),
        ({"skor_jabatan_utama_0": "dua"}, "“dua” bukan bilangan bulat"),
    ],
)
def test_a_fault_is_said_at_its_field_and_what_was_typed_stays(
    client: Client, change: dict[str, object], said: str
) -> None:
    sign_in_as(client, ADMIN_DINAS)
    answer = client.post("/simulasi/baru/", FORM | change)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert not Simulasi.objects.exists()
    (value,) = change.values()
    if isinstance(value, str) and value not in ("", "kali"):
        assert f'"{value}"' in page


@pytest.mark.usefixtures("months")
def test_only_the_filled_boxes_of_a_table_change(client: Client) -> None:
    sign_in_as(client, ADMIN_DINAS)
    form = FORM | {
        "dasar_0": "",
        "skor_pendidikan_1": "9",
        "spm_batas_tingkat_3": "90,5",
        "pembagian_0": "70",
        "pembagian_1": "30",
        "spm_metode_0": "kontinu",
    }
    assert client.post("/simulasi/baru/", form).status_code == 302
    nilai = Simulasi.objects.get().isi_skenario.nilai
    assert sorted(nilai) == [
        "insentif_ukm.pembagian", "insentif_ukm.skor.pendidikan",
        "insentif_ukm.spm.batas_tingkat", "insentif_ukm.spm.metode",
    ]  # fmt: skip
    assert nilai["insentif_ukm.skor.pendidikan"] == {
        "S2": 5, "S1": 9, "D4": 5, "D3": 4, "D1": 3, "SLTA": 2, "SD": 1,
    }  # fmt: skip
    assert [str(item) for item in nilai["insentif_ukm.spm.batas_tingkat"]] == [  # type: ignore[union-attr]
        "0.2", "0.4", "0.6", "0.905",
    ]  # fmt: skip


@pytest.mark.usefixtures("months")
def test_an_older_scenario_is_the_beginning_of_a_new_one(client: Client) -> None:
    sign_in_as(client, ADMIN_DINAS)
    client.post("/simulasi/baru/", FORM | {"dasar_0": "12,5"})
    made = Simulasi.objects.get()
    page = text(client, f"/simulasi/baru/?dari={made.pk}")
    assert 'value="12,5"' in page
    assert "Dasar sepuluh (ubahan)" in page
    for odd in ("999999", "x", "²", "9" * 30, "-1"):
        assert 'value="12,5"' not in text(client, f"/simulasi/baru/?dari={odd}")


def test_another_districts_scenario_is_not_taken_over(client: Client) -> None:
    make_month(make_puskesmas("Panji"), status="diajukan")
    made = make_simulasi(nama="Punya Situbondo")
    sign_in_as(client, ADMIN_DINAS, make_dinas(make_kabupaten("35.10")))
    assert "Punya Situbondo" not in text(client, f"/simulasi/baru/?dari={made.pk}")
    assert client.get(page_of(made)).status_code == 404


# ---------------------------------------------------------------- on its way
@pytest.mark.empty_world
@pytest.mark.usefixtures("months")
def test_progress_with_htmx_and_without_a_script(client: Client) -> None:
    made = make_simulasi(computed=False)
    services._claim(made.pk, 1)
    Simulasi.objects.update(dikerjakan=1)
    sign_in_as(client, ADMIN_DINAS)
    page = text(client, page_of(made))
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert 'role="progressbar"' in page
    assert "1 dari 2 puskesmas" in page
    assert "boleh ditinggalkan" in page
    part = client.get(page_of(made), headers={"HX-Request": "true"}).content.decode()
    assert "<main" not in part
    assert f'hx-get="{page_of(made)}"' in part
    services._write(Simulasi.objects.get(), dikerjakan=2)
    Simulasi.objects.update(denyut=timezone.now() - TERPUTUS - timedelta(seconds=1))
    answer = client.get(page_of(made), headers={"HX-Request": "true"})
    assert answer.headers["HX-Refresh"] == "true"
    page = text(client, page_of(made))
    assert "tidak ada kabar dari pekerja" in page
    assert "Jalankan lagi" in page


@pytest.mark.usefixtures("months")
def test_stop_start_again_rename_remove(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    made = make_simulasi(computed=False)
    sign_in_as(client, ADMIN_DINAS)
    at = {name: reverse(f"simulasi:{name}", args=[made.pk]) for name in
          ("batal", "ulang", "nama", "hapus", "unduh")}  # fmt: skip
    assert "dibatalkan sebelum selesai" in client.post(at["batal"], follow=True).content.decode()
    assert "sudah berakhir" in client.post(at["batal"], follow=True).content.decode()
    assert client.get(at["unduh"]).status_code == 404  # nothing came out
    with django_capture_on_commit_callbacks(execute=True):
        client.post(at["ulang"])
    page = text(client, page_of(made))
    assert "lebih banyak" in page
    assert "Jalankan lagi" not in page
    assert "belum berubah" in client.post(at["ulang"], follow=True).content.decode()
    assert client.post(at["nama"], {"nama": " "}).status_code == 422
    assert (
        "Nama kedua"
        in client.post(at["nama"], {"nama": "Nama kedua"}, follow=True).content.decode()
    )
    make_month(make_puskesmas("Suboh"), status="diajukan")
    page = text(client, page_of(made))
    assert "Sudah ada yang berubah" in page
    assert "Jalankan lagi" in page
    assert "Simulasi dihapus" in client.post(at["hapus"], follow=True).content.decode()
    assert not Simulasi.objects.exists()


# ---------------------------------------------------------------- who
@pytest.mark.parametrize("role", [role for role in ROLES if role != PENGAMAT_NASIONAL])
def test_pages_per_role(client: Client, role: Role) -> None:
    make_month(make_puskesmas("Panji"), status="diajukan")
    made = make_simulasi()
    sign_in_as(client, role)
    sees = role in {ADMIN_DINAS, KEPALA_DINAS, VERIFIKATOR_DINAS, AUDITOR}
    runs = role in {ADMIN_DINAS, KEPALA_DINAS}
    reading = (200,) if sees else (403, 404)
    for address in ("/simulasi/", page_of(made), reverse("simulasi:unduh", args=[made.pk])):
        assert client.get(address).status_code in reading, address
    assert client.get("/simulasi/baru/").status_code == (200 if runs else 403)
    for name in ("batal", "ulang", "nama", "hapus"):
        answer = client.post(reverse(f"simulasi:{name}", args=[made.pk]), {"nama": "Lain"})
        assert answer.status_code in ((302,) if runs else (403, 404)), name
    if sees and not runs:
        page = text(client, page_of(made))
        assert not re.search(r"Hapus|Ganti nama|jalankan sebagai yang baru", page)
    nav = client.get("/aturan/").content.decode()
    assert ('href="/simulasi/"' in nav) is sees


# ---------------------------------------------------------------- the file
@pytest.mark.empty_world
@pytest.mark.usefixtures("months")
def test_the_whole_outcome_as_a_workbook(client: Client) -> None:
    made = make_simulasi(nama="=1+1")
    sign_in_as(client, AUDITOR)
    answer = client.get(reverse("simulasi:unduh", args=[made.pk]))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == [
        "Ringkasan", "Skenario", "Puskesmas", "Jabatan utama", "Pendidikan", "Bobot",
        "Sebaran selisih", "Tidak dibandingkan",
    ]  # fmt: skip
    summary = {row[0]: row[1:] for row in book["Ringkasan"].values}
    assert summary["Insentif untuk petugas (Rp)"] == (9_300_000, 12_400_000)
    assert summary["Simulasi"][0] == "=1+1"
    found = Perbandingan.from_dict(made.hasil)
    for name, groups in (
        ("Puskesmas", found.puskesmas),
        ("Jabatan utama", found.jabatan),
        ("Bobot", found.bobot),
    ):
        rows = list(book[name].values)[1:]
        assert [row[2:5] for row in rows] == [
            (each.sekarang, each.skenario, each.selisih) for each in groups
        ]
    boxes = [row[1] for row in list(book["Sebaran selisih"].values)[1:]]
    assert boxes == [box.petugas for box in found.histogram]
    assert AuditEntry.objects.filter(action="simulasi.unduh", subject_id=str(made.pk)).exists()
