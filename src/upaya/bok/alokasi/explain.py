"""The working of one puskesmas's part, in the words and amounts that its page shows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from upaya.bok.alokasi.reading import BacaanAlokasi, BarisHasil
from upaya.exchange.bok.alokasi_explain import PENAHAN, part, rounded
from upaya.rules.bok.alokasi import BERLAWANAN
from upaya.rules.citation import citation
from upaya.rules.money import angka, exact_decimal, rupiah

Langkah = dict[str, str]


@dataclass(frozen=True, slots=True)
class BarisKriteria:
    """One criterion of a puskesmas: its value, its part, the weight, what it adds."""

    nama: str
    nilai: str
    cara: str
    bagian: str
    bobot: str
    sumbangan: str
    sumber: str


def kriteria(reading: BacaanAlokasi, row: BarisHasil) -> list[BarisKriteria]:
    """How each criterion counts for a puskesmas."""
    asked, found = reading.permintaan, reading.hasil
    if asked is None or found is None:
        return []
    place = next(n for n, one in enumerate(asked.puskesmas) if one.id == row.unit.slug)
    names = reading.ketentuan.nama if reading.ketentuan else {}
    rows = []
    for one in asked.kriteria:
        share, weight = found.bagian[one.kode][place], found.bobot[one.kode]
        filled = reading.isian.get(one.kode)
        rows.append(
            BarisKriteria(
                nama=names.get(one.kode, one.kode),
                nilai=_value(reading, one.kode, row, asked.puskesmas[place].nilai[one.kode]),
                cara="Kebalikan nilai" if one.arah == BERLAWANAN else "Nilai",
                bagian=part(share),
                bobot=part(weight),
                sumbangan=part(share * weight),
                sumber=filled.sumber if filled else "",
            )
        )
    return rows


def _value(reading: BacaanAlokasi, kode: str, row: BarisHasil, number: Fraction) -> str:
    """The value as it was filled in; a category with its score."""
    shown = angka(exact_decimal(number) or Decimal())
    bands = reading.ketentuan.pita.get(kode) if reading.ketentuan else None
    filled = reading.isian.get(kode)
    name = filled.nilai.get(str(row.unit.pk), "") if filled and bands else ""
    return f"{name} ({shown})" if name else shown


def langkah(reading: BacaanAlokasi, row: BarisHasil) -> list[Langkah]:
    """From the total to the puskesmas's amount, one line a step."""
    asked, found = reading.permintaan, reading.hasil
    if asked is None or found is None:
        return []
    stbm = sum(one.stbm for one in found.baris)
    rest, each = asked.total - stbm, rupiah(found.stbm_per_desa)
    exact = rounded(rest * row.bagian)
    steps = [
        ("Total", rupiah(asked.total)),
        ("Bagian STBM semua puskesmas", f"{rupiah(stbm)} (Pasal 5 ayat (8) huruf a)"),
        ("Dibagi menurut kriteria", f"{rupiah(rest)} (Pasal 5 ayat (8) huruf b)"),
        ("Bagian berbobot", part(row.bagian)),
        ("Bagian tepat", f"Rp{exact}"),
    ]
    if row.penahan:
        steps.append(("Ditahan oleh", PENAHAN[row.penahan]))
    elif found.rate is not None and found.rate != rest:
        step = "Sesudah bagian yang ditahan disisihkan"
        steps.append((step, f"Rp{rounded(found.rate * row.bagian)}"))
    steps += [
        ("Bagian proporsional", f"{rupiah(row.proporsional)}, dibulatkan ke rupiah utuh"),
        ("STBM", f"{row.desa_stbm} desa kali {each} = {rupiah(row.stbm)} (huruf c)"),
        ("Jumlah", rupiah(row.total)),
    ]
    steps += [(value.title, citation(value)) for value in found.aturan]
    return [{"label": label, "value": value} for label, value in steps]
