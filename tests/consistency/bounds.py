"""How often a page may ask the database: the bound, and what is known to pass it until mended.

The only place for exceptions. A number here is what was measured: test_queries.py fails when a page
asks more often, and when it asks less often and its number could be lower.
"""

BOUND = 25
"""Queries that one page may take, signing in and membership included."""

_COMPUTED = "bulan yang belum diajukan dihitung dari seluruh isiannya; tidak bertambah dengan data"
_CHECKED = "syarat langkah diperiksa satu per satu sebelum ditawarkan; tidak bertambah dengan data"
_READ_AGAIN = "bulan dan uangnya dibaca lagi oleh tiap bagian halaman; tidak bertambah dengan data"
_ISSUED = "menerbitkan delapan dokumen sekaligus, tiap dokumen dengan catatan auditnya sendiri"
KNOWN: dict[str, tuple[int, str]] = {
    "insentif:alur_ajukan": (59, _CHECKED),
    "insentif:alur_kembalikan": (27, _CHECKED),
    "insentif:alur_kembalikan_kepala": (29, _COMPUTED),
    "insentif:alur_kembalikan_tim": (29, _COMPUTED),
    "insentif:alur_kirim": (46, _CHECKED),
    "insentif:alur_selesai_bayar": (26, _READ_AGAIN),
    "insentif:alur_setujui": (29, _CHECKED),
    "insentif:alur_transfer_sisa": (28, _READ_AGAIN),
    "insentif:alur_verifikasi": (46, _CHECKED),
    "insentif:hasil": (26, _COMPUTED),
    "insentif:kegiatan": (27, _COMPUTED),
    "insentif:spj_zip": (68, _ISSUED),
}
"""By route: the number and the reason."""
