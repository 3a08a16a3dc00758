"""At what an index may be published: the tables of Pasal 11A ayat (8) huruf a, and no higher."""

from __future__ import annotations

from decimal import Decimal

from upaya.rules.citation import citation
from upaya.rules.insentif.ketentuan import Ketentuan
from upaya.rules.insentif.month import INDEKS, KARAKTERISTIK_LABELS, NamaIndeks
from upaya.rules.money import indeks
from upaya.rules.parameter import Value

INDEKS_KHUSUS = "insentif_ukm.indeks_khusus."
"""A decree that lets one puskesmas have one index which its table does not hold.

Its key goes on with the name of the index, a dot and the puskesmas; its value is the index in
`PECAHAN` of one.
"""

PECAHAN = 10_000

NAMA: dict[NamaIndeks, str] = {
    "kinerja_spm": "indeks kinerja SPM",
    "kesulitan_wilayah": "indeks kesulitan wilayah",
    "beban_kerja": "indeks beban kerja",
}


def tabel(name: NamaIndeks, rules: Ketentuan) -> tuple[Decimal, ...]:
    """Return the values that the table of an index holds, as it prints them."""
    tables = (
        rules.indeks_spm,
        tuple(rules.indeks_kesulitan.values()),
        rules.indeks_beban,
    )
    return tables[INDEKS.index(name)]


def di_atas_tabel(name: NamaIndeks, value: Decimal, rules: Ketentuan) -> str:
    """Why this is more than the text gives anybody, as a clause; "" when it is not."""
    highest = max(tabel(name, rules))
    if value <= highest:
        return ""
    return f"{indeks(value)} di atas {NAMA[name]} tertinggi dalam tabelnya, {indeks(highest)}"


def di_atas_kategori(value: Decimal, rules: Ketentuan, kategori: Value | None) -> str:
    """Why a hardship index is more than the printed category of the puskesmas gives, as a clause.

    A category that no text prints is the district's own, and holds nobody back.
    """
    if kategori is None or kategori.origin != "teks":
        return ""
    highest = rules.indeks_kesulitan[kategori.text]
    if value <= highest:
        return ""
    return (
        f"{indeks(value)} di atas indeks kategori {KARAKTERISTIK_LABELS[kategori.text]}, "
        f"{indeks(highest)}, menurut "
        f"{citation(kategori)}"
    )


def di_luar_tabel(name: NamaIndeks, value: Decimal, rules: Ketentuan) -> str:
    """Why this is not a value of the text, as a clause; "" when it is.

    A district whose decree chose the continuous method has decided on the values between.
    """
    values = tabel(name, rules)
    if value in values or (name == "kinerja_spm" and rules.metode_spm == "kontinu"):
        return ""
    listed = ", ".join(indeks(each) for each in values)
    return f"{indeks(value)} tidak ada dalam tabel {NAMA[name]} ({listed})"
