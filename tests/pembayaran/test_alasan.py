"""A reason says something, whoever gives it: one rule for proposals and for their refusal."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from tests.factories.insentif import make_team
from upaya.core.access import Access
from upaya.core.reasons import TOO_SHORT
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.uang.reading import payment_of
from upaya.pembayaran.models import BarisPembayaran, Pembayaran
from upaya.pembayaran.services import deductions, taxes
from upaya.pembayaran.services.deductions import UsulanPotongan

pytestmark = pytest.mark.django_db
EMPTY = ("", " ", "x", "......", "ya ya ya ya")
Act = Callable[[Pembayaran, BarisPembayaran, Access, str], object]


def _ask(payment: Pembayaran, line: BarisPembayaran, access: Access, said: str) -> object:
    wanted = UsulanPotongan("Iuran", 10_000, "persetujuan", "S-1/2022", said)
    return deductions.ask(payment.pk, line.pk, wanted, access)


def _adjust(payment: Pembayaran, line: BarisPembayaran, access: Access, said: str) -> object:
    more = line.pajak_hitung + 1
    return taxes.adjust_tax(
        payment.pk, line.pk, pajak=more, alasan=said, versi=line.versi, access=access
    )


@pytest.mark.parametrize("act", [_ask, _adjust])
@pytest.mark.parametrize("said", EMPTY)
def test_what_says_nothing_is_no_reason(funded_month: Pengajuan, act: Act, said: str) -> None:
    payment = payment_of(funded_month)
    assert payment is not None
    line = payment.baris.order_by("-bruto", "pk")[0]
    access = make_team(funded_month.puskesmas).pembantu.access()
    with pytest.raises(ValidationError) as refused:
        act(payment, line, access, said)
    assert refused.value.message_dict == {"alasan": [TOO_SHORT]}
    act(payment, line, access, "Kurang potong bulan lalu.")


@pytest.mark.parametrize("said", EMPTY)
def test_a_refusal_tells_its_proposer_why(funded_month: Pengajuan, said: str) -> None:
    payment, team = payment_of(funded_month), make_team(funded_month.puskesmas)
    assert payment is not None
    line = payment.baris.order_by("-bruto", "pk")[0]
    made = deductions.ask(
        payment.pk,
        line.pk,
        UsulanPotongan("Iuran", 10_000, "persetujuan", "S-1/2022", "Atas permintaannya."),
        team.pembantu.access(),
    )
    with pytest.raises(ValidationError) as refused:
        deductions.decide(made.pk, team.kepala.access(), setuju=False, alasan=said)
    assert refused.value.message_dict == {"alasan": [TOO_SHORT]}
    deductions.decide(made.pk, team.kepala.access(), setuju=False, alasan="Belum ada suratnya.")
    made.refresh_from_db()
    assert made.alasan_putusan == "Belum ada suratnya."
