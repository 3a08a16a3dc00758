"""A what-if over the nation's month: 616,080 officers on both sides, streamed per puskesmas.

Prints the seconds and the ratio to what cannot be avoided: computing every month twice with
``compute_month`` and nothing else. The difference is the adding up by puskesmas, post, schooling
and bobot. The months are invented district by district by ``bench/national.py``, which is not
counted, and let go again: only the sums stay in memory.
"""

import sys
import time
from collections.abc import Iterator
from decimal import Decimal

from national import OFFICERS, PUSKESMAS, districts

from upaya.rules.insentif.comparison import Perbandingan
from upaya.rules.insentif.compute import compute_month
from upaya.rules.insentif.ketentuan import DASAR
from upaya.rules.insentif.month import Bulan
from upaya.rules.insentif.simulation import BulanSimulasi, PuskesmasSimulasi, bandingkan
from upaya.rules.loader import national_book
from upaya.rules.scenario import METODE, Skenario, susun, terapkan

RATIO = 2.5
"""How many times the two bare computations the whole comparison may take."""


class Clock:
    """Seconds of this core inside the measured parts only."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._since = 0.0

    def start(self) -> None:
        self._since = time.process_time()

    def stop(self) -> None:
        self.seconds += time.process_time() - self._since


def stream(clock: Clock) -> Iterator[PuskesmasSimulasi]:
    """The nation; while a district is invented, the clock stands."""
    number = 0
    for months in districts(79):
        clock.start()
        for bulan in months:
            yield PuskesmasSimulasi(
                str(number), bulan.puskesmas, (BulanSimulasi(bulan, None, number),)
            )
            number += 1
        clock.stop()


def compare(skenario: Skenario) -> tuple[float, Perbandingan]:
    """The whole comparison: its seconds and its outcome."""
    clock = Clock()
    outcome = bandingkan(stream(clock), national_book(), skenario)
    return clock.seconds, outcome


def bare(skenario: Skenario) -> float:
    """The seconds of computing every month twice, adding up nothing."""
    book, other, clock = national_book(), terapkan(national_book(), skenario), Clock()
    for months in districts(79):
        clock.start()
        for bulan in months:
            both(bulan, book, other)
        clock.stop()
    return clock.seconds


def both(bulan: Bulan, book: object, other: object) -> None:
    """One month under both books."""
    compute_month(bulan, book)  # type: ignore[arg-type]
    compute_month(bulan, other)  # type: ignore[arg-type]


def main() -> int:
    """Print the measurements; fail when adding up costs more than it should."""
    skenario = susun({DASAR: Decimal("0.1"), METODE: "kontinu"}, national_book())
    seconds, outcome = compare(skenario)
    plain = bare(skenario)
    whole = outcome.jumlah
    assert whole.petugas == PUSKESMAS * OFFICERS
    assert sum(each.selisih for each in outcome.jabatan) == whole.selisih
    print(f"petugas             {whole.petugas:,}".replace(",", "."))
    print(f"bandingkan sebulan  {seconds:.2f} detik")
    print(f"dua hitungan saja   {plain:.2f} detik")
    print(f"perbandingan        {seconds / plain:.2f} kali (batas {RATIO})")
    return 0 if seconds <= RATIO * plain else 1


if __name__ == "__main__":
    sys.exit(main())
