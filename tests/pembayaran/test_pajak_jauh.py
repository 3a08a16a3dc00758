"""A tax far from the rules: a second person agrees, the Dinas and the officer read it."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.factories.akun import sign_in
from tests.factories.insentif import advance, agreed_payment, make_team
from tests.factories.pembayaran import send_lines
from upaya.core.inbox import tasks
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.uang.reading import payment_of
from upaya.pembayaran.models import BarisPembayaran, Pembayaran, UsulanPajak
from upaya.pembayaran.services import taxes

pytestmark = pytest.mark.django_db
FAR = 60_000


def _line(month: Pengajuan) -> tuple[Pembayaran, BarisPembayaran]:
    payment = payment_of(month)
    assert payment is not None
    return payment, payment.baris.order_by("-bruto", "pk")[0]


def _withhold(month: Pengajuan, more: int) -> tuple[BarisPembayaran, UsulanPajak | None]:
    payment, line = _line(month)
    access = make_team(month.puskesmas).pembantu.access()
    taxes.adjust_tax(
        payment.pk, line.pk, pajak=line.pajak_hitung + more, alasan="Kurang potong.",
        versi=line.versi, access=access,
    )  # fmt: skip
    line.refresh_from_db()
    return line, line.usulan_pajak.first()


def test_a_little_needs_a_reason_and_nobody_else(funded_month: Pengajuan) -> None:
    line, made = _withhold(funded_month, 50_000)
    assert made is None
    assert line.pajak == line.pajak_hitung + 50_000


def test_far_from_the_rules_waits_for_the_head(funded_month: Pengajuan) -> None:
    team = make_team(funded_month.puskesmas)
    payment, _ = _line(funded_month)
    line, made = _withhold(funded_month, FAR)
    assert made is not None
    assert line.pajak == line.pajak_hitung, "sebelum diputus tidak ada yang berubah"
    with pytest.raises(ValidationError, match="belum disetujui kepala puskesmas"):
        send_lines(payment, team.pembantu.access(), [line.pk])
    head = team.kepala.access()
    assert any(line.nama in one.tugas.judul for one in tasks(head, [head]))
    with pytest.raises(ValidationError, match="milik Kepala puskesmas"):
        taxes.decide_tax(made.pk, team.pembantu.access(), setuju=True, alasan="")
    taxes.decide_tax(made.pk, head, setuju=True, alasan="")
    line.refresh_from_db()
    assert (line.pajak, line.alasan_pajak) == (line.pajak_hitung + FAR, "Kurang potong.")
    assert send_lines(payment, team.pembantu.access(), [line.pk]).jumlah == line.neto


def test_no_other_way_to_such_a_tax_leads_past_the_head(funded_month: Pengajuan) -> None:
    """What was agreed holds for its two amounts: another computed tax is another question."""
    team, (payment, line) = make_team(funded_month.puskesmas), _line(funded_month)
    BarisPembayaran.objects.filter(pk=line.pk).update(
        pajak=line.pajak_hitung + FAR, neto=line.bruto - line.pajak_hitung - FAR, alasan_pajak="x"
    )
    with pytest.raises(ValidationError, match="belum disetujui kepala puskesmas"):
        send_lines(payment, team.pembantu.access(), [line.pk])


def test_a_refusal_leaves_the_tax_of_the_rules(funded_month: Pengajuan) -> None:
    team, (payment, _) = make_team(funded_month.puskesmas), _line(funded_month)
    line, made = _withhold(funded_month, FAR)
    assert made is not None
    client = sign_in(Client(), team.kepala)
    assert "Putuskan pajak" in client.get(f"/pembayaran/baris/{line.pk}/").content.decode()
    address = f"/pembayaran/usulan-pajak/{made.pk}/putus/"
    assert client.post(address, {"putusan": "tolak"}).status_code == 422
    assert (
        client.post(address, {"putusan": "tolak", "alasan": "Tidak sesuai aturan."}).status_code
        == 302
    )
    line.refresh_from_db()
    assert line.pajak == line.pajak_hitung
    send_lines(payment, team.pembantu.access(), [line.pk])


def test_whoever_transfers_reads_every_tax_that_is_not_the_rules(recapped_month: Pengajuan) -> None:
    team = make_team(recapped_month.puskesmas)
    line, _ = _withhold(recapped_month, 1_000)
    for move in ("siapkan_nota", "ajukan_dana"):
        advance(recapped_month, move)
    treasurer = team.pengeluaran.access()
    flagged = [
        flag.kalimat
        for one in tasks(treasurer, [treasurer])
        for flag in one.tugas.tanda
        if flag.nama == "Pajak disesuaikan"
    ]
    assert len(flagged) == 1
    assert line.nama in flagged[0]
    assert "Kurang potong." in flagged[0]


def test_a_recap_is_taken_back_with_what_was_said_about_its_lines(
    recapped_month: Pengajuan,
) -> None:
    payment, line = _line(recapped_month)
    other = payment.baris.exclude(pk=line.pk).earliest("pk")
    BarisPembayaran.objects.filter(pk=other.pk).update(rekening=line.rekening)
    agreed_payment(recapped_month)
    assert payment.rekening_bersama.exists()
    _withhold(recapped_month, FAR)
    advance(recapped_month, "kembalikan_rekap")
    assert payment_of(recapped_month) is None
    assert not UsulanPajak.objects.filter(baris__pembayaran=payment.pk).exists()
