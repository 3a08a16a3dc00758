"""Who has something to pay: each source says where it belongs and what follows when all is paid.

`pembayaran` stands below its sources and never imports them: the `sistem.py` of each names it in
`pays`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from upaya.core.access import Access
from upaya.core.registry import registry
from upaya.pembayaran.models import BarisPembayaran, Pembayaran, Percobaan


def _unheard(_payment: Pembayaran, _access: Access) -> None:
    """No book follows this kind of payment."""


def _unexplained(_row: BarisPembayaran, _access: Access) -> str:
    """No page of its own says why a line of this kind is as much as it is."""
    return ""


@dataclass(frozen=True, slots=True)
class Sumber:
    """A kind of payment: `alamat` gives the page it belongs to, `selesai` closes it there.

    `tercatat` hears of attempts whose result was noted, `selesai` of the last line that was paid;
    both run inside the transaction of what they hear of, as `bergerak` does, which hears of every
    change in what arrived and who was paid, also where one is mended. `terlibat` says why a
    person may not handle this money, in sentences: whoever prepared or granted it does not pay it.
    `mengapa` gives the page that explains the amount of a line down to its article, "" where this
    reader has none.
    """

    nama: str
    alamat: Callable[[Pembayaran], str]
    tercatat: Callable[[Pembayaran, Sequence[Percobaan]], None]
    selesai: Callable[[Pembayaran, Access], None]
    terlibat: Callable[[Pembayaran, int], list[str]]
    bergerak: Callable[[Pembayaran, Access], None] = _unheard
    mengapa: Callable[[BarisPembayaran, Access], str] = _unexplained


def of(payment: Pembayaran) -> Sumber:
    """The source of a payment."""
    (found,) = (source for source in registry().load("pays") if source.nama == payment.sumber)
    return cast("Sumber", found)
