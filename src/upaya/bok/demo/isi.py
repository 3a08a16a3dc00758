"""What the plans of the demo hold: the same activities everywhere, as large as the pagu allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

EVERY, QUARTERS, LAST_QUARTER = tuple(range(1, 13)), (3, 6, 9, 12), (10, 11, 12)
TO_SEPTEMBER = tuple(range(1, 10))
SKALA = 0
"""In a volume: as many villages as the puskesmas can pay."""

Line = tuple[str, tuple[tuple[int, str], ...]]
"""A price of the list by its name, and the volumes."""

PRICES = (
    ("Transpor lokal petugas", "orang per kali", "a", "darat", 50_000),
    ("Transpor lokal petugas", "orang per kali", "a", "laut", 150_000),
    ("Transpor kader", "orang per kali", "a", "semua", 30_000),
    ("Konsumsi rapat", "orang per kali", "f", "semua", 35_000),
    ("Penggandaan", "lembar", "e", "semua", 300),
    ("Langganan internet", "bulan", "k", "semua", 1_500_000),
    ("Honor tenaga kontrak", "orang per bulan", "g", "semua", 2_250_000),
    ("Bahan pemicuan STBM", "paket", "c", "semua", 7_500_000),
    ("Insentif UKM sebulan", "bulan", "m", "semua", 2_500_000),
)
"""Name, unit, kind of spending, where, rupiah."""


@dataclass(frozen=True, slots=True)
class Contoh:
    """One activity: menu, name, months, and the lines of money."""

    menu: str
    nama: str
    bulan: tuple[int, ...]
    lines: tuple[Line, ...]
    kali: int = 1
    lokakarya: str = ""
    desa: str = ""
    sasaran: str = "Masyarakat"
    pelaksana: str = "Penanggung jawab program"


def _visits(people: int) -> tuple[Line, ...]:
    return (("Transpor lokal petugas", ((people, "orang"), (SKALA, "desa"), (2, "kali"))),)


def _meeting(people: int) -> tuple[Line, ...]:
    return (("Konsumsi rapat", ((people, "orang"),)), ("Penggandaan", ((200, "lembar"),)))


ACTIVITIES = (
    Contoh("a.4", "Pembinaan posyandu", EVERY, _visits(6), 8, sasaran="Kader"),
    Contoh("a.9.a", "Kunjungan rumah ibu hamil risiko tinggi", EVERY, _visits(8), 8),
    Contoh("b.1.a", "Pendampingan penimbangan", EVERY, _visits(5), 6, sasaran="Balita"),
    Contoh("b.1.d", "Kunjungan balita tidak naik timbangan", EVERY, _visits(4), 6),
    Contoh("b.3.a", "Pemantauan tumbuh kembang balita", EVERY, _visits(4), 6, sasaran="Balita"),
    Contoh("d.2.b", "Deteksi dini PTM di posbindu", EVERY, _visits(5), 6, sasaran="Dewasa"),
    Contoh("d.3.a", "Imunisasi rutin", EVERY, _visits(5), 6, sasaran="Bayi"),
    Contoh("g.1", "Kunjungan keluarga", EVERY, _visits(6), 6, sasaran="Keluarga"),
    Contoh("a.5.f", "Pemeriksaan anak sekolah", (7, 8, 9, 10), _visits(5), 6, sasaran="Murid"),
    Contoh("a.1.f", "Rapat validasi PWS KIA", EVERY, _meeting(25), 2, sasaran="Bidan desa"),
    Contoh("b.1.b", "Pertemuan analisis pertumbuhan", EVERY, _meeting(20), 2, sasaran="Kader"),
    Contoh("d.5.e", "Rapat lintas sektor pencegahan penyakit", EVERY, _meeting(30), 2),
    Contoh(
        "h.1",
        "Lokakarya mini bulanan",
        EVERY,
        (("Konsumsi rapat", ((55, "orang"),)), ("Langganan internet", ((1, "bulan"),))),
        lokakarya="bulanan",
        sasaran="Petugas puskesmas",
    ),
    Contoh(
        "h.1",
        "Lokakarya mini tribulanan",
        QUARTERS,
        (("Konsumsi rapat", ((40, "orang"),)), ("Transpor kader", ((20, "orang"),))),
        lokakarya="tribulanan",
        sasaran="Lintas sektor",
    ),
    Contoh(
        "f.1.g",
        "Tenaga administrasi keuangan",
        EVERY,
        (("Honor tenaga kontrak", ((1, "orang"),)),),
        sasaran="Puskesmas",
    ),
    Contoh("9.k.1", "Tracing dan testing COVID-19", (2, 3, 7, 8), _visits(2)),
    Contoh("9.l", "Insentif UKM", EVERY, (("Insentif UKM sebulan", ((1, "bulan"),)),)),
)
"""Murni, beside the STBM of villages that have it."""


def stbm(village: str) -> Contoh:
    """STBM is triggered in one village."""
    lines = (("Bahan pemicuan STBM", ((1, "paket"),)),)
    return Contoh("e.2.a", f"Pemicuan STBM desa {village}", (5,), lines, desa=village)


FAMILY, OLDER = "g.1", "d.2.b"
"""What Perubahan 1 shifts from October on: more visits to families, fewer to posbindu."""


def shifted(one: Contoh) -> Iterator[Contoh]:
    """An activity as Perubahan 1 writes it: as it was to September, and another way after."""
    people, suffix = (7, "tambahan") if one.menu == FAMILY else (4, "dikurangi")
    yield Contoh(one.menu, one.nama, TO_SEPTEMBER, one.lines, one.kali, sasaran=one.sasaran)
    name, pelaksana = f"{one.nama}, {suffix} sejak Oktober", "Pengganti penanggung jawab"
    yield Contoh(
        one.menu,
        name,
        LAST_QUARTER,
        _visits(people),
        one.kali + 1 if one.menu == FAMILY else one.kali,
        sasaran=one.sasaran,
        pelaksana=pelaksana,
    )


LATE = Contoh("c.2.b", "Senam lansia", (11, 12), _visits(2), sasaran="Lansia")
"""What Perubahan 2 adds, where somebody is writing it."""
