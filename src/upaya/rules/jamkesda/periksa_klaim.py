"""Checks on the whole claim: who was insured, by which letter and agreement, when it was sent.

Each gives a sentence when its reason applies, else None. The days of care are all days from
`masuk` to `keluar`; a claim whose dates are out of order has none.

The provider reads these sentences: they say nothing of another provider, its letters or claims.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from upaya.rules.jamkesda.klaim import RAWAT_INAP, Masa
from upaya.rules.jamkesda.reading import Reading
from upaya.rules.period import tanggal
from upaya.rules.workdays import Holidays, add_working_days


def bukan_peserta(reading: Reading) -> str | None:
    """P01: every day of care lies in a period of membership; adjoining periods join."""
    klaim = reading.klaim
    last = klaim.keluar
    if reading.aturan.tetap_ditanggung and klaim.jenis == RAWAT_INAP:
        last = min(klaim.masuk, klaim.keluar)
    gap = _first_outside(reading.asked.peserta.masa, klaim.masuk, last)
    return None if gap is None else f"Bukan peserta aktif pada {tanggal(gap)}, hari perawatan."


def _first_outside(periods: tuple[Masa, ...], first: date, last: date) -> date | None:
    """The first of the days that lies in no period."""
    if first > last:
        return None
    at = first.toordinal()
    for period in sorted(periods):
        if period.mulai.toordinal() <= at:
            at = max(at, period.sampai.toordinal() + 1)
    return date.fromordinal(at) if at <= last.toordinal() else None


def jaminan_lain(reading: Reading) -> str | None:
    """P02: no other payer is in force on a day of care."""
    klaim = reading.klaim
    found = [
        max(one.mulai, klaim.masuk)
        for one in reading.asked.peserta.jaminan_lain
        if max(one.mulai, klaim.masuk) <= min(one.sampai, klaim.keluar)
    ]
    return f"Penjamin lain berlaku pada {tanggal(min(found))}, hari perawatan." if found else None


def tanpa_surat(reading: Reading) -> str | None:
    """P03: there is a guarantee letter."""
    return "Tidak ada surat jaminan." if reading.asked.surat is None else None


def surat_terpakai(reading: Reading) -> str | None:
    """P04: the letter was not used by another claim."""
    surat = reading.asked.surat
    if surat is None or surat.klaim in (None, reading.klaim.id):
        return None
    whose = surat.klaim if surat.ppk == reading.klaim.ppk else "PPK lain"
    return f"Surat jaminannya sudah dipakai klaim {whose}."


def surat_lain(reading: Reading) -> str | None:
    """P05: the letter is for this person, this provider and the day of admission."""
    surat, klaim = reading.asked.surat, reading.klaim
    if surat is None:
        return None
    if surat.ppk != klaim.ppk:  # whose it is, and for which days, is that provider's business
        return "Surat jaminannya untuk PPK lain."
    said = []
    if surat.peserta != reading.asked.peserta.id:
        said.append("untuk peserta lain")
    if not surat.masa.memuat(klaim.masuk):
        dates = f"{tanggal(surat.masa.mulai)} sampai {tanggal(surat.masa.sampai)}"
        said.append(f"berlaku {dates}, sedangkan masuk {tanggal(klaim.masuk)}")
    return f"Surat jaminannya {'; '.join(said)}." if said else None


def tanpa_perjanjian(reading: Reading) -> str | None:
    """A01: the agreement is with this provider and in force on the day of admission."""
    agreed, klaim = reading.asked.perjanjian, reading.klaim
    if agreed.ppk != klaim.ppk:
        return "Perjanjian kerja sama milik PPK lain."
    if agreed.masa.memuat(klaim.masuk):
        return None
    return f"Perjanjian kerja sama tidak berlaku pada {tanggal(klaim.masuk)}, hari masuk."


def tanggal_tidak_urut(reading: Reading) -> str | None:
    """W01: admission, discharge, sending and today follow one another."""
    klaim = reading.klaim
    said = []
    if klaim.keluar < klaim.masuk:
        said.append(f"keluar {tanggal(klaim.keluar)} sebelum masuk {tanggal(klaim.masuk)}")
    if klaim.diajukan < klaim.keluar:
        said.append(f"diajukan {tanggal(klaim.diajukan)} sebelum keluar {tanggal(klaim.keluar)}")
    dated = (("masuk", klaim.masuk), ("keluar", klaim.keluar), ("diajukan", klaim.diajukan))
    said += [
        f"{name} {tanggal(day)} sesudah hari ini {tanggal(reading.asked.tanggal)}"
        for name, day in dated
        if day > reading.asked.tanggal
    ]
    return f"Tanggal tidak berurutan: {'; '.join(said)}." if said else None


def di_luar_hidup(reading: Reading) -> str | None:
    """W02: care neither begins before birth nor ends after death."""
    person, klaim = reading.asked.peserta, reading.klaim
    said = []
    if klaim.masuk < person.tanggal_lahir:
        said.append(f"sebelum lahir {tanggal(person.tanggal_lahir)}")
    if person.meninggal is not None and klaim.keluar > person.meninggal:
        said.append(f"sesudah meninggal {tanggal(person.meninggal)}")
    return f"Perawatan {' dan '.join(said)}." if said else None


def terlambat(reading: Reading) -> str | None:
    """W03: the claim was sent within the days of the agreement after discharge."""
    klaim, days = reading.klaim, reading.asked.perjanjian.hari_klaim
    holidays = reading.aturan.hari_kerja
    if (klaim.diajukan - klaim.keluar).days <= days:
        return None  # nor too late in working days, which take longer
    if holidays is None:
        last, kind = klaim.keluar + timedelta(days), "hari"
    else:
        last, kind = _working_day(klaim.keluar, days, holidays), "hari kerja"
    if klaim.diajukan <= last:
        return None
    sent = tanggal(klaim.diajukan)
    return f"Diajukan {sent}; batasnya {tanggal(last)}, {days} {kind} sejak keluar."


def _working_day(day: date, days: int, holidays: Holidays) -> date:
    try:
        return add_working_days(day, days, holidays).day
    except OverflowError:  # beyond the calendar
        return date.max


def klaim_sama(reading: Reading) -> str | None:
    """D01: no other claim of this person has the same provider, dates and services."""
    klaim = reading.klaim
    same = [
        other
        for other in reading.asked.riwayat
        if (other.ppk, other.masuk, other.keluar) == (klaim.ppk, klaim.masuk, klaim.keluar)
    ]
    if not same:
        return None
    own = Counter((row.kode, row.tanggal, row.jumlah) for row in klaim.baris)
    named = sorted(other.id for other in same if Counter(other.baris) == own)
    return f"Sama dengan klaim {named[0]}: PPK, tanggal, dan barisnya." if named else None
