"""Deductions other than tax: named, limited, agreed to by another person, never among the taxes."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from tests.factories.akun import sign_in
from tests.factories.insentif import advance, make_team
from tests.factories.pembayaran import note_paid, send_lines
from upaya.core.inbox import tasks
from upaya.exchange.xlsx_reader import Limits, read_sheet
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.hasil.calculation import thaw
from upaya.insentif.slip.queries import sentences, slip_of
from upaya.insentif.uang.reading import payment_of
from upaya.pembayaran.models import BarisPembayaran, Pembayaran, Potongan
from upaya.pembayaran.services import bank_file, deductions
from upaya.pembayaran.services.deductions import UsulanPotongan

pytestmark = pytest.mark.django_db
GROUND = "Atas permintaannya."
IURAN = UsulanPotongan("Iuran koperasi", 10_000, "persetujuan", "S-1/2022", GROUND)


def _line(month: Pengajuan) -> tuple[Pembayaran, BarisPembayaran]:
    payment = payment_of(month)
    assert payment is not None
    return payment, payment.baris.order_by("-bruto", "pk")[0]


def _asked(month: Pengajuan, wanted: UsulanPotongan = IURAN) -> Potongan:
    payment, line = _line(month)
    return deductions.ask(payment.pk, line.pk, wanted, make_team(month.puskesmas).pembantu.access())


def test_what_was_agreed_is_deducted_told_and_no_tax(funded_month: Pengajuan) -> None:
    team, (payment, line) = make_team(funded_month.puskesmas), _line(funded_month)
    made = _asked(funded_month)
    access, head = team.pembantu.access(), team.kepala.access()
    assert any("Iuran koperasi" in one.tugas.judul for one in tasks(head, [head]))
    with pytest.raises(ValidationError, match="menunggu putusan"):
        send_lines(payment, access, [line.pk])
    with pytest.raises(ValidationError, match="milik Kepala puskesmas"):
        deductions.decide(made.pk, access, setuju=True, alasan="")
    deductions.decide(made.pk, head, setuju=True, alasan="")
    before, pajak = line.neto, line.pajak
    line.refresh_from_db()
    assert (line.pajak, line.potongan, line.neto) == (pajak, 10_000, before - 10_000)

    share = funded_month.perhitungan.get().baris.get(petugas=line.petugas)
    told = sentences(slip_of(share), thaw(share.perhitungan))[-1].isi.teks
    assert "Iuran koperasi (persetujuan tertulis petugas, S-1/2022) Rp10.000" in told
    limits = Limits(rows=100, columns=20)
    listed = read_sheet(bank_file.tax_return(payment, access), "Daftar PPh 21", limits)
    assert "Iuran" not in str(listed)
    assert str(line.neto) not in str(listed)
    assert str(line.bruto - line.pajak) in str(listed)

    sent = send_lines(payment, access, [line.pk])
    assert sent.jumlah == line.neto
    note_paid(sent, access)
    with pytest.raises(ValidationError, match="potongannya tidak dapat diubah lagi"):
        deductions.withdraw(made.pk, access)


def test_it_is_limited_and_has_a_ground(funded_month: Pengajuan) -> None:
    payment, line = _line(funded_month)
    access = make_team(funded_month.puskesmas).pembantu.access()
    most = (line.bruto - line.pajak) // 2
    for wanted, words in (
        (UsulanPotongan("Iuran", most + 1, "hukum", "Perda 1", GROUND), "paling banyak"),
        (UsulanPotongan("Iuran", 0, "hukum", "Perda 1", GROUND), "Tulis jumlahnya"),
        (UsulanPotongan("", 1, "hukum", "Perda 1", GROUND), "Wajib diisi"),
        (UsulanPotongan("Iuran", 1, "hukum", " ", GROUND), "Wajib diisi"),
        (UsulanPotongan("Iuran", 1, "hukum", "Perda 1", "x"), "Tulis alasannya"),
    ):
        with pytest.raises(ValidationError, match=words):
            deductions.ask(payment.pk, line.pk, wanted, access)
    deductions.ask(payment.pk, line.pk, UsulanPotongan("Iuran", most, "hukum", "P", GROUND), access)


def test_one_taken_back_is_paid_and_stays_written(funded_month: Pengajuan) -> None:
    team, (_, line) = make_team(funded_month.puskesmas), _line(funded_month)
    made = _asked(funded_month)
    deductions.decide(made.pk, team.kepala.access(), setuju=True, alasan="")
    deductions.withdraw(made.pk, team.pembantu.access())
    neto = line.neto
    line.refresh_from_db()
    made.refresh_from_db()
    assert (line.potongan, line.neto, line.rincian_potongan) == (0, neto, [])
    assert made.dicabut_oleh == team.pembantu.user


def test_the_database_keeps_the_sum(funded_month: Pengajuan) -> None:
    _, line = _line(funded_month)
    with pytest.raises(IntegrityError), transaction.atomic():
        BarisPembayaran.objects.filter(pk=line.pk).update(potongan=1)


def test_the_page_proposes_decides_and_a_recap_taken_back_forgets_nothing_else(
    recapped_month: Pengajuan,
) -> None:
    team, (_, line) = make_team(recapped_month.puskesmas), _line(recapped_month)
    address = f"/pembayaran/baris/{line.pk}/potongan/"
    given = {
        "nama": "Iuran", "jumlah": "10.000", "dasar": "hukum", "dokumen": "Perda 1/2022",
        "alasan": "Wajib menurut perda.",
    }  # fmt: skip
    client = sign_in(Client(), team.pembantu)
    assert client.post(address, given | {"dokumen": ""}).status_code == 422
    assert client.post(address, given).status_code == 302
    made = line.semua_potongan.get()
    head = sign_in(Client(), team.kepala)
    assert (
        head.post(f"/pembayaran/potongan/{made.pk}/putus/", {"putusan": "setuju"}).status_code
        == 302
    )
    assert "Perda 1/2022" in client.get(address).content.decode()
    advance(recapped_month, "kembalikan_rekap")
    assert payment_of(recapped_month) is None
