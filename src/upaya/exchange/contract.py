"""The file of a month: its keys, limits and patterns, said once for validator and schema."""

from upaya.rules.bulan import (
    FORMULA_POOL,
    GOLONGAN,
    INDEKS,
    JABATAN_UTAMA,
    KARAKTERISTIK,
    METODE_SPM,
    PENDIDIKAN,
    STATUS,
    TARGET_NOL,
)
from upaya.rules.spm import PELAYANAN

__all__ = [
    "FORMULA_POOL",
    "GOLONGAN",
    "INDEKS",
    "JABATAN_UTAMA",
    "KARAKTERISTIK",
    "METODE_SPM",
    "PELAYANAN",
    "PENDIDIKAN",
    "STATUS",
    "TARGET_NOL",
]

MAX_BYTES = 16 * 1024 * 1024
"""The largest file that is read."""

MAX_AMOUNT = 10**15
"""The largest amount, in rupiah."""

MAX_COUNT = 10**9
"""The largest count: people, targets, visits, additional posts."""

MAX_DAYS = 31
"""The largest orang hari in a file whose month cannot be read."""

# "$" alone would let a line feed at the end pass; the look-ahead says the same to every reader.
_END = r"$(?!\n)"
KABUPATEN_PATTERN = rf"^[0-9]{{2}}\.[0-9]{{2}}{_END}"
PERIODE_PATTERN = rf"^[0-9]{{4}}-(0[1-9]|1[0-2]){_END}"
RATIO_PATTERN = rf"^(0(\.[0-9]+)?|1(\.0+)?){_END}"
"""A decimal from 0 to 1 with any number of digits, without sign or exponent."""

LINE_PATTERN = rf"^ *[^\s\u0000-\u001f\u007f][^\u0000-\u001f\u007f]*{_END}"
"""Text on one line that is not empty."""

AMOUNTS = ("bok_diusulkan", "bok_diserap", "sisa_pagu_insentif")
REQUIRED = (
    "kabupaten",
    "puskesmas",
    "periode",
    "penduduk",
    *AMOUNTS,
    "karakteristik",
    "pelayanan",
    "petugas",
)
OPTIONAL = ("sisa_pagu_bok", "indeks", "alasan_indeks", "opsi")
PELAYANAN_KEYS = ("target", "realisasi")
OPSI_KEYS = ("dasar", "formula_pool", "metode_spm", "target_nol")
PETUGAS_KEYS = (
    "id",
    "nama",
    "status",
    "golongan",
    "pendidikan",
    "jabatan_utama",
    "jabatan_tambahan",
    "orang_hari",
    "frekuensi",
)

EXPLANATIONS = {
    "kabupaten": "Kode Kemendagri kabupaten atau kota, misalnya 35.12.",
    "puskesmas": "Nama puskesmas.",
    "periode": "Bulan insentif, TTTT-BB.",
    "penduduk": "Jumlah penduduk di wilayah kerja puskesmas.",
    "bok_diusulkan": "BOK yang diusulkan (RPK) bulan itu, rupiah utuh.",
    "bok_diserap": "BOK yang diserap bulan itu tanpa insentif UKM, rupiah utuh.",
    "sisa_pagu_insentif": "Sisa pagu insentif tahun itu sebelum bulan ini, rupiah utuh.",
    "sisa_pagu_bok": "Sisa pagu BOK sebelum bulan ini, rupiah utuh; penyerapan tidak boleh lebih.",
    "karakteristik": "Karakteristik wilayah kerja puskesmas.",
    "pelayanan": "Target dan realisasi dua belas pelayanan SPM, dalam orang.",
    "indeks": "Indeks yang diterbitkan Dinas Kesehatan; yang tidak ada dihitung.",
    "alasan_indeks": "Alasan Dinas Kesehatan menerbitkan indeks yang berbeda dari hitungan.",
    "opsi": "Pengandaian: mengganti aturan untuk satu perhitungan coba-coba.",
    "petugas": "Daftar petugas puskesmas dan kegiatannya dalam bulan itu.",
    "target": "Sasaran pelayanan.",
    "realisasi": "Yang dilayani.",
    "dasar": "Bagian BOK terserap yang menjadi insentif dasar, misalnya 0.075.",
    "formula_pool": "Cara indeks mengubah insentif dasar.",
    "metode_spm": "Cara capaian SPM menjadi indeks.",
    "target_nol": "Perlakuan pelayanan dengan target nol.",
    "id": "Kode tetap petugas, unik dalam berkas; bukan NIK.",
    "nama": "Nama petugas; tidak ikut dihitung dan tidak masuk sidik.",
    "status": "Status kepegawaian.",
    "golongan": "Golongan ASN, atau null.",
    "pendidikan": "Pendidikan terakhir.",
    "jabatan_utama": "Jabatan utama; bila berupa daftar, skor tertinggi yang dipakai.",
    "jabatan_tambahan": "Banyaknya jabatan tambahan; lebih dari empat dihitung empat.",
    "orang_hari": "Hari kerja manajemen UKM, paling banyak jumlah hari bulan itu.",
    "frekuensi": "Banyaknya kegiatan lapangan di luar gedung (orang frekuensi).",
}
