"""Tables of Insentif UKM: indices, the month and its parts, frozen calculations, objections."""

from upaya.insentif.bulan.models import Bagian, Pengajuan, Pengisi, Temuan
from upaya.insentif.dari_bok.models import DasarKegiatan, KoreksiKegiatan
from upaya.insentif.hasil.models import Perhitungan, PerhitunganPetugas
from upaya.insentif.indeks.models import IndeksTerbit
from upaya.insentif.isian.models import BerkasPendukung, PelayananBulan
from upaya.insentif.kegiatan.models import BarisKegiatan, IsianKegiatan, PetugasBulan
from upaya.insentif.koreksi.models import (
    Koreksi,
    PelunasanSelisih,
    PenyelesaianSelisih,
    SelisihPetugas,
)
from upaya.insentif.sanggahan.models import Pokok, Sanggahan
from upaya.insentif.uang.models import DokumenSpj

__all__ = [
    "Bagian",
    "BarisKegiatan",
    "BerkasPendukung",
    "DasarKegiatan",
    "DokumenSpj",
    "IndeksTerbit",
    "IsianKegiatan",
    "Koreksi",
    "KoreksiKegiatan",
    "PelayananBulan",
    "PelunasanSelisih",
    "Pengajuan",
    "Pengisi",
    "PenyelesaianSelisih",
    "Perhitungan",
    "PerhitunganPetugas",
    "PetugasBulan",
    "Pokok",
    "Sanggahan",
    "SelisihPetugas",
    "Temuan",
]
