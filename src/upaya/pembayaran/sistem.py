"""What payments bring into the house."""

from __future__ import annotations

from upaya.core.registry import Entry, Sistem
from upaya.pembayaran.izin import IzinPembayaran
from upaya.rules.kesehatan import (
    BENDAHARA_PEMBANTU,
    BENDAHARA_PENGELUARAN,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    PEMBACA,
    VERIFIKATOR_DINAS,
)

SISTEM = Sistem(
    name="pembayaran",
    title="Pembayaran",
    permissions=IzinPembayaran,
    grants={
        IzinPembayaran.LIHAT: PEMBACA,
        IzinPembayaran.KELOLA: (BENDAHARA_PEMBANTU,),
        IzinPembayaran.REKENING_BERSAMA: (KEPALA_PUSKESMAS,),
        IzinPembayaran.FORMAT_BANK_KELOLA: (BENDAHARA_PENGELUARAN,),
        IzinPembayaran.FORMAT_BANK_PUTUS: (KEPALA_DINAS, VERIFIKATOR_DINAS),
        IzinPembayaran.PAJAK_PUTUS: (KEPALA_PUSKESMAS,),
        IzinPembayaran.POTONGAN_PUTUS: (KEPALA_PUSKESMAS,),
        IzinPembayaran.REKENING_PEMBANTU_LIHAT: PEMBACA,
        IzinPembayaran.REKENING_PEMBANTU_USUL: (BENDAHARA_PEMBANTU,),
        IzinPembayaran.REKENING_PEMBANTU_PUTUS: (KEPALA_PUSKESMAS,),
        IzinPembayaran.PEMBETULAN_USUL: (BENDAHARA_PEMBANTU, BENDAHARA_PENGELUARAN),
        IzinPembayaran.PEMBETULAN_PUTUS: (KEPALA_PUSKESMAS, KEPALA_DINAS, VERIFIKATOR_DINAS),
    },
    second={
        IzinPembayaran.REKENING_BERSAMA: IzinPembayaran.KELOLA,
        IzinPembayaran.FORMAT_BANK_PUTUS: IzinPembayaran.FORMAT_BANK_KELOLA,
        IzinPembayaran.REKENING_PEMBANTU_PUTUS: IzinPembayaran.REKENING_PEMBANTU_USUL,
        IzinPembayaran.PAJAK_PUTUS: IzinPembayaran.KELOLA,
        IzinPembayaran.POTONGAN_PUTUS: IzinPembayaran.KELOLA,
        IzinPembayaran.PEMBETULAN_PUTUS: IzinPembayaran.PEMBETULAN_USUL,
    },
    inbox=("upaya.pembayaran.queries.inbox.tasks_for",),
    menu=(
        Entry(
            "Rekening bendahara",
            "pembayaran:rekening_pembantu",
            IzinPembayaran.REKENING_PEMBANTU_LIHAT,
            ("/pembayaran/rekening-pembantu/",),
            155,
        ),
    ),
    urls=(("pembayaran/", "upaya.pembayaran.urls"),),
    append_only=("Kiriman",),
    row_rules=tuple(
        f"upaya.pembayaran.{name}"
        for name in (
            "aturan_tetap.PEMBAYARAN",
            "aturan_tetap.REKENING",
            "aturan_tetap.DANA",
            "aturan_tetap.BARIS",
            "aturan_tetap.PERCOBAAN",
            "aturan_tetap.BERSAMA",
            "aturan_tetap.PEMBETULAN",
            "aturan_tetap.PAJAK",
            "aturan_tetap.POTONGAN",
            "aturan_tetap.FORMAT",
            "aturan_tetap.USULAN_FORMAT",
            "aturan_baris.BARIS_BARU",
            "aturan_baris.BARIS_DALAM_DANA",
            "aturan_baris.DANA_MENUTUP",
            "aturan_baris.DANA_TIBA",
            "aturan_baris.HASIL_SETELAH_KIRIM",
            "aturan_baris.HASIL_TIBA",
            "aturan_baris.KIRIM_SETELAH_DANA",
            "aturan_baris.KIRIM_TIBA",
        )
    ),
    # Whoever sends the key of another payment's form gets a sentence, never that other payment.
    taken=dict.fromkeys(
        ("DanaMasuk.kunci", "Kiriman.kunci"),
        ("", "Formulir ini sudah dipakai untuk pembayaran lain. Buka lagi halamannya."),
    )
    | {
        "usulan_format_satu_menunggu": ("", "Usulan format yang lain masih menunggu putusan."),
        "rekening_pembantu_satu_menunggu": (
            "",
            "Masih ada usulan rekening yang menunggu putusan.",
        ),
        "rekening_pembantu_sekali": ("", "Sudah ada rekening yang berlaku mulai tanggal itu."),
        "dana_nomor_sekali": ("nomor", "Nomor bukti ini sudah dicatat untuk pembayaran ini."),
    },
    words={
        "pembayaran.buat": "Membuat daftar pembayaran",
        "pembayaran.batal": "Membatalkan daftar pembayaran",
        "pembayaran.perbarui": "Memperbarui rekening pada daftar pembayaran",
        "pembayaran.pajak": "Menyesuaikan pajak sebuah pembayaran",
        "pembayaran.pajak_usul": "Mengusulkan pajak yang jauh dari aturan",
        "pembayaran.potongan_usul": "Mengusulkan potongan selain pajak",
        "pembayaran.potongan_cabut": "Mencabut potongan selain pajak",
        "pembayaran.pajak_unduh": "Mengunduh daftar PPh 21 dengan nomor lengkap",
        "pembayaran.dana": "Mencatat dana yang masuk",
        "pembayaran.kirim": "Mengirim pembayaran",
        "pembayaran.rekening_bersama": "Mengonfirmasi rekening yang dipakai bersama",
        "pembayaran.hasil": "Mencatat hasil pembayaran",
        "pembayaran.hasil_unggah": "Mengunggah berkas hasil bank",
        "pembayaran.buka": "Membuka lagi pembayaran yang sudah ditutup",
        "pembayaran.berkas_unduh": "Mengunduh berkas untuk bank",
    },
    offers=("upaya.pembayaran.offers.PEMBAYARAN",),
)
