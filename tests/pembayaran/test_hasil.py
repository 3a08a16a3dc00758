"""What became of a payment: results, tries again, closed months, tax and accounts."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from pytest_django import Settings

from tests.factories.insentif import advance, make_month, make_team
from tests.factories.pembayaran import note_all, note_paid, send_lines
from tests.factories.regulasi import make_baris
from tests.factories.uang import withhold
from tests.factories.wilayah import make_puskesmas
from upaya.alur.road import MoveRefusedError
from upaya.core import clock, triggers
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.road import move_month
from upaya.insentif.ketetapan.kinds import Kunci
from upaya.insentif.uang.reading import payment_of
from upaya.pembayaran.models import Pembayaran, Percobaan
from upaya.pembayaran.queries.funds import free_funds
from upaya.pembayaran.services import refresh, shipments, taxes
from upaya.pembayaran.services import results as hasil
from upaya.pembayaran.services.results import CATAT, SAMA, TOLAK, Hasil
from upaya.pembayaran.services.shipments import Perintah
from upaya.rules.pembayaran import BERHASIL, DIKEMBALIKAN, DIKIRIM, GAGAL

pytestmark = pytest.mark.django_db


def _payment(month: Pengajuan) -> Pembayaran:
    payment = payment_of(month)
    assert payment is not None
    return payment


def _funded(month: Pengajuan) -> tuple[Pengajuan, Pembayaran]:
    return month, _payment(month)


# ---------------------------------------------------------------- results


def test_a_failed_line_is_paid_again_with_another_reference(funded_month: Pengajuan) -> None:
    month, payment = _funded(funded_month)
    access = make_team(month.puskesmas).pembantu.access()
    first = send_lines(payment, access)
    note_all(first, access, GAGAL)
    assert set(payment.baris.values_list("status", flat=True)) == {GAGAL}
    assert free_funds(payment) == payment.dana
    second = send_lines(payment, access)
    attempts = Percobaan.objects.filter(baris__pembayaran=payment)
    references = set(attempts.values_list("rujukan", flat=True))
    assert len(references) == first.banyak + second.banyak
    note_paid(second, access)
    month.refresh_from_db()
    assert month.status == "dibayar"


def test_a_late_success_of_a_line_that_was_sent_again_is_not_noted(funded_month: Pengajuan) -> None:
    month, payment = _funded(funded_month)
    access = make_team(month.puskesmas).pembantu.access()
    first = send_lines(payment, access)
    note_all(first, access, GAGAL)
    send_lines(payment, access)
    late = first.percobaan.earliest("pk").rujukan
    (judged,) = hasil.note(payment.pk, [Hasil(late, BERHASIL, clock.today(), bukti="B/9")], access)
    assert judged.tindakan == TOLAK
    assert "sudah dikirim lagi" in judged.kalimat


def test_a_failure_noted_by_mistake_becomes_the_success_it_was(funded_month: Pengajuan) -> None:
    month, payment = _funded(funded_month)
    access = make_team(month.puskesmas).pembantu.access()
    sent = send_lines(payment, access)
    note_all(sent, access, GAGAL)
    rujukan = sent.percobaan.earliest("pk").rujukan
    attempt = hasil.note_one(
        payment.pk, Hasil(rujukan, BERHASIL, clock.today(), bukti="B/1"), access
    )
    assert attempt.status == BERHASIL


def test_a_late_success_is_noted_only_for_the_amount_that_the_line_still_has(
    funded_month: Pengajuan,
) -> None:
    month, payment = _funded(funded_month)
    access = make_team(month.puskesmas).pembantu.access()
    line = payment.baris.earliest("pk")
    sent = send_lines(payment, access, [line.pk])
    note_all(sent, access, GAGAL)
    line.refresh_from_db()
    taxes.adjust_tax(
        payment.pk,
        line.pk,
        pajak=line.pajak + 1,
        alasan="Salah hitung.",
        versi=line.versi,
        access=access,
    )
    late = Hasil(sent.percobaan.get().rujukan, BERHASIL, clock.today(), bukti="B/1")
    with pytest.raises(ValidationError, match="diubah setelah dikirim"):
        hasil.note_one(payment.pk, late, access)
    line.refresh_from_db()
    taxes.adjust_tax(
        payment.pk, line.pk, pajak=line.pajak_hitung, alasan="", versi=line.versi, access=access
    )
    assert hasil.note_one(payment.pk, late, access).status == BERHASIL


def test_money_comes_back_after_it_arrived_and_its_proof_stays(funded_month: Pengajuan) -> None:
    month, payment = _funded(funded_month)
    access = make_team(month.puskesmas).pembantu.access()
    line = payment.baris.earliest("pk")
    yesterday = clock.today() - timedelta(days=1)
    with triggers.lifted():
        payment.dana_masuk.update(tanggal=yesterday, diminta=yesterday)
    sent = shipments.send(payment.pk, Perintah((line.pk,), "transfer", yesterday, uuid4()), access)
    note_paid(sent, access)
    back = Hasil(sent.percobaan.get().rujukan, DIKEMBALIKAN, yesterday, alasan="Rekening ditutup.")
    with pytest.raises(ValidationError, match="tidak dikembalikan sebelumnya"):
        hasil.note_one(payment.pk, back, access)
    attempt = hasil.note_one(payment.pk, replace(back, tanggal=clock.today()), access)
    assert (attempt.status, attempt.bukti) == (DIKEMBALIKAN, "BUKTI/1")


def test_nothing_is_sent_before_the_funds_came(funded_month: Pengajuan) -> None:
    month, payment = _funded(funded_month)
    access = make_team(month.puskesmas).pembantu.access()
    line = payment.baris.earliest("pk")
    early = Perintah((line.pk,), "tunai", date(1900, 1, 1), uuid4())
    with pytest.raises(ValidationError, match="Dananya baru ditransfer pada"):
        shipments.send(payment.pk, early, access)
    assert not payment.kiriman.exists()


def test_money_that_came_back_can_be_sent_again_while_the_month_is_open(
    funded_month: Pengajuan,
) -> None:
    month, payment = _funded(funded_month)
    access = make_team(month.puskesmas).pembantu.access()
    one, *_ = payment.baris.order_by("pk")
    sent = send_lines(payment, access, [one.pk])
    note_paid(sent, access)
    rujukan = sent.percobaan.get().rujukan
    hasil.note_one(
        payment.pk,
        Hasil(rujukan, DIKEMBALIKAN, clock.today(), alasan="Rekening ditutup."),
        access,
    )
    one.refresh_from_db()
    assert one.status == DIKEMBALIKAN
    again = send_lines(payment, access, [one.pk])
    assert again.percobaan.get().nomor == 2


def test_results_are_judged_before_anything_is_written(funded_month: Pengajuan) -> None:
    month, payment = _funded(funded_month)
    access = make_team(month.puskesmas).pembantu.access()
    first, second, third = payment.baris.order_by("pk")
    sent = send_lines(payment, access)
    references = {row.baris_id: row.rujukan for row in sent.percobaan.all()}
    today = clock.today()
    results = [
        Hasil(references[first.pk], BERHASIL, today, bukti="B/1", jumlah=first.neto),
        Hasil(references[second.pk], BERHASIL, today, bukti="B/2", jumlah=second.neto + 1),
        Hasil(references[third.pk], GAGAL, today),
        Hasil(references[first.pk], BERHASIL, today, bukti="B/1"),
        Hasil("UPY-TIDAK-ADA", BERHASIL, today, bukti="B/3"),
        Hasil(references[third.pk], BERHASIL, date(2031, 1, 1), bukti="B/4"),
    ]
    judged = hasil.judge(payment, results)
    assert [one.tindakan for one in judged] == [CATAT, TOLAK, TOLAK, TOLAK, TOLAK, TOLAK]
    assert set(sent.percobaan.values_list("status", flat=True)) == {DIKIRIM}
    hasil.note(payment.pk, results, access)
    assert [one.tindakan for one in hasil.judge(payment, results[:1])] == [SAMA]
    first.refresh_from_db()
    assert first.status == BERHASIL


def test_nothing_of_a_closed_payment_changes(paid_month: Pengajuan) -> None:
    payment = _payment(paid_month)
    access = make_team(paid_month.puskesmas).pembantu.access()
    line = payment.baris.earliest("pk")
    rujukan = line.percobaan.get().rujukan
    actions = (
        lambda: hasil.note_one(
            payment.pk, Hasil(rujukan, DIKEMBALIKAN, clock.today(), alasan="x"), access
        ),
        lambda: send_lines(payment, access, [line.pk]),
        lambda: refresh.refresh(payment.pk, access),
        lambda: taxes.adjust_tax(
            payment.pk, line.pk, pajak=0, alasan="x", versi=line.versi, access=access
        ),
    )
    for action in actions:
        with pytest.raises(ValidationError, match="sudah ditutup"):
            action()


def test_a_month_is_not_closed_while_funds_are_open(funded_month: Pengajuan) -> None:
    month, _ = _funded(funded_month)
    access = make_team(month.puskesmas).pembantu.access()
    with pytest.raises(MoveRefusedError, match="belum berhasil dibayar"):
        move_month(month.pk, "selesai_bayar", access, seen_status="dana_ditransfer")


# ---------------------------------------------------------------- tax and accounts


def test_the_treasurer_adjusts_tax_with_a_reason_and_takes_it_back(
    recapped_month: Pengajuan,
) -> None:
    payment = _payment(recapped_month)
    access = make_team(recapped_month.puskesmas).pembantu.access()
    line = payment.baris.earliest("pk")
    less = line.pajak_hitung - 1_000
    with pytest.raises(ValidationError) as refused:
        taxes.adjust_tax(payment.pk, line.pk, pajak=less, alasan=" ", versi=1, access=access)
    assert "alasan" in refused.value.message_dict
    changed = taxes.adjust_tax(
        payment.pk, line.pk, pajak=less, alasan="Bukti potong lain.", versi=1, access=access
    )
    assert (changed.neto, changed.alasan_pajak) == (line.neto + 1_000, "Bukti potong lain.")
    with pytest.raises(ValidationError, match="berubah sejak"):
        taxes.adjust_tax(payment.pk, line.pk, pajak=1, alasan="x", versi=1, access=access)
    back = taxes.adjust_tax(
        payment.pk, line.pk, pajak=line.pajak_hitung, alasan="", versi=2, access=access
    )
    assert (back.pajak, back.alasan_pajak) == (line.pajak_hitung, "")
    with pytest.raises(ValidationError):
        taxes.adjust_tax(
            payment.pk, line.pk, pajak=line.bruto + 1, alasan="x", versi=3, access=access
        )


def test_an_account_changed_after_the_recap_is_used_only_on_purpose(
    funded_month: Pengajuan,
) -> None:
    month, payment = _funded(funded_month)
    access = make_team(month.puskesmas).pembantu.access()
    line = payment.baris.select_related("petugas").earliest("pk")
    old = line.rekening
    assert line.petugas is not None
    line.petugas.rekening = "9900112233"
    line.petugas.save()
    sent = send_lines(payment, access, [line.pk])
    assert sent.percobaan.get().rekening == old
    note_all(sent, access, GAGAL)
    assert [row.pk for row in refresh.refresh(payment.pk, access)] == [line.pk]
    assert send_lines(payment, access, [line.pk]).percobaan.get().rekening == "9900112233"


def test_a_tax_that_changed_since_the_recap_is_taken_over_before_the_line_is_sent(
    funded_month: Pengajuan,
) -> None:
    month, payment = _funded(funded_month)
    access = make_team(month.puskesmas).pembantu.access()
    line, adjusted, *_ = payment.baris.select_related("petugas").order_by("pk")
    withhold(adjusted, 7)
    for one in (line, adjusted):
        assert one.petugas is not None
        one.petugas.golongan = "IV"  # 15% instead of 5%
        one.petugas.save()
    with pytest.raises(ValidationError, match="Pajak 2 petugas berubah sejak rekap"):
        send_lines(payment, access)
    assert [row.pk for row in refresh.refresh(payment.pk, access)] == [line.pk, adjusted.pk]
    line.refresh_from_db()
    adjusted.refresh_from_db()
    assert line.pajak == line.pajak_hitung == line.bruto * 15 // 100
    assert line.neto == line.bruto - line.pajak
    assert (adjusted.pajak, adjusted.neto) == (7, adjusted.bruto - 7)
    assert adjusted.pajak_hitung == adjusted.bruto * 15 // 100
    with pytest.raises(ValidationError, match="belum disetujui kepala puskesmas"):
        send_lines(payment, access)
    withhold(adjusted, 7)
    assert send_lines(payment, access).jumlah == sum(row.neto for row in payment.baris.all())
    assert refresh.refresh(payment.pk, access) == []


def test_a_month_recapped_in_december_and_paid_in_january_has_the_tax_of_january(
    settings: Settings,
) -> None:
    """The monthly TER table holds from January 2024 on (PMK 168/2023)."""
    settings.BUSINESS_DATE = date(2023, 12, 28)
    unit = make_puskesmas()
    assert unit.kabupaten is not None
    make_baris(
        unit.kabupaten,
        Kunci.PAGU_INSENTIF,
        70_000_000,
        mulai=date(2023, 1, 1),
        sampai=date(2023, 12, 31),
        puskesmas=unit,
    )
    month = make_month(unit, "2023-10", status="disetujui")
    month.puskesmas.petugas.update(status="PPPK", golongan="", npwp="991234567890123")
    team = make_team(month.puskesmas)
    for move in ("rekap", "siapkan_nota", "ajukan_dana", "transfer"):
        advance(month, move, team)
    payment, access = _payment(month), team.pembantu.access()
    line = payment.baris.earliest("pk")
    assert (line.jenis_pajak, line.pajak) == ("pasal_17", line.bruto * 5 // 100)
    settings.BUSINESS_DATE = date(2024, 1, 5)
    with pytest.raises(ValidationError, match="berubah sejak rekap"):
        send_lines(payment, access)
    refresh.refresh(payment.pk, access)
    line.refresh_from_db()
    assert (line.jenis_pajak, line.pajak) == ("ter_bulanan", 0)
    send_lines(payment, access)
