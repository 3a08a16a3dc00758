"""The working of a month as plain Indonesian text, for ``upaya hitung insentif --jelaskan``."""

from collections.abc import Iterator, Sequence
from datetime import date

from upaya.rules.calculation_steps import Working, weakest
from upaya.rules.errors import Fault
from upaya.rules.insentif.explain import explain_month
from upaya.rules.insentif.explain_officer import explain_officers
from upaya.rules.insentif.explain_tax import explain_tax
from upaya.rules.insentif.fingerprint import sidik
from upaya.rules.insentif.month import Bulan, Hasil
from upaya.rules.parameter import RuleBook

ASAL = {
    "teks": "bunyi peraturan",
    "praktik": "praktik, bukan bunyi peraturan",
    "asumsi": "asumsi, belum diatur",
}


def lines(
    bulan: Bulan,
    hasil: Hasil,
    catatan: Sequence[Fault] = (),
    book: RuleBook | None = None,
    known_on: date | None = None,
) -> Iterator[str]:
    """Give the whole working, line by line: the month, every officer, warnings, fingerprint.

    An officer's working ends with tax and net where ``book`` and the officer's status allow it.
    """
    yield from _working(explain_month(bulan, hasil), "=")
    for officer, row, working in zip(
        bulan.petugas, hasil.baris(), explain_officers(bulan, hasil), strict=True
    ):
        yield ""
        yield from _working(working, "-")
        if book is not None:
            yield from _tax(explain_tax(bulan, officer, row, book, known_on))
    if hasil.peringatan or catatan:
        yield ""
        yield from _heading("Peringatan", "-")
        yield from (f"* {warning.letak}: {warning.pesan}" for warning in hasil.peringatan)
        yield from (f"* {note.letak}: {note.pesan}" for note in catatan)
    yield ""
    yield f"Sidik: {sidik(bulan, hasil)}"


def _tax(told: Working | str) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    else:
        yield f"Seandainya dibayar pada bulan itu: {told.judul}"
        yield from _steps(told)


def _working(working: Working, rule: str) -> Iterator[str]:
    yield from _heading(working.judul, rule)
    yield from _steps(working)


def _steps(working: Working) -> Iterator[str]:
    for number, step in enumerate(working.langkah, start=1):
        yield f"{number}. {step.nama}: {step.nilai}"
        yield f"   Cara: {step.rumus}"
        for name, text in step.masukan:
            yield f"   - {name}: {text}"
        for source, origin in step.dasar:
            yield f"   Dasar: {source} ({ASAL[origin]})"
        own = weakest(origin for _, origin in step.dasar)
        if own != step.asal:
            yield f"   Angkanya bertumpu pada langkah sebelumnya: {ASAL[step.asal]}"


def _heading(text: str, rule: str) -> Iterator[str]:
    yield text
    yield rule * len(text)
