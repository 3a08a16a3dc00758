"""Tables of Jamkesda: PPK, agreements, appointments, members, letters, limits, and claims."""

from upaya.jamkesda.buku.models import Batas, Pemakaian
from upaya.jamkesda.gabung.models import Penggabungan
from upaya.jamkesda.impor.models import BarisImpor, ImporPeserta
from upaya.jamkesda.klaim.models import AlasanTercatat, Klaim, LayananKlaim
from upaya.jamkesda.peserta.models import MasaPeserta, Mutasi, Pendaftaran, Peserta
from upaya.jamkesda.ppk.models import Perjanjian, Ppk
from upaya.jamkesda.staf.models import Penunjukan
from upaya.jamkesda.surat.models import BerkasSurat, Rujukan, SuratJaminan

__all__ = [
    "AlasanTercatat",
    "BarisImpor",
    "Batas",
    "BerkasSurat",
    "ImporPeserta",
    "Klaim",
    "LayananKlaim",
    "MasaPeserta",
    "Mutasi",
    "Pemakaian",
    "Pendaftaran",
    "Penggabungan",
    "Penunjukan",
    "Perjanjian",
    "Peserta",
    "Ppk",
    "Rujukan",
    "SuratJaminan",
]
