"""A scenario: parameters as they would be, checked in words and laid over the rules.

A scenario never becomes law: :func:`terapkan` gives a new book in which its values win over
everything else, as assumptions, and the book it came from stays as it was.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from upaya.rules.errors import Fault, RuleError
from upaya.rules.insentif.ketentuan import DASAR, PAGU
from upaya.rules.insentif.month import FORMULA_POOL, METODE_SPM, TARGET_NOL, NamaIndeks
from upaya.rules.insentif.serial import raw_from_dict, raw_to_dict
from upaya.rules.money import angka
from upaya.rules.numbers import MAX_AMOUNT
from upaya.rules.parameter import RawValue, RuleBook, Value

FORMULA = "insentif_ukm.formula_pool"
METODE = "insentif_ukm.spm.metode"
BATAS_SPM = "insentif_ukm.spm.batas_tingkat"
KONTINU = "insentif_ukm.spm.kontinu_tertinggi"
NOL = "insentif_ukm.spm.target_nol"
BATAS_PENDUDUK = "insentif_ukm.beban_kerja.batas_penduduk"
PEMBAGIAN = "insentif_ukm.pembagian"
SKOR_PENDIDIKAN = "insentif_ukm.skor.pendidikan"
SKOR_TERBUKA = "insentif_ukm.skor.pendidikan_terbuka"
SKOR_UTAMA = "insentif_ukm.skor.jabatan_utama"
SKOR_TAMBAHAN = "insentif_ukm.skor.jabatan_tambahan"

MENGUBAH_INDEKS: Mapping[NamaIndeks, frozenset[str]] = MappingProxyType(
    {
        "kinerja_spm": frozenset({METODE, BATAS_SPM, KONTINU, NOL}),
        "beban_kerja": frozenset({BATAS_PENDUDUK}),
    }
)
"""Parameters after whose change a published index says nothing any more: the Dinas published it
under the other rule (Pasal 11A ayat (8) huruf a), so it is computed from the month's own data."""

SKOR_TERTINGGI = 100
PENDUDUK_TERTINGGI = 10**9
PAGU_TERTINGGI = MAX_AMOUNT
_PERSERATUS = 100


@dataclass(frozen=True, slots=True)
class Skenario:
    """Values by parameter; what is not named stays as the rules have it.

    Make one with :func:`susun`, which checks it.
    """

    nilai: Mapping[str, RawValue] = field(default_factory=lambda: MappingProxyType({}))

    def to_dict(self) -> dict[str, Any]:
        """Return the values for storage; :meth:`from_dict` gives an equal scenario back."""
        return {key: raw_to_dict(self.nilai[key]) for key in sorted(self.nilai)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Skenario":
        """Build a scenario from what :meth:`to_dict` returned; it was checked when it was made."""
        return cls(MappingProxyType({key: raw_from_dict(data[key]) for key in sorted(data)}))


class SkenarioSalah(RuleError, ValueError):  # noqa: N818 - a noun of the house
    """The scenario makes no sense; ``galat`` says at which parameter and why."""

    def __init__(self, galat: tuple[Fault, ...]) -> None:
        super().__init__(" ".join(fault.pesan for fault in galat))
        self.galat = galat


def susun(nilai: Mapping[str, RawValue], book: RuleBook) -> Skenario:
    """Check ``nilai`` against the shapes that ``book`` knows and the ranges that make sense.

    Raises :class:`SkenarioSalah` with one fault per parameter; ``letak`` is the parameter's key.
    """
    faults = []
    for key in sorted(nilai):
        said = _fault(key, nilai[key], book)
        if said is not None:
            faults.append(Fault(key, said))
    if faults:
        raise SkenarioSalah(tuple(faults))
    return Skenario(MappingProxyType({key: nilai[key] for key in sorted(nilai)}))


def terapkan(book: RuleBook, skenario: Skenario) -> RuleBook:
    """Return a new book in which the scenario holds on every day and everywhere."""
    rows = [row for row in book.rows if row.key not in skenario.nilai]
    rows += [_row(book, key, value) for key, value in skenario.nilai.items()]
    return RuleBook(book.values(), book.packages.values(), rows)


def berubah(
    book: RuleBook, skenario: Skenario, day: date, district: str, known_on: date | None
) -> frozenset[str]:
    """Return the parameters that the scenario really changes on ``day`` in ``district``.

    Naming the value that is in force anyway changes nothing: then published indices still count.
    """
    changed = set()
    for key, value in skenario.nilai.items():
        present = book.find(key, day, district, known_on)
        if present is None or present.value != value:
            changed.add(key)
    return frozenset(changed)


def _row(book: RuleBook, key: str, value: RawValue) -> Value:
    sample = _sample(book, key)
    return Value(
        key=key,
        value=value,
        unit=sample.unit if sample else "rupiah per tahun",
        title=sample.title if sample else "Pagu insentif UKM setahun",
        instrument="Skenario simulasi",
        article="",
        origin="asumsi",
        in_force=date.min,
        until=None,
        promulgated=None,
        district=None,
        package="skenario",
    )


def _sample(book: RuleBook, key: str) -> Value | None:
    """Any value that the parameter ever has: its kind and its names never change."""
    return next((v for v in (*book.values(), *book.rows) if v.key == key), None)


# ---------------------------------------------------------------- what makes sense
def _fault(key: str, value: RawValue, book: RuleBook) -> str | None:
    if key.startswith(PAGU):
        return _whole(0, PAGU_TERTINGGI)(value)
    check = DAPAT_DIUBAH.get(key)
    sample = _sample(book, key)
    if check is None or sample is None:
        return "Aturan ini tidak dapat diubah dalam simulasi."
    if _shape(value) != _shape(sample.value):
        return "Bentuk nilainya tidak sama dengan aturan yang berlaku."
    return check(value)


def _shape(value: RawValue) -> object:
    """Kind of value: the names of a table, the length of a list, and the type of what is in it."""
    if isinstance(value, Mapping):
        return {name: type(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return [type(item) for item in value]
    return type(value)


Check = Callable[[Any], str | None]


def _whole(low: int, high: int) -> Check:
    def check(value: Any) -> str | None:  # noqa: ANN401 - of the shape that the caller checked
        good = type(value) is int and low <= value <= high
        return None if good else f"Tulis bilangan bulat dari {angka(low)} sampai {angka(high)}."

    return check


def _ratio(value: Decimal) -> str | None:
    good = value.is_finite() and 0 <= value <= 1
    return None if good else "Tulis bagian dari 0% sampai 100%."


def _index(value: Decimal) -> str | None:
    good = value.is_finite() and 0 <= value <= 1
    return None if good else "Tulis indeks dari 0 sampai 1."


def _choice(names: tuple[str, ...]) -> Check:
    def check(value: str) -> str | None:
        return None if value in names else f"Pilih salah satu: {', '.join(names)}."

    return check


def _rising_ratios(value: tuple[Decimal, ...]) -> str | None:
    if not all(bound.is_finite() and 0 < bound <= 1 for bound in value):
        return "Setiap batas lebih dari 0% dan paling tinggi 100%."
    return _rising(value)


def _rising_people(value: tuple[int, ...]) -> str | None:
    if not all(0 < bound <= PENDUDUK_TERTINGGI for bound in value):
        return f"Setiap batas dari 1 sampai {angka(PENDUDUK_TERTINGGI)} jiwa."
    return _rising(value)


def _rising(value: tuple[Any, ...]) -> str | None:
    good = all(low < high for low, high in pairwise(value))
    return None if good else "Setiap tingkat harus lebih besar dari tingkat sebelumnya."


def _split(value: Mapping[str, int]) -> str | None:
    if any(part < 0 for part in value.values()) or sum(value.values()) != _PERSERATUS:
        return "Bagian lapangan dan manajemen harus berjumlah 100%, tanpa angka negatif."
    return None


def _scores(value: Mapping[str, int] | tuple[int, ...]) -> str | None:
    scores = value.values() if isinstance(value, Mapping) else value
    good = all(0 <= score <= SKOR_TERTINGGI for score in scores)
    return None if good else f"Setiap skor dari 0 sampai {SKOR_TERTINGGI}."


DAPAT_DIUBAH: Mapping[str, Check] = MappingProxyType(
    {
        DASAR: _ratio,
        FORMULA: _choice(FORMULA_POOL),
        METODE: _choice(METODE_SPM),
        BATAS_SPM: _rising_ratios,
        KONTINU: _index,
        NOL: _choice(TARGET_NOL),
        BATAS_PENDUDUK: _rising_people,
        PEMBAGIAN: _split,
        SKOR_PENDIDIKAN: _scores,
        SKOR_TERBUKA: _scores,
        SKOR_UTAMA: _scores,
        SKOR_TAMBAHAN: _scores,
    }
)
"""What a scenario may change, with the sentence for a value that makes no sense (None: good).
The yearly pagu of a puskesmas (``insentif_ukm.pagu.<slug>``) may change too."""
