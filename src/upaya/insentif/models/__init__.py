"""Tables of Insentif UKM: indices, the month and its parts, frozen calculations, objections."""

from upaya.insentif.models.indeks import IndeksTerbit
from upaya.insentif.models.isian import (
    BarisKegiatan,
    BerkasPendukung,
    IsianKegiatan,
    PelayananBulan,
    PetugasBulan,
)
from upaya.insentif.models.koreksi import (
    Koreksi,
    PelunasanSelisih,
    PenyelesaianSelisih,
    SelisihPetugas,
)
from upaya.insentif.models.pengajuan import Bagian, Pengajuan, Pengisi, Temuan
from upaya.insentif.models.perhitungan import Perhitungan, PerhitunganPetugas
from upaya.insentif.models.sanggahan import Pokok, Sanggahan
from upaya.insentif.models.spj import DokumenSpj

__all__ = [
    "Bagian",
    "BarisKegiatan",
    "BerkasPendukung",
    "DokumenSpj",
    "IndeksTerbit",
    "IsianKegiatan",
    "Koreksi",
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
