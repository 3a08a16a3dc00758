"""One month of the nation: 10,268 puskesmas with 60 officers each, on one core.

Prints the seconds of computing and the ratio to a bare loop that adds one integer per
officer, which says more about the program than about the machine. The months are invented
district by district, which is not counted; every one is computed by ``compute_month``, the
code of the web page. Of several rounds over a district the best counts, so that a neighbour
on the same machine is not measured too.
"""

import random
import sys
import time
from collections.abc import Iterator
from types import MappingProxyType
from typing import cast

from upaya.rules.insentif.compute import (
    JABATAN_UTAMA,
    KARAKTERISTIK,
    PELAYANAN,
    PENDIDIKAN,
    STATUS,
    Bulan,
    Pelayanan,
    Petugas,
    compute_month,
)
from upaya.rules.loader import national_book
from upaya.rules.period import Period

PUSKESMAS, DISTRICT, OFFICERS, ROUNDS = 10_268, 20, 60, 3
LIMIT = 1.0
"""Seconds that the nation may take on an idle core of today."""

LOOPS = 50
"""The same limit in bare loops: a slow or busy machine is measured by itself."""


def districts(seed: int) -> Iterator[list[Bulan]]:
    """Invent the nation's August 2022 district by district, the same for the same seed."""
    chance = random.Random(seed)
    for start in range(0, PUSKESMAS, DISTRICT):
        numbers = range(start, min(start + DISTRICT, PUSKESMAS))
        yield [_month(number, chance) for number in numbers]


def _month(number: int, chance: random.Random) -> Bulan:
    services = {
        name: Pelayanan(chance.randint(1, 900), chance.randint(0, 900)) for name in PELAYANAN
    }
    return Bulan(
        kabupaten=f"{11 + number // DISTRICT % 34}.{1 + number // DISTRICT % 15:02d}",
        puskesmas=f"Puskesmas {number}",
        periode=Period(2022, 8),
        penduduk=chance.randint(2_000, 90_000),
        bok_diusulkan=100_000_000,
        bok_diserap=chance.randint(5_000_000, 100_000_000),
        sisa_pagu_insentif=chance.randint(5_000_000, 70_000_000),
        karakteristik=chance.choice(KARAKTERISTIK),  # type: ignore[arg-type]
        pelayanan=MappingProxyType(services),
        petugas=tuple(_officer(place, chance) for place in range(OFFICERS)),
    )


def _officer(place: int, chance: random.Random) -> Petugas:
    return cast(
        "Petugas",
        Petugas(
            id=f"p{place:03d}",
            nama="",
            status=chance.choice(STATUS),  # type: ignore[arg-type]
            golongan=None,
            pendidikan=chance.choice(PENDIDIKAN),  # type: ignore[arg-type]
            jabatan_utama=(chance.choice(JABATAN_UTAMA),),  # type: ignore[arg-type]
            jabatan_tambahan=chance.randint(0, 5),
            orang_hari=chance.randint(0, 24),
            frekuensi=chance.randint(0, 60),
        ),
    )


def compute(months: list[Bulan]) -> tuple[float, int]:
    """Compute every month; return the seconds of this core and the rupiah shared out."""
    book = national_book()
    start = time.process_time()
    results = [compute_month(month, book) for month in months]
    seconds = time.process_time() - start
    return seconds, sum(result.dibagikan for result in results)


def bare_loop() -> float:
    """Return the seconds of adding one integer per officer."""
    start = time.process_time()
    total = 0
    for number in range(PUSKESMAS * OFFICERS):
        total += number
    seconds = time.process_time() - start
    assert total > 0
    return seconds


def main() -> int:
    """Print the measurements; fail when the computing is over the limit."""
    seconds = 0.0
    for months in districts(79):
        rounds = [compute(months) for _ in range(ROUNDS)]
        seconds += min(taken for taken, _ in rounds)
        assert len({paid for _, paid in rounds}) == 1, "the same months gave different results"
    bare = min(bare_loop() for _ in range(ROUNDS))
    print(f"petugas             {PUSKESMAS * OFFICERS:,}".replace(",", "."))
    print(f"hitung sebulan      {seconds:.3f} detik (batas {LIMIT:.1f})")
    print(f"putaran kosong      {bare:.3f} detik")
    print(f"perbandingan        {seconds / bare:.1f} kali putaran kosong (batas {LOOPS})")
    return 0 if seconds <= max(LIMIT, LOOPS * bare) else 1


if __name__ == "__main__":
    sys.exit(main())
