"""The month as a workbook: sheets, labels and choices, said once for writer and reader.

The columns are those that users of today's spreadsheet know (practice, no text prescribes them).
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from upaya.exchange import contract

PUSKESMAS, PELAYANAN, PETUGAS, KEGIATAN = "Puskesmas", "Pelayanan", "Petugas", "Kegiatan"

Kind = Literal["text", "district", "period", "choice", "whole", "ratio"]


@dataclass(frozen=True, slots=True)
class Head:
    """One line of the sheet Puskesmas.

    `path` is the key in the month's file ("indeks.beban_kerja"); "" for a line that only informs.
    `choices` is the name of a list in CHOICES.
    """

    path: str
    label: str
    kind: Kind
    note: str = ""
    required: bool = True
    choices: str = ""


HEAD: tuple[Head, ...] = (
    Head("puskesmas", "Nama Puskesmas", "text"),
    Head("", "Kabupaten", "text", required=False),
    Head("", "Provinsi", "text", required=False),
    Head("kabupaten", "Kode kabupaten", "district", "Kode Kemendagri, misalnya 35.12."),
    Head("penduduk", "Jumlah penduduk", "whole", "Pasal 11A ayat (6) huruf d."),
    Head("periode", "Bulan", "period", "Misalnya Agustus 2022."),
    Head(
        "karakteristik", "Karakteristik wilayah", "choice", "Pasal 11A ayat (6) huruf c.",
        choices="karakteristik",
    ),
    Head("bok_diusulkan", "RPK BOK bulan ybs (Rp)", "whole", "BOK yang diusulkan bulan itu."),
    Head(
        "bok_diserap", "Penyerapan bulan ybs (Rp)", "whole",
        "BOK yang diserap bulan itu, tanpa insentif UKM itu sendiri.",
    ),
    Head("", "% penyerapan", "text", "Dihitung: penyerapan dibagi RPK.", required=False),
    Head(
        "sisa_pagu_bok", "Sisa pagu BOK sebelum bulan ini (Rp)", "whole",
        "Boleh kosong. Bila diisi, penyerapan tidak boleh melebihinya.", required=False,
    ),
    Head(
        "sisa_pagu_insentif", "Sisa pagu insentif sebelum bulan ini (Rp)", "whole",
        "Pagu insentif setahun dikurangi yang sudah dipakai bulan sebelumnya.",
    ),
    Head(
        "indeks.kinerja_spm", "INDEKS KINERJA SPM (b)", "ratio",
        "Yang diterbitkan Dinas, Pasal 11A ayat (8) huruf a. Kosong: dihitung.", required=False,
    ),
    Head(
        "indeks.kesulitan_wilayah", "INDEKS KESULITAN (c)", "ratio",
        "Yang diterbitkan Dinas. Kosong: dihitung.", required=False,
    ),
    Head(
        "indeks.beban_kerja", "INDEKS BEBAN KERJA, jumlah penduduk (d)", "ratio",
        "Yang diterbitkan Dinas. Kosong: dihitung.", required=False,
    ),
    Head("alasan_indeks", "Alasan indeks", "text", required=False),
    Head(
        "jaspel.jumlah", "Jaspel kapitasi bulan ybs (Rp)", "whole",
        "Pembanding; tidak ikut dihitung.", required=False,
    ),
    Head("jaspel.penerima", "Penerima jaspel (orang)", "whole", required=False),
    Head("opsi.dasar", "Pengandaian: bagian dasar", "ratio", required=False),
    Head("opsi.formula_pool", "Pengandaian: rumus", "choice", required=False,
         choices="formula_pool"),
    Head("opsi.metode_spm", "Pengandaian: cara SPM", "choice", required=False,
         choices="metode_spm"),
    Head("opsi.target_nol", "Pengandaian: target nol", "choice", required=False,
         choices="target_nol"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet Petugas: its key in the file, its header, other headers understood."""

    key: str
    label: str
    note: str
    width: int
    others: tuple[str, ...] = ()
    required: bool = True


COLUMNS: tuple[Column, ...] = (
    Column("id", "Kode", "Kode tetap petugas, bukan NIK. Petugas dikenali dari kode ini.", 16,
           ("id", "kode petugas")),
    Column("nama", "Nama", "Tidak ikut dihitung.", 32, ("nama petugas",)),
    Column("status", "Status", "PNS, PPPK atau non-ASN. Pasal 11A ayat (2).", 10,
           ("status kepegawaian",)),
    Column("golongan", "Golongan", "I sampai IV; kosong bila tidak ada.", 10),
    Column("pendidikan", "Pendidikan", "Pendidikan terakhir. Pasal 11A ayat (7) huruf f.", 12,
           ("pendidikan terakhir",)),
    Column("jabatan_utama", "Jabatan utama",
           "Lebih dari satu dipisah titik koma; skor tertinggi yang dipakai. "
           "Pasal 11A ayat (7) huruf d dan f.", 26),
    Column("jabatan_tambahan", "Jabatan tambahan",
           "Banyaknya; kosong berarti 0, lebih dari 4 dihitung 4. "
           "Pasal 11A ayat (7) huruf e dan f.", 11),
    Column("ber_sk", "SK berlaku",
           "ya atau tidak: SK Kepala Dinas pada hari terakhir bulan itu. Bila tidak, kegiatannya "
           "tidak dihitung. Pasal 11A ayat (2).", 9, ("sk", "sk kepala dinas"), required=False),
    Column("orang_hari", "Kegiatan Mgt (OH)",
           "Orang-hari kegiatan manajemen UKM dalam bulan itu; kosong berarti 0. "
           "Pasal 11A ayat (7) huruf a.", 13, ("oh", "orang hari")),
    Column("frekuensi", "Kegiatan UKM lapangan (frekuensi)",
           "Orang-frekuensi kegiatan di luar gedung dalam bulan itu; kosong berarti 0. "
           "Pasal 11A ayat (7) huruf b.", 16, ("frekuensi", "orang frekuensi")),
)  # fmt: skip

CHOICES: Mapping[str, Mapping[str, str]] = {
    "karakteristik": {name: name.replace("_", " ") for name in contract.KARAKTERISTIK},
    "formula_pool": {name: name for name in contract.FORMULA_POOL},
    "metode_spm": {name: name for name in contract.METODE_SPM},
    "target_nol": {name: name for name in contract.TARGET_NOL},
    "status": {"PNS": "PNS", "PPPK": "PPPK", "non_ASN": "non-ASN"},
    "golongan": {name: name for name in contract.GOLONGAN},
    "pendidikan": {name: name for name in contract.PENDIDIKAN},
    "jabatan_utama": {
        "kepala_puskesmas": "Kepala Puskesmas",
        "kepala_tu": "Kepala TU",
        "bendahara": "Bendahara",
        "pj_ukm": "PJ UKM",
        "pj_ukp": "PJ UKP",
        "koordinator_pelayanan": "Koordinator Pelayanan",
        "tanpa_jabatan": "Tanpa jabatan",
    },
    "ber_sk": {"ya": "ya", "tidak": "tidak"},
}
"""What a cell may say, by the word of the file."""

JENIS = ("lapangan", "manajemen")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the BOK menu: a column of the sheet Kegiatan. `jenis` is one of JENIS."""

    menu: str
    uraian: str
    jenis: str


@dataclass(frozen=True, slots=True)
class Work:
    """The sheet Kegiatan: its columns, and what each officer (by code) did on a menu line."""

    lines: tuple[Line, ...] = ()
    cells: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Extras:
    """What a workbook carries beyond the calculator's input. Amounts are whole rupiah.

    `tanpa_sk` are codes of officers whose work does not count (Pasal 11A ayat (2)); None leaves the
    column out.
    """

    kabupaten: str = ""
    provinsi: str = ""
    jaspel: int | None = None
    jaspel_penerima: int | None = None
    work: Work | None = None
    tanpa_sk: frozenset[str] | None = None


def norm(text: str) -> str:
    """A label without case, spaces, punctuation and what stands in brackets, for comparing."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"\([^)]*\)|[^a-z0-9%]+", "", plain)


def word(text: str) -> str:
    """A choice without case, spaces and punctuation, for comparing; "+" counts."""
    return re.sub(r"[^a-z0-9+]+", "", unicodedata.normalize("NFKC", text).casefold())


def get_path(data: Mapping[str, Any], path: str) -> Any:  # noqa: ANN401 - any JSON value
    """The value at "a" or "a.b"; None when there is none."""
    first, _, rest = path.partition(".")
    value = data.get(first)
    if rest:
        return value.get(rest) if isinstance(value, Mapping) else None
    return value
