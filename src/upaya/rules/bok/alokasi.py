"""Allocation of BOK Puskesmas to the puskesmas of a district (Pasal 5 ayat (8)).

Villages that are locus of STBM come off the top with their fixed amount each (huruf a); the rest is
shared by weighted criteria (huruf b). The text names criteria and gives no weights: those are a
decree of the district. Everything is exact: a share is a fraction until the one split into rupiah.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from upaya.rules.bok.alokasi_batas import Ruang, RuangError, apportion_within, penahan, ruang
from upaya.rules.errors import Fault
from upaya.rules.parameter import RuleBook, Value

SEARAH, BERLAWANAN = "searah", "berlawanan"
ARAH = (SEARAH, BERLAWANAN)
STBM = "bok.stbm_per_desa"
NOL = "bok.alokasi.nol_berlawanan"


@dataclass(frozen=True, slots=True)
class Kriteria:
    """One criterion. `berlawanan`: the smaller the value, the larger the share."""

    kode: str
    bobot: Fraction
    arah: str = SEARAH


@dataclass(frozen=True, slots=True)
class Penerima:
    """A puskesmas with its value for each criterion and its number of STBM villages.

    `tahun_lalu` is last year's proportional part in rupiah, without STBM; None where unknown.
    """

    id: str
    nilai: Mapping[str, Fraction]
    desa_stbm: int
    tahun_lalu: int | None = None


@dataclass(frozen=True, slots=True)
class Permintaan:
    """What is to be allocated, in whole rupiah. `stbm_per_desa` None: as the rules say.

    `lantai` is the least proportional part in rupiah, `perubahan` the largest change against last
    year's as a part (1/10); None for none. Both are about the proportional part: what STBM adds
    stands beside it (Pasal 5 ayat (8) huruf c).
    """

    total: int
    kabupaten: str
    tahun: int
    kriteria: tuple[Kriteria, ...]
    puskesmas: tuple[Penerima, ...]
    stbm_per_desa: int | None = None
    lantai: int | None = None
    perubahan: Fraction | None = None

    @property
    def dibatasi(self) -> bool:
        """Whether a floor or a largest change is asked for."""
        return self.lantai is not None or self.perubahan is not None

    @property
    def hari(self) -> date:
        """The day whose rules a year's allocation follows: its last one."""
        return date(self.tahun, 12, 31)


@dataclass(frozen=True, slots=True)
class BarisAlokasi:
    """What one puskesmas gets, in whole rupiah; `bagian` is its part of the shared rest.

    `penahan` says which bound holds it away from that part (`alokasi_batas`), "" when none does.
    """

    id: str
    bagian: Fraction
    proporsional: int
    stbm: int
    penahan: str = ""

    @property
    def total(self) -> int:
        """Both together."""
        return self.proporsional + self.stbm


@dataclass(frozen=True, slots=True)
class Alokasi:
    """The whole allocation: rows in the order of the request, shares by criterion, rules read."""

    baris: tuple[BarisAlokasi, ...]
    bagian: Mapping[str, tuple[Fraction, ...]]
    """By criterion, in the order of the rows: their sum is one."""
    bobot: Mapping[str, Fraction]
    """Normalised weights."""
    stbm_per_desa: int
    aturan: tuple[Value, ...]
    rate: Fraction | None = None
    """Rupiah per whole share for those whom no bound holds: the rest itself where it holds none."""


class AlokasiError(ValueError):
    """The request cannot be shared out; `faults` say where and why."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(fault.pesan for fault in faults))
        self.faults = faults


def allocate(asked: Permintaan, book: RuleBook) -> Alokasi:
    """Share `asked.total` out.

    AlokasiError where a sum is zero, STBM takes more than there is, or bounds leave no way. Parts
    always add up to the total. Ties for the last rupiah go to the larger share, then to the smaller
    id.
    """
    used: list[Value] = []
    each = asked.stbm_per_desa
    if each is None:
        each = 0
        if any(one.desa_stbm for one in asked.puskesmas):
            used.append(book.read(STBM, asked.hari, asked.kabupaten))
            each = used[-1].integer
    if any(one.arah == BERLAWANAN for one in asked.kriteria):
        used.append(book.read(NOL, asked.hari, asked.kabupaten))
    faults = faults_of(asked, each)
    if faults:
        raise AlokasiError(faults)
    weights = sum((one.bobot for one in asked.kriteria), Fraction())
    bobot = {one.kode: one.bobot / weights for one in asked.kriteria}
    parts = {one.kode: _parts(one, asked.puskesmas) for one in asked.kriteria}
    shares = [
        sum((bobot[kode] * column[row] for kode, column in parts.items()), Fraction())
        for row in range(len(asked.puskesmas))
    ]
    baris, rate = _rows(asked, shares, each)
    return Alokasi(baris, parts, bobot, each, tuple(used), rate)


def _rows(
    asked: Permintaan, shares: list[Fraction], each: int
) -> tuple[tuple[BarisAlokasi, ...], Fraction | None]:
    """The rest split by the shares within the bounds, STBM beside it; and by which rate."""
    rest = asked.total - each * sum(one.desa_stbm for one in asked.puskesmas)
    rooms = [ruang(asked.lantai, asked.perubahan, one.tahun_lalu) for one in asked.puskesmas]
    ties = [(-share, one.id) for share, one in zip(shares, asked.puskesmas, strict=True)]
    try:
        split = apportion_within(rest, shares, rooms, ties)
    except RuangError as refused:
        place = "lantai" if asked.perubahan is None else "perubahan_paling_besar"
        raise AlokasiError([Fault(place, str(refused))]) from refused
    rows = zip(asked.puskesmas, shares, split.parts, split.held, rooms, strict=True)
    baris = tuple(
        BarisAlokasi(one.id, share, part, each * one.desa_stbm, penahan(held, room, asked.lantai))
        for one, share, part, held, room in rows
    )
    return baris, split.rate


def faults_of(asked: Permintaan, each: int) -> list[Fault]:
    """Why the request cannot be shared out at `each` rupiah a village, every reason at once."""
    found = []
    for place, one in enumerate(asked.puskesmas):
        room: Ruang = ruang(asked.lantai, asked.perubahan, one.tahun_lalu)
        if room.atas is not None and room.bawah > room.atas:
            said = f"paling sedikit {room.bawah} melebihi paling banyak {room.atas}"
            found.append(Fault(f"puskesmas[{place}]", said))
    stbm = each * sum(one.desa_stbm for one in asked.puskesmas)
    if stbm > asked.total:
        found.append(Fault("total", f"bagian STBM {stbm} melebihi total {asked.total}"))
    if not any(one.bobot for one in asked.kriteria):
        found.append(Fault("kriteria", "jumlah bobot nol"))
    found += [
        Fault(f"kriteria[{place}]", f"semua nilai {one.kode} nol, jadi tidak ada yang dibagi")
        for place, one in enumerate(asked.kriteria)
        if not any(row.nilai[one.kode] for row in asked.puskesmas)
    ]
    return found


def _parts(one: Kriteria, rows: tuple[Penerima, ...]) -> tuple[Fraction, ...]:
    """Each row's part of one criterion: its value, or the reciprocal, over the sum of them.

    Nothing at all is the neediest where less means more: such a row takes the largest reciprocal
    among the others (parameter `bok.alokasi.nol_berlawanan`, an assumption: the text is silent).
    """
    values = [row.nilai[one.kode] for row in rows]
    if one.arah == BERLAWANAN:
        largest = max(1 / value for value in values if value)
        values = [1 / value if value else largest for value in values]
    total = sum(values, Fraction())
    return tuple(value / total for value in values)
