"""What happens to months after they were submitted, and months that are unlike the others."""

from __future__ import annotations

from tests.factories.insentif import advance, make_month, make_team, make_transfer
from tests.factories.koreksi import make_koreksi
from tests.factories.pembayaran import note_paid, send_lines
from tests.factories.sanggahan import make_sanggahan, share_of
from tests.world.handle import World
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.road import move_month
from upaya.insentif.uang.reading import payment_of
from upaya.rules.insentif import road_koreksi as koreksi
from upaya.rules.insentif.road import (
    DANA_DITRANSFER,
    DIAJUKAN,
    DIBAYAR,
    DIREKAP,
    DISETUJUI,
    NOTA_DISIAPKAN,
)
from upaya.rules.pembayaran import GAGAL
from upaya.wilayah.models import Unit
from upaya.wilayah.services import save_puskesmas

ZERO, HUGE, PART, ROUND, MENDED = "2022-11", "2022-12", "2023-01", "2023-02", "2023-03"

_JUDGED = {
    koreksi.DIVERIFIKASI: DISETUJUI,
    koreksi.DIAJUKAN: DIREKAP,
    koreksi.DIKEMBALIKAN: NOTA_DISIAPKAN,
}
"""Where a correction of a month at home waits, beside the paid one."""


def make_events(world: World) -> None:
    """Objections, corrections, payments tried again, and odd months at the neighbour."""
    _object(world.months[DISETUJUI])
    _correct(world.months[DIBAYAR])
    for status, at in _JUDGED.items():
        make_koreksi(world.months[at], 57_000_000, status=status)
    _try_again(world.months[DANA_DITRANSFER])
    unit = world.neighbour.unit
    make_month(unit, ZERO, status=DIAJUKAN, officers=2, bok_diserap=0)
    make_month(unit, HUGE, status=DIAJUKAN, officers=2, bok_diserap=399_999_999)
    _fund_in_part(unit)
    _go_round(unit)
    save_puskesmas(
        make_team(unit).admin.access(),
        nama="Banyuglugur (d/h Kalianget)",
        kode=unit.kode,
        kecamatan=None,
        existing=unit,
    )


def _object(month: Pengajuan) -> None:
    """One objection open, one answered."""
    first, second = month.petugas.select_related("petugas").order_by("pk")[2:4]
    make_sanggahan(share_of(month, first.petugas), "Hari kerja saya 5, bukan 4.")
    make_sanggahan(share_of(month, second.petugas), "Nama saya keliru.", status="dijelaskan")


def _correct(month: Pengajuan) -> None:
    """Refused once, then approved downwards (what is to be held back stays open), then withdrawn,
    then proposed."""
    make_koreksi(month, 61_000_000, status=koreksi.DITOLAK)
    make_koreksi(month, 54_000_000, status=koreksi.DISETUJUI)
    make_koreksi(month, 55_000_000, status=koreksi.DITARIK)
    make_koreksi(month, 55_500_000)


def _try_again(month: Pengajuan) -> None:
    """Of those that failed one is sent again and paid."""
    payment, access = payment_of(month), make_team(month.puskesmas).pembantu.access()
    assert payment is not None
    failed = payment.baris.filter(status=GAGAL).order_by("pk").first()
    assert failed is not None
    note_paid(send_lines(payment, access, [failed.pk]), access)


def _fund_in_part(unit: Unit) -> None:
    """The Dinas transferred a third of what was asked for."""
    month = make_month(unit, PART, status="dana_diajukan", officers=2)
    payment = payment_of(month)
    assert payment is not None
    move_month(
        month.pk,
        "transfer",
        make_team(unit).pengeluaran.access(),
        seen_status=month.status,
        transfer=make_transfer(month, payment.total // 3, "Kas belum cukup."),
    )


def _go_round(unit: Unit) -> None:
    """Sent back by the team, by the head and by the Dinas, and in its second round."""
    month = make_month(unit, ROUND, filled=True, officers=2)
    for name in ("kirim", "kembalikan_tim", "kirim", "verifikasi", "kembalikan_kepala"):
        advance(month, name)
    for name in ("kirim", "verifikasi", "ajukan", "kembalikan"):
        advance(month, name)
