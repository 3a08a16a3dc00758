"""What may be done in pembayaran."""

from __future__ import annotations

from enum import ReprEnum

from upaya.core.permissions import Permission


class IzinPembayaran(Permission, ReprEnum):
    """Money on its way to people."""

    LIHAT = "pembayaran.lihat", "Melihat pembayaran kepada petugas"
    KELOLA = "pembayaran.kelola", "Membayar petugas dan mencatat hasilnya"
    REKENING_BERSAMA = (
        "pembayaran.konfirmasi_rekening",
        "Mengonfirmasi rekening yang dipakai lebih dari satu petugas",
    )
    FORMAT_BANK_KELOLA = "pembayaran.format_bank", "Mengusulkan kolom dan kata berkas bank"
    FORMAT_BANK_PUTUS = "pembayaran.format_bank_putus", "Memutuskan kolom dan kata berkas bank"
    PEMBETULAN_USUL = (
        "pembayaran.betulkan_usul",
        "Mengusulkan pembetulan catatan uang yang salah",
    )
    PEMBETULAN_PUTUS = (
        "pembayaran.betulkan_putus",
        "Memutuskan pembetulan catatan uang",
    )
    REKENING_PEMBANTU_LIHAT = (
        "pembayaran.rekening_pembantu",
        "Melihat rekening Bendahara Pengeluaran Pembantu",
    )
    REKENING_PEMBANTU_USUL = (
        "pembayaran.rekening_usul",
        "Mengusulkan rekening Bendahara Pengeluaran Pembantu",
    )
    REKENING_PEMBANTU_PUTUS = (
        "pembayaran.rekening_putus",
        "Memutuskan rekening Bendahara Pengeluaran Pembantu",
    )
    POTONGAN_PUTUS = "pembayaran.potongan_putus", "Memutuskan potongan selain pajak"
    PAJAK_PUTUS = "pembayaran.pajak_putus", "Memutuskan pajak yang jauh dari aturan"
