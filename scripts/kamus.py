"""The page of the dictionary of data, see `core.kamus`."""

from __future__ import annotations

from scripts import halaman
from upaya.core.kamus import KEPALA, tables

_STORED = (
    "Tiap tabel program dengan kolomnya. *Wajib*: tidak boleh kosong dan tidak berbawaan. *Teks "
    "tersandi* hanya terbaca dengan kunci enkripsi. Tabel riwayat (`..._historical...`) memuat "
    "kolom yang sama dengan waktu dan pelaku perubahannya. Golongan datanya ada dalam "
    "[keamanan.md](keamanan.md)."
)


def page() -> str:
    """Every table with its columns, app by app."""
    found = list(tables())
    many = sum(len(some) for _, some in found)
    parts = [_STORED, f"{many} tabel dalam {len(found)} bagian."]
    for label, some in found:
        parts.append(f"## {label}")
        for one in some:
            parts += [f"### `{one.nama}`", *([one.milik] if one.milik else [])]
            parts.append(halaman.table(KEPALA, one.kolom))
    return halaman.page("Kamus data", "model tiap aplikasi (`models*.py`)", parts)
