"""The month as a workbook: sheets, labels and choices, said once for writer and reader.

The columns are those that users of today's spreadsheet know (practice, no text prescribes them).
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from upaya.exchange import heads
from upaya.exchange.insentif import contract
from upaya.rules import words

PUSKESMAS, PELAYANAN, PETUGAS, KEGIATAN = "Puskesmas", "Pelayanan", "Petugas", "Kegiatan"

Kind = Literal["text", "district", "period", "choice", "whole", "ratio"]
_KINDS: Mapping[str, Kind] = {
    "line": "text", "text": "text", "whole": "whole", "ratio": "ratio", "choice": "choice",
}  # fmt: skip
_CODES: Mapping[str, Kind] = {
    "kabupaten": "district", "periode": "period", "kode_puskesmas": "text",
}  # fmt: skip
_BESIDE: Mapping[str, Kind] = {"jaspel.jumlah": "whole", "jaspel.penerima": "whole"}
"""What a workbook carries and the calculator does not ask for."""


@dataclass(frozen=True, slots=True)
class Head:
    """One line of the sheet Puskesmas.

    `path` is the key in the month's file ("indeks.beban_kerja"), whose contract says what may
    stand there; "" for a line that only informs. `others` are labels understood besides.
    """

    path: str
    label: str
    note: str = ""
    others: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """How the cell is read."""
        if not self.path:
            return "text"
        if self.path in _BESIDE:
            return _BESIDE[self.path]
        return _CODES.get(self.path) or _KINDS[contract.key_at(self.path).kind]

    @property
    def required(self) -> bool:
        """Whether the cell may not stay empty."""
        within = self.path and self.path not in _BESIDE and "." not in self.path
        return bool(within and contract.key_at(self.path).required)

    @property
    def choices(self) -> str:
        """The name of a list in CHOICES; "" where anything may be written."""
        return self.path.rpartition(".")[2] if self.kind == "choice" else ""


HEAD: tuple[Head, ...] = (
    Head("puskesmas", "Nama Puskesmas"),
    Head("", "Kabupaten"),
    Head("", "Provinsi"),
    Head("kabupaten", "Kode kabupaten", "Kode Kemendagri, misalnya 35.12."),
    Head("penduduk", "Jumlah penduduk", "Pasal 11A ayat (6) huruf d."),
    Head("periode", "Bulan", "Misalnya Agustus 2022."),
    Head("karakteristik", "Karakteristik wilayah", "Pasal 11A ayat (6) huruf c."),
    Head("bok_diusulkan", "RPK BOK bulan ybs (Rp)", "BOK yang diusulkan bulan itu."),
    Head(
        "bok_diserap", "Penyerapan bulan ybs (Rp)",
        "BOK yang diserap bulan itu, tanpa insentif UKM itu sendiri.",
    ),
    Head("", "% penyerapan", "Dihitung: penyerapan dibagi RPK."),
    Head(
        "sisa_pagu_bok", "Sisa pagu BOK sebelum bulan ini (Rp)",
        "Boleh kosong. Bila diisi, penyerapan tidak boleh melebihinya.",
    ),
    Head(
        "sisa_pagu_insentif", "Sisa pagu insentif sebelum bulan ini (Rp)",
        "Pagu insentif setahun dikurangi yang sudah dipakai bulan sebelumnya.",
    ),
    Head(
        "indeks.kinerja_spm", "INDEKS KINERJA SPM (b)",
        "Yang diterbitkan Dinas, Pasal 11A ayat (8) huruf a. Kosong: dihitung.",
    ),
    Head(
        "indeks.kesulitan_wilayah", "INDEKS KESULITAN (c)",
        "Yang diterbitkan Dinas. Kosong: dihitung.",
    ),
    Head(
        "indeks.beban_kerja", "INDEKS BEBAN KERJA, jumlah penduduk (d)",
        "Yang diterbitkan Dinas. Kosong: dihitung.", ("INDEKS BEBAN KERJA",),
    ),
    Head("alasan_indeks", "Alasan indeks"),
    Head("jaspel.jumlah", "Jaspel kapitasi bulan ybs (Rp)", "Pembanding; tidak ikut dihitung."),
    Head("jaspel.penerima", "Penerima jaspel (orang)"),
    Head(
        "kode_puskesmas", "Kode aturan puskesmas",
        "Kode puskesmas dalam peraturan, tetap walau namanya berganti. Kosong: dari nama.",
    ),
    Head("opsi.dasar", "Pengandaian: bagian dasar"),
    Head("opsi.formula_pool", "Pengandaian: rumus"),
    Head("opsi.metode_spm", "Pengandaian: cara SPM"),
    Head("opsi.target_nol", "Pengandaian: target nol"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetHead:
    """A column of the sheet Petugas: its key in the file, its header, other headers understood."""

    key: str
    label: str
    note: str
    width: int
    others: tuple[str, ...] = ()
    required: bool = True


COLUMNS: tuple[SheetHead, ...] = (
    SheetHead("id", "Kode", "Kode tetap petugas, bukan NIK. Petugas dikenali dari kode ini.", 16,
           heads.SPELLINGS["kode"]),
    SheetHead("nama", "Nama", "Tidak ikut dihitung.", 32, heads.SPELLINGS["nama"]),
    SheetHead("status", "Status", "PNS, PPPK atau non-ASN. Pasal 11A ayat (2).", 10,
           heads.SPELLINGS["status"]),
    SheetHead("golongan", "Golongan", "PNS I sampai IV, PPPK I sampai XVII; kosong bila tidak ada.",
           10, heads.SPELLINGS["golongan"], required=False),
    SheetHead("pendidikan", "Pendidikan", "Pendidikan terakhir. Pasal 11A ayat (7) huruf f.", 12,
           heads.SPELLINGS["pendidikan"]),
    SheetHead("jabatan_utama", "Jabatan utama",
           "Lebih dari satu dipisah titik koma; skor tertinggi yang dipakai. "
           "Pasal 11A ayat (7) huruf d dan f.", 26, heads.SPELLINGS["jabatan_utama"]),
    SheetHead("jabatan_tambahan", "Jabatan tambahan",
           "Banyaknya; kosong berarti 0, lebih dari 4 dihitung 4. "
           "Pasal 11A ayat (7) huruf e dan f.", 11, heads.SPELLINGS["jabatan_tambahan"]),
    SheetHead("ber_sk", "SK berlaku",
           "ya atau tidak: SK Kepala Dinas pada hari terakhir bulan itu. Bila tidak, kegiatannya "
           "tidak dihitung. Pasal 11A ayat (2).", 9, ("sk", "sk kepala dinas"), required=False),
    SheetHead("orang_hari", "Kegiatan Mgt (OH)",
           "Orang-hari kegiatan manajemen UKM dalam bulan itu; kosong berarti 0. "
           "Pasal 11A ayat (7) huruf a.", 13, heads.SPELLINGS["orang_hari"]),
    SheetHead("frekuensi", "Kegiatan UKM lapangan (frekuensi)",
           "Orang-frekuensi kegiatan di luar gedung dalam bulan itu; kosong berarti 0. "
           "Pasal 11A ayat (7) huruf b.", 16, heads.SPELLINGS["frekuensi"]),
)  # fmt: skip

CHOICES: Mapping[str, Mapping[str, str]] = {
    "karakteristik": words.LABELS["karakteristik"],
    "formula_pool": {name: name for name in contract.FORMULA_POOL},
    "metode_spm": {name: name for name in contract.METODE_SPM},
    "target_nol": {name: name for name in contract.TARGET_NOL},
    **{name: words.LABELS[name] for name in ("status", "golongan", "pendidikan", "jabatan_utama")},
    "ber_sk": words.LABELS["ya_tidak"],
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
    return re.sub(r"[^a-z0-9%]+", "", re.sub(r"\([^)]*\)", "", plain))


def get_path(data: Mapping[str, Any], path: str) -> Any:  # noqa: ANN401 - any JSON value
    """The value at "a" or "a.b"; None when there is none."""
    first, _, rest = path.partition(".")
    value = data.get(first)
    if rest:
        return value.get(rest) if isinstance(value, Mapping) else None
    return value
