"""The rules of Insentif UKM that a district sets itself."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from functools import partial
from itertools import pairwise

from upaya.insentif.ketetapan.forms import (
    BASIS,
    BandsForm,
    BasisForm,
    CeilingForm,
    DecreeDayForm,
    IndexForm,
    KindsForm,
    MethodForm,
)
from upaya.regulasi.ketetapan import Batas, JenisKetetapan, Nilai
from upaya.rules.bok.menu import SIFAT_KABUPATEN, sifat_kabupaten
from upaya.rules.citation import citation
from upaya.rules.insentif.berhak import PILIHAN, TANGGAL_SK
from upaya.rules.insentif.ketentuan import DASAR_DOKUMEN, KATEGORI, PAGU, ada_ketentuan, ketentuan
from upaya.rules.insentif.month import METODE_SPM, NamaIndeks
from upaya.rules.insentif.penerbitan import (
    INDEKS_KHUSUS,
    NAMA,
    PECAHAN,
    di_atas_kategori,
    di_atas_tabel,
)
from upaya.rules.money import angka, indeks, rupiah
from upaya.rules.numbers import MAX_AMOUNT
from upaya.rules.period import Period

_BANDS = 4


class Kunci(StrEnum):
    """Their keys."""

    PITA_PENDUDUK = "insentif_ukm.beban_kerja.batas_penduduk"
    METODE_SPM = "insentif_ukm.spm.metode"
    PAGU_INSENTIF = PAGU
    SIFAT_KEGIATAN = SIFAT_KABUPATEN
    INDEKS_SPM = f"{INDEKS_KHUSUS}kinerja_spm."
    INDEKS_KESULITAN = f"{INDEKS_KHUSUS}kesulitan_wilayah."
    INDEKS_BEBAN = f"{INDEKS_KHUSUS}beban_kerja."
    DASAR_DOKUMEN = DASAR_DOKUMEN
    TANGGAL_SK = TANGGAL_SK


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


def _decree_day_fault(nilai: Nilai) -> str:
    return "" if nilai in PILIHAN else f"Hari SK berlaku: {' atau '.join(PILIHAN)}."


def _ceiling_fault(nilai: Nilai) -> str:
    whole = isinstance(nilai, int) and not isinstance(nilai, bool) and 0 <= nilai <= MAX_AMOUNT
    return "" if whole else "Pagu adalah rupiah bulat, paling sedikit nol."


def _ceiling_words(nilai: Nilai) -> str:
    assert isinstance(nilai, int)  # noqa: S101 - its shape was checked
    return rupiah(nilai)


def _above_the_printed_ceiling(nilai: Nilai, batas: Batas) -> str:
    """The Perbup fixes the year's pagu (huruf l); a decree of the district can only lower it."""
    printed = batas.find(PAGU + batas.puskesmas)
    assert isinstance(nilai, int)  # noqa: S101 - its shape was checked
    if printed is None or nilai <= printed.integer:
        return ""
    return (
        f"Pagu {rupiah(nilai)} melebihi {rupiah(printed.integer)} menurut {citation(printed)}. "
        "Ketetapan kabupaten hanya dapat menurunkannya; yang menaikkan adalah peraturan yang "
        "mengubahnya."
    )


def _index_fault(nilai: Nilai) -> str:
    whole = type(nilai) is int and 0 <= nilai <= PECAHAN
    return "" if whole else "Indeks adalah bilangan dari 0 sampai 1, paling banyak empat desimal."


def _index_words(nilai: Nilai) -> str:
    assert isinstance(nilai, int)  # noqa: S101 - its shape was checked
    return indeks(Decimal(nilai) / PECAHAN)


def _above_the_table(name: NamaIndeks, nilai: Nilai, batas: Batas) -> str:
    assert isinstance(nilai, int)  # noqa: S101 - its shape was checked
    if not ada_ketentuan(batas.book, Period.of(batas.hari), batas.kabupaten):
        return ""
    rules = ketentuan(batas.book, Period.of(batas.hari), batas.kabupaten)
    value = Decimal(nilai) / PECAHAN
    clause = di_atas_tabel(name, value, rules)
    if not clause and name == "kesulitan_wilayah":
        clause = di_atas_kategori(value, rules, batas.find(KATEGORI + batas.puskesmas))
    return f"{clause}." if clause else ""


def _outside_the_table(name: NamaIndeks) -> JenisKetetapan:
    """The decree by which one puskesmas has one index that its table does not hold."""
    return JenisKetetapan(
        f"{INDEKS_KHUSUS}{name}.",
        f"{NAMA[name].capitalize().replace('spm', 'SPM')} di luar tabel",
        f"indeks-khusus-{name.replace('_', '-')}",
        f"per {angka(PECAHAN)}",
        f"{NAMA[name].capitalize().replace('spm', 'SPM')} {{}} di luar tabel",
        IndexForm,
        _index_fault,
        _index_words,
        partial(_above_the_table, name),
    )


def _kinds_fault(nilai: Nilai) -> str:
    try:
        known = isinstance(nilai, str) and sifat_kabupaten(nilai)
    except ValueError:
        known = {}
    return "" if known else "Sifat kegiatan: kode menu dan sifatnya, misalnya b.1.h=manajemen."


SIFAT_KEGIATAN = JenisKetetapan(
    Kunci.SIFAT_KEGIATAN,
    "Sifat kegiatan menu BOK",
    "sifat-kegiatan",
    "pilihan lapangan atau manajemen",
    "Sifat kegiatan menu BOK yang ditetapkan kabupaten",
    KindsForm,
    _kinds_fault,
    str,
)


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
HARI_SK = JenisKetetapan(
    Kunci.TANGGAL_SK,
    "Hari SK petugas harus berlaku",
    "hari-sk",
    f"pilihan {' atau '.join(PILIHAN)}",
    "Hari dalam bulan ketika SK petugas harus berlaku",
    DecreeDayForm,
    _decree_day_fault,
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
    _above_the_printed_ceiling,
)
INDEKS_SPM = _outside_the_table("kinerja_spm")
INDEKS_KESULITAN = _outside_the_table("kesulitan_wilayah")
INDEKS_BEBAN = _outside_the_table("beban_kerja")
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
