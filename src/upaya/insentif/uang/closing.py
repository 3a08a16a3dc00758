"""What an incentive's payment means to its month: its page, its mails, that its end closes it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F
from django.urls import reverse

from upaya.bok.services import bukukan
from upaya.core import notifications
from upaya.core.access import Access
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.bulan.road import ROAD, move_month
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.insentif.izin import IzinInsentif
from upaya.insentif.slip.difference import without_share
from upaya.insentif.uang.reading import SUMBER
from upaya.pembayaran.models import BarisPembayaran, Pembayaran, Percobaan
from upaya.pembayaran.sumber import Sumber
from upaya.rules.insentif.road import DANA_DITRANSFER, DIBAYAR, INSENTIF
from upaya.rules.pembayaran import BERHASIL


def _page(payment: Pembayaran) -> str:
    return reverse("insentif:pembayaran", args=[payment.sumber_id])


def _close(payment: Pembayaran, access: Access) -> None:
    """The last line is paid: so is the month (Pasal 11A ayat (8) huruf j).

    A payment that was opened again finds its month closed: nothing more is made of it.
    """
    if payment.dibuka_pada is not None and _closed(payment):
        return
    move_month(payment.sumber_id, "selesai_bayar", access, seen_status=DANA_DITRANSFER)


def _closed(payment: Pembayaran) -> bool:
    return Pengajuan.objects.filter(pk=payment.sumber_id, status=DIBAYAR).exists()


def _involved(payment: Pembayaran, user_id: int) -> list[str]:
    """What the road asks of whoever closes the month holds for all that leads there."""
    month = Pengajuan.objects.get(pk=payment.sumber_id)
    move = INSENTIF.moves["selesai_bayar"]
    return ROAD.actor_obstacles(LembarBulan(month), move, user_id)


def _tell_officers(payment: Pembayaran, attempts: Sequence[Percobaan]) -> None:
    """Write to each officer with an account what became of the own money, without any amount."""
    arrived = {
        attempt.baris.petugas_id: attempt.status == BERHASIL
        for attempt in attempts
        if attempt.baris.petugas_id is not None
    }
    shares = PerhitunganPetugas.objects.filter(
        perhitungan__pengajuan=payment.sumber_id,
        perhitungan__round=F("perhitungan__pengajuan__round"),
        petugas__in=arrived,
    )
    lines = without_share(payment.baris.filter(petugas__in=arrived))
    for page, rows in (("insentif:slip_bulan", shares), ("insentif:slip_selisih", lines)):
        reached = rows.filter(petugas__user__is_active=True).exclude(petugas__user__email="")
        named = reached.order_by("pk").values_list("pk", "petugas_id", "petugas__user__email")
        for pk, officer, email in named:
            _tell(payment, email, reverse(page, args=[pk]), good=arrived[officer])


def _tell(payment: Pembayaran, email: str, path: str, *, good: bool) -> None:
    notifications.send(
        [email],
        subject=f"{payment.judul}: {'sudah dibayar' if good else 'belum berhasil dibayar'}",
        lines=[
            "Pembayaran insentif Anda tercatat berhasil. Jumlah dan nomor buktinya ada di slip."
            if good
            else "Pembayaran insentif Anda belum berhasil. Alasannya dan apa yang perlu Anda "
            "periksa ada di slip."
        ],
        path=path,
    )


def _why(row: BarisPembayaran, access: Access) -> str:
    """The working of the officer's share; a line that pays only an old difference has none."""
    share = PerhitunganPetugas.objects.filter(
        perhitungan__pengajuan=row.pembayaran.sumber_id, petugas=row.petugas_id
    )
    if not access.allows(IzinInsentif.LIHAT) or not share.exists():
        return ""
    return reverse("insentif:mengapa_petugas", args=[row.pembayaran.sumber_id, row.penerima])


SUMBER_INSENTIF = Sumber(SUMBER, _page, _tell_officers, _close, _involved, bukukan, _why)
