"""By which provision a paper or a step of a month stands: that of the month, never a later one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from upaya.regulasi.queries import rulebook_once
from upaya.rules.citation import cite
from upaya.rules.tenaga import road

if TYPE_CHECKING:
    from upaya.tenaga.kerja.models import BulanKerja
    from upaya.tenaga.kerja.reading import BacaanBulan

RUJUKAN = "tenaga.rujukan_bulan"
_MODEL = "Perbup Situbondo 79/2022"
"""The text that the road quotes; where nothing else is known, it is followed by assumption."""
PASAL: Mapping[str, str] = {
    road.TARGET_TERTULIS: "target",
    road.PENILAIAN: "penilaian",
    road.DANA_BOK: "dana",
    road.PERTANGGUNGJAWABAN: "absensi",
}
"""What the road quotes, and under which name the rule of a month has it."""


def dasar(case: BulanKerja, name: str) -> str:
    """What is cited for a thing of a month; where its rule does not have it, that this is so."""
    kabupaten = str(case.kabupaten_id)
    rule = rulebook_once(kabupaten).find(RUJUKAN, case.period.last_day, kabupaten)
    if rule is None:
        return f"belum diatur untuk {case.period.nama}"
    if name not in rule.table:
        return f"belum diatur untuk {case.period.nama}; {rule.instrument} tidak menyebutnya"
    if rule.origin == "asumsi":
        return f"mengikuti {rule.table[name]} {cite(_MODEL)} (asumsi)"
    return f"{rule.table[name]} {cite(rule.instrument)}"


def pasal(reading: BacaanBulan, text: str) -> str:
    """The provision of a step as it binds the month."""
    return dasar(reading.subject, PASAL[text]) if text in PASAL else text
