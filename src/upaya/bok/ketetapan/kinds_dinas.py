"""What a district decrees of the funds that the Dinas spends itself: their pagu of a year."""

from __future__ import annotations

from upaya.regulasi.ketetapan import JenisKetetapan
from upaya.regulasi.pagu_setahun import pagu_setahun
from upaya.rules.bok.plan_dinas import JAMPERSAL, KABUPATEN, PAGU_DINAS, STUNTING


def _pagu(fund: str, name: str) -> JenisKetetapan:
    return pagu_setahun(f"{PAGU_DINAS}{fund}", f"Pagu {name} setahun", f"pagu-bok-{fund}")


PAGU_KABUPATEN = _pagu(KABUPATEN, "BOK Kabupaten")
PAGU_STUNTING = _pagu(STUNTING, "BOK Stunting")
PAGU_JAMPERSAL = _pagu(JAMPERSAL, "Jampersal")
