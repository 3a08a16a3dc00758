"""The file of a month, said once: checker, JSON schema and workbook follow from these keys."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from upaya.exchange.checking import END, LINE_PATTERN
from upaya.rules.insentif.month import (
    FORMULA_POOL,
    GOLONGAN,
    GOLONGAN_PNS,
    INDEKS,
    JABATAN_UTAMA,
    KARAKTERISTIK,
    METODE_SPM,
    PENDIDIKAN,
    STATUS,
    TARGET_NOL,
)
from upaya.rules.insentif.spm import PELAYANAN
from upaya.rules.numbers import MAX_AMOUNT, MAX_COUNT

__all__ = [
    "FORMULA_POOL",
    "GOLONGAN",
    "GOLONGAN_PNS",
    "INDEKS",
    "JABATAN_UTAMA",
    "KARAKTERISTIK",
    "LINE_PATTERN",
    "METODE_SPM",
    "MONTH",
    "OFFICER",
    "PELAYANAN",
    "PENDIDIKAN",
    "STATUS",
    "TARGET_NOL",
    "Key",
]  # fmt: skip

MAX_DAYS = 31
"""The largest orang hari in a file whose month cannot be read."""

KABUPATEN_PATTERN = rf"^[0-9]{{2}}\.[0-9]{{2}}{END}"
PERIODE_PATTERN = rf"^[0-9]{{4}}-(0[1-9]|1[0-2]){END}"
KODE_PUSKESMAS_PATTERN = rf"^[a-z0-9]{{1,120}}{END}"
RATIO_PATTERN = rf"^(0(\.[0-9]+)?|1(\.0+)?){END}"
"""A decimal from 0 to 1 with any number of digits, without sign or exponent."""

Kind = Literal[
    "code", "line", "text", "whole", "ratio", "choice", "posts", "object", "officers",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the file: what it holds and what may stand in it.

    ``code`` is text of a ``pattern``, of which ``example`` says one in words; ``whole`` goes from 0
    to ``most``; ``posts`` is one of ``choices`` or a list of them; an ``object`` has ``keys``.
    ``empty`` allows null.
    """

    name: str
    kind: Kind
    note: str = ""
    required: bool = True
    most: int = 0
    choices: tuple[str, ...] = ()
    pattern: str = ""
    example: str = ""
    keys: tuple["Key", ...] = ()
    empty: bool = False


def _amount(name: str, note: str, *, required: bool = True) -> Key:
    return Key(name, "whole", note, required, most=MAX_AMOUNT)


def _count(name: str, note: str, most: int = MAX_COUNT) -> Key:
    return Key(name, "whole", note, most=most)


def _option(name: str, note: str, choices: tuple[str, ...]) -> Key:
    return Key(name, "choice", note, required=False, choices=choices)


_SERVICE = (
    _count("target", "Sasaran pelayanan."),
    _count("realisasi", "Yang dilayani."),
)

OFFICER = (
    Key("id", "line", "Kode tetap petugas, unik dalam berkas; bukan NIK."),
    Key("nama", "text", "Nama petugas; tidak ikut dihitung dan tidak masuk sidik."),
    Key("status", "choice", "Status kepegawaian.", choices=STATUS),
    Key(
        "golongan",
        "choice",
        "Golongan ASN, atau null: PNS I sampai IV, PPPK I sampai XVII.",
        choices=GOLONGAN,
        empty=True,
    ),
    Key("pendidikan", "choice", "Pendidikan terakhir.", choices=PENDIDIKAN),
    Key(
        "jabatan_utama",
        "posts",
        "Jabatan utama; bila berupa daftar, skor tertinggi yang dipakai.",
        choices=JABATAN_UTAMA,
    ),
    _count("jabatan_tambahan", "Banyaknya jabatan tambahan; lebih dari empat dihitung empat."),
    _count(
        "orang_hari", "Hari kerja manajemen UKM, paling banyak jumlah hari bulan itu.", MAX_DAYS
    ),
    _count("frekuensi", "Banyaknya kegiatan lapangan di luar gedung (orang frekuensi)."),
)
"""The keys of an officer."""

_OPTIONS = (
    Key(
        "dasar",
        "ratio",
        "Bagian BOK terserap yang menjadi insentif dasar, misalnya 0.075.",
        required=False,
    ),
    _option("formula_pool", "Cara indeks mengubah insentif dasar.", FORMULA_POOL),
    _option("metode_spm", "Cara capaian SPM menjadi indeks.", METODE_SPM),
    _option("target_nol", "Perlakuan pelayanan dengan target nol.", TARGET_NOL),
)

MONTH = (
    Key(
        "kabupaten",
        "code",
        "Kode Kemendagri kabupaten atau kota, misalnya 35.12.",
        pattern=KABUPATEN_PATTERN,
        example='kode kabupaten seperti "35.12"',
    ),
    Key("puskesmas", "line", "Nama puskesmas."),
    Key(
        "kode_puskesmas",
        "code",
        "Kode puskesmas dalam peraturan, misalnya panji; tanpa kunci ini: dari nama.",
        required=False,
        pattern=KODE_PUSKESMAS_PATTERN,
        example='kode seperti "panji"',
    ),
    Key(
        "periode",
        "code",
        "Bulan insentif, TTTT-BB.",
        pattern=PERIODE_PATTERN,
        example='bulan seperti "2022-08"',
    ),
    _count("penduduk", "Jumlah penduduk di wilayah kerja puskesmas."),
    _amount("bok_diusulkan", "BOK yang diusulkan (RPK) bulan itu, rupiah utuh."),
    _amount("bok_diserap", "BOK yang diserap bulan itu tanpa insentif UKM, rupiah utuh."),
    _amount("sisa_pagu_insentif", "Sisa pagu insentif tahun itu sebelum bulan ini, rupiah utuh."),
    _amount(
        "sisa_pagu_bok",
        "Sisa pagu BOK sebelum bulan ini, rupiah utuh; penyerapan tidak boleh lebih.",
        required=False,
    ),
    Key("karakteristik", "choice", "Karakteristik wilayah kerja puskesmas.", choices=KARAKTERISTIK),
    Key(
        "indeks",
        "object",
        "Indeks yang diterbitkan Dinas Kesehatan; yang tidak ada dihitung.",
        required=False,
        keys=tuple(Key(name, "ratio", required=False) for name in INDEKS),
    ),
    Key(
        "alasan_indeks",
        "text",
        "Alasan Dinas Kesehatan menerbitkan indeks yang berbeda dari hitungan.",
        required=False,
    ),
    Key(
        "pelayanan",
        "object",
        "Target dan realisasi dua belas pelayanan SPM, dalam orang.",
        keys=tuple(Key(name, "object", keys=_SERVICE) for name in PELAYANAN),
    ),
    Key(
        "opsi",
        "object",
        "Pengandaian: mengganti aturan untuk satu perhitungan coba-coba.",
        required=False,
        keys=_OPTIONS,
    ),
    Key("petugas", "officers", "Daftar petugas puskesmas dan kegiatannya dalam bulan itu."),
)
"""The keys of the file, in the order in which they are checked."""


def required(keys: Sequence[Key]) -> tuple[str, ...]:
    """Names of the keys that must be there."""
    return tuple(key.name for key in keys if key.required)


def key_at(path: str) -> Key:
    """The key at "penduduk" or "indeks.beban_kerja"; KeyError when there is none."""
    return dict(_paths(MONTH, ""))[path]


def _paths(keys: Sequence[Key], prefix: str) -> Iterator[tuple[str, Key]]:
    for key in keys:
        yield f"{prefix}{key.name}", key
        yield from _paths(key.keys, f"{prefix}{key.name}.")


PELAYANAN_KEYS = required(_SERVICE)
PETUGAS_KEYS = required(OFFICER)
