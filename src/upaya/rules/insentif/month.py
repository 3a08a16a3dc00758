"""What goes into a month of Insentif UKM and what comes out of it.

All of it is plain, frozen data: the web stores it, the files carry it, the rules compute it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, get_args

from upaya.rules.insentif.spm import MetodeSPM, Pelayanan, TargetNol
from upaya.rules.money import indeks, plain, rupiah
from upaya.rules.parameter import Value
from upaya.rules.period import Period

Status = Literal["PNS", "PPPK", "non_ASN"]
Golongan = Literal[
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV",
    "XVI", "XVII",
]  # fmt: skip
Pendidikan = Literal[
    "S3", "S2", "S1", "D4", "profesi", "D3", "D2", "D1", "SLTA", "SLTP", "SD"
]  # fmt: skip
JabatanUtama = Literal[
    "kepala_puskesmas", "kepala_tu", "bendahara", "pj_ukm", "pj_ukp", "koordinator_pelayanan",
    "tanpa_jabatan",
]  # fmt: skip
Karakteristik = Literal["perkotaan", "perdesaan", "terpencil", "sangat_terpencil"]
NamaIndeks = Literal["kinerja_spm", "kesulitan_wilayah", "beban_kerja"]
FormulaPool = Literal["1+jumlah", "jumlah"]

IndeksHitung = tuple[Decimal | None, Decimal, Decimal]
"""The computed indices; the SPM index is None when no service has a target."""

STATUS: tuple[str, ...] = get_args(Status)
GOLONGAN: tuple[str, ...] = get_args(Golongan)
"""Grades of PPPK; a PNS has one of the first four, whose names mean something else there."""

GOLONGAN_PNS = GOLONGAN[:4]
PENDIDIKAN: tuple[str, ...] = get_args(Pendidikan)
JABATAN_UTAMA: tuple[str, ...] = get_args(JabatanUtama)
KARAKTERISTIK: tuple[str, ...] = get_args(Karakteristik)
STATUS_LABELS = {name: name.replace("_", "-") for name in STATUS}
KARAKTERISTIK_LABELS = {name: name.replace("_", " ") for name in KARAKTERISTIK}
_SAID = {
    stored: said
    for stored, said in (STATUS_LABELS | KARAKTERISTIK_LABELS).items()
    if stored != said
}
"""What is stored with an underscore, as sentences say it."""
INDEKS: tuple[NamaIndeks, ...] = get_args(NamaIndeks)
FORMULA_POOL: tuple[str, ...] = get_args(FormulaPool)
METODE_SPM: tuple[str, ...] = get_args(MetodeSPM)
TARGET_NOL: tuple[str, ...] = get_args(TargetNol)


@dataclass(frozen=True, slots=True)
class Petugas:
    """One officer's month. ``id`` is any stable text; ``nama`` never enters the arithmetic.

    ``jabatan_utama`` holds one or more posts, of which the highest score counts;
    ``jabatan_tambahan`` is their number; ``orang_hari`` counts days of management work and
    ``frekuensi`` field visits in the month.
    """

    id: str
    nama: str
    status: Status
    golongan: Golongan | None
    pendidikan: Pendidikan
    jabatan_utama: tuple[JabatanUtama, ...]
    jabatan_tambahan: int
    orang_hari: int
    frekuensi: int


@dataclass(frozen=True, slots=True)
class Bulan:
    """Everything a puskesmas reports for one month. Amounts are whole rupiah.

    ``indeks`` holds the published indices, any of the three, as decimals from 0 to 1; a
    published one counts, one that is missing is computed. ``sisa_pagu_insentif`` is what is
    left of the year's ceiling before this month. ``kode_puskesmas`` is the code by which the
    law knows the puskesmas; a file that does not say it means the one its name gives
    (:func:`upaya.rules.insentif.ketentuan.kode_aturan`).
    """

    kabupaten: str
    puskesmas: str
    periode: Period
    penduduk: int
    bok_diusulkan: int
    bok_diserap: int
    sisa_pagu_insentif: int
    karakteristik: Karakteristik
    pelayanan: Mapping[str, Pelayanan]
    petugas: tuple[Petugas, ...]
    sisa_pagu_bok: int | None = None
    indeks: Mapping[NamaIndeks, Decimal] = field(default_factory=dict)
    alasan_indeks: str | None = None
    kode_puskesmas: str | None = None


@dataclass(frozen=True, slots=True)
class Opsi:
    """What-if overrides of four rules; None keeps the rule."""

    dasar: Decimal | None = None
    formula_pool: FormulaPool | None = None
    metode_spm: MetodeSPM | None = None
    target_nol: TargetNol | None = None

    def to_dict(self) -> dict[str, str]:
        """Return only what is overridden, as it is written in a file."""
        pairs = {
            "dasar": None if self.dasar is None else plain(self.dasar),
            "formula_pool": self.formula_pool,
            "metode_spm": self.metode_spm,
            "target_nol": self.target_nol,
        }
        return {key: value for key, value in pairs.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Peringatan:
    """Something to look at that does not stop the calculation.

    ``pola`` is Indonesian text with names in braces; ``nilai`` gives them: an ``int`` is an
    amount in rupiah, a ``Decimal`` an index, a ``str`` itself.
    """

    kode: str
    letak: str
    pola: str
    nilai: tuple[tuple[str, Decimal | int | str], ...] = ()

    @property
    def pesan(self) -> str:
        """The warning for people: Rp66.369.000 and 0,33."""
        return self.pola.format(**{name: _for_people(value) for name, value in self.nilai})

    @property
    def polos(self) -> str:
        """The warning with numbers as the JSON writes them: 66369000 and 0.33."""
        values = {n: v if isinstance(v, str) else plain(v) for n, v in self.nilai}
        return self.pola.format(**values)


def _for_people(value: Decimal | int | str) -> str:
    if isinstance(value, str):
        for stored, said in _SAID.items():
            value = value.replace(stored, said)
        return value
    return rupiah(value) if isinstance(value, int) else indeks(value)


@dataclass(frozen=True, slots=True)
class HasilPetugas:
    """What one officer gets. Points are bobot times work; amounts are whole rupiah."""

    id: str
    bobot: int
    poin_lapangan: int
    poin_manajemen: int
    lapangan: int
    manajemen: int

    @property
    def bruto(self) -> int:
        return self.lapangan + self.manajemen


@dataclass(frozen=True, slots=True)
class Hasil:
    """The result of a month; officers are kept in columns, in the order of the input.

    ``indeks`` are the three that count, ``indeks_hitung`` the computed ones (None where the
    data give none). ``aturan`` are the parameters that were read, each with its source;
    ``naskah`` the words of the text and its readings that explain them, which decide nothing.
    """

    aturan: tuple[Value, ...]
    indeks: tuple[Decimal, Decimal, Decimal]
    indeks_hitung: IndeksHitung
    jumlah_indeks: Decimal
    insentif_dasar: Decimal
    insentif_disesuaikan: Decimal
    pool: int
    dipotong_pagu: int
    pool_lapangan: int
    pool_manajemen: int
    tidak_dibagi: int
    id: tuple[str, ...]
    bobot: list[int]
    poin_lapangan: list[int]
    poin_manajemen: list[int]
    lapangan: list[int]
    manajemen: list[int]
    peringatan: tuple[Peringatan, ...]
    penimpaan: Opsi
    naskah: tuple[Value, ...] = ()

    def baris(self) -> list[HasilPetugas]:
        """Return the officers' results one by one, in the order of the input."""
        return [
            HasilPetugas(*row)
            for row in zip(
                self.id, self.bobot, self.poin_lapangan, self.poin_manajemen, self.lapangan,
                self.manajemen, strict=True,
            )
        ]  # fmt: skip

    def petugas(self, petugas_id: str) -> HasilPetugas:
        """Return one officer's result; KeyError when the month does not know the id."""
        try:
            at = self.id.index(petugas_id)
        except ValueError:
            raise KeyError(petugas_id) from None
        return HasilPetugas(
            petugas_id, self.bobot[at], self.poin_lapangan[at], self.poin_manajemen[at],
            self.lapangan[at], self.manajemen[at],
        )  # fmt: skip

    @property
    def dibagikan(self) -> int:
        """What the officers get together: the pool without the undivided parts."""
        return self.pool - self.tidak_dibagi


TANPA_OPSI = Opsi()
