"""What is decreed for one puskesmas in one year, read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from upaya.bok.ketetapan.keys import DESA_STBM, PAGU_BOK, SILPA
from upaya.regulasi.queries import DistrictRules, district_rules
from upaya.rules.bok.ceilings import COVID_DIAKUI
from upaya.rules.bok.plan import Catatan, Kegiatan, KetentuanRencana, ketentuan_rencana
from upaya.rules.bok.plan_dinas import (
    DANA,
    PAGU_DINAS,
    KetentuanDinas,
    check_plan_dinas,
    ketentuan_dinas,
)
from upaya.rules.bok.plan_rules import check_plan
from upaya.rules.bok.window import Jendela, jendela
from upaya.rules.errors import TidakDiatur
from upaya.rules.parameter import RuleBook
from upaya.wilayah.models import Unit


@dataclass(frozen=True)
class Ketetapan:
    """What the district decreed for a puskesmas in a budget year."""

    unit: Unit
    year: int
    rules: DistrictRules

    @property
    def book(self) -> RuleBook:
        """The rules of the district."""
        return self.rules.book

    @property
    def kabupaten(self) -> str:
        """The code of the district."""
        return str(self.unit.kabupaten_id)

    @cached_property
    def pagu(self) -> int | None:
        """The year's BOK in rupiah, as in force at its end; None while nothing decrees it."""
        found = self.book.find(PAGU_BOK + self.unit.slug, self.end, self.kabupaten)
        return found.integer if found else None

    @cached_property
    def silpa(self) -> int:
        """What the year before left and a decree brings into this one; 0 while none does."""
        found = self.book.find(SILPA + self.unit.slug, self.end, self.kabupaten)
        return found.integer if found else 0

    @property
    def dana(self) -> int:
        """All that may be planned and spent in the year."""
        return (self.pagu or 0) + self.silpa

    @cached_property
    def pagu_insentif(self) -> int | None:
        """The year's incentive, the figure of its decree."""
        return self.rules.pagu(self.unit, self.year)

    @cached_property
    def desa_stbm(self) -> tuple[str, ...]:
        """The villages in which STBM is triggered."""
        found = self.book.find(DESA_STBM + self.unit.slug, self.end, self.kabupaten)
        return tuple(found.text.split("; ")) if found else ()

    @property
    def end(self) -> date:
        """The day whose rules hold for the year as a whole."""
        return date(self.year, 12, 31)

    def jendela(self, day: date) -> Jendela:
        """Whether the year's plan may be written on a day."""
        return jendela(self.book, self.year, day, self.kabupaten)

    def periksa(self, plan: Sequence[Kegiatan]) -> list[Catatan]:
        """What the rules say of a plan; nothing where there are none."""
        return check_plan(self.rencana, plan) if self.rencana else []

    @cached_property
    def rencana(self) -> KetentuanRencana | None:
        """What is asked of the plan; None when there is no pagu, or no rules of that year."""
        if self.pagu is None:
            return None
        try:
            return ketentuan_rencana(
                self.book,
                self.year,
                self.kabupaten,
                pagu=self.pagu,
                pagu_insentif=self.pagu_insentif,
                silpa=self.silpa,
                desa_stbm=self.desa_stbm,
                covid_diakui=self.book.find(
                    COVID_DIAKUI + self.unit.slug, self.end, self.kabupaten
                ),
            )
        except TidakDiatur:
            return None

    @property
    def mengapa_tidak(self) -> str:
        """Why nothing can be planned, in a sentence; "" when it can."""
        if self.pagu is None:
            return (
                f"Pagu BOK {self.unit.nama} tahun {self.year} belum ditetapkan. Admin Dinas "
                "Kesehatan mengusulkannya lewat Aturan."
            )
        if self.rencana is None:
            return f"Menu dan bagian pagu BOK tahun {self.year} belum diatur."
        return ""


@dataclass(frozen=True)
class KetetapanDinas(Ketetapan):
    """The same for what the Dinas itself spends: BOK Kabupaten, BOK Stunting, Jampersal."""

    @cached_property
    def pagu_dana(self) -> dict[str, int]:
        """The year's pagu of each fund that has one, in rupiah."""
        rows = {fund: self.book.find(PAGU_DINAS + fund, self.end, self.kabupaten) for fund in DANA}
        return {fund: row.integer for fund, row in rows.items() if row is not None}

    @cached_property
    def pagu(self) -> int | None:
        """All of them together; None while nothing decrees any."""
        return sum(self.pagu_dana.values()) if self.pagu_dana else None

    @cached_property
    def silpa(self) -> int:
        """No decree carries over what the Dinas had left."""
        return 0

    def periksa(self, plan: Sequence[Kegiatan]) -> list[Catatan]:
        """What the rules say of the Dinas's plan."""
        return check_plan_dinas(self.rencana, plan) if self.rencana else []

    @cached_property
    def rencana(self) -> KetentuanDinas | None:  # type: ignore[override] # rules of its own
        """What is asked of its plan; None without a pagu, or without rules of that year."""
        if self.pagu is None:
            return None
        try:
            return ketentuan_dinas(self.book, self.year, self.kabupaten, self.pagu_dana)
        except TidakDiatur:
            return None


def ketetapan(unit: Unit, year: int) -> Ketetapan:
    """What is decreed for a puskesmas, or for what the Dinas spends, in a year."""
    kind = KetetapanDinas if unit.jenis == Unit.Jenis.DINAS else Ketetapan
    return kind(unit, year, district_rules(str(unit.kabupaten_id)))
