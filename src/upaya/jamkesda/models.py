"""Tables of Jamkesda: PPK and agreements, members, guarantee letters, limits, and claims."""

from upaya.jamkesda.buku.models import Batas, Pemakaian
from upaya.jamkesda.klaim.models import AlasanTercatat, Klaim, LayananKlaim
from upaya.jamkesda.peserta.models import MasaPeserta, Mutasi, Pendaftaran, Peserta
from upaya.jamkesda.ppk.models import Perjanjian, Ppk
from upaya.jamkesda.surat.models import BerkasSurat, Rujukan, SuratJaminan

__all__ = [
    "AlasanTercatat",
    "Batas",
    "BerkasSurat",
    "Klaim",
    "LayananKlaim",
    "MasaPeserta",
    "Mutasi",
    "Pemakaian",
    "Pendaftaran",
    "Perjanjian",
    "Peserta",
    "Ppk",
    "Rujukan",
    "SuratJaminan",
]
