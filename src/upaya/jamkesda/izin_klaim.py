"""What may be done with claims, tariffs and batches."""

from __future__ import annotations

from enum import ReprEnum

from upaya.core.permissions import Permission


class IzinKlaim(Permission, ReprEnum):
    """Claims, tariffs, batches; the moves are in the tables of the roads."""

    LIHAT = "klaim.lihat", "Melihat klaim Jamkesda"
    AJUKAN = "klaim.ajukan", "Mengajukan klaim PPK dan melengkapinya"
    PERIKSA = "klaim.periksa", "Memutus baris klaim"
    TARIF_LIHAT = "klaim.tarif_lihat", "Melihat daftar tarif Jamkesda"
    TARIF_SUSUN = "klaim.tarif_susun", "Mencoba dan mengusulkan daftar tarif Jamkesda"
    TARIF_PUTUS = "klaim.tarif_putus", "Memutus usulan daftar tarif Jamkesda"
    KUMPULAN_LIHAT = "klaim.kumpulan_lihat", "Melihat kumpulan klaim, pagu, dan utang Jamkesda"
    KUMPULAN_TUTUP = "klaim.kumpulan_tutup", "Menutup kumpulan klaim Jamkesda"
    LAPORAN = "klaim.laporan", "Membaca laporan Jamkesda"
    BERITA_ACARA = "klaim.berita_acara", "Menerbitkan berita acara kumpulan klaim Jamkesda"
