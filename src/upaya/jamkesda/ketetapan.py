"""What a district decrees for Jamkesda: the year's ceiling of its budget (APBD)."""

from __future__ import annotations

from upaya.regulasi.pagu_setahun import pagu_setahun
from upaya.rules.jamkesda.kumpulan import PAGU

PAGU_JAMKESDA = pagu_setahun(PAGU, "Pagu klaim Jamkesda setahun", "pagu-jamkesda")
