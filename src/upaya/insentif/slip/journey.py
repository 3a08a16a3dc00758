"""The way of an officer's money with its dates: six stops, and everything that happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from upaya.alur.reading import history
from upaya.insentif.slip.queries import Slip
from upaya.pembayaran.models import Kiriman, Percobaan
from upaya.rules.insentif.journey import jalan
from upaya.rules.pembayaran import BERHASIL, DIBATALKAN, DIKEMBALIKAN, DIKIRIM, GAGAL
from upaya.rules.period import tanggal

_MOVES = {
    "ajukan": ("Diajukan ke Dinas Kesehatan", "plain"),
    "setujui": ("Disetujui Dinas Kesehatan", "plain"),
    "ajukan_dana": ("Dana diminta ke Dinas Kesehatan", "plain"),
    "kembalikan_dana": ("Permintaan dana dikembalikan untuk diperbaiki", "warn"),
}
"""The moves of a month that an officer who waits for money cares about."""

_ENDED = {
    GAGAL: ("Tidak berhasil", "bad"),
    DIKEMBALIKAN: ("Dikembalikan bank", "bad"),
    DIBATALKAN: ("Kiriman dibatalkan", "plain"),
}


@dataclass(frozen=True, slots=True)
class Peristiwa:
    """One thing that happened to the money."""

    hari: date
    title: str
    note: str = ""
    tone: str = "plain"

    @property
    def when(self) -> str:
        """The day in words."""
        return tanggal(self.hari)

    @property
    def text(self) -> str:
        """All of it on one line."""
        return f"{self.title}. {self.note}" if self.note else self.title


def road(slip: Slip) -> list[dict[str, str]]:
    """The stops for `<c-road>`; empty when nothing is paid."""
    return [
        {"label": stop.label, "state": word, "note": "sekarang" if word in {"now", "back"} else ""}
        for stop, word in jalan(slip.tahap)
    ]


def attempts(slip: Slip) -> list[Percobaan]:
    """Every attempt to pay this officer, oldest first; one query."""
    if slip.baris is None:
        return []
    return list(slip.baris.percobaan.select_related("kiriman").order_by("nomor"))


def events(slip: Slip, tried: list[Percobaan]) -> list[Peristiwa]:
    """Everything that happened to this money, oldest first; two queries beside the attempts."""
    found = [*_moves(slip), *_funds(slip)]
    for attempt in tried:
        found += attempt_events(attempt)
    return sorted(found, key=lambda event: event.hari)


def _moves(slip: Slip) -> Iterator[Peristiwa]:
    rows = history(slip.month).filter(round=slip.share.perhitungan.round, move__in=_MOVES)
    for log in rows:
        title, tone = _MOVES[log.move]
        yield Peristiwa(timezone.localtime(log.at).date(), title, tone=tone)


def _funds(slip: Slip) -> Iterator[Peristiwa]:
    if slip.baris is None:
        return
    for transfer in slip.baris.pembayaran.dana_masuk.filter(batal=False).order_by("pk"):
        part = "Baru sebagian; sisanya menyusul." if transfer.sisa else ""
        yield Peristiwa(transfer.tanggal, "Dana sampai di puskesmas", part)


def attempt_events(attempt: Percobaan) -> Iterator[Peristiwa]:
    """What one attempt was and what became of it."""
    cash = attempt.kiriman.cara == Kiriman.Cara.TUNAI
    where = "" if cash else f"{attempt.bank} {attempt.rekening_tersamar}."
    sent = "Disiapkan tunai" if cash else "Dikirim ke rekening"
    yield Peristiwa(attempt.kiriman.tanggal, sent, where)
    if attempt.status == DIKIRIM or attempt.tanggal is None:
        return
    if attempt.status == BERHASIL:
        arrived = "Dibayar tunai" if cash else "Masuk rekening"
        yield Peristiwa(attempt.tanggal, arrived, f"Nomor bukti {attempt.bukti}.", "good")
        return
    title, tone = _ENDED[attempt.status]
    yield Peristiwa(attempt.tanggal, title, attempt.alasan, tone)
