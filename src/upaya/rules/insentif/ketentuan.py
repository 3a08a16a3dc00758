"""The rules of one month in one district, read once and made ready for arithmetic."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from upaya.rules.insentif.month import Bulan, FormulaPool
from upaya.rules.insentif.spm import MetodeSPM, TargetNol
from upaya.rules.names import slug_puskesmas
from upaya.rules.parameter import RuleBook, Value
from upaya.rules.period import Period

PAGU = "insentif_ukm.pagu."
KATEGORI = "insentif_ukm.kategori."
DASAR = "insentif_ukm.dasar"
BATAS_TAHUNAN = "insentif_ukm.batas_tahunan"
"""The part of the year's BOK that the incentive may be at most."""

NASKAH = "insentif_ukm.naskah."
BACAAN = "insentif_ukm.bacaan."
"""Words of the text, letter by letter, and places that can be read in more than one way."""

DIBACA = (
    "insentif_ukm.penerima",
    "insentif_ukm.tanggal_sk",
    "insentif_ukm.penyerapan",
    DASAR,
    "insentif_ukm.indeks.berlaku",
    "insentif_ukm.indeks.kinerja_spm",
    "insentif_ukm.spm.indikator",
    "insentif_ukm.spm.metode",
    "insentif_ukm.spm.batas_tingkat",
    "insentif_ukm.spm.kontinu_tertinggi",
    "insentif_ukm.spm.capaian_tertinggi",
    "insentif_ukm.spm.target_nol",
    "insentif_ukm.indeks.kesulitan_wilayah",
    "insentif_ukm.indeks.beban_kerja",
    "insentif_ukm.beban_kerja.batas_penduduk",
    "insentif_ukm.formula_pool",
    "insentif_ukm.pembulatan_pool",
    "insentif_ukm.pembagian",
    "insentif_ukm.skor.rumus",
    "insentif_ukm.skor.pendidikan",
    "insentif_ukm.skor.pendidikan_terbuka",
    "insentif_ukm.skor.jabatan_utama",
    "insentif_ukm.skor.jabatan_utama_ganda",
    "insentif_ukm.skor.jabatan_tambahan",
    "insentif_ukm.skor.jabatan_tambahan_lebih",
    "insentif_ukm.poin",
    "insentif_ukm.seri_pembagian",
    "insentif_ukm.penyebut_nol",
)
"""Every parameter a month needs; a month for which one is missing has no rules."""


class SkorTertinggi(dict[tuple[str, ...], int]):
    """Score per set of main posts: the highest one, worked out once per set."""

    def __init__(self, scores: dict[str, int]) -> None:
        super().__init__()
        self._scores = scores

    def __missing__(self, posts: tuple[str, ...]) -> int:
        score = max(self._scores[post] for post in posts)
        self[posts] = score
        return score


@dataclass(frozen=True, slots=True)
class Ketentuan:
    """Parameters of a month as numbers and tables. ``values`` keeps them with their sources.

    ``tercetak`` holds, per code of a puskesmas, the ceiling and the category that the
    regulation prints for it; ``naskah`` is what an explanation quotes.
    """

    values: tuple[Value, ...]
    penerima: frozenset[str]
    dasar: Decimal
    formula_pool: FormulaPool
    metode_spm: MetodeSPM
    target_nol: TargetNol
    batas_tingkat: tuple[tuple[int, int], ...]
    capaian_tertinggi: tuple[int, int]
    kontinu_tertinggi: Decimal
    indeks_spm: tuple[Decimal, ...]
    indeks_kesulitan: dict[str, Decimal]
    indeks_beban: tuple[Decimal, ...]
    batas_penduduk: tuple[int, ...]
    pembagian: tuple[int, int]
    pembagian_total: int
    skor_pendidikan: dict[str, int]
    skor_utama: SkorTertinggi
    skor_tambahan: tuple[int, ...]
    tercetak: dict[str, tuple[Value, ...]]
    naskah: tuple[Value, ...]


def ketentuan(
    book: RuleBook, periode: Period, kabupaten: str, known_on: date | None = None
) -> Ketentuan:
    """Return the rules in force on the last day of ``periode`` in ``kabupaten``.

    Kept in the book, because a nation asks for the same rules ten thousand times; districts
    without a value of their own share the nation's. Raises TidakDiatur when one is missing.
    """
    district = kabupaten if kabupaten in book.districts else None
    key = (periode, district, known_on)
    found: Ketentuan | None = book.cache.get(key)
    if found is None:
        found = book.cache[key] = _resolve(book, periode.last_day, district, known_on)
    return found


def ada_ketentuan(book: RuleBook, periode: Period, kabupaten: str | None) -> bool:
    """Tell whether Insentif UKM has rules for the month: before them there is nothing to fill."""
    return book.find(DASAR, periode.last_day, kabupaten) is not None


def _resolve(book: RuleBook, day: date, district: str | None, known_on: date | None) -> Ketentuan:
    read = {key: book.read(key, day, district, known_on) for key in DIBACA}

    def get(name: str) -> Value:
        return read[f"insentif_ukm.{name}"]

    split = get("pembagian").table
    main_posts = dict(get("skor.jabatan_utama").table)
    return Ketentuan(
        values=tuple(read.values()),
        penerima=frozenset(get("penerima").items),
        dasar=get("dasar").decimal,
        formula_pool=cast("FormulaPool", get("formula_pool").text),
        metode_spm=cast("MetodeSPM", get("spm.metode").text),
        target_nol=cast("TargetNol", get("spm.target_nol").text),
        batas_tingkat=tuple(bound.as_integer_ratio() for bound in get("spm.batas_tingkat").items),
        capaian_tertinggi=get("spm.capaian_tertinggi").decimal.as_integer_ratio(),
        kontinu_tertinggi=get("spm.kontinu_tertinggi").decimal,
        indeks_spm=tuple(get("indeks.kinerja_spm").table.values()),
        indeks_kesulitan=dict(get("indeks.kesulitan_wilayah").table),
        indeks_beban=tuple(get("indeks.beban_kerja").table.values()),
        batas_penduduk=get("beban_kerja.batas_penduduk").items,
        pembagian=(split["lapangan"], split["manajemen"]),
        pembagian_total=split["lapangan"] + split["manajemen"],
        skor_pendidikan={**get("skor.pendidikan").table, **get("skor.pendidikan_terbuka").table},
        skor_utama=SkorTertinggi(main_posts),
        skor_tambahan=get("skor.jabatan_tambahan").items,
        tercetak=_printed(lambda prefix: book.read_all(prefix, day, district, known_on)),
        naskah=tuple(
            value
            for prefix in (NASKAH, BACAAN, BATAS_TAHUNAN)
            for value in book.read_all(prefix, day, district, known_on).values()
        ),
    )


def _printed(read_all: Callable[[str], dict[str, Value]]) -> dict[str, tuple[Value, ...]]:
    printed: dict[str, tuple[Value, ...]] = {}
    for prefix in (PAGU, KATEGORI):
        for key, value in read_all(prefix).items():
            slug = key.removeprefix(prefix)
            printed[slug] = (*printed.get(slug, ()), value)
    return printed


def kode_aturan(bulan: Bulan) -> str:
    """Return the code under which the law speaks of the month's puskesmas.

    The web passes the code that stays when the name changes; for a file without one it is made
    of the name.
    """
    return bulan.kode_puskesmas or slug_puskesmas(bulan.puskesmas)


DASAR_DOKUMEN = "insentif_ukm.dokumen.dasar"
"""The legal basis that papers of a district name: read by no calculation."""
