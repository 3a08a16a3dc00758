"""What may be done with poverty letters."""

from __future__ import annotations

from enum import ReprEnum

from upaya.core.permissions import Permission


class IzinSupermiskol(Permission, ReprEnum):
    """Requests, visits, letters and schemes; the moves are in the table of the road."""

    LIHAT = "miskol.lihat", "Melihat permohonan surat miskin"
    TULIS = "miskol.tulis", "Menulis dan menanggapi dalam permohonan surat miskin"
    ISI = "miskol.isi", "Mengisi permohonan surat miskin di desa"
    KUNJUNGI = "miskol.kunjungi", "Mengisi hasil tinjau lapang"
    TEMUAN = "miskol.temuan", "Mencatat temuan pada permohonan surat miskin"
    KEMBAR = "miskol.kembar", "Memutus permohonan surat miskin yang mirip"
    BENTROK = "miskol.bentrok", "Memutus dua kunjungan atas satu keluarga"
    SURAT_UNDUH = "miskol.surat_unduh", "Mengunduh surat miskin"
    MELAWAN = "miskol.melawan", "Melihat putusan surat miskin yang berbeda dari skornya"
    AKSES_LIHAT = "miskol.akses_lihat", "Melihat siapa yang membuka permohonan surat miskin"
    HAK_JAWAB = "miskol.hak_jawab", "Menjawab keberatan dan pembetulan data keluarga"
    HAK_SALIN = "miskol.hak_salin", "Menyerahkan salinan data keluarga kepada keluarganya"
    PESERTA_KELOLA = "miskol.peserta_kelola", "Mengelola data peserta JKN kabupaten"
    SKEMA_LIHAT = "miskol.skema_lihat", "Melihat skema kemiskinan"
    SKEMA_SUSUN = "miskol.skema_susun", "Menyusun skema kemiskinan"
    SKEMA_PUTUS = "miskol.skema_putus", "Memutus draf skema kemiskinan"
