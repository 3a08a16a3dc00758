"""The parameters of a check, read once for a day and a district."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from upaya.rules.parameter import RuleBook, Value
from upaya.rules.workdays import Holidays, holidays_of

PILIHAN: Mapping[str, tuple[str, str]] = {
    "jamkesda.klaim.tetap_ditanggung": ("tidak", "ya"),
    "jamkesda.klaim.hari_pindah": ("bertumpang tindih", "tidak bertumpang tindih"),
    "jamkesda.klaim.hari_pengajuan": ("hari kalender", "hari kerja"),
    "jamkesda.diagnosis.rincian": ("boleh", "tidak"),
}
"""The two readings of each parameter that chooses one: the first ours, the second the other."""

_URUTAN = "jamkesda.klaim.urutan"
_BUKAN_UTAMA, _BINTANG = "jamkesda.diagnosis.bukan_utama", "jamkesda.diagnosis.bintang"


class Aturan(NamedTuple):
    """What the checks need to know of the rules; `dibaca` are the values with their articles."""

    urutan: tuple[str, ...]
    tetap_ditanggung: bool
    hari_pindah_lolos: bool
    hari_kerja: Holidays | None
    """Holidays when only working days count for sending a claim, else None."""
    harus_terinci: bool
    bukan_utama: tuple[str, ...]
    bintang: frozenset[str]
    dibaca: tuple[Value, ...]


def baca(book: RuleBook, day: date, district: str | None = None) -> Aturan:
    """Read the rules in force on `day`; TidakDiatur when there are none.

    ValueError for a district's choice that is neither reading, and for an order that leaves out a
    reason: such a rule would be skipped in silence.
    """
    found: Aturan | None = book.cache.get((__name__, day, district))
    if found is None:
        found = book.cache[__name__, day, district] = _read(book, day, district)
    return found


def _read(book: RuleBook, day: date, district: str | None) -> Aturan:
    keys = (_URUTAN, *PILIHAN, _BUKAN_UTAMA, _BINTANG)
    read = {key: book.read(key, day, district) for key in keys}
    other = {key: _is_other(read[key]) for key in PILIHAN}
    return Aturan(
        urutan=tuple(str(kode) for kode in read[_URUTAN].items),
        tetap_ditanggung=other["jamkesda.klaim.tetap_ditanggung"],
        hari_pindah_lolos=other["jamkesda.klaim.hari_pindah"],
        hari_kerja=holidays_of(book) if other["jamkesda.klaim.hari_pengajuan"] else None,
        harus_terinci=other["jamkesda.diagnosis.rincian"],
        bukan_utama=tuple(str(one) for one in read[_BUKAN_UTAMA].items),
        bintang=frozenset(read[_BINTANG].text.split()),
        dibaca=tuple(sorted(read.values(), key=lambda value: value.key)),
    )


def _is_other(value: Value) -> bool:
    choices = PILIHAN[value.key]
    if value.value not in choices:
        msg = f"{value.key}: {value.value!r} bukan salah satu dari {', '.join(choices)}"
        raise ValueError(msg)
    return value.value == choices[1]
