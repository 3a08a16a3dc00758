"""The working of a workload as plain Indonesian text, for ``--jelaskan``."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from upaya.exchange.insentif.explain import ASAL
from upaya.rules.money import angka
from upaya.rules.tenaga.abk import BebanKerja, Kebutuhan, sidik

_DIGITS = 6


def lines(beban: BebanKerja, hasil: Kebutuhan) -> Iterator[str]:
    """Each task, their sum, what other duties add, and the people it makes."""
    title = "Kebutuhan tenaga menurut beban kerja (ABK-Kes)"
    yield title
    yield "=" * len(title)
    yield f"Waktu kerja tersedia: {_read(beban.waktu_kerja_tersedia)} menit setahun"
    for number, (task, row) in enumerate(zip(beban.tugas_pokok, hasil.baris, strict=True), start=1):
        yield f"{number}. {row.uraian}"
        standard = f"{_read(row.standar)} kali setahun oleh satu orang"
        if task.norma is not None:
            waktu = _read(beban.waktu_kerja_tersedia)
            standard += f" ({waktu} dibagi norma {_read(task.norma)} menit)"
        yield f"   Standar beban kerja: {standard}"
        yield f"   Kebutuhan: {_read(row.capaian)} dibagi standar = {_read(row.kebutuhan)}"
    yield f"Jumlah kebutuhan tugas pokok: {_read(hasil.jumlah)}"
    support = _read(hasil.standar_penunjang)
    if beban.faktor is not None:
        support += f" = 1 dibagi (1 dikurangi {_read(beban.faktor)} persen)"
    yield f"Standar tugas penunjang: {support}"
    yield f"Kebutuhan tepat: {_read(hasil.tepat)}"
    yield f"Kebutuhan: {hasil.orang} orang, dibulatkan sekali, separuh ke atas"
    for value in hasil.aturan:
        yield f"Dasar {value.title}: {value.source} ({ASAL[value.origin]})"
    yield f"Sidik: {sidik(beban, hasil)}"


def _read(value: Fraction) -> str:
    """Rounded for reading only."""
    return angka(Decimal(round(value * 10**_DIGITS)).scaleb(-_DIGITS))
