"""What may be done in insentif."""

from __future__ import annotations

from enum import ReprEnum

from upaya.core.permissions import Permission


class IzinInsentif(Permission, ReprEnum):
    """Months of Insentif UKM; the moves of a month are in the table of its road."""

    INDEKS_TERBITKAN = "indeks.terbitkan", "Menerbitkan indeks puskesmas"
    SERAHKAN = "insentif.serahkan", "Menyerahkan insentif satu bulan ke e-Renggar"
    LIHAT = "insentif.lihat", "Melihat bulan insentif beserta hitungannya"
    PAPAN = "insentif.papan", "Melihat papan bulan seluruh puskesmas"
    ISI = "insentif.isi", "Mengisi bulan insentif"
    TEMUAN = "insentif.temuan", "Mencatat temuan verifikasi"
    SPJ_SERAHKAN = "spj.serahkan", "Menyerahkan dokumen SPJ"
    KOREKSI_USUL = "koreksi.usul", "Mengusulkan koreksi bulan yang sudah disetujui"
    PIUTANG_LIHAT = "selisih.lihat", "Melihat selisih yang harus kembali dari petugas"
    PIUTANG_TUTUP = "selisih.tutup_usul", "Mengusulkan penyelesaian selisih petugas"
    PIUTANG_PUTUS = "selisih.tutup_putus", "Memutuskan penyelesaian selisih petugas"
    DOKUMEN_UNDUH = "dokumen.unduh", "Mengunduh dokumen dan folder SPJ"
    DOKUMEN_TERBITKAN = "dokumen.terbitkan", "Menerbitkan dokumen dengan nomor dan sidik"
    DOKUMEN_TERBIT_DATA = "dokumen.terbit_data", "Menerbitkan dokumen data dan hitungan puskesmas"
    DOKUMEN_TERBIT_UANG = "dokumen.terbit_uang", "Menerbitkan daftar dan bukti keuangan puskesmas"
    DOKUMEN_TERBIT_DINAS = "dokumen.terbit_dinas", "Menerbitkan lembar verifikasi"
    DOKUMEN_REKENING = "dokumen.lihat_rekening", "Membaca nomor rekening utuh pada dokumen"
    SLIP_LIHAT = "slip.lihat", "Melihat slip insentif sendiri"
    SLIP_TERBITKAN = "slip.terbitkan", "Menerbitkan slip insentif sendiri"
    SANGGAHAN_AJUKAN = "sanggahan.ajukan", "Menyanggah insentif sendiri"
    SANGGAHAN_JAWAB = "sanggahan.jawab", "Menjawab sanggahan petugas"
    SANGGAHAN_LIHAT = "sanggahan.lihat", "Membaca sanggahan petugas"
