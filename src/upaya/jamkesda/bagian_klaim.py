"""What claims, tariffs and batches add to the declaration of e-Jamkesda."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from upaya.core.permissions import Permission
from upaya.core.registry import Entry
from upaya.jamkesda.izin_klaim import IzinKlaim
from upaya.pembayaran.izin import IzinPembayaran
from upaya.rules.jamkesda import road_klaim
from upaya.rules.jamkesda.peran import (
    ADMIN_UPT,
    BENDAHARA,
    KEPALA_PPK,
    KEPALA_UPT,
    ORANG_PPK,
    ORANG_UPT,
    PENGAWAS,
    PETUGAS_KLAIM,
    VERIFIKATOR,
)
from upaya.rules.roles import Role

_READERS = (KEPALA_UPT, ADMIN_UPT, VERIFIKATOR, BENDAHARA, PETUGAS_KLAIM, KEPALA_PPK, *PENGAWAS)
_MONEY = (KEPALA_UPT, BENDAHARA, *PENGAWAS)
_ACCOUNTS = (KEPALA_UPT, BENDAHARA, PETUGAS_KLAIM, KEPALA_PPK)

HAK: Mapping[Permission, Iterable[Role]] = {
    IzinKlaim.LIHAT: _READERS,
    IzinKlaim.AJUKAN: (PETUGAS_KLAIM,),
    IzinKlaim.PERIKSA: (VERIFIKATOR,),
    IzinKlaim.TARIF_LIHAT: (*ORANG_UPT, *ORANG_PPK, *PENGAWAS),
    IzinKlaim.TARIF_SUSUN: (ADMIN_UPT,),
    IzinKlaim.TARIF_PUTUS: (KEPALA_UPT,),
    IzinKlaim.KUMPULAN_LIHAT: _MONEY,
    IzinKlaim.KUMPULAN_TUTUP: (BENDAHARA,),
    IzinKlaim.LAPORAN: (*ORANG_UPT, *PENGAWAS),
    IzinKlaim.BERITA_ACARA: (BENDAHARA, KEPALA_UPT),
    IzinPembayaran.LIHAT: (KEPALA_UPT, BENDAHARA),
    IzinPembayaran.KELOLA: (BENDAHARA,),
    IzinPembayaran.REKENING_BERSAMA: (KEPALA_UPT,),
    IzinPembayaran.REKENING_PEMBANTU_LIHAT: _ACCOUNTS,
    IzinPembayaran.REKENING_PEMBANTU_USUL: (BENDAHARA, PETUGAS_KLAIM),
    IzinPembayaran.REKENING_PEMBANTU_PUTUS: (KEPALA_UPT, KEPALA_PPK),
}
KEDUA: Mapping[Permission, Permission] = {IzinKlaim.TARIF_PUTUS: IzinKlaim.TARIF_SUSUN}
JALAN = (road_klaim.KLAIM, road_klaim.KUMPULAN)
PENGAWAS_JALAN = (
    "upaya.jamkesda.terlambat.WATCH_KLAIM",
    "upaya.jamkesda.terlambat.WATCH_KUMPULAN",
)
INBOX = (
    "upaya.jamkesda.klaim.pages.tasks",
    "upaya.jamkesda.kumpulan.pages.tasks",
    "upaya.jamkesda.tarif.views.tasks",
    "upaya.jamkesda.telaah.percakapan.tasks",
)
BAYAR = ("upaya.jamkesda.kumpulan.road.SUMBER_KUMPULAN",)
KETETAPAN = tuple(
    f"upaya.jamkesda.ketetapan.{name}"
    for name in (
        "PAGU_JAMKESDA",
        "LOLOS_ATURAN",
        "BAGIAN_UNDIAN",
        "HARI_SUSULAN",
        "SUSULAN_LEWAT",
        "BATAS_EPISODE",
        "BATAS_PESERTA",
        "BATAS_KELUARGA",
        "BATAS_MISKIN",
        "BATAS_UMUM",
        "BATAS_BAYI",
    )
)
DOKUMEN = ("JKD-BAK",)
TETAP = ("TARIF_TETAP", "KUMPULAN_TETAP", "TELAAH_TETAP")
MENU = (
    Entry(
        "Klaim",
        "klaim:daftar",
        IzinKlaim.LIHAT,
        ("/jamkesda/klaim/",),
        185,
        ("Lihat klaim dan alasan tiap potongannya.", "Buka klaim"),
    ),
    Entry(
        "Telaah klaim",
        "telaah:mulai",
        IzinKlaim.PERIKSA,
        ("/jamkesda/telaah/",),
        184,
        ("Putuskan klaim yang tertahan, dari yang terberat.", "Mulai telaah"),
    ),
    Entry(
        "Kumpulan klaim",
        "kumpulan:daftar",
        IzinKlaim.KUMPULAN_LIHAT,
        ("/jamkesda/kumpulan/",),
        186,
    ),
    Entry(
        "Laporan Jamkesda",
        "laporan_jamkesda:daftar",
        IzinKlaim.LAPORAN,
        ("/jamkesda/laporan/",),
        188,
    ),
    Entry("Tarif", "tarif:daftar", IzinKlaim.TARIF_LIHAT, ("/jamkesda/tarif/",), 187),
)
ALAMAT = (
    ("jamkesda/klaim/", "upaya.jamkesda.klaim.urls"),
    ("jamkesda/telaah/", "upaya.jamkesda.telaah.urls"),
    ("jamkesda/laporan/", "upaya.jamkesda.laporan.urls"),
    ("jamkesda/kumpulan/", "upaya.jamkesda.kumpulan.urls"),
    ("jamkesda/tarif/", "upaya.jamkesda.tarif.urls"),
)
UNIK = {
    "keberatan_satu_terbuka": ("isi", "Keberatan atas klaim ini sudah menunggu jawaban."),
    "kumpulan_periode_sekali": ("", "Kumpulan periode ini sudah ditutup orang lain."),
    "tarif_satu_menunggu": ("", "Usulan lain untuk daftar ini masih menunggu putusan."),
}
KATA = {
    "klaim.simpan": "Menyimpan klaim",
    "klaim.periksa_dulu": "Memeriksa klaim tanpa mengirimnya",
    "klaim.lolos_aturan": "Meloloskan klaim menurut aturan, tanpa orang",
    "undian.buka": "Membuka undian klaim sebulan",
    "klaim.unggah": "Mencoba buku kerja klaim",
    "klaim.urung_baris": "Mengurungkan putusan atas satu baris klaim",
    "klaim.pesan": "Menulis pesan tentang sebuah sebab klaim",
    "klaim.keberatan": "Mengajukan keberatan atas putusan klaim",
    "klaim.keberatan_tolak": "Menolak keberatan atas putusan klaim",
    "klaim.ajukan_ulang": "Mengajukan ulang klaim yang ditolak",
    "klaim.putus_baris": "Menulis putusan atas satu baris klaim",
    "klaim.berkas": "Menambah berkas klaim",
    "klaim.perbaiki": "Menambah penjelasan klaim yang dikembalikan",
    "klaim.berkas_unduh": "Mengunduh berkas klaim",
    "tarif.coba": "Mencoba berkas daftar tarif",
    "tarif.usul": "Mengusulkan daftar tarif",
    "tarif.buang": "Membuang uji coba daftar tarif",
    "tarif.putus": "Memutus daftar tarif",
    "kumpulan.tutup": "Menutup kumpulan klaim",
    "buku_batas.tetapkan": "Menetapkan sebuah batas klaim",
    "buku_batas.pakai": "Memakai batas bagi klaim",
    "buku_batas.lepas": "Mengembalikan batas yang dipakai klaim",
}
