"""Tables of Supermiskol: schemes, requests and their papers, visits, decisions, letters."""

from upaya.supermiskol.hak.akses import Lihatan
from upaya.supermiskol.hak.models import PermintaanHak
from upaya.supermiskol.kepesertaan.models import Ekstrak, PesertaEkstrak
from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.supermiskol.kunjungan.models_ponsel import FotoPonsel, KirimanPonsel, PutusanBentrok
from upaya.supermiskol.permohonan.models import (
    Berkas,
    Pengisi,
    Permohonan,
    PutusanKembar,
    Temuan,
)
from upaya.supermiskol.simpan.models import Penghapusan
from upaya.supermiskol.skema.models import SkemaKabupaten
from upaya.supermiskol.surat.models import Putusan, SuratMiskin
from upaya.supermiskol.ulangan.models import BenihUlangan, Ulangan

__all__ = [
    "BenihUlangan",
    "Berkas",
    "Ekstrak",
    "FotoPonsel",
    "KirimanPonsel",
    "Kunjungan",
    "Lihatan",
    "Penghapusan",
    "Pengisi",
    "PermintaanHak",
    "Permohonan",
    "PesertaEkstrak",
    "Putusan",
    "PutusanBentrok",
    "PutusanKembar",
    "SkemaKabupaten",
    "SuratMiskin",
    "Temuan",
    "Ulangan",
]
