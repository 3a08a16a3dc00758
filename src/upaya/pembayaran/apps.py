"""Payments: who gets how much from which source, sent once and proven."""

from typing import ClassVar

from django.apps import AppConfig


class PembayaranConfig(AppConfig):
    """Payments: who gets how much from which source, sent once and proven."""

    name = "upaya.pembayaran"
    label = "pembayaran"
    audit_words: ClassVar[dict[str, str]] = {
        "pembayaran.buat": "Membuat daftar pembayaran",
        "pembayaran.batal": "Membatalkan daftar pembayaran",
        "pembayaran.perbarui": "Memperbarui rekening pada daftar pembayaran",
        "pembayaran.pajak": "Menyesuaikan pajak sebuah pembayaran",
        "pembayaran.pajak_unduh": "Mengunduh daftar PPh 21 dengan nomor lengkap",
        "pembayaran.dana": "Mencatat dana yang masuk",
        "pembayaran.kirim": "Mengirim pembayaran",
        "pembayaran.hasil": "Mencatat hasil pembayaran",
        "pembayaran.hasil_unggah": "Mengunggah berkas hasil bank",
        "pembayaran.berkas_unduh": "Mengunduh berkas untuk bank",
    }
