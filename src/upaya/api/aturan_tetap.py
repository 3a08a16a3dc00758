"""What of a key never changes: whose, for what, until when; a withdrawn one stays withdrawn."""

from __future__ import annotations

from upaya.api.models import KunciApi
from upaya.core.keeping import fixed, never_removed

KUNCI = (
    never_removed("kunci_api_tetap_ada", KunciApi),
    fixed("kunci_api_tetap", KunciApi, free=("dipakai_pada", "dicabut_oleh", "dicabut_pada")),
    fixed(
        "kunci_api_dicabut_tetap", KunciApi, only=("dicabut_oleh", "dicabut_pada"),
        when="OLD.dicabut_pada IS NOT NULL",
    ),
)  # fmt: skip
