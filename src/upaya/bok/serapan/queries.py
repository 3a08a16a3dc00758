"""What was spent: by activity, by month, by puskesmas.

Of months in a cash book it is what stands there, of others what the treasurer recorded; no month
stands in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from upaya.bok.kas.queries import absorbed
from upaya.bok.serapan.models import Serapan, SerapanKegiatan
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
    """What one puskesmas spent; three queries."""
    return spent_by([puskesmas_id], year)[puskesmas_id]


def spent_by(units: Iterable[int], year: int) -> Mapping[int, Belanja]:
    """The same of many; three queries, however many there are."""
    found = {unit: Belanja() for unit in units}
    named: dict[int, int] = {}
    rows = SerapanKegiatan.objects.filter(
        serapan__puskesmas__in=found, serapan__periode__year=year
    ).order_by("pk")
    for unit, day, serapan, kunci, amount, own in rows.values_list(
        "serapan__puskesmas", "serapan__periode", "serapan", "kunci", "jumlah", "insentif"
    ):
        found[unit].add(day.month, kunci, amount)
        if not own:
            named[serapan] = named.get(serapan, 0) + amount
    months = Serapan.objects.filter(puskesmas__in=found, periode__year=year).order_by("pk")
    for pk, unit, day, total in months.values_list("pk", "puskesmas", "periode", "jumlah"):
        rest = total - named.get(pk, 0)
        one = found[unit]
        one.belum_dirinci += rest
        one.per_bulan[day.month] = one.per_bulan.get(day.month, 0) + rest
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
