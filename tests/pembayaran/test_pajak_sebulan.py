"""Several payments of one month are one base of tax, through the lines and their refreshing."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from pytest_django import Settings

from tests.factories.insentif import make_month, make_team
from tests.factories.pembayaran import note_all, send_lines
from tests.factories.wilayah import make_puskesmas
from upaya.core import triggers
from upaya.insentif.uang.reading import payment_of
from upaya.pegawai.models import Petugas
from upaya.pembayaran.models import BarisPembayaran, Pembayaran
from upaya.pembayaran.services import lines, refresh
from upaya.rules.pembayaran import GAGAL
from upaya.wilayah.models import Unit

pytestmark = pytest.mark.django_db

BRUTO = 5_000_000


@pytest.fixture
def december(settings: Settings) -> None:
    settings.BUSINESS_DATE = date(2024, 12, 10)


def _payments(unit: Unit, *months: str) -> list[Pembayaran]:
    """Months that wait long for their money; one officer, Rp5.000.000 each."""
    found = []
    for month in months:
        payment = payment_of(make_month(unit, month, status="dana_ditransfer", officers=1))
        assert payment is not None
        with triggers.lifted():
            BarisPembayaran.objects.filter(pembayaran=payment).update(
                bruto=BRUTO, neto=BRUTO, pajak=0, pajak_hitung=0
            )
            Pembayaran.objects.filter(pk=payment.pk).update(total=BRUTO, dana=BRUTO)
        found.append(Pembayaran.objects.get(pk=payment.pk))
    Petugas.objects.filter(puskesmas=unit).update(status="PPPK", golongan="", ptkp="K/0")
    return found


def _tax(payment: Pembayaran) -> int:
    return payment.baris.get().pajak


@pytest.mark.usefixtures("december")
def test_the_second_payment_of_a_month_carries_the_tax_of_both() -> None:
    unit = make_puskesmas()
    access = make_team(unit).pembantu.access()
    first, second = _payments(unit, "2022-08", "2022-09")
    for payment in (first, second):
        refresh.refresh(payment.pk, access)
        assert _tax(payment) == 0  # Rp5.000.000 alone is below the first layer of category A
    sent = send_lines(first, access)
    with pytest.raises(ValidationError, match="Pajak 1 petugas berubah"):
        send_lines(second, access)
    refresh.refresh(second.pk, access)
    assert _tax(second) == 200_000  # 2% of Rp10.000.000
    note_all(sent, access, GAGAL)
    refresh.refresh(second.pk, access)
    assert _tax(second) == 0  # what came back was not paid in this month


@pytest.mark.usefixtures("december")
def test_another_month_another_unit_and_another_officer_are_bases_of_their_own(
    settings: Settings,
) -> None:
    unit = make_puskesmas()
    access = make_team(unit).pembantu.access()
    first, second = _payments(unit, "2022-08", "2022-09")
    officer = second.baris.get().petugas_id
    assert officer is not None
    refresh.refresh(first.pk, access)
    send_lines(first, access)
    december, january = date(2024, 12, 31), date(2025, 1, 2)
    assert lines.paid_before(unit.pk, [officer], december)[officer].bruto == BRUTO
    assert lines.paid_before(unit.pk, [officer], december, first.pk) == {}
    assert lines.paid_before(unit.pk, [officer], january) == {}
    assert lines.paid_before(make_puskesmas("Besuki").pk, [officer], december) == {}
    assert lines.paid_before(unit.pk, [officer + 1_000], december) == {}
    settings.BUSINESS_DATE = january
    refresh.refresh(second.pk, access)
    send_lines(second, access)
    assert _tax(second) == 0
