"""Money of an officer who has no share in the month that pays it: only a correction of before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet

from upaya.core.scope import Scope
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.hasil.models import PerhitunganPetugas
from upaya.insentif.slip.journey import Peristiwa, attempt_events
from upaya.insentif.uang.reading import SUMBER
from upaya.pembayaran.models import BarisPembayaran, Kiriman, Percobaan
from upaya.rules.insentif import journey
from upaya.rules.insentif.journey import Tahap
from upaya.rules.insentif.road import COUNTED


@dataclass(frozen=True, slots=True)
class SlipSelisih:
    """A payment line without a share of its month, and where its money is."""

    baris: BarisPembayaran
    month: Pengajuan
    percobaan: tuple[Percobaan, ...]

    @property
    def tahap(self) -> Tahap:
        """Where the money is."""
        last = self.percobaan[-1] if self.percobaan else None
        cash = last is not None and last.kiriman.cara == Kiriman.Cara.TUNAI
        return journey.tahap(self.month.status, self.baris.status, tunai=cash)

    @property
    def jalan(self) -> list[tuple[str, str]]:
        """The stops of the money with their state, for a page."""
        return [(stop.label, word) for stop, word in journey.jalan(self.tahap)]

    @property
    def peristiwa(self) -> list[Peristiwa]:
        """What happened to it, oldest first."""
        return [event for attempt in self.percobaan for event in attempt_events(attempt)]

    @property
    def alasan_gagal(self) -> str:
        """Why the last attempt failed; "" when it did not."""
        return self.percobaan[-1].alasan if self.percobaan else ""


def without_share(rows: QuerySet[BarisPembayaran]) -> QuerySet[BarisPembayaran]:
    """Lines of months in whose standing calculation their officer has no share."""
    share = PerhitunganPetugas.objects.filter(
        perhitungan__pengajuan=OuterRef("pembayaran__sumber_id"),
        perhitungan__round=F("perhitungan__pengajuan__round"),
        petugas=OuterRef("petugas"),
    )
    return rows.filter(~Exists(share), pembayaran__sumber=SUMBER)


def own(scope: Scope) -> list[SlipSelisih]:
    """The person's own, newest first; three queries at most."""
    rows = without_share(BarisPembayaran.objects.for_scope(scope)).order_by("-pembayaran", "pk")
    return of_lines(list(rows.select_related("pembayaran", "petugas")))


def of_lines(lines: Sequence[BarisPembayaran]) -> list[SlipSelisih]:
    """The slips of these lines (loaded with their payment)."""
    if not lines:
        return []
    months = Pengajuan.objects.select_related("puskesmas").in_bulk(
        [line.pembayaran.sumber_id for line in lines]
    )
    tried: dict[int, list[Percobaan]] = {line.pk: [] for line in lines}
    attempts = Percobaan.objects.filter(baris__in=lines).select_related("kiriman")
    for attempt in attempts.order_by("nomor"):
        tried[attempt.baris_id].append(attempt)
    found = [(line, months[line.pembayaran.sumber_id]) for line in lines]
    return [
        SlipSelisih(line, month, tuple(tried[line.pk]))
        for line, month in found
        if month.status in COUNTED
    ]
