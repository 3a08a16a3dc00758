"""A what-if over one million synthetic families: who would change sides under a draft scheme.

Prints the seconds from the answers as the database keeps them (JSON) to the counts by kecamatan,
and fails above ten. Families are drawn with a seed and not counted. Nothing is written: there is no
database here at all. A sample is compared with the full score of `skor.hitung`.
"""

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from random import Random

from upaya.rules.supermiskol.andai import TANPA_SKOR, Keluarga, Penghitung, andaikan
from upaya.rules.supermiskol.contoh import contoh
from upaya.rules.supermiskol.skema import Skema
from upaya.rules.supermiskol.skor import hitung

FAMILIES = 1_000_000
SECONDS = 10.0
KECAMATAN = 25
CHUNK = 50_000
COMPARED = 2_000


def drawn(skema: Skema, random: Random, number: int) -> list[tuple[str, str]]:
    """Families as rows of a database: kecamatan and answers as text."""
    asked = [(one.kode, list(one.pilihan)) for one in skema.dihitung]
    return [
        (
            f"Kecamatan {random.randrange(KECAMATAN)}",
            json.dumps({kode: random.choice(options) for kode, options in asked}),
        )
        for _ in range(number)
    ]


class Stream:
    """The million, drawn in parts; while a part is drawn, the clock stands."""

    def __init__(self, skema: Skema) -> None:
        self.skema, self.random, self.seconds = skema, Random(15), 0.0
        self.sample: list[dict[str, str]] = []

    def __iter__(self) -> Iterator[Keluarga]:
        for _ in range(FAMILIES // CHUNK):
            rows = drawn(self.skema, self.random, CHUNK)
            since = time.process_time()
            for where, text in rows:
                yield Keluarga(where, 1, json.loads(text))
            self.seconds += time.process_time() - since
            self.sample = [json.loads(text) for _, text in rows[:COMPARED]]


def main() -> int:
    """Time it, compare a sample; the exit code."""
    old = contoh()["contoh-banyuwangi"].versi[-1].skema
    new = replace(old, ambang=old.ambang + Fraction(1, 20))
    stream, made = Stream(old), Penghitung(new)
    found = andaikan(stream, {1: Penghitung(old)}, made)
    wrong = sum(made.layak(one) is not hitung(new, one).layak for one in stream.sample)
    print(f"  {found.banyak:,} keluarga: {stream.seconds:.1f} detik (paling lama {SECONDS:.0f})")
    print(f"  {dict(found.sisi)}; berbeda dari skor penuh: {wrong} dari {len(stream.sample)}")
    whole = found.banyak == FAMILIES and not found.sisi[TANPA_SKOR] and not wrong
    return 0 if whole and stream.seconds <= SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
