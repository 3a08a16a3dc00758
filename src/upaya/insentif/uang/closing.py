"""What an incentive's payment means to its month: where it is seen, and that its end closes it."""

from __future__ import annotations

from django.urls import reverse

from upaya.core.access import Access
from upaya.insentif.services import alur, surat
from upaya.insentif.uang.reading import SUMBER
from upaya.pembayaran.models import Pembayaran
from upaya.pembayaran.sumber import Sumber
from upaya.rules.insentif.road import DANA_DITRANSFER


def _page(payment: Pembayaran) -> str:
    return reverse("insentif:pembayaran", args=[payment.sumber_id])


def _close(payment: Pembayaran, access: Access) -> None:
    """The last line is paid: so is the month (Pasal 11A ayat (8) huruf j)."""
    alur.move(payment.sumber_id, "selesai_bayar", access, seen_status=DANA_DITRANSFER)


SUMBER_INSENTIF = Sumber(SUMBER, _page, surat.tell_officers, _close)
