"""Tables of BOK: prices, plans, reports of activities, absorption."""

from upaya.bok.harga.models import HargaSatuan
from upaya.bok.realisasi.models import Kehadiran, Pelaksanaan
from upaya.bok.rencana.models import KegiatanRencana, Rencana, RincianRencana
from upaya.bok.serapan.models import Serapan, SerapanKegiatan

__all__ = [
    "HargaSatuan",
    "KegiatanRencana",
    "Kehadiran",
    "Pelaksanaan",
    "Rencana",
    "RincianRencana",
    "Serapan",
    "SerapanKegiatan",
]
