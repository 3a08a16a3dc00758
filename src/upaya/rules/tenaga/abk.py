"""How many people a workload needs (ABK-Kes), exact until the one rounding at the end.

standar beban kerja = waktu kerja tersedia / norma waktu
kebutuhan           = (sum of capaian / standar beban kerja) x standar tugas penunjang
standar penunjang   = 1 / (1 - faktor / 100)
"""

import hashlib
import json
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from upaya.rules.exact import tulis
from upaya.rules.parameter import RuleBook, Value

PEMBULATAN = "tenaga.abk.pembulatan"
VERSI_ABK = "1"
"""Version of the arithmetic; it changes only when a result changes."""


@dataclass(frozen=True, slots=True)
class TugasPokok:
    """One main task: how often a year it is done, and either its norm or its standard.

    `norma` is minutes a time; `standar` how often a year one person can do nothing but this.
    """

    uraian: str
    capaian: Fraction
    norma: Fraction | None = None
    standar: Fraction | None = None


@dataclass(frozen=True, slots=True)
class BebanKerja:
    """A workload. Either `faktor`, percent of the time that other duties take, or `penunjang`."""

    waktu_kerja_tersedia: Fraction
    tugas_pokok: tuple[TugasPokok, ...]
    faktor: Fraction | None = None
    penunjang: Fraction | None = None


@dataclass(frozen=True, slots=True)
class BarisKebutuhan:
    """People that one task needs, as a fraction of people."""

    uraian: str
    capaian: Fraction
    standar: Fraction
    kebutuhan: Fraction


@dataclass(frozen=True, slots=True)
class Kebutuhan:
    """The whole need: `tepat` exactly, `orang` rounded once, halves up."""

    baris: tuple[BarisKebutuhan, ...]
    jumlah: Fraction
    standar_penunjang: Fraction
    tepat: Fraction
    orang: int
    aturan: tuple[Value, ...]


def hitung(beban: BebanKerja, book: RuleBook) -> Kebutuhan:
    """The people a workload needs; ZeroDivisionError for a norm, standard or rest of zero."""
    rows = tuple(_row(beban, task) for task in beban.tugas_pokok)
    total = sum((row.kebutuhan for row in rows), Fraction())
    support = _support(beban)
    exactly = total * support
    rounding = [value for value in book.values() if value.key == PEMBULATAN][-1]
    return Kebutuhan(
        rows, total, support, exactly, floor(exactly + Fraction(1, 2)), aturan=(rounding,)
    )


def _row(beban: BebanKerja, task: TugasPokok) -> BarisKebutuhan:
    if task.standar is not None:
        standard = task.standar
    else:
        standard = beban.waktu_kerja_tersedia / (task.norma or Fraction())
    return BarisKebutuhan(task.uraian, task.capaian, standard, task.capaian / standard)


def _support(beban: BebanKerja) -> Fraction:
    if beban.penunjang is not None:
        return beban.penunjang
    return 1 / (1 - (beban.faktor or Fraction()) / 100)


def sidik(beban: BebanKerja, hasil: Kebutuhan) -> str:
    """SHA-256 of what went in and which rules were read; the order of the tasks counts."""
    given = [
        VERSI_ABK,
        tulis(beban.waktu_kerja_tersedia),
        [
            [task.uraian, tulis(task.capaian), _or_none(task.norma), _or_none(task.standar)]
            for task in beban.tugas_pokok
        ],
        _or_none(beban.faktor),
        _or_none(beban.penunjang),
        [[value.key, value.json_value(), value.source, value.origin] for value in hasil.aturan],
    ]
    text = json.dumps(given, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _or_none(value: Fraction | None) -> str | None:
    return None if value is None else tulis(value)
