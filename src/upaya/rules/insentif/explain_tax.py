"""The tax and the net of an officer's share, as far as the month's file knows enough."""

from __future__ import annotations

from datetime import date

from upaya.rules.calculation_steps import Working
from upaya.rules.errors import TidakDapatDihitung, TidakDiatur
from upaya.rules.insentif.month import Bulan, HasilPetugas, Petugas
from upaya.rules.parameter import RuleBook
from upaya.rules.tax.pph21 import hitung_pajak
from upaya.rules.tax.pph21_rates import FINAL_PNS, WajibPajak


def explain_tax(
    bulan: Bulan,
    officer: Petugas,
    row: HasilPetugas,
    book: RuleBook,
    known_on: date | None = None,
) -> Working | str:
    """Return the steps from gross to net, or the sentence that says why there are none.

    The file of a month knows status and golongan, neither NPWP nor PTKP nor the day of payment: the
    final tax of a PNS hangs on nothing else, so it is computed as if paid in that very month.
    """
    if not row.bruto:
        return "Pajak: tidak ada, karena tidak ada insentif."
    kinds = book.find("pajak.pph21.jenis", bulan.periode.last_day, bulan.kabupaten, known_on)
    if kinds is None or kinds.table.get(officer.status) != FINAL_PNS:
        return (
            "Pajak dan jumlah bersih: belum dapat dihitung dari berkas ini, karena NPWP, status "
            "PTKP, dan bulan pembayarannya tidak ada di dalamnya."
        )
    who = WajibPajak(officer.status, officer.golongan, None, ber_npwp=True)
    try:
        return hitung_pajak(
            row.bruto, who, bulan.periode, book, bulan.kabupaten, known_on=known_on
        ).working
    except TidakDapatDihitung as fault:
        return f"Pajak dan jumlah bersih: {fault.fault.pesan}"
    except TidakDiatur:
        return "Pajak dan jumlah bersih: belum ada aturan pajak untuk bulan ini."
