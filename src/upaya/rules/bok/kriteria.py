"""What a district decrees of an allocation's criteria: weights, directions, bands of a category.

The text names criteria "antara lain" and gives neither weights nor directions (Pasal 5 ayat (8)
huruf b): both are the decree of the Kepala Dinas. A decree is one line of text, so that it can be
read as it was approved: `penduduk=30; tenaga=10 berlawanan`, and for bands
`geografi: dataran=1, kepulauan=4`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from upaya.rules.bok.alokasi import BERLAWANAN, SEARAH, Kriteria
from upaya.rules.citation import citation
from upaya.rules.parameter import RuleBook, Value

BOBOT, PITA, NAMA = "bok.alokasi.bobot", "bok.alokasi.pita", "bok.kriteria_alokasi"
KODE = ("penduduk", "luas", "transportasi", "geografi", "tenaga", "kapitasi", "lokal")
"""Our words for the printed criteria, in the order of huruf b."""
SATUAN = {"penduduk": "jiwa", "luas": "km2", "tenaga": "orang", "kapitasi": "rupiah"}
"""What a measured value is counted in."""

_WEIGHT = re.compile(r"([a-z]+)=([0-9]{1,3}(?:\.[0-9]{1,4})?)( berlawanan)?")
_BAND = re.compile(r"([a-z][a-z0-9 /-]*)=([0-9]{1,6}(?:\.[0-9]{1,4})?)")


def bobot_kriteria(text: str) -> tuple[Kriteria, ...]:
    """Read a decree of weights. Raises ValueError for anything else, also for weights all zero."""
    found: dict[str, Kriteria] = {}
    for part in text.split("; "):
        read = _WEIGHT.fullmatch(part)
        if read is None or read[1] not in KODE or read[1] in found:
            raise ValueError(part)
        found[read[1]] = Kriteria(read[1], Fraction(read[2]), BERLAWANAN if read[3] else SEARAH)
    if not any(one.bobot for one in found.values()):
        raise ValueError(text)
    return tuple(found[kode] for kode in KODE if kode in found and found[kode].bobot)


def pita_kriteria(text: str) -> Mapping[str, Mapping[str, Fraction]]:
    """Read a decree of bands: by criterion the score of each category. Raises ValueError."""
    found: dict[str, dict[str, Fraction]] = {}
    for part in text.split("; "):
        kode, colon, bands = part.partition(": ")
        if not colon or kode not in KODE or kode in found:
            raise ValueError(part)
        own = found[kode] = {}
        for band in bands.split(", "):
            read = _BAND.fullmatch(band)
            if read is None or read[1] in own:
                raise ValueError(band)
            own[read[1]] = Fraction(read[2])
        if not any(own.values()):
            raise ValueError(part)
    return found


@dataclass(frozen=True)
class KetentuanAlokasi:
    """What the allocation of one year stands on: criteria that weigh, their names, their bands."""

    kriteria: tuple[Kriteria, ...]
    nama: Mapping[str, str]
    pita: Mapping[str, Mapping[str, Fraction]]
    bobot: Value
    dasar_pita: Value | None

    @property
    def asal(self) -> str:
        """Which decree the weights come from, in words."""
        return citation(self.bobot)


def ketentuan_alokasi(book: RuleBook, year: int, district: str) -> KetentuanAlokasi | None:
    """As in force at the year's end, as every pagu is; None while nothing decrees the weights."""
    end = date(year, 12, 31)
    weights, names = book.find(BOBOT, end, district), book.find(NAMA, end, district)
    if weights is None:
        return None
    bands = book.find(PITA, end, district)
    pita = pita_kriteria(bands.text) if bands is not None else {}
    known = nama_kriteria(names)
    return KetentuanAlokasi(bobot_kriteria(weights.text), known, pita, weights, bands)


def nama_kriteria(printed: Value | None) -> dict[str, str]:
    """What each criterion is called: as printed, our own word where nothing is."""
    names = printed.items if printed is not None else ()
    return {kode: kode.capitalize() for kode in KODE} | dict(
        zip(KODE, map(str, names), strict=False)
    )
