"""From approval to paid: the road, the money on it, and what must never happen."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.factories.insentif import (
    advance,
    hand_over_spj,
    make_month,
    make_team,
    make_transfer,
    pay_all,
)
from tests.factories.pembayaran import send_lines
from tests.factories.wilayah import make_puskesmas
from upaya.alur.road import MoveRefusedError
from upaya.core import clock
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.bulan.road import move_month
from upaya.insentif.uang.queries import flow, flows, totals
from upaya.insentif.uang.reading import payment_of
from upaya.pembayaran.models import Pembayaran, Percobaan
from upaya.pembayaran.queries.funds import free_funds
from upaya.pembayaran.services import funds, shipments
from upaya.pembayaran.services.shipments import Perintah
from upaya.rules.pembayaran import SIAP

pytestmark = pytest.mark.django_db


def _payment(month: Pengajuan) -> Pembayaran:
    payment = payment_of(month)
    assert payment is not None
    return payment


def _funded(month: Pengajuan) -> tuple[Pengajuan, Pembayaran]:
    return month, _payment(month)


def test_a_month_goes_the_whole_road_and_closes_by_itself(funded_month: Pengajuan) -> None:
    pay_all(funded_month)
    assert funded_month.status == "dibayar"
    payment = _payment(funded_month)
    assert payment.selesai_pada is not None
    paid = flow(LembarBulan(funded_month))
    assert paid is not None
    assert paid.disetujui == paid.tagihan == paid.diminta == paid.ditransfer == paid.dibayar > 0
    assert paid.selisih == 0


def test_lines_are_the_frozen_shares_and_tax_is_taken_from_them(recapped_month: Pengajuan) -> None:
    payment = _payment(recapped_month)
    frozen = recapped_month.perhitungan.get()
    lines = list(payment.baris.all())
    shares = {row.petugas_id: row.bruto for row in frozen.baris.all() if row.bruto}
    assert {line.petugas_id: line.bruto for line in lines} == shares
    assert payment.total == sum(shares.values()) == frozen.dibagi
    for line in lines:
        assert line.neto + line.pajak == line.bruto
        assert line.pajak == line.bruto * 5 // 100  # PNS golongan III
        assert sum(part["jumlah"] for part in line.rincian) == line.bruto
        assert line.status == SIAP


def test_an_account_that_lacks_stops_the_recap_and_names_the_officer(
    approved_month: Pengajuan,
) -> None:
    officer = approved_month.puskesmas.petugas.earliest("pk")
    officer.rekening = ""
    officer.save()
    with pytest.raises(MoveRefusedError, match=officer.nama):
        advance(approved_month, "rekap")
    assert payment_of(approved_month) is None


def test_an_account_of_wrong_form_stops_the_recap(approved_month: Pengajuan) -> None:
    officer = approved_month.puskesmas.petugas.earliest("pk")
    officer.rekening = "12a"
    officer.save()
    with pytest.raises(MoveRefusedError, match="Rekening 1 petugas belum lengkap"):
        advance(approved_month, "rekap")


def test_a_grade_that_lacks_stops_the_recap_instead_of_taking_no_tax(
    approved_month: Pengajuan,
) -> None:
    officer = approved_month.puskesmas.petugas.earliest("pk")
    officer.golongan = ""
    officer.save()
    with pytest.raises(MoveRefusedError, match=officer.nama):
        advance(approved_month, "rekap")


def test_a_month_that_shares_out_nothing_is_closed_without_payment() -> None:
    month = make_month(status="disetujui", bok_diserap=0)
    team = make_team(month.puskesmas)
    with pytest.raises(MoveRefusedError, match="Tidak ada insentif"):
        advance(month, "rekap", team)
    advance(month, "tutup_nihil", team)
    assert month.status == "dibayar"
    assert payment_of(month) is None


def test_a_month_with_something_to_pay_is_not_closed_without_payment(
    approved_month: Pengajuan,
) -> None:
    with pytest.raises(MoveRefusedError, match="Ada petugas yang harus dibayar"):
        advance(approved_month, "tutup_nihil")


def test_a_recap_sent_back_is_made_anew_with_the_accounts_of_then(
    recapped_month: Pengajuan,
) -> None:
    hand_over_spj(recapped_month)
    advance(recapped_month, "kembalikan_rekap")
    assert payment_of(recapped_month) is None
    assert not recapped_month.spj.exists()
    officer = recapped_month.puskesmas.petugas.earliest("pk")
    officer.rekening = "9988776655"
    officer.save()
    advance(recapped_month, "rekap")
    line = _payment(recapped_month).baris.get(petugas=officer)
    assert line.rekening == "9988776655"


def test_the_request_needs_the_four_documents(recapped_month: Pengajuan) -> None:
    team = make_team(recapped_month.puskesmas)
    with pytest.raises(MoveRefusedError, match="SPJ belum lengkap"):
        move_month(recapped_month.pk, "siapkan_nota", team.pembantu.access(), seen_status="direkap")
    hand_over_spj(recapped_month, team)
    recapped_month.spj.filter(jenis="sk").delete()
    with pytest.raises(MoveRefusedError, match="SK jabatan"):
        move_month(recapped_month.pk, "siapkan_nota", team.pembantu.access(), seen_status="direkap")


def test_who_prepared_the_request_does_not_make_it(noted_month: Pengajuan) -> None:
    team = make_team(noted_month.puskesmas)
    same = team.pembantu.user
    team.kepala.user = same
    with pytest.raises(MoveRefusedError, match="harus dilakukan orang lain"):
        move_month(
            noted_month.pk, "ajukan_dana", team.kepala.access(), seen_status="nota_disiapkan"
        )


# ---------------------------------------------------------------- transfer


def _transfer(month: Pengajuan, move: str, jumlah: int, alasan: str = "") -> None:
    access = make_team(month.puskesmas).pengeluaran.access()
    move_month(
        month.pk,
        move,
        access,
        seen_status=month.status,
        transfer=make_transfer(month, jumlah, alasan),
    )
    month.refresh_from_db()


def test_a_transfer_above_the_request_is_refused_and_nothing_moves(
    requested_month: Pengajuan,
) -> None:
    payment = _payment(requested_month)
    with pytest.raises(MoveRefusedError) as refused:
        _transfer(requested_month, "transfer", payment.total + 1)
    assert refused.value.fields is not None
    assert "Paling banyak" in refused.value.fields.message_dict["jumlah"][0]
    requested_month.refresh_from_db()
    payment.refresh_from_db()
    assert (requested_month.status, payment.dana) == ("dana_diajukan", 0)


def test_a_smaller_transfer_says_why_and_leaves_the_rest_open(requested_month: Pengajuan) -> None:
    payment = _payment(requested_month)
    part = payment.total // 3
    with pytest.raises(MoveRefusedError) as refused:
        _transfer(requested_month, "transfer", part)
    assert refused.value.fields is not None
    assert "alasan" in refused.value.fields.message_dict
    _transfer(requested_month, "transfer", part, "Kas belum cukup.")
    payment.refresh_from_db()
    assert (payment.dana, payment.sisa_dana) == (part, payment.total - part)
    _transfer(requested_month, "transfer_sisa", payment.sisa_dana)
    payment.refresh_from_db()
    assert payment.sisa_dana == 0
    assert sum(row.jumlah for row in payment.dana_masuk.all()) == payment.total
    with pytest.raises(MoveRefusedError, match="sudah ditransfer"):
        _transfer(requested_month, "transfer_sisa", 1)


def test_the_same_transfer_form_twice_is_one_transfer(requested_month: Pengajuan) -> None:
    payment = _payment(requested_month)
    access = make_team(requested_month.puskesmas).pengeluaran.access()
    noted = make_transfer(requested_month, payment.total // 2, "Dibayar bertahap dulu.")
    move_month(requested_month.pk, "transfer", access, seen_status="dana_diajukan", transfer=noted)
    move_month(
        requested_month.pk, "transfer_sisa", access, seen_status="dana_ditransfer", transfer=noted
    )
    payment.refresh_from_db()
    assert payment.dana == payment.total // 2
    assert payment.dana_masuk.count() == 1


def test_a_proof_number_counts_once_and_a_transfer_is_not_of_tomorrow(
    requested_month: Pengajuan,
) -> None:
    payment = _payment(requested_month)
    access = make_team(requested_month.puskesmas).pengeluaran.access()
    first = make_transfer(requested_month, 1000, "Dibayar bertahap dulu.")
    move_month(requested_month.pk, "transfer", access, seen_status="dana_diajukan", transfer=first)
    tomorrow = clock.today() + timedelta(1)
    again = funds.Transfer(first.nomor, tomorrow, 1000, "Dibayar bertahap dulu.", uuid4())
    with pytest.raises(ValidationError) as refused:
        funds.receive(payment.pk, again, access, diminta=clock.today())
    assert set(refused.value.message_dict) == {"nomor", "tanggal"}


def test_the_database_refuses_more_than_was_approved(funded_month: Pengajuan) -> None:
    _, payment = _funded(funded_month)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pembayaran.objects.filter(pk=payment.pk).update(dana=payment.total + 1)


# ---------------------------------------------------------------- sending


def test_nothing_is_sent_beyond_the_funds(requested_month: Pengajuan) -> None:
    payment = _payment(requested_month)
    smallest = payment.baris.order_by("bruto")[0]
    _transfer(requested_month, "transfer", smallest.bruto, "Dibayar bertahap dulu.")
    access = make_team(requested_month.puskesmas).pembantu.access()
    with pytest.raises(ValidationError) as refused:
        send_lines(payment, access)
    assert "belum terpakai" in refused.value.message_dict["baris"][0]
    sent = send_lines(payment, access, [smallest.pk])
    assert (sent.banyak, sent.jumlah) == (1, smallest.neto)
    payment.refresh_from_db()
    assert free_funds(payment) == 0


def test_nothing_is_sent_before_the_funds_are_there(requested_month: Pengajuan) -> None:
    access = make_team(requested_month.puskesmas).pembantu.access()
    with pytest.raises(ValidationError, match="belum terpakai Rp0"):
        send_lines(_payment(requested_month), access)


def test_a_line_is_sent_once_and_the_same_form_gives_the_same_shipment(
    funded_month: Pengajuan,
) -> None:
    month, payment = _funded(funded_month)
    access = make_team(month.puskesmas).pembantu.access()
    lines = tuple(payment.baris.values_list("pk", flat=True))
    order = Perintah(lines, "transfer", clock.today(), uuid4())
    first = shipments.send(payment.pk, order, access)
    assert shipments.send(payment.pk, order, access) == first
    with pytest.raises(ValidationError, match="tidak dikirim lagi"):
        send_lines(payment, access, lines[:1])
    assert Percobaan.objects.filter(baris__pembayaran=payment).count() == len(lines)


def test_the_database_refuses_a_second_living_attempt(funded_month: Pengajuan) -> None:
    month, payment = _funded(funded_month)
    sent = send_lines(payment, make_team(month.puskesmas).pembantu.access())
    attempt = sent.percobaan.earliest("pk")
    attempt.pk, attempt.nomor, attempt.rujukan = None, 2, "UPY-LAIN"
    with pytest.raises(IntegrityError), transaction.atomic():
        attempt.save(force_insert=True)


def test_a_line_of_another_payment_is_not_sent_with_this_one(funded_month: Pengajuan) -> None:
    month, payment = _funded(funded_month)
    other = make_month(month.puskesmas, "2022-09", status="direkap")
    foreign = _payment(other).baris.earliest("pk")
    with pytest.raises(ValidationError) as refused:
        send_lines(payment, make_team(month.puskesmas).pembantu.access(), [foreign.pk])
    assert "baris" in refused.value.message_dict


def test_a_treasurer_of_another_puskesmas_finds_no_such_payment(funded_month: Pengajuan) -> None:
    _, payment = _funded(funded_month)
    stranger = make_team(make_puskesmas("Besuki")).pembantu.access()
    lines = list(payment.baris.values_list("pk", flat=True))
    with pytest.raises(Pembayaran.DoesNotExist):
        send_lines(payment, stranger, lines)


# ---------------------------------------------------------------- reported against paid


def test_reported_and_paid_stand_side_by_side(
    paid_month: Pengajuan, django_assert_num_queries: object
) -> None:
    waiting = make_month(paid_month.puskesmas, "2022-09", status="dana_diajukan")
    draft = make_month(paid_month.puskesmas, "2022-10")
    with django_assert_num_queries(3):  # type: ignore[operator]
        found = flows([paid_month, waiting, draft])
    assert set(found) == {paid_month.pk, waiting.pk}
    assert found[paid_month.pk].selisih == 0
    open_one = found[waiting.pk]
    assert (open_one.ditransfer, open_one.dibayar) == (0, 0)
    assert open_one.selisih == open_one.tagihan == open_one.diminta > 0
    assert totals(found.values())["selisih"] == open_one.selisih
