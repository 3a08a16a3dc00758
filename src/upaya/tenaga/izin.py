"""What may be done about contract staff beside the moves of its roads."""

from __future__ import annotations

from enum import ReprEnum

from upaya.core.permissions import Permission


class IzinTenaga(Permission, ReprEnum):
    """From the need to the honour."""

    LIHAT = "tenaga.lihat", "Melihat tenaga dengan perjanjian kerja"
    SAYA = "tenaga.saya", "Melihat perjanjian kerja, target, dan honor sendiri"
    BACA = "tenaga.baca", "Membaca satu perjanjian kerja dan bulan kerjanya"
    KEBUTUHAN_HITUNG = "tenaga.kebutuhan", "Menghitung kebutuhan tenaga menurut beban kerja"
    FORMASI_TETAPKAN = "tenaga.formasi", "Menetapkan formasi tenaga dengan perjanjian kerja"
    SELEKSI_CATAT = "tenaga.seleksi", "Mencatat hasil seleksi tenaga"
    KONTRAK_SUSUN = "tenaga.kontrak", "Menyusun dan memperpanjang perjanjian kerja"
    TARGET_ISI = "tenaga.target", "Menetapkan target dan menilai bulan kerja"
    LAPORAN_ISI = "tenaga.laporan", "Mengisi absensi dan laporan bulan kerja"
    DOKUMEN_TERBITKAN = "tenaga.dokumen", "Menerbitkan dokumen tenaga dengan perjanjian kerja"
