"""In an emergency care comes first and papers follow: what it means that they came too late.

No regulation says how many days there are, nor what follows when they are over. Ours is that the
program takes nothing by itself: a person reads why, asks the PPK, and cuts under their own name. A
district may decree that such care is not covered at all (`jamkesda.surat.susulan_lewat`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from upaya.rules.jamkesda.alasan import PADA_SURAT
from upaya.rules.jamkesda.compute import Hasil, HasilBaris, Potongan, Temuan, putusan
from upaya.rules.parameter import RuleBook
from upaya.rules.period import tanggal

KODE = PADA_SURAT[0].kode
PARAMETER = "jamkesda.surat.susulan_lewat"
PILIHAN = ("dilihat orang", "tidak dijamin")
"""The two readings: the first ours, the second the other."""


class Susulan(NamedTuple):
    """Until when the papers of an emergency letter are due, and when they came."""

    sampai: date
    pada: date | None

    def terlambat(self, day: date) -> str:
        """Why they are late on that day, as a sentence; "" when they are not."""
        if self.pada is None:
            if day <= self.sampai:
                return ""
            return f"Berkas gawat daruratnya belum ada; batasnya {tanggal(self.sampai)}."
        if self.pada <= self.sampai:
            return ""
        came = tanggal(self.pada)
        return f"Berkas gawat daruratnya lengkap {came}, sesudah batasnya {tanggal(self.sampai)}."


def tidak_dijamin(book: RuleBook, day: date, district: str | None = None) -> bool:
    """Which reading is in force; ValueError for a district's choice that is neither."""
    value = book.read(PARAMETER, day, district)
    if value.value not in PILIHAN:
        msg = f"{PARAMETER}: {value.value!r} bukan salah satu dari {', '.join(PILIHAN)}"
        raise ValueError(msg)
    return value.value == PILIHAN[1]


def terapkan(hasil: Hasil, kalimat: str, *, tidak_dijamin: bool) -> Hasil:
    """A checked claim whose letter's papers are late (`kalimat` says why; "" changes nothing)."""
    if not kalimat:
        return hasil
    rows = hasil.baris
    if tidak_dijamin:
        rows = tuple(_cut(row, kalimat) for row in rows)
    found = (*hasil.temuan, Temuan(KODE, None, kalimat))
    approved = sum(row.disetujui for row in rows)
    return hasil._replace(
        baris=rows, temuan=found, disetujui=approved, putusan=putusan(found, approved)
    )


def _cut(row: HasilBaris, said: str) -> HasilBaris:
    left = row.disetujui
    if not left:
        return row
    return row._replace(potongan=(*row.potongan, Potongan(KODE, left, said)))


def terlambat(letters: Mapping[str, Susulan], day: date) -> dict[str, str]:
    """Of letters by their code those whose papers are late on a day, each with its sentence."""
    found = {kode: one.terlambat(day) for kode, one in letters.items()}
    return {kode: said for kode, said in found.items() if said}
