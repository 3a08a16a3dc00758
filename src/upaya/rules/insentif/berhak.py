"""On which day of a month the decree of an officer must hold (Pasal 11A ayat (2) does not say)."""

from __future__ import annotations

from datetime import date

from upaya.rules.parameter import RuleBook

TANGGAL_SK = "insentif_ukm.tanggal_sk"
HARI_TERAKHIR = "hari terakhir bulan"
HARI_MANA_PUN = "hari mana pun dalam bulan"
PILIHAN = (HARI_TERAKHIR, HARI_MANA_PUN)
"""What the parameter may say."""


def setiap_hari(book: RuleBook, day: date, kabupaten: str | None) -> bool:
    """Whether a decree on any day of the month gives the right; ``day`` is its last one.

    Before any rule the stricter reading holds: there is nothing to pay then anyway.
    """
    found = book.find(TANGGAL_SK, day, kabupaten)
    return found is not None and found.text == HARI_MANA_PUN
