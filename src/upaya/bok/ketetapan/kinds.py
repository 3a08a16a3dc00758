"""What a district decrees for BOK, and how the plan reads it."""

from __future__ import annotations

from upaya.bok.ketetapan.forms import (
    DesaStbmForm,
    JendelaForm,
    PaguBokForm,
    SakelarForm,
    SakelarPuskesmasForm,
    SilpaForm,
)
from upaya.bok.ketetapan.keys import (
    DESA_STBM,
    PAGU_BOK,
    SAKELAR,
    SAKELAR_PUSKESMAS,
    SILPA,
)
from upaya.regulasi.ketetapan import JenisKetetapan, Nilai
from upaya.rules.bok.window import JENDELA
from upaya.rules.money import rupiah
from upaya.rules.numbers import MAX_AMOUNT

YEARS = range(2020, 2101)


def _amount_fault(nilai: Nilai) -> str:
    whole = isinstance(nilai, int) and not isinstance(nilai, bool) and 0 <= nilai <= MAX_AMOUNT
    return "" if whole else "Pagu adalah rupiah bulat, paling sedikit nol."


def _amount_words(nilai: Nilai) -> str:
    assert isinstance(nilai, int)  # noqa: S101 - its shape was checked
    return rupiah(nilai)


def _villages_fault(nilai: Nilai) -> str:
    named = isinstance(nilai, str) and nilai.strip() and len(nilai) <= MAX_VILLAGES
    return "" if named else "Desa lokus STBM: nama desa, dipisahkan titik koma."


MAX_VILLAGES = 1_000


def _year_fault(nilai: Nilai) -> str:
    known = isinstance(nilai, int) and not isinstance(nilai, bool) and nilai in YEARS
    return "" if known else "Tahun anggaran: empat angka, misalnya 2022."


def _on_fault(nilai: Nilai) -> str:
    return "" if nilai == "ya" else "Kegiatan BOK mengisi insentif: ya."


def _on_words(_nilai: Nilai) -> str:
    return "Kegiatan petugas diambil dari kegiatan BOK"


PAGU_PUSKESMAS = JenisKetetapan(
    PAGU_BOK,
    "Pagu BOK puskesmas setahun",
    "pagu-bok",
    "rupiah per tahun",
    "Pagu BOK {} setahun",
    PaguBokForm,
    _amount_fault,
    _amount_words,
)
SILPA_PUSKESMAS = JenisKetetapan(
    SILPA,
    "SiLPA BOK puskesmas dari tahun sebelumnya",
    "silpa-bok",
    "rupiah per tahun",
    "SiLPA BOK {} dari tahun sebelumnya",
    SilpaForm,
    _amount_fault,
    _amount_words,
)
DESA_LOKUS = JenisKetetapan(
    DESA_STBM,
    "Desa lokus STBM",
    "desa-stbm",
    "nama desa",
    "Desa lokus STBM {}",
    DesaStbmForm,
    _villages_fault,
    str,
)
MASA_PENYUSUNAN = JenisKetetapan(
    JENDELA,
    "Masa penyusunan rencana BOK",
    "masa-rencana-bok",
    "tahun anggaran",
    "Masa penyusunan rencana BOK",
    JendelaForm,
    _year_fault,
    str,
)
SUMBER_KEGIATAN = JenisKetetapan(
    SAKELAR,
    "Kegiatan insentif dari BOK, seluruh kabupaten",
    "kegiatan-dari-bok",
    "pilihan",
    "Kegiatan insentif diambil dari kegiatan BOK",
    SakelarForm,
    _on_fault,
    _on_words,
)
SUMBER_KEGIATAN_PUSKESMAS = JenisKetetapan(
    SAKELAR_PUSKESMAS,
    "Kegiatan insentif dari BOK, satu puskesmas",
    "kegiatan-dari-bok-puskesmas",
    "pilihan",
    "Kegiatan insentif {} diambil dari kegiatan BOK",
    SakelarPuskesmasForm,
    _on_fault,
    _on_words,
)
