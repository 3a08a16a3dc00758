"""The result of a month as JSON: integers of rupiah, exact decimal strings, sources."""

from collections.abc import Iterable
from typing import Any

from upaya.exchange.json_answer import rules_read
from upaya.rules.errors import Fault
from upaya.rules.insentif.fingerprint import sidik
from upaya.rules.insentif.month import INDEKS, Bulan, Hasil
from upaya.rules.money import plain


def result(bulan: Bulan, hasil: Hasil, catatan: Iterable[Fault] = ()) -> dict[str, Any]:
    """Return the answer of ``upaya hitung insentif`` for one month.

    ``catatan`` are further warnings: what is not plausible, and what was left out of the file.
    """
    return {
        "aturan": rules_read(hasil.aturan),
        "indeks": {
            **{name: plain(value) for name, value in zip(INDEKS, hasil.indeks, strict=True)},
            "jumlah": plain(hasil.jumlah_indeks),
        },
        "insentif_dasar": plain(hasil.insentif_dasar),
        "insentif_disesuaikan": plain(hasil.insentif_disesuaikan),
        "pool": hasil.pool,
        "dipotong_pagu": hasil.dipotong_pagu,
        "pool_lapangan": hasil.pool_lapangan,
        "pool_manajemen": hasil.pool_manajemen,
        "tidak_dibagi": hasil.tidak_dibagi,
        "petugas": [
            {
                "id": row.id,
                "bobot": row.bobot,
                "poin_lapangan": row.poin_lapangan,
                "poin_manajemen": row.poin_manajemen,
                "lapangan": row.lapangan,
                "manajemen": row.manajemen,
                "bruto": row.bruto,
            }
            for row in hasil.baris()
        ],
        "peringatan": [
            *(f"{warning.letak}: {warning.polos}" for warning in hasil.peringatan),
            *(f"{note.letak}: {note.pesan}" for note in catatan),
        ],
        "penimpaan": hasil.penimpaan.to_dict(),
        "sidik": sidik(bulan, hasil),
    }
