"""Two who bring a payment into the cash book at once enter it once."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django import Settings

from tests.at_once import at_once
from tests.factories.insentif import make_month, make_team
from tests.factories.kas import make_book
from tests.factories.pembayaran import note_paid, send_lines
from upaya.bok.kas.models import Mutasi
from upaya.bok.kas.otomatis import catch_up, outside
from upaya.insentif.uang.reading import payment_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_payment_is_entered_once_by_two_at_once(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2022, 10, 20)
    month = make_month(status="dana_ditransfer")
    payment, access = payment_of(month), make_team(month.puskesmas).pembantu.access()
    assert payment is not None
    note_paid(send_lines(payment, access), access)
    book = make_book(month.puskesmas, "2022-08")
    _, refused = at_once(lambda _: catch_up(book, access), 4)
    assert refused == []
    assert outside(book) == []
    funds = payment.dana_masuk.count()
    assert Mutasi.objects.filter(buku=book).count() == payment.baris.count() + funds
