"""The rules of Insentif UKM that a district sets itself."""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise

from upaya.insentif.ketetapan.forms import BASIS, BandsForm, BasisForm, CeilingForm, MethodForm
from upaya.regulasi.ketetapan import JenisKetetapan, Nilai
from upaya.rules.insentif.ketentuan import DASAR_DOKUMEN, PAGU
from upaya.rules.insentif.month import METODE_SPM
from upaya.rules.money import angka, rupiah
from upaya.rules.numbers import MAX_AMOUNT

_BANDS = 4


class Kunci(StrEnum):
    """Their keys."""

    PITA_PENDUDUK = "insentif_ukm.beban_kerja.batas_penduduk"
    METODE_SPM = "insentif_ukm.spm.metode"
    PAGU_INSENTIF = PAGU
    DASAR_DOKUMEN = DASAR_DOKUMEN


def _bands_fault(nilai: Nilai) -> str:
    rising = (
        isinstance(nilai, list)
        and len(nilai) == _BANDS
        and all(type(item) is int and item > 0 for item in nilai)
        and all(low < high for low, high in pairwise(nilai))
    )
    return "" if rising else "Batas pita penduduk: empat angka yang makin besar."


def _bands_words(nilai: Nilai) -> str:
    assert isinstance(nilai, list)  # noqa: S101 - its shape was checked
    return "; ".join(angka(item) for item in nilai) + " jiwa"


def _method_fault(nilai: Nilai) -> str:
    return "" if nilai in METODE_SPM else "Cara menghitung SPM: bertingkat atau kontinu."


def _ceiling_fault(nilai: Nilai) -> str:
    whole = isinstance(nilai, int) and not isinstance(nilai, bool) and 0 <= nilai <= MAX_AMOUNT
    return "" if whole else "Pagu adalah rupiah bulat, paling sedikit nol."


def _ceiling_words(nilai: Nilai) -> str:
    assert isinstance(nilai, int)  # noqa: S101 - its shape was checked
    return rupiah(nilai)


def _basis_fault(nilai: Nilai) -> str:
    written = isinstance(nilai, str) and nilai.strip() and len(nilai) <= BASIS
    return "" if written else f"Dasar hukum: satu kalimat, paling banyak {BASIS} huruf."


PITA_PENDUDUK = JenisKetetapan(
    Kunci.PITA_PENDUDUK,
    "Pita penduduk (beban kerja)",
    "pita-penduduk",
    "jiwa",
    "Pita penduduk (beban kerja)",
    BandsForm,
    _bands_fault,
    _bands_words,
)
CARA_SPM = JenisKetetapan(
    Kunci.METODE_SPM,
    "Cara menghitung indeks SPM",
    "metode-spm",
    "pilihan bertingkat atau kontinu",
    "Cara menghitung indeks SPM",
    MethodForm,
    _method_fault,
    str,
)
PAGU_INSENTIF = JenisKetetapan(
    Kunci.PAGU_INSENTIF,
    "Pagu insentif puskesmas setahun",
    "pagu-insentif",
    "rupiah per tahun",
    "Pagu insentif UKM {} setahun",
    CeilingForm,
    _ceiling_fault,
    _ceiling_words,
)
DASAR_PADA_DOKUMEN = JenisKetetapan(
    Kunci.DASAR_DOKUMEN,
    "Dasar hukum pada dokumen",
    "dasar-dokumen",
    "kalimat",
    "Dasar hukum pada dokumen Insentif UKM",
    BasisForm,
    _basis_fault,
    str,
)
