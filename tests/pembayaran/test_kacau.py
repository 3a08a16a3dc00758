"""Fifty clicks at once, a server that dies between any two statements: paid once, or not yet."""

import itertools
import os
import signal
import traceback
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction

from tests.at_once import at_once
from tests.factories.insentif import (
    make_month,
    make_rekening_pembantu,
    make_team,
    make_transfer,
)
from tests.factories.koreksi import move_on
from tests.factories.pembayaran import note_paid, send_lines
from tests.factories.wilayah import make_puskesmas
from upaya.core import audit, clock
from upaya.core.models import AuditEntry, WorkflowLog
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.road import move_month
from upaya.insentif.koreksi import services as koreksi
from upaya.insentif.koreksi.models import PelunasanSelisih
from upaya.insentif.koreksi.services import UsulanKoreksi
from upaya.insentif.uang.reading import payment_of
from upaya.pembayaran.models import Pembayaran, Percobaan
from upaya.pembayaran.queries.funds import free_funds
from upaya.pembayaran.services import shipments
from upaya.pembayaran.services.shipments import Perintah
from upaya.rules.pembayaran import LIVING

pytestmark = pytest.mark.django_db(transaction=True)

CLICKS = 50


def _at_once(action: Callable[[int], None]) -> list[str]:
    """Fifty threads that start together; the names of what they raised."""
    _, raised = at_once(action, CLICKS)
    return [type(refusal).__name__ for refusal in raised]


def _payment(month: Pengajuan) -> Pembayaran:
    payment = payment_of(month)
    assert payment is not None
    return payment


@pytest.mark.parametrize("same_form", [True, False])
def test_fifty_clicks_pay_once(same_form: bool) -> None:  # noqa: FBT001
    month = make_month(status="dana_ditransfer")
    payment, access = _payment(month), make_team(month.puskesmas).pembantu.access()
    lines = tuple(payment.baris.values_list("pk", flat=True))
    order = Perintah(lines, "transfer", clock.today(), uuid4())

    def click(number: int) -> None:
        shipments.send(
            payment.pk, order if same_form else replace(order, kunci=UUID(int=number)), access
        )

    refused = _at_once(click)
    assert len(refused) == (0 if same_form else CLICKS - 1)
    assert payment.kiriman.count() == 1
    attempts = Percobaan.objects.filter(baris__pembayaran=payment)
    living = attempts.filter(status__in=LIVING)
    assert living.count() == attempts.count() == len(lines)
    assert sum(one.jumlah for one in living) == sum(line.neto for line in payment.baris.all())


def test_one_form_key_for_two_payments_at_once_sends_one_and_says_why_not_the_other() -> None:
    orders = []
    for name in ("Panji", "Besuki"):
        month = make_month(make_puskesmas(name), status="dana_ditransfer")
        payment, access = _payment(month), make_team(month.puskesmas).pembantu.access()
        lines = tuple(payment.baris.values_list("pk", flat=True))
        orders.append((payment.pk, lines, access))
    kunci = uuid4()

    def click(number: int) -> int:
        payment, lines, access = orders[number % 2]
        return shipments.send(payment, Perintah(lines, "transfer", clock.today(), kunci), access).pk

    made, refused = at_once(click)
    assert (len(set(made)), len(made), len(refused)) == (1, 4, 4)
    assert {" ".join(one.messages) for one in refused if isinstance(one, ValidationError)} == {
        "Formulir ini sudah dipakai untuk pembayaran lain. Buka lagi halamannya."
    }


def test_fifty_transfers_at_once_never_exceed_the_request() -> None:
    month = make_month(status="dana_ditransfer")
    team = make_team(month.puskesmas)
    payment = _payment(month)
    # Half of the funds again, from every window: they were all transferred before.
    transfer = make_transfer(month, payment.total // 2, "Dibayar bertahap dulu.")

    def click(number: int) -> None:
        move_month(
            month.pk,
            "transfer_sisa",
            team.pengeluaran.access(),
            seen_status="dana_ditransfer",
            transfer=replace(transfer, kunci=UUID(int=number), nomor=f"SP2D/{number}"),
        )

    assert len(_at_once(click)) == CLICKS
    payment.refresh_from_db()
    assert payment.dana == payment.total == sum(row.jumlah for row in payment.dana_masuk.all())


def test_two_months_recapped_at_once_settle_a_correction_once() -> None:
    august = make_month(status="dibayar")
    team = make_team(august.puskesmas)
    made = koreksi.propose(
        august.pk, UsulanKoreksi("Salah dibaca.", 61_000_000, {}), team.operator.access()
    )
    move_on(made)
    months = [
        make_month(august.puskesmas, period, status="disetujui")
        for period in ("2022-09", "2022-10")
    ]

    def click(number: int) -> None:
        month = months[number % 2]
        move_month(month.pk, "rekap", team.operator.access(), seen_status="disetujui")

    assert len(_at_once(click)) == CLICKS - len(months)
    settled = PelunasanSelisih.objects.filter(bagian__koreksi=made).order_by("pk")
    assert sum(row.jumlah for row in settled) == made.selisih
    totals = sum(_payment(month).total for month in months)
    assert totals == sum(month.perhitungan.get().dibagi for month in months) + made.selisih


# ---------------------------------------------------------------- kill -9


def _dies_at(statement: int, action: Callable[[], object]) -> bool:
    """Run `action` in a process that is killed (-9) at its `statement`-th; whether it was.

    An action that fails by itself is not a death survived: its traceback is shown, and it fails.
    """
    connections.close_all()
    child = os.fork()
    if child == 0:
        seen = 0

        def deadly(execute: Callable[..., Any], *args: Any) -> Any:  # noqa: ANN401 - Django's
            nonlocal seen
            seen += 1
            if seen == statement:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(*args)

        try:
            with connection.execute_wrapper(deadly):
                action()
        except BaseException:  # noqa: BLE001 - whatever it was, this process may not run on
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    ended = os.waitpid(child, 0)[1]
    assert not os.WIFEXITED(ended) or os.WEXITSTATUS(ended) == 0, "gagal tanpa dimatikan"
    return os.WIFSIGNALED(ended)


def _state(month: Pengajuan) -> tuple[object, ...]:
    """Everything about the money of a month that may not be half done."""
    month = Pengajuan.objects.get(pk=month.pk)
    payment = payment_of(month)
    return (
        month.status,
        WorkflowLog.objects.filter(subject_id=month.pk).count(),
        AuditEntry.objects.count(),
        payment
        and (
            payment.total,
            payment.dana,
            payment.selesai_pada is None,
            sorted(payment.baris.values_list("status", flat=True)),
            sorted(Percobaan.objects.values_list("status", flat=True)),
            payment.kiriman.count(),
            payment.dana_masuk.count(),
        ),
    )


def _rehearsed(month: Pengajuan, action: Callable[[], object]) -> tuple[object, ...]:
    """The state that `action` leads to, taken back again."""
    with transaction.atomic():
        action()
        state = _state(month)
        transaction.set_rollback(True)
    return state


def _survives(month: Pengajuan, action: Callable[[], object]) -> int:
    """Kill `action` before each of its statements in turn: all of it is there, or nothing.

    Ends with the first run whose work is there: killed on the way to its messages, or not at all.
    Returns how many runs left nothing.
    """
    before, after = _state(month), _rehearsed(month, action)
    assert before != after
    for statement in itertools.count(1):
        killed = _dies_at(statement, action)
        found = _state(month)
        assert found in (before, after), f"setengah jadi setelah mati pada perintah {statement}"
        if found == after:
            assert list(audit.verify()) == []
            return statement - 1
        assert killed
    raise AssertionError


@pytest.mark.budget(25, "a process for every statement of six moves")
def test_a_server_killed_between_any_two_steps_of_payment_leaves_nothing_half_done() -> None:
    month = make_month(status="disetujui", officers=2)
    team = make_team(month.puskesmas)
    operator, treasurer = team.operator.access(), team.pembantu.access()

    def step(name: str, member: str, **more: Any) -> Callable[[], object]:  # noqa: ANN401
        access = getattr(team, member).access()
        seen = Pengajuan.objects.get(pk=month.pk).status
        return lambda: move_month(month.pk, name, access, seen_status=seen, **more)

    assert _survives(month, step("rekap", "operator")) > 5
    payment = _payment(month)
    for kind in ("penerimaan", "rekap", "sk", "kegiatan"):
        month.spj.create(
            jenis=kind,
            keterangan="map",
            diserahkan_oleh_id=operator.user_id,
            diserahkan_pada=clock.now(),
        )
    make_rekening_pembantu(month.puskesmas)
    assert _survives(month, step("siapkan_nota", "pembantu")) > 3
    assert _survives(month, step("ajukan_dana", "kepala")) > 3
    transfer = make_transfer(month)
    assert _survives(month, step("transfer", "pengeluaran", transfer=transfer)) > 5
    order = Perintah(
        tuple(payment.baris.values_list("pk", flat=True)), "transfer", clock.today(), uuid4()
    )
    assert _survives(month, lambda: shipments.send(payment.pk, order, treasurer)) > 5
    sent = payment.kiriman.get()
    # The last result closes the payment and the month with it: all of that or nothing.
    assert _survives(month, lambda: note_paid(sent, treasurer)) > 10
    month.refresh_from_db()
    assert month.status == "dibayar"
    assert free_funds(_payment(month)) == 0


def test_after_a_kill_the_same_form_sends_once() -> None:
    """The answer was lost on the way, so the person presses again: the shipment is the same."""
    month = make_month(status="dana_ditransfer", officers=2)
    payment, access = _payment(month), make_team(month.puskesmas).pembantu.access()
    order = Perintah(
        tuple(payment.baris.values_list("pk", flat=True)), "transfer", clock.today(), uuid4()
    )
    assert not _dies_at(10_000, lambda: shipments.send(payment.pk, order, access))
    again = shipments.send(payment.pk, order, access)
    assert payment.kiriman.get() == again
    with pytest.raises(ValidationError):
        send_lines(payment, access, [order.baris[0]])
