"""Two at once in the cash books: a day is paid once, money is spent once, whatever the database."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from tests.at_once import at_once
from tests.factories.insentif import make_team
from tests.factories.kas import AGUSTUS, funded, make_book, paid, pay
from tests.factories.pegawai import nik_rekaan
from tests.factories.wilayah import make_puskesmas
from upaya.bok.kas import services, tutup
from upaya.bok.kas.models import BukuKas, Mutasi, TutupBulan
from upaya.bok.kas.models_belanja import HariDibayar, HariGanda
from upaya.bok.kas.queries import as_ruled, movements
from upaya.rules.bok import kas
from upaya.rules.period import Period

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_person_is_paid_one_day_once_by_two_puskesmas_at_once() -> None:
    books = [funded(), funded(make_puskesmas(kode="P3512080202", nama="Puskesmas Panji"))]
    for book in books:
        make_team(book.unit)
    person = paid(3, nik=nik_rekaan(7))
    made, refused = at_once(lambda n: pay(books[n % 2], person), 4)
    assert (len(made), len(refused)) == (1, 3)
    assert all("sudah dibayar Puskesmas" in str(one) for one in refused)
    assert HariDibayar.objects.count() == 1
    assert Mutasi.objects.filter(jenis=kas.BELANJA).count() == 1
    assert HariGanda.objects.count() in {1, 2}  # each book tries a day once


def test_the_last_rupiah_is_spent_once() -> None:
    book = funded(jumlah=100_000)
    access = make_team(book.unit).pembantu.access()
    gerak = [services.Gerak(date(2022, 8, 2), kas.AMBIL, 70_000, f"T{n}", "x") for n in range(4)]
    made, refused = at_once(lambda n: services.record(book.pk, gerak[n], access, uuid4()), 4)
    assert (len(made), len(refused)) == (1, 3)
    assert not list(as_ruled(book, movements(book)).kurang())


def test_sent_twice_at_once_and_opened_twice_at_once_is_one() -> None:
    book = funded()
    access, key = make_team(book.unit).pembantu.access(), uuid4()
    gerak = services.Gerak(date(2022, 8, 2), kas.AMBIL, 5_000, "T1", "Tunai")
    made, refused = at_once(lambda _: services.record(book.pk, gerak, access, key), 4)
    assert (len({row.pk for row in made}), refused) == (1, [])
    at_once(lambda _: services.open_book(book.unit_id, Period(2022, 8), access), 4)
    assert BukuKas.objects.count() == 1


def test_a_month_that_is_being_closed_takes_no_more() -> None:
    book = make_book(bank=50_000)
    access = make_team(book.unit).pembantu.access()

    def act(n: int) -> object:
        if n % 2:
            return tutup.close(book.pk, AGUSTUS, {}, "dr. Rina", access)
        gerak = services.Gerak(date(2022, 8, 2), kas.STS, 10, f"T{n}", "x")
        return services.record(book.pk, gerak, access, uuid4())

    at_once(act, 4)
    shut = TutupBulan.objects.get()
    assert shut.bank == as_ruled(book, movements(book)).akhir(kas.BANK)
