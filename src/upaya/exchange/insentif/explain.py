"""The working of a month as plain Indonesian text, for ``upaya hitung insentif --jelaskan``."""

from collections.abc import Iterator, Sequence

from upaya.rules.errors import Fault
from upaya.rules.insentif.explain import explain_month
from upaya.rules.insentif.explain_officer import explain_officers
from upaya.rules.insentif.fingerprint import sidik
from upaya.rules.insentif.month import Bulan, Hasil
from upaya.rules.working import Working

ASAL = {
    "teks": "bunyi peraturan",
    "praktik": "praktik, bukan bunyi peraturan",
    "asumsi": "asumsi, belum diatur",
}


def lines(bulan: Bulan, hasil: Hasil, catatan: Sequence[Fault] = ()) -> Iterator[str]:
    """Give the whole working, line by line: the month, every officer, warnings, fingerprint."""
    yield from _working(explain_month(bulan, hasil), "=")
    for working in explain_officers(bulan, hasil):
        yield ""
        yield from _working(working, "-")
    if hasil.peringatan or catatan:
        yield ""
        yield from _heading("Peringatan", "-")
        yield from (f"* {warning.letak}: {warning.pesan}" for warning in hasil.peringatan)
        yield from (f"* {note.letak}: {note.pesan}" for note in catatan)
    yield ""
    yield f"Sidik: {sidik(bulan, hasil)}"


def _working(working: Working, rule: str) -> Iterator[str]:
    yield from _heading(working.judul, rule)
    for number, step in enumerate(working.langkah, start=1):
        yield f"{number}. {step.nama}: {step.nilai}"
        yield f"   Cara: {step.rumus}"
        for name, text in step.masukan:
            yield f"   - {name}: {text}"
        yield f"   Dasar: {step.dasar_hukum} ({ASAL[step.asal]})"


def _heading(text: str, rule: str) -> Iterator[str]:
    yield text
    yield rule * len(text)
