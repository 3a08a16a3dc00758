"""The monthly numbers of e-Jamkesda: those of its public page, so that the two never differ."""

from __future__ import annotations

from datetime import date
from functools import partial

from upaya.core.satu_data import Hitungan, TabelBulanan
from upaya.jamkesda.umum.statistik import tabel


def _hitung(at: int, kabupaten: str, bulan: date) -> Hitungan:
    found = tabel(kabupaten, bulan)[at]
    return Hitungan(found.baris, found.jumlah)


BULANAN = (
    TabelBulanan(
        kode="jamkesda.peserta_aktif",
        judul="Peserta Jamkesda aktif pada akhir bulan",
        konsep="Kepesertaan jaminan kesehatan daerah",
        definisi="Orang dengan kartu Jamkesda yang masa kepesertaannya mencakup hari terakhir "
        "bulan itu; kartu yang digabungkan dihitung satu.",
        klasifikasi="Kecamatan tempat tinggal",
        ukuran="Jumlah",
        satuan="orang",
        sumber=("jamkesda_peserta", "jamkesda_masapeserta"),
        hitung=partial(_hitung, 0),
    ),
    TabelBulanan(
        kode="jamkesda.surat_jaminan",
        judul="Surat jaminan yang terbit",
        konsep="Pelayanan yang dijamin",
        definisi="Surat jaminan bernomor yang masa berlakunya mulai dalam bulan itu.",
        klasifikasi="Jenis layanan",
        ukuran="Jumlah",
        satuan="surat",
        sumber=("jamkesda_suratjaminan",),
        hitung=partial(_hitung, 1),
    ),
    TabelBulanan(
        kode="jamkesda.suara_warga",
        judul="Pengaduan dan pertanyaan warga",
        konsep="Pengaduan masyarakat",
        definisi="Pengaduan, pertanyaan, dan masukan yang masuk dalam bulan itu.",
        klasifikasi="Jenis",
        ukuran="Jumlah",
        satuan="kiriman",
        sumber=("jamkesda_aduan",),
        hitung=partial(_hitung, 2),
    ),
    TabelBulanan(
        kode="jamkesda.nilai_layanan",
        judul="Nilai dari pemegang surat jaminan",
        konsep="Kepuasan penerima pelayanan",
        definisi="Nilai 1 sampai 5 yang diberikan lewat surat jaminan dalam bulan itu.",
        klasifikasi="Nilai",
        ukuran="Jumlah",
        satuan="penilaian",
        sumber=("jamkesda_umpanbalik",),
        hitung=partial(_hitung, 3),
    ),
)
