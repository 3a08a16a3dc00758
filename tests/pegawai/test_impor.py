"""Officers from a workbook: the dry run, the faults in words, all or nothing, twice is once."""

import io
from collections.abc import Mapping, Sequence

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from tests.factories.akun import make_access, sign_in_as
from tests.factories.pegawai import make_petugas, nik_rekaan
from tests.factories.wilayah import make_puskesmas
from upaya.core.models import AuditEntry
from upaya.exchange.xlsx_reader import read_sheet, sheet_names
from upaya.exchange.xlsx_writer import table_bytes
from upaya.pegawai.import_columns import KOLOM
from upaya.pegawai.models import ImporPetugas, Petugas
from upaya.pegawai.services import importing
from upaya.pegawai.views.importing import template_bytes
from upaya.rules.kesehatan import ADMIN_DINAS, OPERATOR_PUSKESMAS

pytestmark = pytest.mark.django_db

TITLES = {kolom.name: kolom.judul for kolom in KOLOM}
NIK = "9901015708900123"
ROW = {
    "nama": "Sari Rekaan",
    "nik": NIK,
    "nip": "199008172015012001",
    "ptkp": "K/1",
    "pendidikan": "D3",
    "status": "PNS",
    "golongan": "III/c",
    "tenaga": "kesehatan",
    "bank": "Bank Contoh",
    "rekening": "0012345678",
    "nama_rekening": "SARI REKAAN",
}


def book(*rows: Mapping[str, str | int], titles: Sequence[str] | None = None) -> bytes:
    headers = list(titles or TITLES.values())
    names = list(TITLES)
    return table_bytes(headers, [[row.get(name, "") for name in names] for row in rows], "Petugas")


def faults(data: bytes) -> dict[str, str]:
    plan = importing.check(make_puskesmas(), data)
    assert not plan.berlaku
    return {fault.letak: fault.pesan for fault in plan.galat}


def send(client: Client, data: bytes, **more: object) -> ImporPetugas:
    upload = SimpleUploadedFile("petugas.xlsx", data)
    response = client.post(reverse("pegawai:impor"), {"berkas": upload} | more)
    assert response.status_code == 302, response.content.decode()
    return ImporPetugas.objects.latest("pk")


def test_the_template_carries_columns_and_allowed_values() -> None:
    data = template_bytes()
    assert sheet_names(data) == ("Petugas", "Pilihan")
    assert [cell.value for cell in read_sheet(data, "Petugas").rows[0]] == list(TITLES.values())
    explained = read_sheet(data, "Pilihan").rows
    choices = {str(row[0].value): str(row[3].value) for row in explained[1:]}
    assert "profesi" in choices["Pendidikan"]
    assert choices["Status"] == "PNS, PPPK, non_ASN"


def test_the_template_comes_back_empty_with_a_sentence() -> None:
    assert "Tidak ada baris petugas" in faults(template_bytes())[""]


@pytest.mark.empty_world
def test_the_journey_template_dry_run_apply(client: Client) -> None:
    puskesmas = make_puskesmas()
    kept = make_petugas(puskesmas, "Lama Rekaan", nik=nik_rekaan(1), pendidikan="D3")
    sign_in_as(client, OPERATOR_PUSKESMAS, puskesmas)
    changed = ROW | {"nama": "Lama Rekaan", "nik": nik_rekaan(1), "pendidikan": "S1"}
    pending = send(client, book(ROW, changed))
    assert NIK not in pending.isi
    page = client.get(reverse("pegawai:impor_periksa", args=[pending.pk]))
    assert (page.context["baru"], page.context["berubah"]) == (1, 1)
    assert Petugas.objects.count() == 1
    plan = page.context["rencana"]
    apply = reverse("pegawai:impor_terapkan", args=[pending.pk])
    assert client.post(apply, {"sidik": plan.sidik}).status_code == 302
    kept.refresh_from_db()
    assert kept.pendidikan == "S1"
    made = Petugas.objects.get(nama="Sari Rekaan")
    assert (made.nik, made.golongan, made.puskesmas) == (NIK, "III", puskesmas)
    pending.refresh_from_db()
    assert (pending.isi, pending.baru, pending.berubah) == ("", 1, 1)
    entry = AuditEntry.objects.get(action="petugas.impor")
    assert sorted(entry.detail["petugas"]) == sorted([kept.pk, made.pk])
    assert NIK not in str(entry.detail)
    assert made.history.count() == 1
    assert client.post(apply, {"sidik": plan.sidik}).status_code == 409


def test_the_dinas_says_for_which_puskesmas(client: Client) -> None:
    besuki = make_puskesmas("Besuki")
    sign_in_as(client, ADMIN_DINAS)
    pending = send(client, book(ROW), puskesmas=besuki.pk)
    assert pending.puskesmas == besuki


@pytest.mark.empty_world
def test_an_empty_cell_keeps_what_is_recorded() -> None:
    puskesmas = make_puskesmas()
    make_petugas(puskesmas, "Sari Rekaan", nik=NIK, rekening="0099999999", npwp="012345678901234")
    access = make_access(OPERATOR_PUSKESMAS, puskesmas)
    data = book(ROW | {"rekening": "", "npwp": ""})
    pending = importing.upload(access, puskesmas.pk, "a.xlsx", data)
    importing.apply(access, pending, importing.check(puskesmas, data).sidik)
    officer = Petugas.objects.get()
    assert (officer.rekening, officer.npwp) == ("0099999999", "012345678901234")


def test_a_record_without_nik_stands_in_no_list_s_way() -> None:
    puskesmas = make_puskesmas()
    old = make_petugas(puskesmas, "Hj. Umi Kulsum", nik="")
    row = ROW | {"kode": old.kode, "nama": old.nama, "nik": "", "pendidikan": "S1"}
    plan = importing.check(puskesmas, book(row))
    assert plan.galat == []
    (line,) = plan.baris
    assert line.tindakan == importing.BERUBAH
    assert line.peringatan == ("NIK belum tercatat.",)


def test_an_officer_is_found_by_code_when_the_nik_was_wrong() -> None:
    puskesmas = make_puskesmas()
    officer = make_petugas(puskesmas, "Sari Rekaan", nik=nik_rekaan(5))
    plan = importing.check(puskesmas, book(ROW | {"kode": officer.kode}))
    assert plan.galat == []
    assert plan.baris[0].tindakan == "berubah"
    assert "NIK" in plan.baris[0].perubahan


def test_what_people_write_for_choices_is_understood() -> None:
    rows = [
        ROW
        | {
            "pendidikan": "D-III",
            "status": "Non ASN",
            "golongan": "-",
            "tenaga": "Tenaga kesehatan",
        },
        ROW | {"nik": nik_rekaan(2), "pendidikan": "SMA", "status": "pns", "golongan": "IV/a"},
        ROW | {"nik": nik_rekaan(3), "pendidikan": "s1", "status": "PPPK", "golongan": ""},
    ]
    plan = importing.check(make_puskesmas(), book(*rows))
    assert plan.galat == []
    assert [(p.pendidikan, p.status, p.golongan) for p in plan.simpan] == [
        ("D3", "non_ASN", ""),
        ("SLTA", "PNS", "IV"),
        ("S1", "PPPK", ""),
    ]


def test_all_faults_are_named_by_cell_at_once() -> None:
    found = faults(
        book(
            ROW | {"nik": "123", "pendidikan": "S4"},
            ROW | {"nik": nik_rekaan(2), "nama": "", "status": "mitra", "golongan": "XX"},
            ROW | {"nik": NIK},
            ROW | {"nik": NIK, "nip": "12"},
            ROW | {"nik": nik_rekaan(4), "kode": "PTTIDAKADA"},
        )
    )
    assert "16 angka" in found["C2"]
    assert "isi salah satu dari" in found["G2"]
    assert "belum diisi" in found["B3"]
    assert "“mitra”" in found["H3"]
    assert "PPPK: I sampai XVII" in found["I3"]
    assert "baris 4" in found["C5"]
    assert "18 angka" in found["D5"]
    assert "tidak tercatat" in found["A6"]
    assert set(found) == {"C2", "G2", "B3", "H3", "I3", "C5", "D5", "A6"}


def test_a_number_typed_as_a_number_is_refused_because_it_may_be_rounded() -> None:
    import openpyxl  # noqa: PLC0415 - writes numbers where the writer of this project writes text

    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Petugas"
    sheet.append(list(TITLES.values()))
    sheet.append([ROW.get(name) if name != "nik" else int(NIK) for name in TITLES])
    target = io.BytesIO()
    made.save(target)
    assert "dibulatkan" in faults(target.getvalue())["C2"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"bukan xlsx", "bukan berkas XLSX"),
        (b"PK\x03\x04rusak", "rusak"),
        (table_bytes(["Nama lengkap", "NIK"], [["a", "b"]], "Sheet1"), "Kolom wajib tidak ada"),
        (table_bytes(["X", "Y"], [["a", "b"]], "Petugas"), "Baris judul tidak ditemukan"),
        (table_bytes(["Nama lengkap", "NIK"], [["a", "b"]], "Petugas"), "Kolom wajib tidak ada"),
    ],
    ids=["bukan-xlsx", "rusak", "lembar-lain", "tanpa-judul", "kolom-kurang"],
)
def test_a_file_that_is_none_of_ours_gets_a_sentence(data: bytes, sentence: str) -> None:
    assert sentence in faults(data)[""]


def test_a_column_that_stands_twice_is_named() -> None:
    titles = [*TITLES.values()]
    titles[-1] = "NIK"
    assert "dua kali" in faults(book(ROW, titles=titles))["M1"]


def test_an_inactive_officer_is_not_revived_silently() -> None:
    puskesmas = make_puskesmas()
    make_petugas(puskesmas, "Sari", nik=NIK, aktif=False, nonaktif_sejak="2022-08-01")
    assert "nonaktif" in faults(book(ROW))["baris 2"]


def test_a_double_elsewhere_and_an_impossible_birth_date_only_warn() -> None:
    make_petugas(make_puskesmas("Besuki"), nik=NIK)
    plan = importing.check(make_puskesmas(), book(ROW, ROW | {"nik": "9901013102900001"}))
    assert plan.galat == []
    assert "Besuki" in plan.baris[0].peringatan[0]
    assert "tanggal lahir" in plan.baris[1].peringatan[0]


def test_what_changed_since_the_dry_run_stops_the_apply(client: Client) -> None:
    puskesmas = make_puskesmas()
    sign_in_as(client, OPERATOR_PUSKESMAS, puskesmas)
    pending = send(client, book(ROW))
    stamp = importing.check(puskesmas, importing.content(pending)).sidik
    make_petugas(puskesmas, "Sari Rekaan", nik=NIK)
    response = client.post(reverse("pegawai:impor_terapkan", args=[pending.pk]), {"sidik": stamp})
    assert response.status_code == 409
    assert "berubah sejak berkas ini diperiksa" in response.content.decode()


@pytest.mark.empty_world
def test_a_faulty_file_saves_nothing(client: Client) -> None:
    puskesmas = make_puskesmas()
    sign_in_as(client, OPERATOR_PUSKESMAS, puskesmas)
    pending = send(client, book(ROW, ROW | {"nik": "1"}))
    page = client.get(reverse("pegawai:impor_periksa", args=[pending.pk]))
    assert "Terapkan" not in page.content.decode()
    stamp = page.context["rencana"].sidik
    apply = reverse("pegawai:impor_terapkan", args=[pending.pk])
    assert client.post(apply, {"sidik": stamp}).status_code == 409
    assert not Petugas.objects.exists()


@pytest.mark.empty_world
def test_a_failure_in_the_middle_saves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    puskesmas = make_puskesmas()
    access = make_access(OPERATOR_PUSKESMAS, puskesmas)
    data = book(ROW, ROW | {"nik": nik_rekaan(2)})
    pending = importing.upload(access, puskesmas.pk, "a.xlsx", data)
    save, calls = Petugas.save, []

    def once(self: Petugas, *args: object, **kwargs: object) -> None:
        calls.append(self)
        if len(calls) > 1:
            raise RuntimeError("putus")
        save(self, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(Petugas, "save", once)
    with pytest.raises(RuntimeError), transaction.atomic():
        importing.apply(access, pending, importing.check(puskesmas, data).sidik)
    assert not Petugas.objects.exists()
    assert not AuditEntry.objects.filter(action="petugas.impor").exists()


@pytest.mark.empty_world
def test_a_file_can_be_thrown_away(client: Client) -> None:
    puskesmas = make_puskesmas()
    sign_in_as(client, OPERATOR_PUSKESMAS, puskesmas)
    pending = send(client, book(ROW))
    assert "petugas.xlsx" in client.get(reverse("pegawai:impor")).content.decode()
    client.post(reverse("pegawai:impor_buang", args=[pending.pk]))
    assert not ImporPetugas.objects.exists()
    assert not Petugas.objects.exists()


def test_another_puskesmas_does_not_see_the_file(client: Client) -> None:
    access = make_access(OPERATOR_PUSKESMAS, make_puskesmas("Besuki"))
    pending = importing.upload(access, access.scope.unit or 0, "a.xlsx", book(ROW))
    sign_in_as(client, OPERATOR_PUSKESMAS, make_puskesmas("Panji"))
    for name in ("impor_periksa", "impor_terapkan", "impor_buang"):
        address = reverse(f"pegawai:{name}", args=[pending.pk])
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404


def test_a_service_refuses_a_puskesmas_out_of_reach() -> None:
    access = make_access(OPERATOR_PUSKESMAS, make_puskesmas("Panji"))
    with pytest.raises(ValidationError, match="jangkauan"):
        importing.upload(access, make_puskesmas("Besuki").pk, "a.xlsx", book(ROW))


@pytest.mark.parametrize("name", ["petugas.pdf", "petugas.xlsx"])
def test_what_is_not_a_workbook_is_refused_at_the_field(client: Client, name: str) -> None:
    sign_in_as(client, OPERATOR_PUSKESMAS)
    upload = SimpleUploadedFile(name, b"%PDF-1.4\n%%EOF")
    response = client.post(reverse("pegawai:impor"), {"berkas": upload})
    assert response.status_code == 422
    assert "berkas" in response.context["form"].errors


def test_the_dry_run_costs_few_questions(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    puskesmas = make_puskesmas()
    data = book(*(ROW | {"nik": nik_rekaan(number)} for number in range(200)))
    with django_assert_max_num_queries(5):
        plan = importing.check(puskesmas, data)
    assert plan.banyak("baru") == 200


_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "nama": st.text("abcdef =+-@'", min_size=1, max_size=12).filter(str.strip),
            "nik": st.integers(0, 30).map(nik_rekaan),
            "pendidikan": st.sampled_from(["S1", "D-III", "SMA", "profesi"]),
            "status": st.sampled_from(["PNS", "pppk", "Non-ASN"]),
            "golongan": st.sampled_from(["", "II", "III/d"]),
            "tenaga": st.sampled_from(["kesehatan", "pendukung"]),
            "rekening": st.sampled_from(["", "00123456"]),
            "ptkp": st.sampled_from(["", "K/1"]),
        }
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda row: row["nik"],
)


@pytest.mark.empty_world
@given(first=_ROWS, second=_ROWS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
def test_importing_twice_changes_nothing(
    first: list[dict[str, str]], second: list[dict[str, str]]
) -> None:
    with transaction.atomic():
        puskesmas = make_puskesmas()
        access = make_access(OPERATOR_PUSKESMAS, puskesmas)
        for rows in (first, second):
            data = book(*rows)
            pending = importing.upload(access, puskesmas.pk, "a.xlsx", data)
            importing.apply(access, pending, importing.check(puskesmas, data).sidik)
            once = list(Petugas.objects.order_by("pk").values())
            changes = Petugas.history.count()
            again = importing.check(puskesmas, data)
            assert [row.tindakan for row in again.baris] == ["sama"] * len(rows)
            assert not again.berlaku
            pending = importing.upload(access, puskesmas.pk, "a.xlsx", data)
            importing.apply(access, pending, again.sidik)
            assert list(Petugas.objects.order_by("pk").values()) == once
            assert Petugas.history.count() == changes
        assert Petugas.objects.count() == len({row["nik"] for row in first + second})
        transaction.set_rollback(True)
