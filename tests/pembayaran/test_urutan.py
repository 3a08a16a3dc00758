"""Never more paid than arrived and never before it: whatever the order, whatever the entrance."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.factories.insentif import advance, make_month, make_team, make_transfer
from tests.factories.pembayaran import note_paid, send_lines
from tests.factories.uang import funded_in_part, spent_otherwise
from upaya.alur.road import MoveRefusedError
from upaya.core import clock, triggers
from upaya.core.models import AuditEntry, WorkflowLog
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.road import move_month
from upaya.insentif.uang.reading import payment_of
from upaya.pembayaran.models import Kiriman, Pembayaran, Percobaan
from upaya.pembayaran.queries.funds import free_funds
from upaya.pembayaran.services import bank_file as berkas
from upaya.pembayaran.services import funds as dana
from upaya.pembayaran.services import refresh as segar
from upaya.pembayaran.services import results as hasil
from upaya.pembayaran.services import shipments as kirim
from upaya.pembayaran.services.funds import Transfer
from upaya.pembayaran.services.results import CATAT, TOLAK, Hasil
from upaya.pembayaran.services.shipments import Perintah
from upaya.regulasi.queries import rulebook_for
from upaya.rules.pembayaran import BERHASIL, GAGAL

pytestmark = pytest.mark.django_db


def _success(sent: Kiriman) -> Hasil:
    return Hasil(sent.percobaan.get().rujukan, BERHASIL, clock.today(), bukti="B/1")


def test_a_late_success_does_not_spend_the_money_that_another_got(
    requested_month: Pengajuan,
) -> None:
    payment, access, failed, other = spent_otherwise(requested_month)
    note_paid(other, access)
    with pytest.raises(ValidationError, match="dananya sudah dipakai untuk petugas lain"):
        hasil.note_one(payment.pk, _success(failed), access)
    (shipment,) = hasil.note(payment.pk, [_success(failed)], access)
    assert shipment.tindakan == TOLAK
    assert free_funds(payment) >= 0
    assert failed.percobaan.get().status == GAGAL
    # With the next transfer it is what it was.
    advance(requested_month, "transfer_sisa")
    assert hasil.note_one(payment.pk, _success(failed), access).status == BERHASIL


def test_the_bank_s_file_is_held_to_the_same_funds(requested_month: Pengajuan) -> None:
    payment, access, failed, other = spent_otherwise(requested_month)
    rows = [(failed, "BERHASIL"), (other, "BERHASIL")]
    kept = berkas.upload(payment.pk, "hasil.csv", _answer(rows), access)
    applied = berkas.apply(payment.pk, kept.pk, access)
    assert [one.tindakan for _, one in applied.putusan] == [TOLAK, CATAT]
    assert free_funds(payment) >= 0


def _answer(rows: Sequence[tuple[Kiriman, str]]) -> bytes:
    lines = [
        f"{sent.percobaan.get().rujukan};{word};{clock.today():%d/%m/%Y};B/1;Rekening ditutup."
        for sent, word in rows
    ]
    return "\n".join(["Rujukan;Status;Tanggal;Nomor Bukti;Alasan", *lines]).encode()


@pytest.mark.parametrize("turned", [False, True])
def test_what_one_file_gives_back_it_may_also_spend(
    requested_month: Pengajuan,
    turned: bool,  # noqa: FBT001 - the order of the rows
) -> None:
    payment, access, failed, other = spent_otherwise(requested_month)
    rows = [_success(failed), replace(_success(other), status=GAGAL, alasan="Rekening ditutup.")]
    judged = hasil.note(payment.pk, rows[::-1] if turned else rows, access)
    assert {one.tindakan for one in judged} == {CATAT}
    assert free_funds(payment) >= 0
    assert failed.percobaan.get().status == BERHASIL


def test_the_database_keeps_what_is_paid_within_what_arrived(requested_month: Pengajuan) -> None:
    payment, *_ = spent_otherwise(requested_month)
    line = payment.baris.get(status=GAGAL)
    attempts: list[Callable[[], object]] = [
        lambda: payment.baris.filter(pk=line.pk).update(status=BERHASIL),
        lambda: Pembayaran.objects.filter(pk=payment.pk).update(dana=1),
    ]
    for attempt in attempts:
        with (
            pytest.raises(IntegrityError, match="melebihi dana yang sudah ditransfer"),
            transaction.atomic(),
        ):
            attempt()


# ---------------------------------------------------------------- days in their order


def test_the_database_keeps_days_in_their_order(funded_month: Pengajuan) -> None:
    payment = payment_of(funded_month)
    assert payment is not None
    access = make_team(funded_month.puskesmas).pembantu.access()
    line = payment.baris.earliest("pk")
    sent = send_lines(payment, access, [line.pk])
    note_paid(sent, access)
    tomorrow = clock.today() + timedelta(days=1)

    def shipped(day: date) -> None:
        Kiriman.objects.create(
            kabupaten=payment.kabupaten, pembayaran=payment, nomor=9, kunci=uuid4(),
            cara="tunai", tanggal=day, banyak=1, jumlah=0, dibuat_oleh_id=access.user_id,
            dibuat_pada=clock.now(),
        )  # fmt: skip

    def answered(day: date) -> None:
        Percobaan.objects.filter(kiriman=sent).update(tanggal=day)

    def funded(day: date, asked: date) -> None:
        payment.dana_masuk.create(
            kabupaten=payment.kabupaten, nomor="X", tanggal=day, diminta=asked, jumlah=1, sisa=0,
            kunci=uuid4(), dicatat_oleh_id=access.user_id, dicatat_pada=clock.now(),
        )  # fmt: skip

    attempts: list[Callable[[], object]] = [
        lambda: shipped(date(1900, 1, 1)),
        lambda: shipped(tomorrow),
        lambda: answered(date(1900, 1, 1)),
        lambda: answered(tomorrow),
        lambda: funded(tomorrow, clock.today()),
        lambda: funded(date(1900, 1, 1), clock.today()),
    ]
    for attempt in attempts:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


def test_no_transfer_before_its_request(requested_month: Pengajuan) -> None:
    access = make_team(requested_month.puskesmas).pengeluaran.access()
    early = replace(make_transfer(requested_month), tanggal=date(1900, 1, 1))
    with pytest.raises(MoveRefusedError, match="Dananya baru diminta pada"):
        move_month(
            requested_month.pk, "transfer", access, seen_status="dana_diajukan", transfer=early
        )


def test_a_day_without_a_rule_stops_the_payment(funded_month: Pengajuan) -> None:
    """A grade taken away, a year before the rules: unknown is not unchanged."""
    payment = payment_of(funded_month)
    assert payment is not None
    access = make_team(funded_month.puskesmas).pembantu.access()
    line = payment.baris.select_related("petugas").earliest("pk")
    long_ago = date(1900, 1, 2)
    (old,) = segar.outdated(payment, [line], long_ago, rulebook_for(payment.kabupaten_id))
    assert old.galat
    with triggers.lifted():
        payment.dana_masuk.update(tanggal=long_ago, diminta=long_ago)
    with pytest.raises(ValidationError, match="Pajak tidak dapat dihitung untuk hari itu"):
        kirim.send(payment.pk, Perintah((line.pk,), "tunai", long_ago, uuid4()), access)
    assert not payment.kiriman.exists()


# ---------------------------------------------------------------- keys of forms


def test_the_key_of_another_payment_s_form_is_refused_in_words(funded_month: Pengajuan) -> None:
    other = make_month(funded_month.puskesmas, "2022-09", status="dana_ditransfer")
    mine, theirs = payment_of(funded_month), payment_of(other)
    assert mine is not None
    assert theirs is not None
    sent = send_lines(theirs, make_team(other.puskesmas).pembantu.access())
    access = make_team(funded_month.puskesmas).pembantu.access()
    order = Perintah((mine.baris.earliest("pk").pk,), "tunai", clock.today(), sent.kunci)
    with pytest.raises(ValidationError, match="sudah dipakai untuk pembayaran lain"):
        kirim.send(mine.pk, order, access)
    used = theirs.dana_masuk.get().kunci
    transfer = Transfer("SP2D/X", clock.today(), 1, "x", used)
    with pytest.raises(ValidationError, match="sudah dipakai untuk pembayaran lain"):
        dana.receive(mine.pk, transfer, access, diminta=clock.today())


def test_a_double_click_on_a_part_of_the_funds_is_one_move(requested_month: Pengajuan) -> None:
    payment, dear, _ = funded_in_part(requested_month)
    access = make_team(requested_month.puskesmas).pengeluaran.access()
    part = make_transfer(requested_month, 1_000, "Dibayar bertahap dulu.")
    before = _traces(requested_month)
    for _ in range(2):
        moved = move_month(
            requested_month.pk,
            "transfer_sisa",
            access,
            seen_status="dana_ditransfer",
            transfer=part,
        )
        assert moved.status == "dana_ditransfer"
    payment.refresh_from_db()
    assert payment.dana == dear.bruto + 1_000
    moves, entries = (
        after - old for after, old in zip(_traces(requested_month), before, strict=True)
    )
    assert (moves, entries) == (1, 2)  # the move and the funds


def _traces(month: Pengajuan) -> tuple[int, int]:
    return WorkflowLog.objects.filter(subject_id=month.pk).count(), AuditEntry.objects.count()
