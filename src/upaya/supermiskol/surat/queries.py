"""The public check of a letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from upaya.core import clock
from upaya.supermiskol.surat.models import SuratMiskin, keadaan


@dataclass(frozen=True, slots=True)
class Pemeriksaan:
    """What anybody is told: how it stands, initials and dates. The same fields for the unknown."""

    keadaan: str
    nomor: str = "-"
    inisial: str = "-"
    terbit: date | None = None
    sampai: date | None = None
    dicabut: date | None = None


def check(kode: str) -> Pemeriksaan:
    """One question to the database, whatever the answer."""
    row = SuratMiskin.objects.for_public().filter(kode=kode).first()
    if row is None:
        return Pemeriksaan("tidak dikenal")
    state = keadaan(row["berlaku_sampai"], row["dicabut_tanggal"], clock.today())
    return Pemeriksaan(
        state,
        row["nomor"],
        row["inisial"],
        row["terbit"],
        row["berlaku_sampai"],
        row["dicabut_tanggal"],
    )
