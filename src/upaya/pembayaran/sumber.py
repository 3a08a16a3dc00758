"""Who has something to pay: each source says where it belongs and what follows when all is paid.

`pembayaran` stands below its sources and never imports them: they register when Django starts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from upaya.core.access import Access
from upaya.pembayaran.models import Pembayaran, Percobaan


@dataclass(frozen=True, slots=True)
class Sumber:
    """A kind of payment: `alamat` gives the page it belongs to, `selesai` closes it there.

    `tercatat` hears of attempts whose result was noted, `selesai` of the last line that was paid;
    both run inside the transaction of what they hear of.
    """

    nama: str
    alamat: Callable[[Pembayaran], str]
    tercatat: Callable[[Pembayaran, Sequence[Percobaan]], None]
    selesai: Callable[[Pembayaran, Access], None]


_KNOWN: dict[str, Sumber] = {}


def register(source: Sumber) -> None:
    """Make a source known; called once from the `ready` of its app."""
    _KNOWN[source.nama] = source


def of(payment: Pembayaran) -> Sumber:
    """The source of a payment."""
    return _KNOWN[payment.sumber]
