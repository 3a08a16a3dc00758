"""Tables of BOK: allocation, prices, plans, reports of activities, absorption."""

from upaya.bok.alokasi.models import Alokasi, KriteriaAlokasi
from upaya.bok.harga.models import HargaSatuan
from upaya.bok.impor.models import ImporRencana, PadananRencana
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

__all__ = [
    "Alokasi",
    "HargaSatuan",
    "ImporRencana",
    "KegiatanDinas",
    "KegiatanRencana",
    "Kehadiran",
    "KriteriaAlokasi",
    "PadananRencana",
    "Pelaksanaan",
    "PesertaLain",
    "ProgramPj",
    "Rencana",
    "RencanaDinas",
    "RincianRencana",
    "Serapan",
    "SerapanKegiatan",
]
