"""What may be done in BOK."""

from __future__ import annotations

from enum import ReprEnum

from upaya.core.permissions import Permission


class IzinBok(Permission, ReprEnum):
    """BOK of a puskesmas; the moves of plans and reports are in the tables of their roads."""

    LIHAT = "bok.lihat", "Melihat pagu, harga, rencana, dan kegiatan BOK"
    HARGA_KELOLA = "bok.harga_kelola", "Mengelola daftar harga satuan BOK"
    RENCANA_ISI = "bok.rencana_isi", "Menyusun rencana BOK"
    PROGRAM_TETAPKAN = "bok.program_tetapkan", "Menetapkan program penanggung jawab"
    SERAPAN_CATAT = "bok.serapan_catat", "Mencatat serapan BOK puskesmas"
    DOKUMEN_TERBITKAN = "bok.dokumen_terbitkan", "Menerbitkan dokumen rencana BOK"
    DINAS_LIHAT = "bok.dinas_lihat", "Melihat alokasi BOK dan BOK Kabupaten"
    ALOKASI_SUSUN = "bok.alokasi_susun", "Menyusun alokasi BOK Puskesmas"
    DINAS_TERBITKAN = "bok.dinas_terbitkan", "Menerbitkan dokumen BOK Dinas"
    RENCANA_DINAS_ISI = "bok.rencana_dinas_isi", "Menyusun rencana BOK Dinas"
    SPJ_SUSUN = "bok.spj_susun", "Menyusun SPJ kegiatan BOK"
    SPJ_PERIKSA = "spj.temuan", "Mencatat temuan pada SPJ kegiatan BOK"
    SERAPAN_DINAS_CATAT = "bok.serapan_dinas_catat", "Mencatat serapan BOK Dinas"
    KAS_LIHAT = "bok.kas_lihat", "Melihat buku kas BOK"
    KAS_CATAT = "bok.kas_catat", "Mencatat dalam buku kas BOK sendiri"
    KAS_PUTUS = "bok.kas_putus", "Memutus permintaan dana dan hari ganda BOK"
    KAS_TRANSFER = "bok.kas_transfer", "Mentransfer dana BOK ke puskesmas"
    KAS_BUKA = "bok.kas_buka", "Membuka kembali bulan buku kas BOK"
