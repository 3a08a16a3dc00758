"""Tables of BOK: allocation, prices, plans, reports of activities, absorption."""

from upaya.bok.alokasi.models import Alokasi, KriteriaAlokasi
from upaya.bok.harga.models import HargaSatuan
from upaya.bok.realisasi.models import Kehadiran, Pelaksanaan
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
    "KegiatanDinas",
    "KegiatanRencana",
    "Kehadiran",
    "KriteriaAlokasi",
    "Pelaksanaan",
    "Rencana",
    "RencanaDinas",
    "RincianRencana",
    "Serapan",
    "SerapanKegiatan",
]
