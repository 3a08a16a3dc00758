"""Incentives paid post themselves into the cash book, and go out again when they come back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.factories.akun import sign_in
from tests.factories.insentif import make_month, make_rekening_pembantu, make_team
from tests.factories.kas import make_book
from tests.factories.pembayaran import note_paid, send_lines
from tests.factories.wilayah import make_puskesmas
from upaya.bok.kas import services
from upaya.bok.kas.inbox import tasks
from upaya.bok.kas.models import BukuKas, Mutasi
from upaya.bok.kas.otomatis import catch_up, outside, post, refuse_outside
from upaya.bok.kas.queries import as_ruled, month_from_book, movements
from upaya.bok.serapan.queries import spent
from upaya.core import clock
from upaya.core.access import Access
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.uang.closing import SUMBER_INSENTIF
from upaya.insentif.uang.reading import payment_of
from upaya.pembayaran.models import Pembayaran, Pembetulan
from upaya.pembayaran.services import funds, lines, pembetulan
from upaya.pembayaran.services.funds import Transfer
from upaya.pembayaran.services.lines import Asal, Tagihan
from upaya.pembayaran.services.pembetulan import UsulanPembetulan
from upaya.regulasi.queries import rulebook_for
from upaya.rules.bok import kas
from upaya.rules.period import Period

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_the_year_of_the_book(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 10, 20)


def _payment(month: Pengajuan) -> Pembayaran:
    payment = payment_of(month)
    assert payment is not None
    return payment


def _sums(book: BukuKas) -> dict[str, int]:
    found = Mutasi.objects.filter(buku=book).aggregate(
        serapan=Sum("serapan"), pajak=Sum("pph21"), bank=Sum("bank")
    )
    return {name: amount or 0 for name, amount in found.items()}


def _owed(payment: Pembayaran) -> dict[str, int]:
    found = payment.baris.aggregate(bruto=Sum("bruto"), pajak=Sum("pajak"))
    return {
        "serapan": found["bruto"],
        "pajak": found["pajak"],
        "bank": payment.dana - found["bruto"] + found["pajak"],
    }


def test_what_is_paid_stands_in_the_book_once_and_goes_when_it_comes_back() -> None:
    month = make_month(status="dana_ditransfer")
    payment, team = _payment(month), make_team(month.puskesmas)
    book = make_book(month.puskesmas, "2022-08")
    note_paid(send_lines(payment, team.pembantu.access()), team.pembantu.access())
    payment.refresh_from_db()
    assert _sums(book) == _owed(payment)
    row = Mutasi.objects.filter(buku=book, jenis=kas.BELANJA).earliest("pk")
    assert (row.belanja, row.insentif, row.sumber) == ("m", True, "insentif")
    before = Mutasi.objects.count()
    post(payment, team.pembantu.access())
    assert (Mutasi.objects.count(), outside(book)) == (before, [])
    # It is absorbed, but not by what the incentive is computed from.
    period = Period.of(clock.today())
    assert month_from_book(book.unit_id, period) == 0
    assert spent(book.unit_id, 2022).total == _owed(payment)["serapan"]
    attempt = payment.baris.earliest("pk").percobaan.latest("nomor")
    made = pembetulan.usulkan(
        payment.pk,
        UsulanPembetulan(
            Pembetulan.Jenis.KEMBALI, attempt.pk, "Rekeningnya ternyata ditutup.", clock.today()
        ),
        team.pembantu.access(),
    )
    pembetulan.putuskan(made.pk, team.kepala.access(), setuju=True, alasan="Sudah dicek.")
    back = Mutasi.objects.get(membalik__sumber_id=attempt.pk, membalik__jenis=kas.BELANJA)
    assert (back.serapan, back.alasan) == (-attempt.baris.bruto, "Rekeningnya ternyata ditutup.")
    assert _sums(book)["serapan"] == _owed(payment)["serapan"] - attempt.baris.bruto
    note_paid(send_lines(payment, team.pembantu.access()), team.pembantu.access())
    assert _sums(book) == _owed(payment)
    assert not list(as_ruled(book, movements(book)).kurang())


def test_a_result_noted_wrongly_is_taken_out_and_entered_anew() -> None:
    month = make_month(status="dana_ditransfer")
    payment, team = _payment(month), make_team(month.puskesmas)
    book = make_book(month.puskesmas, "2022-08")
    access = team.pembantu.access()
    note_paid(sent := send_lines(payment, access), access)
    attempt = payment.baris.earliest("pk").percobaan.latest("nomor")
    wanted = UsulanPembetulan(Pembetulan.Jenis.HASIL, attempt.pk, "Salah membaca jawaban bank.")
    made = pembetulan.usulkan(payment.pk, wanted, access)
    pembetulan.putuskan(made.pk, team.kepala.access(), setuju=True, alasan="Sudah dicek.")
    assert _sums(book)["serapan"] == _owed(payment)["serapan"] - attempt.baris.bruto
    note_paid(sent, access)
    assert _sums(book) == _owed(payment)
    times = Mutasi.objects.filter(sumber="insentif", sumber_id=attempt.pk, membalik=None)
    assert sorted(times.values_list("sumber_ke", flat=True)) == [0, 1]


def test_a_book_opened_later_takes_what_was_paid_before(client: Client) -> None:
    month = make_month(status="dibayar")
    team, payment = make_team(month.puskesmas), _payment(month)
    book = make_book(month.puskesmas, "2022-08")
    (waiting,) = outside(book)
    assert waiting.pembayaran == payment.pk
    assert _to_book(team.pembantu.access()) == [reverse("kas:susulkan", args=[book.pk])]
    assert _to_book(make_team(make_puskesmas("Besuki")).pembantu.access()) == []
    sign_in(client, team.pembantu)
    assert "Masukkan pembayaran ke buku kas." in client.get("/tugas/").content.decode()
    page = client.get(reverse("kas:buku", args=[book.pk])).content.decode()
    address = reverse("kas:susulkan", args=[book.pk])
    assert address in page
    assert client.post(address, {}).status_code == 422
    assert not Mutasi.objects.exists()
    assert client.post(address, {"setuju": "on"}).status_code == 302
    assert _sums(book) == _owed(payment)
    assert catch_up(book, team.pembantu.access()) == []
    assert _to_book(team.pembantu.access()) == []


def _to_book(access: Access) -> list[str]:
    """Where the tasks of this kind lead."""
    return [one.alamat for one in tasks(access) if one.judul.startswith("Masukkan pembayaran")]


def test_money_that_the_book_does_not_have_keeps_the_month_open() -> None:
    month = make_month(status="dana_ditransfer")
    payment, team = _payment(month), make_team(month.puskesmas)
    access = team.pembantu.access()
    book = make_book(month.puskesmas, "2022-08")
    # Paid in cash that nobody drew from the bank: the payment is noted all the same.
    note_paid(send_lines(payment, access, cara="tunai"), access)
    payment.refresh_from_db()
    (said,) = catch_up(book, team.pembantu.access())
    assert "saldo tunai kurang" in said
    assert not Mutasi.objects.exists()
    with pytest.raises(ValidationError, match="Masukkan dulu"):
        refuse_outside(book, Period.of(clock.today()))
    services.correct_opening(
        book.pk, 0, payment.total, "Uang tunainya tidak ikut ditulis.", team.verifikator.access()
    )
    assert catch_up(book, team.pembantu.access()) == []


def test_the_honour_of_contract_staff_has_the_same_door(monkeypatch: pytest.MonkeyPatch) -> None:
    month = make_month(status="direkap")
    team, access = make_team(month.puskesmas), make_team(month.puskesmas).pembantu.access()
    make_rekening_pembantu(month.puskesmas)
    staff = replace(
        SUMBER_INSENTIF,
        nama="honor",
        terlibat=lambda *_: [],
        tercatat=lambda *_: None,
        selesai=lambda *_: None,
    )
    monkeypatch.setattr("upaya.pembayaran.sumber.of", lambda _: staff)
    bills = [
        Tagihan(line.petugas, (("Honor Oktober", 2_000_000),))
        for line in _payment(month).baris.select_related("petugas")
        if line.petugas is not None
    ]
    unit = month.puskesmas
    source = Asal("honor", 1, unit.pk, month.kabupaten_id, "Honor tenaga kontrak Oktober 2022")
    payment = lines.create(source, bills, access, rulebook_for(month.kabupaten_id))
    book = make_book(unit, "2022-08")
    sent = Transfer("SP2D/9", clock.today(), payment.total, "", uuid4())
    funds.receive(payment.pk, sent, team.pengeluaran.access(), diminta=clock.today())
    note_paid(send_lines(payment, access), access)
    payment.refresh_from_db()
    assert _sums(book) == _owed(payment)
    row = Mutasi.objects.filter(buku=book, jenis=kas.BELANJA).earliest("pk")
    assert (row.belanja, row.insentif, row.sumber) == ("g", False, "honor")
    assert month_from_book(unit.pk, Period.of(row.hari)) == payment.total
    monkeypatch.setattr("upaya.bok.kas.otomatis.SUMBER", {})  # of another system: not of BOK
    assert (post(payment, access), outside(book)) == ("", [])
