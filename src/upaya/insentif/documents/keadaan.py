"""In which statuses of a month each of its papers may exist.

A step that is taken back takes its papers along: whatever may not exist in the new status is
withdrawn (`withdrawal.py`).
"""

from __future__ import annotations

from collections.abc import Mapping

from upaya.rules.insentif.road import (
    APPROVED,
    COUNTED,
    DANA_DITRANSFER,
    DIBAYAR,
    DIREKAP,
    DISETUJUI,
    DITOLAK,
)

_AFTER_RECAP = tuple(status for status in APPROVED if status != DISETUJUI)
_AFTER_NOTE = tuple(status for status in _AFTER_RECAP if status != DIREKAP)

BOLEH: Mapping[str, tuple[str, ...]] = {
    "keabsahan": (*COUNTED, DITOLAK),
    "verifikasi": (*APPROVED, DITOLAK),
    "rekap": APPROVED,
    "sk": APPROVED,
    "kegiatan": APPROVED,
    "rekening": _AFTER_RECAP,
    "penerimaan": _AFTER_RECAP,
    "nota": _AFTER_NOTE,
    "kuitansi": (DANA_DITRANSFER, DIBAYAR),
}
"""By kind; a receipt is one for each transfer ("kuitansi-1")."""
SPJ = ("penerimaan", "rekap", "sk", "kegiatan")
"""The four papers of the accountability (Pasal 24 huruf i)."""
AFTER_RECAP = _AFTER_RECAP


def boleh(kunci: str, status: str) -> bool:
    """Whether a paper of this kind may exist in this status."""
    return status in BOLEH[kunci.partition("-")[0]]
