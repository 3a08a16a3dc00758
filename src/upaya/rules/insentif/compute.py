"""Insentif UKM of one puskesmas for one month (Pasal 11A).

``compute_month`` is the only implementation: the web page, the offline command and the
benchmark of the nation run it. It works on whole numbers and exact decimals, touches every
officer a few times and builds no explanation; see :mod:`upaya.rules.insentif.explain` for that.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from upaya.rules.errors import TidakDapatDihitung
from upaya.rules.insentif.ketentuan import Ketentuan, ketentuan, kode_aturan
from upaya.rules.insentif.month import (
    FORMULA_POOL,
    GOLONGAN,
    INDEKS,
    JABATAN_UTAMA,
    KARAKTERISTIK,
    METODE_SPM,
    PENDIDIKAN,
    STATUS,
    TANPA_OPSI,
    TARGET_NOL,
    Bulan,
    Hasil,
    HasilPetugas,
    IndeksHitung,
    Opsi,
    Peringatan,
    Petugas,
)
from upaya.rules.insentif.spm import (
    PELAYANAN,
    Pelayanan,
    indeks_kontinu,
    rata_rata,
    tingkat,
)
from upaya.rules.insentif.warnings import warn
from upaya.rules.money import exact_context, largest_remainder
from upaya.rules.parameter import RuleBook, Value

__all__ = [
    "FORMULA_POOL", "GOLONGAN", "INDEKS", "JABATAN_UTAMA", "KARAKTERISTIK", "METODE_SPM",
    "PELAYANAN", "PENDIDIKAN", "STATUS", "TARGET_NOL", "Bulan", "Hasil", "HasilPetugas",
    "Opsi", "Pelayanan", "Peringatan", "Petugas", "compute_month", "indeks_beban",
    "indeks_hitung", "indeks_spm",
]  # fmt: skip

_EXACT = exact_context()
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class _Division:
    """The pool in its two parts, and every officer's points and rupiah in each, in order.

    `left` are the rupiah of a part in which nobody has a point.
    """

    pool_field: int
    pool_management: int
    bobot: list[int]
    points_field: list[int]
    points_management: list[int]
    field: list[int]
    management: list[int]
    left: int


def compute_month(
    bulan: Bulan, book: RuleBook, opsi: Opsi | None = None, known_on: date | None = None
) -> Hasil:
    """Compute the incentive of one puskesmas for one month.

    The rules are those in force on the last day of the month in its district, as known on
    ``known_on`` (None: now). ``bulan`` has to be valid; the exchange's ``validate`` says
    everything that is not. Raises TidakDiatur for a month before any rule, and
    TidakDapatDihitung when no service has a target and no SPM index is published.
    """
    rules = ketentuan(book, bulan.periode, bulan.kabupaten, known_on)
    options = opsi or TANPA_OPSI
    computed = indeks_hitung(bulan, rules, options)
    indices = _indices_that_count(bulan, computed)
    total = _EXACT.add(_EXACT.add(indices[0], indices[1]), indices[2])
    base, adjusted = _before_the_ceiling(bulan, rules, options, total)
    whole = int(adjusted)
    pool = min(whole, bulan.sisa_pagu_insentif)
    parts = _divide(pool, bulan.petugas, rules)
    result = Hasil(
        aturan=rules.values + _printed(bulan, rules),
        indeks=indices,
        indeks_hitung=computed,
        jumlah_indeks=total,
        insentif_dasar=base,
        insentif_disesuaikan=adjusted,
        pool=pool,
        dipotong_pagu=whole - pool,
        pool_lapangan=parts.pool_field,
        pool_manajemen=parts.pool_management,
        tidak_dibagi=parts.left,
        id=tuple([p.id for p in bulan.petugas]),
        bobot=parts.bobot,
        poin_lapangan=parts.points_field,
        poin_manajemen=parts.points_management,
        lapangan=parts.field,
        manajemen=parts.management,
        peringatan=(),
        penimpaan=options,
        naskah=rules.naskah,
    )
    warnings = warn(bulan, rules, result)
    return replace(result, peringatan=warnings) if warnings else result


def indeks_hitung(bulan: Bulan, rules: Ketentuan, options: Opsi = TANPA_OPSI) -> IndeksHitung:
    """Compute the three indices from the month's own data (Pasal 11A ayat (8) huruf a).

    The first is None when no service has a target.
    """
    return (
        indeks_spm(bulan.pelayanan.values(), rules, options),
        rules.indeks_kesulitan[bulan.karakteristik],
        indeks_beban(bulan.penduduk, rules),
    )


def indeks_spm(
    pelayanan: Iterable[Pelayanan], rules: Ketentuan, options: Opsi = TANPA_OPSI
) -> Decimal | None:
    """Compute the SPM index by the district's method; None when no service has a target."""
    mean = rata_rata(pelayanan, rules.capaian_tertinggi, options.target_nol or rules.target_nol)
    if mean is None:
        return None
    if (options.metode_spm or rules.metode_spm) == "kontinu":
        return indeks_kontinu(*mean, rules.kontinu_tertinggi)
    return rules.indeks_spm[tingkat(*mean, rules.batas_tingkat)]


def indeks_beban(penduduk: int, rules: Ketentuan) -> Decimal:
    """Look up the workload index in the population bands; a bound belongs to the higher band."""
    level = 0
    for bound in rules.batas_penduduk:
        if penduduk < bound:
            break
        level += 1
    return rules.indeks_beban[level]


def _indices_that_count(bulan: Bulan, computed: IndeksHitung) -> tuple[Decimal, Decimal, Decimal]:
    """Take the published index where there is one (ayat (8) huruf b), else the computed one."""
    spm, hardship, workload = computed
    published = bulan.indeks
    if published:
        spm = published.get("kinerja_spm", spm)
        hardship = published.get("kesulitan_wilayah", hardship)
        workload = published.get("beban_kerja", workload)
    if spm is None:
        raise TidakDapatDihitung(
            "pelayanan",
            "semua target nol, jadi indeks kinerja SPM tidak dapat dihitung; isi target atau "
            "indeks kinerja SPM yang diterbitkan",
        )
    return spm, hardship, workload


def bobot_petugas(officers: Sequence[Petugas], rules: Ketentuan) -> list[int]:
    """Return the bobot of every officer (ayat (7) huruf f), 0 for one who is not entitled."""
    entitled, education, main = rules.penerima, rules.skor_pendidikan, rules.skor_utama
    extra = rules.skor_tambahan
    top, most = len(extra) - 1, extra[-1]
    return [
        education[p.pendidikan]
        + main[p.jabatan_utama]
        + (extra[count] if (count := p.jabatan_tambahan) < top else most)
        if p.status in entitled
        else 0
        for p in officers
    ]


def _before_the_ceiling(
    bulan: Bulan, rules: Ketentuan, options: Opsi, total: Decimal
) -> tuple[Decimal, Decimal]:
    """Return the base, a part of the BOK absorbed, and the base adjusted by the indices' sum."""
    rate = rules.dasar if options.dasar is None else options.dasar
    base = _EXACT.multiply(rate, Decimal(bulan.bok_diserap))
    formula = options.formula_pool or rules.formula_pool
    factor = _EXACT.add(_ONE, total) if formula == "1+jumlah" else total
    return base, _EXACT.multiply(base, factor)


def _divide(pool: int, officers: Sequence[Petugas], rules: Ketentuan) -> _Division:
    """Divide the pool into its two parts (ayat (5)), and each of them by the officers' points."""
    pool_field, pool_management = largest_remainder(pool, rules.pembagian, rules.pembagian_total)
    bobot = bobot_petugas(officers, rules)
    points_field = [b * p.frekuensi for b, p in zip(bobot, officers, strict=True)]
    points_management = [b * p.orang_hari for b, p in zip(bobot, officers, strict=True)]
    field, field_left = _shares(pool_field, points_field, bobot, officers)
    management, management_left = _shares(pool_management, points_management, bobot, officers)
    return _Division(
        pool_field=pool_field,
        pool_management=pool_management,
        bobot=bobot,
        points_field=points_field,
        points_management=points_management,
        field=field,
        management=management,
        left=field_left + management_left,
    )


def _shares(
    pool: int, points: list[int], bobot: list[int], officers: Sequence[Petugas]
) -> tuple[list[int], int]:
    """Split one part of the pool; return the shares and what nobody could be given."""
    total = sum(points)
    if not total:
        return [0] * len(points), pool

    def larger_bobot_then_smaller_id(position: int) -> tuple[int, str]:
        return -bobot[position], officers[position].id

    return largest_remainder(pool, points, total, larger_bobot_then_smaller_id), 0


def _printed(bulan: Bulan, rules: Ketentuan) -> tuple[Value, ...]:
    """Return what the regulation prints for this very puskesmas."""
    if not rules.tercetak:
        return ()
    return rules.tercetak.get(kode_aturan(bulan), ())
