"""The names of account holders, judged by the rule of their bank."""

from __future__ import annotations

from collections.abc import Callable

from upaya.core import clock
from upaya.pegawai.models import AturanBank
from upaya.regulasi.queries import rulebook_for
from upaya.rules.parameter import RuleBook
from upaya.rules.rekening import AturanNama, aturan_umum
from upaya.rules.words import key

Aturan = Callable[[str], AturanNama]
"""From the name of a bank to its rule."""


def aturan_bank(kabupaten: str, book: RuleBook | None = None) -> Aturan:
    """The rules of a district's banks today; `book` is its rules, where they are read already."""
    umum = aturan_umum(book or rulebook_for(kabupaten), clock.today(), kabupaten)
    own = {
        row.kunci: AturanNama(row.panjang, row.tanda)
        for row in AturanBank.objects.filter(kabupaten_id=kabupaten).order_by("pk")
    }
    return lambda bank: own.get(kunci_bank(bank), umum)


def kunci_bank(bank: str) -> str:
    """A bank by its name, however it is written: "PT Bank Jatim" is "Jatim"."""
    written = key(bank)
    return written.removeprefix("pt").removeprefix("bank") or written
