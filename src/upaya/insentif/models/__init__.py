"""Tables of Insentif UKM: published indices, the month and its parts, frozen calculations."""

from upaya.insentif.models.indeks import IndeksTerbit
from upaya.insentif.models.isian import (
    BarisKegiatan,
    BerkasPendukung,
    IsianKegiatan,
    PelayananBulan,
    PetugasBulan,
)
from upaya.insentif.models.pengajuan import Bagian, Pengajuan, Pengisi, Temuan
from upaya.insentif.models.perhitungan import Perhitungan, PerhitunganPetugas
from upaya.insentif.models.spj import DokumenSpj

__all__ = [
    "Bagian",
    "BarisKegiatan",
    "BerkasPendukung",
    "DokumenSpj",
    "IndeksTerbit",
    "IsianKegiatan",
    "PelayananBulan",
    "Pengajuan",
    "Pengisi",
    "Perhitungan",
    "PerhitunganPetugas",
    "PetugasBulan",
    "Temuan",
]
