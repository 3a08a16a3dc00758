"""What payments bring into the house."""

from __future__ import annotations

from upaya.core.registry import Sistem
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
        IzinPembayaran.PAJAK_PUTUS: (KEPALA_PUSKESMAS,),
        IzinPembayaran.POTONGAN_PUTUS: (KEPALA_PUSKESMAS,),
        IzinPembayaran.PEMBETULAN_USUL: (BENDAHARA_PEMBANTU, BENDAHARA_PENGELUARAN),
        IzinPembayaran.PEMBETULAN_PUTUS: (KEPALA_PUSKESMAS, KEPALA_DINAS, VERIFIKATOR_DINAS),
    },
    inbox=("upaya.pembayaran.queries.inbox.tasks_for",),
    urls=(("pembayaran/", "upaya.pembayaran.urls"),),
    row_rules=tuple(
        f"upaya.pembayaran.aturan_baris.{name}"
        for name in (
            "BARIS_BARU",
            "BARIS_DALAM_DANA",
            "DANA_MENUTUP",
            "DANA_TIBA",
            "HASIL_SETELAH_KIRIM",
            "HASIL_TIBA",
            "KIRIM_SETELAH_DANA",
            "KIRIM_TIBA",
        )
    ),
    # Whoever sends the key of another payment's form gets a sentence, never that other payment.
    taken=dict.fromkeys(
        ("DanaMasuk.kunci", "Kiriman.kunci"),
        ("", "Formulir ini sudah dipakai untuk pembayaran lain. Buka lagi halamannya."),
    )
    | {
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
)
