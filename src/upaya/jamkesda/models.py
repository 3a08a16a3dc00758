"""Tables of Jamkesda: PPK, agreements, appointments, members, letters, limits, and claims."""

from upaya.jamkesda.aduan.models import Aduan, UmpanBalik
from upaya.jamkesda.bpjs.models import BarisMutasi, DaftarMutasi
from upaya.jamkesda.buku.models import Batas, Pemakaian
from upaya.jamkesda.gabung.models import Penggabungan
from upaya.jamkesda.impor.models import BarisImpor, ImporPeserta
from upaya.jamkesda.klaim.models import (
    AlasanTercatat,
    BerkasKlaim,
    KeputusanLayanan,
    Klaim,
    LayananKlaim,
    UnggahanKlaim,
)
from upaya.jamkesda.kumpulan.models import IsiKumpulan, Kumpulan
from upaya.jamkesda.luring.models import KunciTanda, NomorDarurat
from upaya.jamkesda.peserta.models import MasaPeserta, Mutasi, Pendaftaran, Peserta
from upaya.jamkesda.ppk.models import Perjanjian, Ppk
from upaya.jamkesda.register.models import CatatanRegister
from upaya.jamkesda.staf.models import Penunjukan
from upaya.jamkesda.surat.models import BerkasSurat, Rujukan, SuratJaminan
from upaya.jamkesda.tarif.models import DaftarTarif, TarifLayanan
from upaya.jamkesda.telaah.models import (
    Keberatan,
    PengajuanUlang,
    Pesan,
    Saringan,
    UndianPeriode,
)

__all__ = [
    "Aduan",
    "AlasanTercatat",
    "BarisImpor",
    "BarisMutasi",
    "Batas",
    "BerkasKlaim",
    "BerkasSurat",
    "CatatanRegister",
    "DaftarMutasi",
    "DaftarTarif",
    "ImporPeserta",
    "IsiKumpulan",
    "Keberatan",
    "KeputusanLayanan",
    "Klaim",
    "Kumpulan",
    "KunciTanda",
    "LayananKlaim",
    "MasaPeserta",
    "Mutasi",
    "NomorDarurat",
    "Pemakaian",
    "Pendaftaran",
    "PengajuanUlang",
    "Penggabungan",
    "Penunjukan",
    "Perjanjian",
    "Pesan",
    "Peserta",
    "Ppk",
    "Rujukan",
    "Saringan",
    "SuratJaminan",
    "TarifLayanan",
    "UmpanBalik",
    "UndianPeriode",
    "UnggahanKlaim",
]
