"""Money that came in parts, came back, was sent again, and is disputed."""

from __future__ import annotations

from tests.factories.insentif import advance, agreed_payment, make_team, make_transfer, pay_all
from tests.factories.koreksi import make_koreksi
from tests.factories.pembayaran import note_all, send_lines
from tests.factories.sanggahan import make_sanggahan, share_of
from upaya.core import clock
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.road import move_month
from upaya.insentif.koreksi.models import Koreksi
from upaya.insentif.sanggahan.models import Pokok
from upaya.pembayaran.models import Pembayaran
from upaya.pembayaran.services import results, taxes
from upaya.pembayaran.services.results import Hasil
from upaya.rules.insentif.road_koreksi import DISETUJUI, DITOLAK, DIUSULKAN
from upaya.rules.pembayaran import BERHASIL, DIKEMBALIKAN, GAGAL
from upaya.wilayah.models import Unit

_ASK = ("rekap", "siapkan_nota", "ajukan_dana")


def paid(month: Pengajuan) -> Pengajuan:
    """An approved month, paid in one go."""
    for name in (*_ASK, "transfer"):
        month = advance(month, name)
    return pay_all(month)


def paid_in_parts(month: Pengajuan) -> Pengajuan:
    """Returned on the way to the money; half the funds came, with a reason, the rest is awaited."""
    team = make_team(month.puskesmas)
    for name in ("rekap", "kembalikan_rekap", *_ASK[:2], "kembalikan_nota", *_ASK[1:]):
        month = advance(month, name, team)
    half = make_transfer(month, agreed_payment(month, team).total // 2, "Kas daerah belum cukup.")
    access = team.pengeluaran.access()
    move_month(month.pk, "transfer", access, seen_status=month.status, transfer=half)
    month.refresh_from_db()
    _lines(agreed_payment(month, team), month.puskesmas)
    return month


def _lines(whole: Pembayaran, unit: Unit) -> None:
    """One was paid, one failed and was sent again, one was paid and came back, one bears another
    tax than the rules say; the others wait."""
    access = make_team(unit).pembantu.access()
    first, again, back, taxed, *_ = whole.baris.order_by("pk")
    taxes.adjust_tax(
        whole.pk,
        taxed.pk,
        pajak=taxed.pajak_hitung + 1_000,
        alasan="Kurang potong bulan lalu.",
        versi=taxed.versi,
        access=access,
    )
    note_all(send_lines(whole, access, [first.pk]), access, BERHASIL)
    note_all(send_lines(whole, access, [again.pk]), access, GAGAL)
    send_lines(whole, access, [again.pk])
    returned = send_lines(whole, access, [back.pk], cara="tunai")
    note_all(returned, access, BERHASIL)
    reference = returned.percobaan.get().rujukan
    came_back = Hasil(reference, DIKEMBALIKAN, clock.today(), alasan="Rekening atas nama lain.")
    results.note(whole.pk, [came_back], access)


def corrected(month: Pengajuan, absorbed: int, *, decision: bool | None) -> Koreksi:
    """A correction of what was absorbed: approved, refused, or (None) still waiting."""
    status = {None: DIUSULKAN, True: DISETUJUI, False: DITOLAK}[decision]
    words = "Buku kas umum salah dibaca: “Rp” & titik."
    return make_koreksi(month, absorbed, status=status, alasan=words)


def disputed(month: Pengajuan) -> None:
    """Objections of four officers: one waits, the others were answered or withdrawn."""
    shares = [share_of(month, row.petugas) for row in month.petugas.order_by("pk")[:4]]
    kinds = (Pokok.LAPANGAN, Pokok.MANAJEMEN, Pokok.BOBOT, Pokok.PAJAK)
    statuses = ("terbuka", "diterima", "dijelaskan", "dicabut")
    words = "Kunjungan ke Dusun “Krajan” tidak dihitung."
    for share, pokok, status in zip(shares, kinds, statuses, strict=True):
        make_sanggahan(share, words, pokok=pokok, status=status)
