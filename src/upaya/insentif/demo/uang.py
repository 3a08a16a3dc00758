"""The money of the demo: SPJ on paper, transfers, payments that succeed and some that fail."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from upaya.core import clock
from upaya.core.access import Access
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.uang import spj
from upaya.insentif.uang.models import DokumenSpj
from upaya.insentif.uang.reading import payment_of
from upaya.pembayaran.models import Pembayaran
from upaya.pembayaran.queries.rekening import account_on
from upaya.pembayaran.services import rekening, shipments
from upaya.pembayaran.services import results as hasil
from upaya.pembayaran.services.funds import Transfer
from upaya.pembayaran.services.results import Hasil
from upaya.pembayaran.services.shipments import Perintah
from upaya.rules.pembayaran import BERHASIL, GAGAL

_FAILED, _WAITING = 2, 5
"""Of a payment that is not done yet: lines that failed, lines without an answer."""


def account_of(unit_id: int, pembantu: Access, kepala: Access) -> None:
    """The account of the treasurer of a puskesmas, agreed to by its head; once."""
    if account_on(unit_id, clock.today()) is not None:
        return
    wanted = rekening.UsulanRekening(
        "Bank Jatim",
        f"7000{unit_id:06d}",
        "Bendahara Pengeluaran Pembantu",
        date(clock.today().year, 1, 1),
        f"900/{unit_id}/DEMO/{clock.today().year}",
        "Rekening pertama puskesmas.",
    )
    made = rekening.ask(unit_id, wanted, pembantu)
    rekening.decide(made.pk, kepala, setuju=True, alasan="")


def hand_over(month: Pengajuan, access: Access) -> None:
    """The four documents of Pasal 24 huruf i, on paper."""
    for kind in DokumenSpj.Jenis:
        spj.hand_over(
            month.pk, kind.value, access, keterangan=f"Map SPJ {month.period.nama}, lemari TU"
        )


def transfer(month: Pengajuan) -> Transfer:
    """The whole request at once."""
    return Transfer(
        f"SP2D/DEMO/{month.period}/{month.puskesmas_id}",
        clock.today(),
        _payment(month).total,
        "",
        uuid4(),
    )


def pay(month: Pengajuan, access: Access, *, whole: bool) -> None:
    """Send everybody's money; unless `whole` two transfers fail and five have no answer yet."""
    payment = _payment(month)
    lines = tuple(payment.baris.order_by("nama", "pk").values_list("pk", flat=True))
    order = Perintah(lines, "transfer", clock.today(), uuid4())
    sent = shipments.send(payment.pk, order, access)
    attempts = sent.percobaan.order_by("pk")
    # Whoever can sign in as an officer sees money that arrived.
    others = list(attempts.filter(baris__petugas__user=None).values_list("rujukan", flat=True))
    failed = others[:0] if whole else others[:_FAILED]
    waiting = others[:0] if whole else others[-_WAITING:]
    results = [
        Hasil(
            reference,
            GAGAL if reference in failed else BERHASIL,
            clock.today(),
            bukti=f"TRX/{reference}",
            alasan="Nomor rekening tidak aktif." if reference in failed else "",
        )
        for reference in attempts.values_list("rujukan", flat=True)
        if reference not in waiting
    ]
    hasil.note(payment.pk, results, access)


def _payment(month: Pengajuan) -> Pembayaran:
    payment = payment_of(month)
    assert payment is not None  # noqa: S101 - asked only after the recap
    return payment
