"""Whoever prepared, granted or transferred money pays nobody, under whatever hat."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories.akun import make_membership
from tests.factories.insentif import make_team
from tests.factories.pembayaran import note_paid, send_lines
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.uang.reading import payment_of
from upaya.pembayaran.services import bank_file
from upaya.rules.kesehatan import BENDAHARA_PEMBANTU

pytestmark = pytest.mark.django_db

EARLIER = ("operator", "tim", "kepala", "verifikator", "pengeluaran")


@pytest.mark.parametrize("who", EARLIER)
def test_who_came_before_neither_sends_nor_notes(funded_month: Pengajuan, who: str) -> None:
    team, payment = make_team(funded_month.puskesmas), payment_of(funded_month)
    assert payment is not None
    person = getattr(team, who)
    hat = make_membership(BENDAHARA_PEMBANTU, funded_month.puskesmas, person.user).access()
    with pytest.raises(ValidationError, match="orang lain"):
        send_lines(payment, hat)
    assert not payment.kiriman.exists()
    sent = send_lines(payment, team.pembantu.access())
    with pytest.raises(ValidationError, match="orang lain"):
        note_paid(sent, hat)
    rows = [f"{one.rujukan};BERHASIL;{sent.tanggal:%d/%m/%Y};B/1" for one in sent.percobaan.all()]
    body = "\n".join(["Rujukan;Status;Tanggal;Nomor Bukti", *rows]).encode()
    kept = bank_file.upload(payment.pk, "hasil.csv", body, hat)
    with pytest.raises(ValidationError, match="orang lain"):
        bank_file.apply(payment.pk, kept.pk, hat)
    note_paid(sent, team.pembantu.access())
    funded_month.refresh_from_db()
    assert funded_month.status == "dibayar"
