"""What may be done in e-Jamkesda."""

from __future__ import annotations

from enum import ReprEnum

from upaya.core.permissions import Permission


class IzinJamkesda(Permission, ReprEnum):
    """PPK, staff, members and letters; the moves are in the tables of the roads."""

    PPK_LIHAT = "jamkesda.ppk_lihat", "Melihat PPK dan perjanjian kerja sama"
    PPK_KELOLA = "jamkesda.ppk_kelola", "Mencatat PPK dan menyusun perjanjian kerja sama"
    PPK_PUTUS = "jamkesda.ppk_putus", "Memutus, menangguhkan, dan mengakhiri perjanjian kerja sama"
    DAFTAR_LIHAT = "jamkesda.daftar_lihat", "Melihat pendaftaran peserta Jamkesda"
    DAFTAR_TULIS = "jamkesda.daftar_tulis", "Mendaftarkan peserta Jamkesda"
    KENALI = "jamkesda.kenali", "Memutus pendaftar yang mirip dengan orang dalam register"
    PESERTA_LIHAT = "jamkesda.peserta_lihat", "Melihat peserta Jamkesda dan mencetak kartunya"
    PESERTA_MUTASI = "jamkesda.peserta_mutasi", "Mencatat mutasi peserta Jamkesda"
    PESERTA_GABUNG = "jamkesda.peserta_gabung", "Menggabungkan kartu peserta dan membatalkannya"
    IMPOR = "jamkesda.impor", "Mengunggah dan mencoba daftar peserta"
    IMPOR_TERAPKAN = "jamkesda.impor_terapkan", "Mengambil daftar peserta yang sudah dicoba"
    CEK = "jamkesda.cek", "Mengecek hak peserta Jamkesda di loket"
    SURAT_LIHAT = "jamkesda.surat_lihat", "Melihat rujukan dan surat jaminan"
    SURAT_TULIS = "jamkesda.surat_tulis", "Membuat rujukan dan surat jaminan"
    STAF_LIHAT = "jamkesda.staf_lihat", "Melihat petugas e-Jamkesda dan SK penunjukannya"
    STAF_USUL = "jamkesda.staf_usul", "Mengusulkan petugas UPT Jamkesda"
    STAF_PUTUS = "jamkesda.staf_putus", "Menetapkan atau menolak usulan petugas UPT Jamkesda"
    STAF_TUNJUK = "jamkesda.staf_tunjuk", "Menunjuk petugas PPK dengan SK"
    STAF_CABUT = "jamkesda.staf_cabut", "Mencabut penunjukan petugas e-Jamkesda"
