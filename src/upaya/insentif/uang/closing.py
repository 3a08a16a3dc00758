"""What an incentive's payment means to its month: where it is seen, and that its end closes it."""

from __future__ import annotations

from django.urls import reverse

from upaya.core.access import Access
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.reading import LembarBulan
from upaya.insentif.services import alur, surat
from upaya.insentif.uang.reading import SUMBER
from upaya.pembayaran.models import Pembayaran
from upaya.pembayaran.sumber import Sumber
from upaya.rules.insentif.road import DANA_DITRANSFER, DIBAYAR, INSENTIF


def _page(payment: Pembayaran) -> str:
    return reverse("insentif:pembayaran", args=[payment.sumber_id])


def _close(payment: Pembayaran, access: Access) -> None:
    """The last line is paid: so is the month (Pasal 11A ayat (8) huruf j).

    A payment that was opened again finds its month closed: nothing more is made of it.
    """
    if payment.dibuka_pada is not None and _closed(payment):
        return
    alur.move(payment.sumber_id, "selesai_bayar", access, seen_status=DANA_DITRANSFER)


def _closed(payment: Pembayaran) -> bool:
    return Pengajuan.objects.filter(pk=payment.sumber_id, status=DIBAYAR).exists()


def _involved(payment: Pembayaran, user_id: int) -> list[str]:
    """What the road asks of whoever closes the month holds for all that leads there."""
    month = Pengajuan.objects.get(pk=payment.sumber_id)
    move = INSENTIF.moves["selesai_bayar"]
    return alur.ROAD.actor_obstacles(LembarBulan(month), move, user_id)


SUMBER_INSENTIF = Sumber(SUMBER, _page, surat.tell_officers, _close, _involved)
