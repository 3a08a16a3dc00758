"""Months whose money came only in part and went another way than it was meant to."""

from tests.factories.insentif import make_team, make_transfer
from tests.factories.pembayaran import note_all, send_lines
from upaya.core.access import Access
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.road import move_month
from upaya.insentif.uang.reading import payment_of
from upaya.pembayaran.models import BarisPembayaran, Kiriman, Pembayaran
from upaya.pembayaran.services import taxes
from upaya.rules.pembayaran import GAGAL


def funded_in_part(month: Pengajuan) -> tuple[Pembayaran, BarisPembayaran, BarisPembayaran]:
    """Funds for the dearer of two lines only, whoever of the two they are used for."""
    team = make_team(month.puskesmas)
    payment = payment_of(month)
    assert payment is not None
    dear, cheap, *_ = payment.baris.order_by("-bruto", "pk")
    part = make_transfer(month, dear.bruto, "Kas daerah belum cukup.")
    move_month(
        month.pk, "transfer", team.pengeluaran.access(), seen_status=month.status, transfer=part
    )
    payment.refresh_from_db()
    return payment, dear, cheap


def spent_otherwise(month: Pengajuan) -> tuple[Pembayaran, Access, Kiriman, Kiriman]:
    """A failed, B was sent with the same money."""
    payment, first, second = funded_in_part(month)
    access = make_team(month.puskesmas).pembantu.access()
    failed = send_lines(payment, access, [first.pk])
    note_all(failed, access, GAGAL)
    other = send_lines(payment, access, [second.pk])
    return payment, access, failed, other


def withhold(line: BarisPembayaran, pajak: int, alasan: str = "Bukti potong lain.") -> None:
    """Another tax than the rules say; far from them the head agrees to it."""
    team = make_team(line.pembayaran.unit)
    taxes.adjust_tax(
        line.pembayaran_id, line.pk, pajak=pajak, alasan=alasan, versi=line.versi,
        access=team.pembantu.access(),
    )  # fmt: skip
    for made in line.usulan_pajak.filter(status="diusulkan"):
        taxes.decide_tax(made.pk, team.kepala.access(), setuju=True, alasan="")
    line.refresh_from_db()
