"""Tables of the community of practice."""

from upaya.komunitas.anggota.models import Anggota, Kabar, Peramban, PilihanTopik
from upaya.komunitas.diskusi.models import Periode, Tanggapan, Topik
from upaya.komunitas.diskusi.models_jaga import (
    AlamatLama,
    Blokir,
    Draf,
    Lampiran,
    Laporan,
    RiwayatTanggapan,
)
from upaya.komunitas.pencarian.models import Carian
from upaya.komunitas.perpustakaan.models import Bacaan, Pertemuan
from upaya.komunitas.surat_masuk.models import SuratMasuk

__all__ = [
    "AlamatLama",
    "Anggota",
    "Bacaan",
    "Blokir",
    "Carian",
    "Draf",
    "Kabar",
    "Lampiran",
    "Laporan",
    "Peramban",
    "Periode",
    "Pertemuan",
    "PilihanTopik",
    "RiwayatTanggapan",
    "SuratMasuk",
    "Tanggapan",
    "Topik",
]
