"""What may be done with what citizens send, and with what serves a day without a line."""

from __future__ import annotations

from enum import ReprEnum

from upaya.core.permissions import Permission


class IzinUmum(Permission, ReprEnum):
    """Complaints, questions and feedback; keys and spare numbers for a day without a line."""

    ADUAN_LIHAT = "jamkesda.aduan_lihat", "Membaca pengaduan, pertanyaan, dan tanggapan warga"
    ADUAN_JAWAB = "jamkesda.aduan_jawab", "Menjawab pengaduan dan pertanyaan warga"
    KUNCI_LIHAT = "jamkesda.kunci_lihat", "Melihat kunci tanda kartu dan surat jaminan"
    KUNCI_KELOLA = "jamkesda.kunci_kelola", "Mengganti dan mencabut kunci tanda"
    DARURAT_LIHAT = "jamkesda.darurat_lihat", "Melihat nomor surat darurat"
    REGISTER_LIHAT = "jamkesda.register_lihat", "Melihat register e-Jamkesda"
    REGISTER_TULIS = "jamkesda.register_tulis", "Mencatat register e-Jamkesda"
    BPJS_TUTUP = "jamkesda.bpjs_tutup", "Menutup daftar mutasi BPJS dan mencocokkan jawabannya"
    DARURAT = "jamkesda.darurat", "Mencadangkan dan mencatat nomor surat darurat"
