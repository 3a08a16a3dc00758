"""Tables of BOK: allocation, prices, plans, reports of activities, absorption, cash books."""

from upaya.bok.alokasi.models import Alokasi, KriteriaAlokasi
from upaya.bok.harga.models import HargaSatuan
from upaya.bok.impor.models import ImporRencana, PadananRencana
from upaya.bok.kas.models import BukuKas, Mutasi, PermintaanDana, TutupBulan
from upaya.bok.kas.models_belanja import Belanja, HariDibayar, HariGanda, PenerimaBelanja
from upaya.bok.program.models import ProgramPj
from upaya.bok.realisasi.models import Kehadiran, Pelaksanaan, PesertaLain
from upaya.bok.rencana.models import (
    KegiatanDinas,
    KegiatanRencana,
    Rencana,
    RencanaDinas,
    RincianRencana,
)
from upaya.bok.serapan.models import Serapan, SerapanKegiatan
from upaya.bok.spj.models import (
    BerkasSpj,
    BuktiSpj,
    PenerimaSpj,
    PengisiSpj,
    SpjKegiatan,
    TemuanSpj,
)

__all__ = [
    "Alokasi",
    "Belanja",
    "BerkasSpj",
    "BuktiSpj",
    "BukuKas",
    "HargaSatuan",
    "HariDibayar",
    "HariGanda",
    "ImporRencana",
    "KegiatanDinas",
    "KegiatanRencana",
    "Kehadiran",
    "KriteriaAlokasi",
    "Mutasi",
    "PadananRencana",
    "Pelaksanaan",
    "PenerimaBelanja",
    "PenerimaSpj",
    "PengisiSpj",
    "PermintaanDana",
    "PesertaLain",
    "ProgramPj",
    "Rencana",
    "RencanaDinas",
    "RincianRencana",
    "Serapan",
    "SerapanKegiatan",
    "SpjKegiatan",
    "TemuanSpj",
    "TutupBulan",
]
