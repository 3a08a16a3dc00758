"""What can become of a payment line and of one attempt to pay it.

A line may be tried again after a failure; it is never tried while an attempt is under way or has
succeeded. Nothing here is law: Pasal 11A ayat (8) huruf j only says who pays whom.
"""

from __future__ import annotations

from collections.abc import Mapping

SIAP = "siap"
DIKIRIM = "dikirim"
BERHASIL = "berhasil"
GAGAL = "gagal"
DIKEMBALIKAN = "dikembalikan"
DIBATALKAN = "dibatalkan"

LABELS: Mapping[str, str] = {
    SIAP: "Siap",
    DIKIRIM: "Dikirim",
    BERHASIL: "Berhasil",
    GAGAL: "Gagal",
    DIKEMBALIKAN: "Dikembalikan",
    DIBATALKAN: "Kiriman dibatalkan",
}
TONES: Mapping[str, str] = {
    SIAP: "neutral",
    DIKIRIM: "info",
    BERHASIL: "good",
    GAGAL: "bad",
    DIKEMBALIKAN: "bad",
    DIBATALKAN: "neutral",
}
ENDED = (GAGAL, DIKEMBALIKAN, DIBATALKAN)
"""An attempt in one of these is over: its money is, or is again, with the treasurer."""
PAYABLE = (SIAP, *ENDED)
"""A line in one of these may be sent."""
LIVING = (DIKIRIM, BERHASIL)
"""An attempt in one of these holds the line: no second one beside it."""
ATTEMPT = (*LIVING, *ENDED)

RESULTS: Mapping[str, tuple[str, ...]] = {
    DIKIRIM: (BERHASIL, GAGAL),
    BERHASIL: (DIKEMBALIKAN,),
    # A treasurer who noted a failure by mistake would otherwise have to pay twice to go on.
    GAGAL: (BERHASIL,),
    DIKEMBALIKAN: (),
    # So would one who took a shipment back that the bank carried out after all.
    DIBATALKAN: (BERHASIL,),
}
"""From the status of an attempt to those that may follow."""


def may_become(present: str, wanted: str) -> bool:
    """Whether an attempt in `present` may be noted as `wanted`."""
    return wanted in RESULTS.get(present, ())
