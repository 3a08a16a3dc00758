"""Achievement of the 12 services, computed as the rules do, with a word where it needs one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.isian.reading import IsianBulan
from upaya.rules.insentif.spm import Pelayanan, capaian, rata_rata
from upaya.rules.parameter import RuleBook

_TARGET_NOL = "insentif_ukm.spm.target_nol"
_TERTINGGI = "insentif_ukm.spm.capaian_tertinggi"


@dataclass(frozen=True, slots=True)
class Capaian:
    """Achievement of one service as a ratio, None while it cannot be told; `note` says why."""

    ratio: Fraction | None
    note: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class CapaianBulan:
    """Achievement by service key, and the mean of those that count (None without any).

    By which rules: the achievement above which a service counts no more, what a target of 0 means.
    """

    by_key: dict[str, Capaian]
    rata: Fraction | None
    tertinggi: Fraction
    target_nol: str


def capaian_bulan(
    sheet: IsianBulan, numbers: Iterable[tuple[str, int | None, int | None]]
) -> CapaianBulan:
    """What (key, target, realisasi) achieve, by the rules of the month's last day."""
    book, month = sheet.book, sheet.month
    zero = _text(book, month, _TARGET_NOL, "keluarkan")
    found = book.find(_TERTINGGI, month.period.last_day, month.kabupaten_id)
    highest = Fraction(found.decimal) if found else Fraction(1)
    by_key: dict[str, Capaian] = {}
    counted: list[Pelayanan] = []
    for key, target, realisasi in numbers:
        if target is None or realisasi is None:
            by_key[key] = Capaian(None)
            continue
        service = Pelayanan(target, realisasi)
        counted.append(service)
        by_key[key] = _one(service, highest, zero)
    pair = rata_rata(counted, highest.as_integer_ratio(), "nol" if zero == "nol" else "keluarkan")
    return CapaianBulan(by_key, Fraction(*pair) if pair else None, highest, zero)


def _one(service: Pelayanan, highest: Fraction, zero: str) -> Capaian:
    ratio = capaian(service, highest)
    if ratio is None:
        words = "dihitung 0%" if zero == "nol" else "tidak ikut rata-rata"
        return Capaian(None, f"Target 0: {words}.", "warn")
    if service.realisasi > service.target * highest:
        limit = f"{int(highest * 100)}%"
        return Capaian(
            Fraction(service.realisasi, service.target),
            f"Melebihi {limit}: dihitung {limit}.",
            "warn",
        )
    return Capaian(ratio)


def _text(book: RuleBook, month: Pengajuan, key: str, default: str) -> str:
    found = book.find(key, month.period.last_day, month.kabupaten_id)
    return found.text if found else default
