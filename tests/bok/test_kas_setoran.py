"""Tax past its last day: the treasurer is told, the Dinas sees it of every book, its own too."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.akun import make_membership, sign_in
from tests.factories.insentif import make_team
from tests.factories.kas import funded, move
from tests.factories.kas import pay as spend_on
from tests.factories.kueri import asking
from tests.factories.wilayah import make_dinas, make_puskesmas
from upaya.bok.kas.inbox import tasks
from upaya.bok.kas.models import BukuKas
from upaya.bok.kas.services import open_book
from upaya.bok.kas.services import reverse as take_back
from upaya.bok.kas.setoran import late_tax
from upaya.rules.bok import kas
from upaya.rules.kesehatan import AUDITOR, BENDAHARA_PENGELUARAN
from upaya.rules.period import Period

pytestmark = pytest.mark.django_db
LATE = date(2022, 9, 12)
"""PPh 23 of August was due on 10 September, a Saturday; PPN of the twelfth of August long ago."""


def _taxed(name: str = "Banyuputih") -> BukuKas:
    book = funded(make_puskesmas(name))
    spend_on(book, jumlah=100_000, belanja="f", pungutan={"pph23": 2_000})
    spend_on(book, jumlah=90_000, belanja="c", pungutan={"ppn": 8_000}, hari="2022-08-12")
    return book


def _said(book: BukuKas) -> list[tuple[str, str]]:
    return [(one.judul, one.konteks) for one in tasks(make_team(book.unit).pembantu.access())]


def test_the_treasurer_is_told_of_what_is_late_until_it_is_deposited(settings: object) -> None:
    book = _taxed()
    settings.BUSINESS_DATE = date(2022, 8, 19)  # type: ignore[attr-defined] # Django's settings
    assert _said(book) == []  # its last day is today
    settings.BUSINESS_DATE = date(2022, 8, 20)  # type: ignore[attr-defined]
    where = book.unit.nama
    assert _said(book) == [("Setor PPN yang terlambat.", f"{where} · 2022, Rp8.000")]
    settings.BUSINESS_DATE = LATE  # type: ignore[attr-defined]
    late = list(tasks(make_team(book.unit).pembantu.access()))
    assert [(one.judul, one.terlambat) for one in late] == [
        ("Setor PPN yang terlambat.", True),
        ("Setor PPh 23 yang terlambat.", True),
    ]
    assert late[1].tenggat is not None
    assert late[1].tenggat.kata == "Batas 10 September 2022 · terlambat 1 hari kerja"
    assert late[0].alamat == f"{reverse('kas:buku', args=[book.pk])}?pembantu=pajak"
    deposit = move(book, kas.SETOR_PAJAK, 8_000, "2022-09-12", pajak_disetor="ppn")
    assert [title for title, _ in _said(book)] == ["Setor PPh 23 yang terlambat."]
    move(book, kas.SETOR_PAJAK, 2_000, "2022-09-12", pajak_disetor="pph23")
    assert _said(book) == []
    access = make_team(book.unit).pembantu.access()
    take_back(deposit.pk, LATE, "Kode billing setorannya salah.", access, uuid4())
    assert [title for title, _ in _said(book)] == ["Setor PPN yang terlambat."]


def test_only_whoever_keeps_the_book_is_told(settings: object) -> None:
    book, other = _taxed(), _taxed("Panji")
    settings.BUSINESS_DATE = LATE  # type: ignore[attr-defined]
    team = make_team(book.unit)
    assert {one.konteks.split(" · ")[0] for one in tasks(team.pembantu.access())} == {
        book.unit.nama
    }
    for member in (team.kepala, team.verifikator, team.pengeluaran):
        assert [one for one in tasks(member.access()) if "terlambat" in one.judul] == []
    found = late_tax(BukuKas.objects.all())
    assert {one.buku.unit_id for one in found} == {book.unit_id, other.unit_id}


def test_the_dinas_sees_every_book_and_its_own_among_them(client: Client, settings: object) -> None:
    book = _taxed()
    assert book.unit.kabupaten is not None
    dinas = make_dinas(book.unit.kabupaten)
    treasurer = make_membership(BENDAHARA_PENGELUARAN, dinas)
    own = open_book(dinas.pk, Period(2022, 8), treasurer.access(), bank=500_000)
    settings.BUSINESS_DATE = LATE  # type: ignore[attr-defined]
    assert list(tasks(treasurer.access())) == []
    sign_in(client, make_membership(AUDITOR, dinas))
    page = client.get("/bok/pengawasan/?tahun=2022").content.decode()
    assert page.count("buku pajak") == 2
    assert "Seluruhnya Rp10.000." in page
    assert "terlambat 24 hari" in page  # 19 August, counted by the calendar
    assert str(own) not in page


def test_any_number_of_books_is_one_question() -> None:
    for name in ("Banyuputih", "Panji", "Wonorejo"):
        _taxed(name)
    funded(make_puskesmas("Besuki"))  # owes nothing
    late_tax(BukuKas.objects.all())  # the rules are read
    with asking() as asked:
        found = late_tax(BukuKas.objects.all())
    assert len(found) == 6
    assert asked.count <= 1 + 3  # and whether a district's rules changed, outside of a request


def test_what_was_taken_back_is_not_owed(settings: object) -> None:
    book = funded(make_puskesmas("Banyuputih"))
    paid = spend_on(book, jumlah=100_000, belanja="f", pungutan={"pph23": 2_000})
    access = make_team(book.unit).pembantu.access()
    settings.BUSINESS_DATE = LATE  # type: ignore[attr-defined]
    assert len(_said(book)) == 1
    take_back(paid.mutasi.pk, LATE, "Katering tidak jadi datang.", access, uuid4())
    assert _said(book) == []
