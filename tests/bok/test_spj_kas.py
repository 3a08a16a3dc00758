"""What the cash book pays or takes back after an SPJ was opened comes into it, once."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories.akun import sign_in
from tests.factories.insentif import make_team
from tests.factories.kas import make_book, make_transfer, paid, pay
from tests.factories.spj import Meja
from upaya.alur.road import MoveRefusedError
from upaya.bok.kas.services import reverse
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.bok.spj import services
from upaya.bok.spj.dari_kas import Terbayar, merged
from upaya.bok.spj.models import PenerimaSpj, SpjKegiatan
from upaya.bok.spj.reading import BacaanSpj
from upaya.rules.bok.spj import belum_ada_daftar, ketentuan_spj
from upaya.rules.loader import national_book

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings


def _rows(case: SpjKegiatan) -> list[tuple[str, list[str], int]]:
    rows = case.penerima.order_by("urutan")
    return [(one.nama, one.hari, one.transport) for one in rows]


def test_a_later_payment_is_offered_taken_once_and_taken_back_with_it() -> None:
    desk = Meja()
    book = make_book(desk.unit)
    make_transfer(book)
    budi = desk.unit.petugas.get(nama="Budi Contoh")
    who = {"petugas": budi.pk, "nama": budi.nama}
    first = pay(book, paid(3, **who), pelaksanaan=desk.report.pk)
    case = desk.complete(desk.open("a"))
    assert BacaanSpj(case).kas_baru == []
    assert _rows(case) == [("Budi Contoh", ["2022-08-03"], 50_000)]
    # Two more people and another day are paid later: it is no complete SPJ until somebody looked.
    pay(book, paid(10, **who), paid(12), pelaksanaan=desk.report.pk)
    with pytest.raises(MoveRefusedError, match="sesudah penerimanya diambil"):
        desk.move(case, "kirim")
    client = sign_in(Client(), desk.planner)
    page = client.get(f"/bok/spj/{case.pk}/penerima/").content.decode()
    assert "Sulastri (Kilensari): Rp50.000" in page
    for _ in range(2):  # done twice it is done once
        answer = client.post(f"/bok/spj/{case.pk}/dari-kas/", {"tindakan": "ambil"})
        assert answer.status_code == 302
    taken = [
        ("Budi Contoh", ["2022-08-03", "2022-08-10"], 100_000),
        ("Sulastri", ["2022-08-12"], 50_000),
    ]
    assert _rows(case) == taken
    # What is taken back in the book goes out again; passed over it stays as it is, for good.
    access = make_team(desk.unit).pembantu.access()
    reverse(first.mutasi_id, date(2022, 8, 20), "Salah orang, dibayar ulang.", access, uuid4())
    case = SpjKegiatan.objects.get(pk=case.pk)
    assert [one.ditarik for one in BacaanSpj(case).kas_baru] == [50_000]
    services.take_from_book(case.pk, desk.planner.access(), masuk=True)
    assert _rows(case)[0] == ("Budi Contoh", ["2022-08-10"], 50_000)
    pay(book, paid(15), pelaksanaan=desk.report.pk)
    services.take_from_book(case.pk, desk.planner.access(), masuk=False)
    case = SpjKegiatan.objects.get(pk=case.pk)
    assert (BacaanSpj(case).kas_baru, len(_rows(case))) == ([], 2)
    desk.move(case, "kirim")


def test_whom_the_report_names_is_paid_as_what_it_says() -> None:
    desk = Meja()
    book = make_book(desk.unit)
    make_transfer(book)
    desk.report.peserta.create(jenis="kader", urutan=0, nama="Sulastri")
    made = pay(book, paid(3), paid(3, nama="Rukmini"), pelaksanaan=desk.report.pk)
    rows = desk.open("a").penerima.order_by("urutan")
    # A kader of the report is one on every paper; of others the village is all that is known.
    # The village stays beside the word: it tells apart two of one name.
    told = {one.nama: (one.sebagai, one.transport) for one in rows}
    assert told == {"Sulastri": ("Kader, Kilensari", 50_000), "Rukmini": ("Kilensari", 50_000)}
    assert made.mutasi.serapan == sum(amount for _, amount in told.values())


def _told(case: SpjKegiatan) -> list[tuple[str, list[str], int]]:
    rows = case.penerima.order_by("urutan")
    return [(one.sebagai, [day[-2:] for day in one.hari], one.transport) for one in rows]


def test_what_is_corrected_for_one_of_two_namesakes_is_not_the_other_s() -> None:
    desk = Meja()
    book = make_book(desk.unit)
    make_transfer(book)
    desk.report.peserta.create(jenis="kader", urutan=0, nama="Siti")
    here, there = {"nama": "Siti"}, {"nama": "Siti", "desa": "Olean"}
    pay(book, paid(3, **here), pelaksanaan=desk.report.pk)
    case = desk.open("a")
    first = ("Kader, Kilensari", ["03"], 50_000)
    assert _told(case) == [first]
    wrong = pay(book, paid(3, 4, **there), pelaksanaan=desk.report.pk)
    services.take_from_book(case.pk, desk.planner.access(), masuk=True)
    assert _told(case) == [first, ("Kader, Olean", ["03", "04"], 100_000)]
    access = make_team(desk.unit).pembantu.access()
    reverse(wrong.mutasi_id, date(2022, 8, 20), "Hanya satu hari hadir.", access, uuid4())
    pay(book, paid(4, **there), pelaksanaan=desk.report.pk)
    services.take_from_book(case.pk, desk.planner.access(), masuk=True)
    assert _told(case) == [first, ("Kader, Olean", ["04"], 50_000)]


def test_an_older_row_that_says_the_village_is_still_theirs() -> None:
    desk = Meja()
    book = make_book(desk.unit)
    make_transfer(book)
    desk.report.peserta.create(jenis="kader", urutan=0, nama="Siti")
    here, there = {"nama": "Siti"}, {"nama": "Siti", "desa": "Olean"}
    pay(book, paid(3, **here), pelaksanaan=desk.report.pk)
    wrong = pay(book, paid(3, 4, **there), pelaksanaan=desk.report.pk)
    case = desk.open("a")
    for row in case.penerima.all():
        row.sebagai = row.sebagai.removeprefix("Kader, ")
        row.save(update_fields=["sebagai"])
    access = make_team(desk.unit).pembantu.access()
    reverse(wrong.mutasi_id, date(2022, 8, 20), "Tidak hadir.", access, uuid4())
    services.take_from_book(case.pk, desk.planner.access(), masuk=True)
    assert _told(case) == [("Kilensari", ["03"], 50_000)]


def test_a_name_that_a_report_has_twice_is_told_by_its_village() -> None:
    desk = Meja()
    book = make_book(desk.unit)
    make_transfer(book)
    for kind in ("kader", "narasumber"):
        desk.report.peserta.create(jenis=kind, urutan=0, nama="Siti")
    people = paid(3, nama="Siti"), paid(3, nama="Siti", desa="Olean")
    pay(book, *people, pelaksanaan=desk.report.pk)
    assert [row[0] for row in _told(desk.open("a"))] == ["Kilensari", "Olean"]


def test_rows_of_the_report_that_say_the_same_are_taken_each_by_one() -> None:
    siti = [PenerimaSpj(nama="Siti", sebagai="Kader", hari=[]) for _ in range(2)]
    villages = ("Kilensari", "Olean")
    people = [
        Terbayar("Siti", "Kader", {date(2022, 8, 3)}, {"transport": 50_000}, desa)
        for desa in villages
    ]
    found, stray = merged(siti, people, people)
    assert stray == []
    assert [(one.sebagai, one.transport) for one in found] == [
        (f"Kader, {desa}", 50_000) for desa in villages
    ]


def test_its_pages_ask_the_database_no_oftener_than_others(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    desk = Meja()
    book = make_book(desk.unit)
    make_transfer(book)
    case = desk.complete(desk.open("a"))
    pay(book, paid(10), paid(12, nama="Rukmini"), pelaksanaan=desk.report.pk)
    client = sign_in(Client(), desk.planner)
    for part in ("penerima", "naskah", "kelengkapan"):
        client.get(f"/bok/spj/{case.pk}/{part}/")  # what a first visit writes is not the page's
        with django_assert_max_num_queries(17):  # two or three where the book has something new
            assert client.get(f"/bok/spj/{case.pk}/{part}/").status_code == 200


def test_a_purchase_is_the_shop_s_and_no_matter_of_a_transport_spj() -> None:
    desk = Meja()
    book = make_book(desk.unit)
    make_transfer(book)
    travel, bought = desk.open("a"), desk.open("e")
    pay(book, pelaksanaan=desk.report.pk, jumlah=70_000)
    assert BacaanSpj(travel).kas_baru == []
    assert BacaanSpj(bought).kas_baru != []
    services.take_from_book(bought.pk, desk.planner.access(), masuk=True)
    assert bought.penerima.get(nama="Toko Sumber Rejeki").jumlah == 70_000


def test_a_month_without_a_list_says_which_lists_there_are() -> None:
    desk = Meja()
    late = Pelaksanaan.objects.get(pk=desk.report.pk)
    late.pk, late.periode = None, date(2023, 2, 1)
    late.save(force_insert=True)
    with pytest.raises(ValidationError) as refused:
        services.open_spj(late.pk, "a", desk.planner.access())
    (said,) = refused.value.message_dict["pelaksanaan"]
    assert "Februari 2023 belum ada" in said
    assert "Perbup Situbondo 79/2022 1 Agustus 2022 sampai 31 Desember 2022" in said


def test_a_list_says_from_which_rule_it_comes() -> None:
    book = national_book()
    august = ketentuan_spj(book, "a", date(2022, 8, 31), "35.12").asal
    march = ketentuan_spj(book, "a", date(2022, 3, 31), "35.12").asal
    assert "Pasal 24 huruf a" in august
    assert "31 Desember 2022" in august
    assert march.startswith("Daftar asumsi untuk kegiatan 1 Januari 2022 sampai 31 Juli 2022")
    elsewhere = belum_ada_daftar(book, date(2022, 8, 1), "64.09")
    assert "Perbup Situbondo" not in elsewhere


def test_what_is_taken_back_from_somebody_without_a_row_is_said() -> None:
    desk = Meja()
    book = make_book(desk.unit)
    make_transfer(book)
    wrong = pay(book, paid(3, nama="Siti"), pelaksanaan=desk.report.pk)
    case = desk.open("a")
    case.penerima.filter(nama="Siti").update(nama="Siti Aminah")
    stands = _rows(case)
    reverse(wrong.mutasi_id, date(2022, 8, 20), "Tidak hadir.",
            make_team(desk.unit).pembantu.access(), uuid4())  # fmt: skip
    client = sign_in(Client(), desk.planner)
    address = f"/bok/spj/{case.pk}/dari-kas/"
    page = client.post(address, {"tindakan": "ambil"}, follow=True).content.decode()
    assert "Rp50.000 yang ditarik kembali dari Siti, Kilensari belum mengurangi baris" in page
    assert _rows(case) == stands
    again = client.post(address, {"tindakan": "ambil"}, follow=True).content.decode()
    assert "belum mengurangi" not in again
