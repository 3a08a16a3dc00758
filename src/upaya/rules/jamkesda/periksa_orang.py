"""Checks that cut nothing: what a person has to look at."""

from __future__ import annotations

from upaya.rules.jamkesda.diagnosis import Diagnosis, cari, termasuk
from upaya.rules.jamkesda.klaim import RAWAT_INAP
from upaya.rules.jamkesda.reading import Reading
from upaya.rules.period import tanggal


def dua_tempat(reading: Reading) -> str | None:
    """D03: nobody lies in two places on one day."""
    klaim = reading.klaim
    if klaim.jenis != RAWAT_INAP:
        return None
    said = []
    for other in reading.asked.riwayat:
        if other.jenis != RAWAT_INAP or other.ppk == klaim.ppk:
            continue
        first, last = max(other.masuk, klaim.masuk), min(other.keluar, klaim.keluar)
        moved = first == last and (klaim.masuk == other.keluar or klaim.keluar == other.masuk)
        if first > last or (moved and reading.aturan.hari_pindah_lolos):
            continue
        said.append(first)
    # Which provider it was is for whoever reviews the claim, not for the one that reads this.
    return f"Pada {tanggal(min(said))} juga dirawat inap di PPK lain." if said else None


def diagnosis_meragukan(reading: Reading) -> str | None:
    """G01: every diagnosis is known, and the first can be a main diagnosis."""
    codes = reading.klaim.diagnosis
    if not codes:
        return "Tidak ada diagnosis."
    found = [(kode, cari(kode)) for kode in codes]
    said = [f"{kode} tidak dikenal dalam ICD-10" for kode, known in found if known is None]
    main = found[0][1]
    why = None if main is None else _not_main(reading, main)
    if why:
        said.insert(0, why)
    return f"Diagnosis {'; '.join(said)}." if said else None


def _not_main(reading: Reading, main: Diagnosis) -> str | None:
    rules = reading.aturan
    if main.kode[:3] in rules.bintang:
        return f"utama {main.kode} adalah manifestasi; tulis dahulu penyakit yang mendasarinya"
    if termasuk(main.kode, rules.bukan_utama):
        return f"utama {main.kode} hanya keterangan tambahan; tulis dahulu penyakit atau cederanya"
    if rules.harus_terinci and not main.terinci:
        return f"utama {main.kode} masih mempunyai subkategori; tulis yang terinci"
    return None


def lampiran_kurang(reading: Reading) -> str | None:
    """B01: every attachment that is required is there."""
    wanted = reading.asked.lampiran_wajib
    lacking = sorted({name for name in wanted if name not in reading.klaim.lampiran})
    return f"Lampiran belum ada: {', '.join(lacking)}." if lacking else None
