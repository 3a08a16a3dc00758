"""A batch of approved claims: which enter, what each provider gets, what the budget leaves, debts.

Whole rupiah. Source: no regulation that was read orders a batch; that a period is closed once and
undone only by a reversal, and that debts go into the next year by age, is practice.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from upaya.rules.jamkesda.klaim import Masa
from upaya.rules.money import rupiah

PAGU = "jamkesda.pagu"
"""The year's ceiling (APBD) of a district, which decrees it itself."""


class KlaimDisetujui(NamedTuple):
    """An approved claim: `keluar` is the day of discharge, `disetujui` its rupiah."""

    id: str
    ppk: str
    keluar: date
    disetujui: int


class Bagian(NamedTuple):
    """What one provider gets out of a batch."""

    ppk: str
    klaim: tuple[str, ...]
    jumlah: int


class Kumpulan(NamedTuple):
    """A batch as it would be closed; `nihil` are approved at zero and enter none."""

    periode: Masa
    bagian: tuple[Bagian, ...]
    nihil: tuple[str, ...]
    total: int
    sisa: int
    """What the ceiling leaves after it; below zero it cannot be closed."""


def susun(klaim: Iterable[KlaimDisetujui], periode: Masa, tersedia: int) -> Kumpulan:
    """The batch of a period: claims whose discharge lies in it, by provider and by number.

    `tersedia` is what the year's budget ceiling leaves before it. ValueError for a period out of
    order, for one claim twice and for an amount below zero.
    """
    if periode.sampai < periode.mulai:
        raise ValueError("Akhir periode sebelum awalnya.")
    by_ppk: dict[str, list[KlaimDisetujui]] = {}
    nothing, seen = [], set()
    for one in sorted(klaim):
        if one.id in seen or one.disetujui < 0:
            raise ValueError(f"Klaim {one.id} dua kali, atau jumlahnya di bawah nol.")
        seen.add(one.id)
        if not periode.memuat(one.keluar):
            continue
        if one.disetujui == 0:
            nothing.append(one.id)
        else:
            by_ppk.setdefault(one.ppk, []).append(one)
    parts = tuple(
        Bagian(ppk, tuple(one.id for one in rows), sum(one.disetujui for one in rows))
        for ppk, rows in sorted(by_ppk.items())
    )
    total = sum(part.jumlah for part in parts)
    return Kumpulan(periode, parts, tuple(nothing), total, tersedia - total)


def penghalang(kumpulan: Kumpulan, ditutup: Iterable[Masa]) -> list[str]:
    """Why a batch cannot be closed, in sentences; `ditutup` are the periods closed before."""
    said = []
    if not kumpulan.bagian:
        said.append("Tidak ada klaim yang dapat dibayar pada periode ini.")
    if kumpulan.sisa < 0:
        said.append(
            f"Jumlahnya {rupiah(kumpulan.total)}, {rupiah(-kumpulan.sisa)} di atas sisa pagu."
        )
    if kumpulan.periode in set(ditutup):
        said.append("Periode ini sudah ditutup; kumpulannya hanya dibatalkan dengan pembalikan.")
    return said


UMUR = ((30, "0 sampai 30 hari"), (60, "31 sampai 60 hari"), (90, "61 sampai 90 hari"))
LEBIH_TUA = "lebih dari 90 hari"


class Utang(NamedTuple):
    """Debts of one provider: rupiah by age since discharge, and what comes from earlier years."""

    ppk: str
    umur: dict[str, int]
    tahun_lalu: int

    @property
    def jumlah(self) -> int:
        """All of it, in rupiah."""
        return sum(self.umur.values())


def utang(klaim: Iterable[KlaimDisetujui], hari: date) -> tuple[Utang, ...]:
    """What is owed on a day for approved claims that were not paid, by provider."""
    found: dict[str, Utang] = {}
    for one in sorted(klaim):
        if one.keluar > hari or not one.disetujui:
            continue
        ages = {name: 0 for _, name in UMUR} | {LEBIH_TUA: 0}
        owed = found.get(one.ppk) or Utang(one.ppk, ages, 0)
        days = (hari - one.keluar).days
        owed.umur[next((name for most, name in UMUR if days <= most), LEBIH_TUA)] += one.disetujui
        earlier = one.disetujui if one.keluar.year < hari.year else 0
        found[one.ppk] = owed._replace(tahun_lalu=owed.tahun_lalu + earlier)
    return tuple(found[ppk] for ppk in sorted(found))
