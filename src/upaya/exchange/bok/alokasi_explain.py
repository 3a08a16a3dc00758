"""The working of an allocation as plain Indonesian text, for ``--jelaskan``."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from upaya.exchange.bok.alokasi_json import sidik
from upaya.exchange.insentif.explain import ASAL
from upaya.rules.bok.alokasi import BERLAWANAN, Alokasi, Permintaan
from upaya.rules.bok.alokasi_batas import LANTAI, NAIK, TURUN
from upaya.rules.money import angka, rupiah

_DIGITS = 6


def lines(asked: Permintaan, hasil: Alokasi) -> Iterator[str]:
    """Give the whole working: what comes off the top, each criterion, each puskesmas."""
    stbm = sum(row.stbm for row in hasil.baris)
    title = f"Alokasi BOK Puskesmas {asked.kabupaten} tahun {asked.tahun}"
    yield title
    yield "=" * len(title)
    yield f"1. Total: {rupiah(asked.total)}"
    villages = sum(row.desa_stbm for row in asked.puskesmas)
    each = rupiah(hasil.stbm_per_desa)
    yield f"2. Bagian STBM: {rupiah(stbm)}"
    yield f"   Cara: {villages} desa lokus kali {each} (Pasal 5 ayat (8) huruf a)"
    yield f"3. Dibagi menurut kriteria: {rupiah(asked.total - stbm)}"
    yield "   Cara: total dikurangi bagian STBM (Pasal 5 ayat (8) huruf b)"
    for one in asked.kriteria:
        way = "kebalikan nilai" if one.arah == BERLAWANAN else "nilai"
        yield f"   - {one.kode}: bobot {part(hasil.bobot[one.kode])}, {way} dibagi jumlahnya"
    yield from _bounds(asked)
    for value in hasil.aturan:
        yield f"   Dasar {value.title}: {value.source} ({ASAL[value.origin]})"
    for place, (row, held) in enumerate(zip(hasil.baris, asked.puskesmas, strict=True)):
        yield ""
        yield f"{row.id}: {rupiah(row.total)}"
        for kode, column in hasil.bagian.items():
            share = part(column[place])
            yield f"   {kode}: nilai {rounded(held.nilai[kode])}, bagian {share}"
        yield f"   Bagian berbobot {part(row.bagian)}: {rupiah(row.proporsional)}"
        if row.penahan:
            yield f"   Ditahan: {PENAHAN[row.penahan]}"
        elif hasil.rate is not None and hasil.rate != asked.total - stbm:
            yield f"   Sesudah bagian yang ditahan disisihkan: Rp{rounded(hasil.rate * row.bagian)}"
        yield f"   STBM {held.desa_stbm} desa: {rupiah(row.stbm)}"
    yield ""
    yield "Sisa rupiah dari pembulatan diberikan kepada sisa pecahan terbesar."
    yield f"Sidik: {sidik(asked, hasil)}"


PENAHAN = {
    LANTAI: "bagian paling sedikit",
    NAIK: "kenaikan paling besar dari tahun lalu",
    TURUN: "penurunan paling besar dari tahun lalu",
}
"""Why a share is not its proportional part, in words."""


def _bounds(asked: Permintaan) -> Iterator[str]:
    if asked.lantai is not None:
        yield f"   Paling sedikit {rupiah(asked.lantai)} sebelum STBM (pilihan kabupaten)"
    if asked.perubahan is not None:
        yield f"   Paling jauh {part(asked.perubahan)} dari tahun lalu (pilihan kabupaten)"


def part(value: Fraction) -> str:
    """A part as a percentage, rounded for reading only."""
    return f"{rounded(value * 100)}%"


def rounded(value: Fraction) -> str:
    """A number with a few decimals, the Indonesian way."""
    whole = round(value * 10**_DIGITS)
    return angka(Decimal(whole).scaleb(-_DIGITS))
