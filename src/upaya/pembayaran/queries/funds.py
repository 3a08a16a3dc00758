"""What has arrived and is still there to be paid out."""

from __future__ import annotations

from django.db.models import Sum

from upaya.pembayaran.models import Pembayaran
from upaya.rules.pembayaran import LIVING


def free_funds(payment: Pembayaran) -> int:
    """Funds that no line under way or paid holds: gross, because the tax is paid from them too."""
    held = payment.baris.filter(status__in=LIVING).aggregate(total=Sum("bruto"))["total"] or 0
    return payment.dana - held
