"""An approved rule stays as it was approved."""

from __future__ import annotations

from upaya.core.keeping import proposal
from upaya.regulasi.models import BarisAturan

ATURAN = proposal(
    "aturan",
    BarisAturan,
    decided=("status", "diputus_oleh", "diputus_pada", "alasan"),
    waiting="usulan",
)
