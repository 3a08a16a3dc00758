"""Builders of payments: lines sent and answered by the same services as on the pages."""

from collections.abc import Sequence
from uuid import uuid4

from tests.factories.akun import make_membership
from upaya.core import clock
from upaya.core.access import Access
from upaya.exchange import bank_csv
from upaya.pembayaran.models import Kiriman, Pembayaran, UsulanFormat
from upaya.pembayaran.services import bank_format, shipments
from upaya.pembayaran.services import results as hasil
from upaya.pembayaran.services.results import Hasil, Putusan
from upaya.pembayaran.services.shipments import Perintah
from upaya.rules.kesehatan import BENDAHARA_PENGELUARAN, KEPALA_DINAS
from upaya.rules.pembayaran import BERHASIL, DIKIRIM, PAYABLE
from upaya.rules.rekening import AturanNama


def send_lines(
    payment: Pembayaran, access: Access, lines: Sequence[int] | None = None, cara: str = "transfer"
) -> Kiriman:
    """Send these lines, or all that can be sent."""
    if lines is None:
        rows = payment.baris.filter(status__in=PAYABLE).order_by("pk")
        lines = list(rows.values_list("pk", flat=True))
    return shipments.send(payment.pk, Perintah(tuple(lines), cara, clock.today(), uuid4()), access)


def note_paid(sent: Kiriman, access: Access) -> list[Putusan]:
    """Everybody of a shipment got the money."""
    return note_all(sent, access, BERHASIL)


def note_all(sent: Kiriman, access: Access, status: str) -> list[Putusan]:
    """The same result for everybody of a shipment who waits for one."""
    waiting = sent.percobaan.filter(status=DIKIRIM).order_by("pk")
    results = [
        Hasil(rujukan, status, clock.today(), bukti="BUKTI/1", alasan="Rekening ditutup.")
        for rujukan in waiting.values_list("rujukan", flat=True)
    ]
    return hasil.note(sent.pembayaran_id, results, access)


def agree_format(
    kabupaten: str, layout: bank_csv.Format, banks: Sequence[tuple[str, AturanNama]] = ()
) -> None:
    """One person proposes a format of the bank, another agrees."""
    access = make_membership(BENDAHARA_PENGELUARAN).access()
    bank_format.propose(kabupaten, layout, banks, "Diminta bank yang baru.", access)
    decide_format(kabupaten=kabupaten)


def decide_format(
    *, setuju: bool = True, alasan: str = "", kabupaten: str = "35.12"
) -> UsulanFormat:
    """What waits is decided by another person."""
    waiting = UsulanFormat.objects.get(status="diusulkan", kabupaten=kabupaten)
    access = make_membership(KEPALA_DINAS).access()
    return bank_format.decide(waiting.pk, access, setuju=setuju, alasan=alasan)
