"""What may be done in BOK."""

from __future__ import annotations

from enum import ReprEnum

from upaya.core.permissions import Permission


class IzinBok(Permission, ReprEnum):
    """BOK of a puskesmas; the moves of plans and reports are in the tables of their roads."""

    LIHAT = "bok.lihat", "Melihat pagu, harga, rencana, dan kegiatan BOK"
    HARGA_KELOLA = "bok.harga_kelola", "Mengelola daftar harga satuan BOK"
    RENCANA_ISI = "bok.rencana_isi", "Menyusun rencana BOK"
    SERAPAN_CATAT = "bok.serapan_catat", "Mencatat serapan BOK puskesmas"
    DOKUMEN_TERBITKAN = "bok.dokumen_terbitkan", "Menerbitkan dokumen rencana BOK"
