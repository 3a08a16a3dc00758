"""What was spent: by activity, by month, by puskesmas.

Of months in a cash book it is what stands there, of others what the treasurer recorded; no month
stands in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from upaya.bok.kas.queries import absorbed
from upaya.bok.serapan.models import Serapan
from upaya.wilayah.models import Unit


@dataclass
class Belanja:
    """What one puskesmas spent in a budget year, in rupiah."""

    per_kegiatan: dict[int, int] = field(default_factory=dict)
    """By the number that an activity keeps through all versions."""
    per_bulan: dict[int, int] = field(default_factory=dict)
    """By month, with what no activity is named for."""
    bulan_kegiatan: dict[int, set[int]] = field(default_factory=dict)
    """In which months money was spent on an activity."""
    belum_dirinci: int = 0

    @property
    def total(self) -> int:
        """All of it, the incentive too."""
        return sum(self.per_kegiatan.values()) + self.belum_dirinci

    def add(self, month: int, kunci: int, amount: int) -> None:
        """So much on an activity in a month."""
        self.per_kegiatan[kunci] = self.per_kegiatan.get(kunci, 0) + amount
        self.per_bulan[month] = self.per_bulan.get(month, 0) + amount
        self.bulan_kegiatan.setdefault(kunci, set()).add(month)


def spent(puskesmas_id: int, year: int) -> Belanja:
    """What one puskesmas spent; two queries."""
    return spent_by([puskesmas_id], year)[puskesmas_id]


def spent_by(units: Iterable[int], year: int) -> Mapping[int, Belanja]:
    """The same of many; two queries, however many there are."""
    found = {unit: Belanja() for unit in units}
    rest: dict[tuple[int, int], int] = {}
    rows = Serapan.objects.filter(puskesmas__in=found, periode__year=year).order_by("pk")
    # A month stands once for each activity that it names, and once where it names none.
    for unit, day, total, kunci, amount, own in rows.values_list(
        "puskesmas", "periode", "jumlah", "kegiatan__kunci", "kegiatan__jumlah",
        "kegiatan__insentif",
    ):  # fmt: skip
        rest.setdefault((unit, day.month), total)
        if kunci is not None:
            found[unit].add(day.month, kunci, amount)
            rest[unit, day.month] -= 0 if own else amount
    for (unit, month), amount in rest.items():
        one = found[unit]
        one.belum_dirinci += amount
        one.per_bulan[month] = one.per_bulan.get(month, 0) + amount
    for unit, booked in absorbed(found, year).items():
        for (month, kunci), amount in booked.items():
            if kunci:
                found[unit].add(month, kunci, amount)
                continue
            one = found[unit]
            one.belum_dirinci += amount
            one.per_bulan[month] = one.per_bulan.get(month, 0) + amount
    return found


@dataclass(frozen=True, slots=True)
class BelanjaBulan:
    """What was recorded of one month: by activity, and the rest."""

    per_kegiatan: Mapping[int, int]
    lain: int
    keterangan: str


def month_spent(unit: Unit | int, day: date) -> BelanjaBulan | None:
    """What was recorded of a month (its first day); None while nothing was."""
    row = Serapan.objects.filter(puskesmas=unit, periode=day).prefetch_related("kegiatan").first()
    if row is None:
        return None
    parts = list(row.kegiatan.all())
    named = sum(part.jumlah for part in parts if not part.insentif)
    amounts = {part.kunci: part.jumlah for part in parts}
    return BelanjaBulan(amounts, row.jumlah - named, row.keterangan)
