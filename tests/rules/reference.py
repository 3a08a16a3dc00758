"""A slow second opinion: the rules of a month written with Fraction, straight from the text.

It shares no arithmetic and no table with the program: every number below was typed here.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from upaya.rules.insentif.compute import INDEKS, Bulan, Opsi, Petugas

LEVELS = [
    Fraction(7, 100),
    Fraction(13, 100),
    Fraction(20, 100),
    Fraction(27, 100),
    Fraction(33, 100),
]
HARDSHIP = {
    "perkotaan": Fraction(8, 100),
    "perdesaan": Fraction(17, 100),
    "terpencil": Fraction(25, 100),
    "sangat_terpencil": Fraction(33, 100),
}
SCHOOL = {
    "S3": 5, "S2": 5, "S1": 5, "D4": 5, "profesi": 5, "D3": 4, "D2": 3, "D1": 3, "SLTA": 2,
    "SLTP": 2, "SD": 1,
}  # fmt: skip
POST = {
    "kepala_puskesmas": 4, "kepala_tu": 3, "bendahara": 3, "pj_ukm": 3, "pj_ukp": 3,
    "koordinator_pelayanan": 2, "tanpa_jabatan": 1,
}  # fmt: skip
PEOPLE = {"35.12": [15_000, 25_000, 35_000, 45_000]}
PEOPLE_ELSEWHERE = [10_000, 20_000, 30_000, 40_000]


@dataclass
class Answer:
    indices: list[Fraction]
    base: Fraction
    adjusted: Fraction
    pool: int
    cut: int
    field: int
    management: int
    left: int
    shares: dict[str, tuple[int, int, int]]  # id -> bobot, lapangan, manajemen


def weight(p: Petugas, year: int) -> int:
    if year >= 2023 and p.status == "non_ASN":
        return 0
    posts = max(POST[post] for post in p.jabatan_utama)
    return SCHOOL[p.pendidikan] + posts + min(p.jabatan_tambahan, 4)


def spm(month: Bulan, options: Opsi) -> Fraction | None:
    ratios = []
    for service in month.pelayanan.values():
        if service.target > 0:
            ratios.append(min(Fraction(service.realisasi, service.target), Fraction(1)))
        elif options.target_nol == "nol":
            ratios.append(Fraction(0))
    if all(service.target == 0 for service in month.pelayanan.values()):
        return None
    mean = sum(ratios, Fraction(0)) / len(ratios)
    if options.metode_spm == "kontinu":
        return Fraction(floor(Fraction(33, 100) * mean * 100 + Fraction(1, 2)), 100)
    return LEVELS[min(4, floor(mean * 5))]


def split(pool: int, parts: dict[str, int], bobot: dict[str, int]) -> dict[str, int]:
    total = sum(parts.values())
    quotas = {key: Fraction(pool * part, total) for key, part in parts.items()}
    given = {key: floor(quota) for key, quota in quotas.items()}
    queue = sorted(parts, key=lambda key: (given[key] - quotas[key], -bobot[key], key))
    for key in queue[: pool - sum(given.values())]:
        given[key] += 1
    return given


def reference(month: Bulan, options: Opsi) -> Answer:
    year = month.periode.year
    bands = PEOPLE.get(month.kabupaten, PEOPLE_ELSEWHERE)
    computed = [
        spm(month, options),
        HARDSHIP[month.karakteristik],
        LEVELS[sum(month.penduduk >= band for band in bands)],
    ]
    known: list[Fraction] = []
    for name, own in zip(INDEKS, computed, strict=True):
        if name in month.indeks:
            known.append(Fraction(month.indeks[name]))
        else:
            assert own is not None
            known.append(own)
    rate = Fraction(75, 1000) if year == 2022 else Fraction(10, 100)
    if options.dasar is not None:
        rate = Fraction(options.dasar)
    base = rate * month.bok_diserap
    factor = sum(known) + (0 if options.formula_pool == "jumlah" else 1)
    adjusted = base * factor
    pool = floor(min(adjusted, Fraction(month.sisa_pagu_insentif)))
    field = floor(Fraction(85 * pool, 100))
    if Fraction(85 * pool, 100) - field >= Fraction(
        1, 2
    ):  # the larger remainder, a tie to lapangan
        field += 1
    management = pool - field
    bobot = {p.id: weight(p, year) for p in month.petugas}
    visits = {p.id: bobot[p.id] * p.frekuensi for p in month.petugas}
    days = {p.id: bobot[p.id] * p.orang_hari for p in month.petugas}
    nothing = dict.fromkeys(bobot, 0)
    left = 0
    lapangan, manajemen = nothing, nothing
    if any(visits.values()):
        lapangan = split(field, visits, bobot)
    else:
        left += field
    if any(days.values()):
        manajemen = split(management, days, bobot)
    else:
        left += management
    shares = {key: (bobot[key], lapangan[key], manajemen[key]) for key in bobot}
    cut = floor(adjusted) - pool
    return Answer(known, base, adjusted, pool, cut, field, management, left, shares)
