"""A list of members: tried, matched, decided, taken over once, whoever sends it how often."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories.akun import make_membership, sign_in
from tests.factories.jamkesda import make_desa, make_peserta, make_warga
from tests.jamkesda.test_peserta_surat import DAY, at_upt
from upaya.akun.models import Membership
from upaya.exchange.jamkesda.peserta_tabel import KOLOM, MOST, baca_peserta
from upaya.exchange.xlsx_writer import table_bytes
from upaya.jamkesda.impor import services, views
from upaya.jamkesda.impor.models import BarisImpor, ImporPeserta
from upaya.jamkesda.models import MasaPeserta, Mutasi, Peserta
from upaya.rules.jamkesda import peran
from upaya.warga.models import Keluarga, Warga
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db
HEAD = [column.judul for column in KOLOM]


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:  # noqa: ANN401 - pytest-django's
    settings.BUSINESS_DATE = DAY


def village() -> Unit:
    home = make_desa()
    home.kode = "64.09.01.2001"
    home.save()
    return home


def row(nama: str, nik: str, lahir: str = "01/01/1980", **more: str) -> list[str]:
    said = {
        "nama": nama, "nik": nik, "kk": "9999010101220001", "tanggal_lahir": lahir,
        "jenis_kelamin": "P", "hubungan": "anak", "ibu": "Ibu Rekaan", "desa": "64.09.01.2001",
        "alamat": "RT 01", "kategori": "miskin",
    }  # fmt: skip
    return [(said | more)[column.name] for column in KOLOM]


def as_csv(*rows: list[str]) -> bytes:
    return "\n".join(";".join(line) for line in [HEAD, *rows]).encode()


def people() -> list[list[str]]:
    """One member, one known and no member, one that looks like somebody, new ones, faulty ones."""
    home = village()
    make_peserta(make_warga(home, "Ani Rekaan", nik="9999014101800001"))
    make_warga(home, "Budi Rekaan", nik="9999014101800002")
    make_warga(home, "H. Moch. Sukarjo", nik="9999014101800003")
    return [
        row("Ani Rekaan", "9999014101800001"),
        row("Budi Rekaan", "9999014101800002"),
        row("Muhammad Soekardjo", "9999014101800099"),
        row("Citra Rekaan", "9999014101800004"),
        row("Bayi Rekaan", "", "01/10/2022"),
        row("Citra Rekaan", "9999014101800004"),
        row("", "9999014101800005"),
        row("Dewi Rekaan", "123"),
        row("Eka Rekaan", "9999014101800006", desa="64.09.99.9999"),
    ]


def tried(data: bytes, jenis: str = "csv") -> ImporPeserta:
    return services.coba(at_upt(peran.ADMIN_UPT), "daftar.csv", data, jenis, DAY, "SK/12")


def test_a_list_is_tried_decided_and_taken_over_once(client: Client) -> None:
    rows = people()
    made = tried(as_csv(*rows))
    assert tried(as_csv(*rows)).pk == made.pk
    assert (Peserta.objects.count(), Warga.objects.count()) == (1, 3)
    found = {one.nomor: one for one in made.baris.all()}
    assert [found[number].cocok for number in range(2, 11)] == [
        "tepat", "tepat", "mirip", "baru", "baru", "galat", "galat", "galat", "galat",
    ]  # fmt: skip
    assert "sudah ada di baris 5" in found[7].galat
    head, officer = at_upt(peran.KEPALA_UPT), at_upt(peran.KEPESERTAAN)
    with pytest.raises(ValidationError, match="1 baris yang mirip belum diputus"):
        services.terapkan(made.pk, head)
    assert [len(list(views.tasks(who))) for who in (head, officer)] == [0, 1]
    services.putuskan(found[4].pk, officer, "sama", "Nama dan alamatnya sama.")
    assert [len(list(views.tasks(who))) for who in (head, officer)] == [1, 0]
    with pytest.raises(ValidationError, match="orang lain"):
        services.terapkan(made.pk, at_upt_as(peran.KEPALA_UPT, made.diunggah_oleh_id))
    services.terapkan(made.pk, head)
    services.terapkan(made.pk, head)
    made.refresh_from_db()
    assert made.hasil == {"masuk": 4, "sudah peserta": 1, "tidak dapat dipakai": 4}
    assert (Peserta.objects.count(), Warga.objects.count(), Keluarga.objects.count()) == (5, 5, 1)
    assert MasaPeserta.objects.filter(mulai=DAY, sampai=None).count() == 4
    assert Mutasi.objects.filter(jenis="masuk", dokumen="SK/12").count() == 4
    assert not BarisImpor.objects.exclude(isi="").exists()
    # The same people in another file: nobody comes in twice, also the child without a NIK.
    again = tried(as_csv(*reversed(rows)))
    for one in again.baris.filter(cocok="mirip"):
        services.putuskan(one.pk, officer, "sama", "Orang yang sama.")
    services.terapkan(again.pk, head)
    again.refresh_from_db()
    assert again.hasil == {"sudah peserta": 5, "tidak dapat dipakai": 4}
    assert (Peserta.objects.count(), Warga.objects.count()) == (5, 5)
    upt = Membership.objects.get(pk=head.membership_id).unit
    sign_in(client, make_membership(peran.KEPALA_UPT, upt))
    page = client.get(reverse("jamkesda:impor", args=[made.pk])).content.decode()
    assert "Hasil: masuk" in page
    assert "Citra Rekaan" in page


def at_upt_as(role: Any, user: int) -> Any:  # noqa: ANN401 - a role and an access
    return dataclasses.replace(at_upt(role), user_id=user)


def test_a_workbook_is_read_like_the_text_and_hostile_files_are_refused(client: Client) -> None:
    village()
    rows = [row("Citra Rekaan", "9999014101800004", "04/04/1980")]
    book = baca_peserta(table_bytes(HEAD, rows, "Peserta"), "xlsx")
    text = baca_peserta(as_csv(*rows), "csv")
    assert book.galat == text.galat == ""
    assert [dict(one.isi) for one in book.baris] == [dict(one.isi) for one in text.baris]
    for data, kind, why in (
        (b"PK\x03\x04rusak", "xlsx", "XLSX"),
        (b"\xff\xfe\x00", "csv", "UTF-8"),
        (b"nama\0;nik", "csv", "kosong"),
        (b"apa;saja\n1;2", "csv", "Kolom tidak ditemukan"),
        (as_csv(), "csv", "Tidak ada satu baris pun"),
        (as_csv(*rows * (MOST + 60)), "csv", "melebihi 5000 baris"),
        (b"x" * (6 * 1024 * 1024), "csv", "lebih dari 5 MB"),
        (HEAD[0].encode() + b';"' + b"a" * 200_000, "csv", "tidak"),
    ):
        assert why in baca_peserta(data, kind).galat, data[:20]
    formula = baca_peserta(as_csv(row("=HYPERLINK(1)", "9999014101800004")), "csv")
    assert formula.baris[0].isi["nama"] == "=HYPERLINK(1)"  # text stays text; exports disarm it
    upt = Membership.objects.get(pk=at_upt(peran.ADMIN_UPT).membership_id).unit
    sign_in(client, make_membership(peran.ADMIN_UPT, upt))
    sent = {"mulai": "3-11-2022", "nomor_berkas": "SK/1"}
    old = SimpleUploadedFile("peserta.xls", b"\xd0\xcf\x11\xe0" + b"0" * 50)
    page = client.post(reverse("jamkesda:impor_unggah"), sent | {"berkas": old})
    assert (page.status_code, "Excel Workbook" in page.content.decode()) == (422, True)
    fine = SimpleUploadedFile("peserta.csv", as_csv(*rows))
    assert client.post(reverse("jamkesda:impor_unggah"), sent | {"berkas": fine}).status_code == 302
    assert client.get(reverse("jamkesda:impor_templat")).content.startswith(b"PK")


def test_many_rows_take_few_questions(django_assert_max_num_queries: Any) -> None:  # noqa: ANN401 - pytest-django's
    village()
    head = at_upt(peran.KEPALA_UPT)
    small = as_csv(*(row(f"Warga {n}", f"99990141018{n:05d}") for n in range(300)))
    made = tried(small)
    with django_assert_max_num_queries(45):
        services.terapkan(made.pk, head)
    assert Peserta.objects.count() == 300
