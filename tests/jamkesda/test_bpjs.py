"""Members who end soon, and the monthly list for BPJS with its answer."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from tests.factories.akun import make_membership, sign_in
from tests.factories.jamkesda import make_desa, make_peserta, make_warga
from tests.factories.wilayah import make_kabupaten, make_unit
from tests.jamkesda.test_peserta_surat import at_upt
from upaya.core.access import Access
from upaya.exchange.jamkesda.jawaban_bpjs import baca_jawaban
from upaya.jamkesda.bpjs import services
from upaya.jamkesda.bpjs.models import BarisMutasi, DaftarMutasi
from upaya.jamkesda.bpjs.views import berakhir, tasks
from upaya.jamkesda.models import MasaPeserta, Peserta
from upaya.jamkesda.peserta import mutasi
from upaya.rules.jamkesda import peran
from upaya.rules.loader import national_book
from upaya.wilayah.models import Unit

OCT = date(2022, 10, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:  # noqa: ANN401 - pytest-django's
    settings.BUSINESS_DATE = date(2022, 11, 3)


@pytest.fixture
def officer() -> Access:
    return at_upt(peran.KEPESERTAAN)


def moved(officer: Access, nik: str, day: date, kind: str = "pbi", nama: str = "Siti") -> Peserta:
    member = make_peserta(make_warga(make_desa(), nama, nik=nik))
    said = {
        "jenis": kind,
        "tanggal": day,
        "alasan": "Masuk PBI menurut SK Mensos.",
        "dokumen": "SK",
    }
    mutasi.catat(member.pk, officer, said)
    return member


NIKS = ("0099014101800001", "9999014101800002", "9999014101800003", "9999014101800004")


# ------------------------------------------------------------------ who ends soon
def test_who_ends_within_the_days_of_the_rule_is_listed(officer: Access) -> None:
    days = {
        "Hari ini": date(2022, 11, 3), "Sebulan lagi": date(2022, 12, 3),
        "Kemarin": date(2022, 11, 2), "Lebih lama": date(2022, 12, 4), "Tanpa akhir": None,
    }  # fmt: skip
    for name, ends in days.items():
        member = make_peserta(make_warga(make_desa(), name))
        MasaPeserta.objects.filter(peserta=member).update(sampai=ends)
    renewed = Peserta.objects.get(warga__nama="Sebulan lagi")
    assert [one.peserta.warga.nama for one in berakhir(officer).order_by("sampai")] == [
        "Hari ini",
        "Sebulan lagi",
    ]
    (task,) = tasks(officer)
    assert task.konteks == "2 peserta berakhir dalam 30 hari"
    MasaPeserta.objects.create(peserta=renewed, mulai=date(2022, 12, 4))
    assert [one.peserta.warga.nama for one in berakhir(officer)] == ["Hari ini"]


# ------------------------------------------------------------------ the list
def test_there_are_thirty_four_columns() -> None:
    heads = services.kolom("64.09", OCT)
    assert len(heads) == 34
    assert len({head for head, _ in heads}) == 34
    assert national_book().read("jamkesda.bpjs.kolom", OCT).origin == "asumsi"


def test_everybody_who_moved_is_in_one_list_once(
    officer: Access,
    settings: Any,  # noqa: ANN401 - pytest-django's
) -> None:
    first = moved(officer, NIKS[0], date(2022, 10, 20), nama="=HYPERLINK(1) Ma'rifah")
    moved(officer, NIKS[1], date(2022, 9, 30), "bpjs")
    moved(officer, NIKS[2], date(2022, 10, 21))  # after the cut-off day
    moved(officer, NIKS[3], date(2022, 10, 1), "akhir")  # not to BPJS
    assert services.bulan_berikut("64.09") == OCT
    made = services.tutup(officer, OCT)
    assert made.batas == date(2022, 10, 20)
    assert [line.nik for line in made.baris.order_by("nomor")] == [NIKS[1], NIKS[0]]
    assert services.tutup(officer, OCT).pk == made.pk
    settings.BUSINESS_DATE = date(2022, 11, 20)
    late = services.tutup(officer, date(2022, 11, 1))
    assert [line.nik for line in late.baris.all()] == [NIKS[2]]
    with pytest.raises(ValidationError, match="Tidak ada peserta"):
        services.tutup(officer, date(2022, 9, 1))
    with pytest.raises(ValidationError, match="ditutup 20 Desember 2022"):
        services.tutup(officer, date(2022, 12, 1))
    desk = sign_in(
        Client(), make_membership(peran.KEPESERTAAN, Unit.objects.get(pk=officer.scope.unit or 0))
    )
    book = desk.get(f"/jamkesda/bpjs/{made.pk}/mutasi.xlsx")
    sheet = load_workbook(io.BytesIO(b"".join([book.content]))).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [len(one) for one in rows] == [34, 34, 34]
    assert rows[2][2] == NIKS[0]  # its noughts stand
    assert "Ma'rifah" in str(rows[2][3])
    assert sheet.cell(3, 4).data_type == "s"
    assert first.kartu in rows[2]


def test_the_list_of_a_month_is_closed_on_its_cut_off_day(settings: Any) -> None:  # noqa: ANN401
    settings.BUSINESS_DATE = date(2022, 1, 19)
    assert services.bulan_berikut("64.09") == date(2021, 12, 1)
    settings.BUSINESS_DATE = date(2022, 1, 20)
    assert services.bulan_berikut("64.09") == date(2022, 1, 1)
    assert services.batas("64.09", date(2023, 2, 1)) == date(2023, 2, 20)


# ------------------------------------------------------------------ the answer
def test_an_answer_is_matched_and_the_same_file_again_changes_nothing(officer: Access) -> None:
    for nik in NIKS[:3]:
        moved(officer, nik, date(2022, 10, 5))
    made = services.tutup(officer, OCT)
    text = (
        f"NIK;Status;Keterangan\n{NIKS[0]};Diterima;\n{NIKS[1]};DITOLAK;NIK ganda\n"
        f"9999999999999999;Diterima;\n123;Diterima;\n{NIKS[2]};mungkin;\n"
    ).encode()
    done = services.jawaban(made.pk, officer, text, "csv")
    assert (done.diterima, done.ditolak, len(done.lain)) == (1, 1, 3)
    assert "NIK ini tidak ada dalam daftar" in done.lain[0]
    before = list(made.baris.values_list("jawaban", "dijawab_pada"))
    services.jawaban(made.pk, officer, text, "csv")
    assert list(made.baris.values_list("jawaban", "dijawab_pada")) == before
    assert [one.judul for one in tasks(officer)] == ["Perbaiki mutasi yang ditolak BPJS."]
    later = f"NIK,Status\n{NIKS[1]},diterima\n{NIKS[0]},ditolak\n".encode()
    services.jawaban(made.pk, officer, later, "csv")
    assert dict(made.baris.values_list("nik_indeks", "jawaban")) == {
        line.nik_indeks: "diterima" if line.nik in NIKS[:2] else "menunggu"
        for line in BarisMutasi.objects.all()
    }
    assert list(tasks(officer)) == []


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"", "csv"), (b"\xff\xfe\x00", "csv"), (b"Nama;Alamat\na;b\n", "csv"),
     (b"PK\x03\x04x", "xlsx"), (b"NIK;Status\n", "csv")],
)  # fmt: skip
def test_a_file_that_is_no_answer_is_refused_with_a_sentence(data: bytes, kind: str) -> None:
    assert baca_jawaban(data, kind).galat.endswith(".")


def test_other_districts_and_other_roles_do_not_reach_a_list(officer: Access) -> None:
    moved(officer, NIKS[0], date(2022, 10, 5))
    made = services.tutup(officer, OCT)
    away = make_unit("upt", make_kabupaten("35.10"), nama="UPT Lain")
    far = sign_in(Client(), make_membership(peran.KEPESERTAAN, away))
    assert far.get(f"/jamkesda/bpjs/{made.pk}/").status_code == 404
    near = sign_in(
        Client(), make_membership(peran.VERIFIKATOR, Unit.objects.get(pk=officer.scope.unit or 0))
    )
    assert near.get(f"/jamkesda/bpjs/{made.pk}/").status_code == 200
    assert near.get(f"/jamkesda/bpjs/{made.pk}/mutasi.xlsx").status_code == 403
    sent = SimpleUploadedFile("jawaban.csv", b"bukan")
    desk = sign_in(
        Client(), make_membership(peran.KEPESERTAAN, Unit.objects.get(pk=officer.scope.unit or 0))
    )
    assert desk.post(f"/jamkesda/bpjs/{made.pk}/jawaban/", {"berkas": sent}).status_code == 422
    assert DaftarMutasi.objects.count() == 1
