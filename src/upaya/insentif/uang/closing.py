"""What an incentive's payment means to its month: its page, its mails, that its end closes it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F
from django.urls import reverse

from upaya.core import notifications
from upaya.core.access import Access
from upaya.insentif.bulan.road import move_month
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.insentif.uang.reading import SUMBER
from upaya.pembayaran.models import Pembayaran, Percobaan
from upaya.pembayaran.sumber import Sumber
from upaya.rules.insentif.road import DANA_DITRANSFER
from upaya.rules.pembayaran import BERHASIL


def _page(payment: Pembayaran) -> str:
    return reverse("insentif:pembayaran", args=[payment.sumber_id])


def _close(payment: Pembayaran, access: Access) -> None:
    """The last line is paid: so is the month (Pasal 11A ayat (8) huruf j)."""
    move_month(payment.sumber_id, "selesai_bayar", access, seen_status=DANA_DITRANSFER)


def _tell_officers(payment: Pembayaran, attempts: Sequence[Percobaan]) -> None:
    """Write to each officer with an account what became of the own money, without any amount."""
    arrived = {attempt.baris.petugas_id: attempt.status == BERHASIL for attempt in attempts}
    shares = (
        PerhitunganPetugas.objects.filter(
            perhitungan__pengajuan=payment.sumber_id,
            perhitungan__round=F("perhitungan__pengajuan__round"),
            petugas__in=[officer for officer in arrived if officer is not None],
            petugas__user__is_active=True,
        )
        .exclude(petugas__user__email="")
        .order_by("pk")
    )
    for pk, officer, email in shares.values_list("pk", "petugas_id", "petugas__user__email"):
        good = arrived[officer]
        notifications.send(
            [email],
            subject=f"{payment.judul}: {'sudah dibayar' if good else 'belum berhasil dibayar'}",
            lines=[
                "Pembayaran insentif Anda tercatat berhasil. Jumlah dan nomor buktinya ada di slip."
                if good
                else "Pembayaran insentif Anda belum berhasil. Alasannya dan apa yang perlu Anda "
                "periksa ada di slip."
            ],
            path=reverse("insentif:slip_bulan", args=[pk]),
        )


SUMBER_INSENTIF = Sumber(SUMBER, _page, _tell_officers, _close)
