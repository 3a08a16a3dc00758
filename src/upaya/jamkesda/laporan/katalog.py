"""All reports, in the order of their list."""

from __future__ import annotations

from upaya.jamkesda.laporan import klaim, peserta
from upaya.jamkesda.laporan.bentuk import Laporan

LAPORAN: dict[str, Laporan] = {
    one.alamat: one
    for one in (
        Laporan("kategori", "Peserta menurut kategori", "Siapa pesertanya, masuk dan berakhir.",
                peserta.kategori),
        Laporan("desa", "Peserta menurut desa", "Di mana peserta tinggal.", peserta.desa),
        Laporan("pemakaian", "Pemakaian tiap bulan", "Surat jaminan dan klaim, bulan demi bulan.",
                peserta.pemakaian),
        Laporan("biaya", "Biaya tiap peserta", "Yang disetujui, per peserta dan per yang berobat.",
                peserta.biaya),
        Laporan("diagnosis", "Diagnosis terbanyak", "Diagnosis utama menurut ICD-10.",
                klaim.diagnosis),
        Laporan("ppk", "Perbandingan PPK", "Klaim, potongan, dan penolakan tiap PPK.", klaim.ppk),
        Laporan("dua-tempat", "Peserta di dua tempat", "Satu orang di dua PPK pada hari yang sama.",
                klaim.dua_tempat),
        Laporan("waktu", "Waktu tiap langkah", "Median dan persentil 90 tiap keadaan klaim.",
                klaim.waktu),
        Laporan("utang", "Utang menurut umur", "Disetujui dan belum dibayar hari ini.",
                klaim.utang),
        Laporan("perkiraan", "Perkiraan anggaran", "Biaya setahun di samping pagunya.",
                klaim.perkiraan),
    )
}  # fmt: skip
