"""Who works under a contract in the demo, and what happened to each of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from upaya.rules.tenaga.honor import CUTI, IZIN, SAKIT
from upaya.tenaga.kerja.services import IsiTarget


@dataclass(frozen=True, slots=True)
class Bulan:
    """A month: how far it came, what was reached of each target, which days were off."""

    nomor: int
    sampai: str
    capaian: tuple[int, ...]
    absen: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Tenaga:
    """One contract. `akun` gives the worker an account of the demo."""

    puskesmas: str
    jenis: str
    nama: str
    lahir: date
    pendidikan: str
    bidang: str
    mulai: date
    sampai: date
    bulan: tuple[Bulan, ...]
    stra: tuple[str, date] | None = None
    pengalaman: int = 0
    akun: bool = False
    berakhir: date | None = None
    status: str = "berlaku"


_AKHIR = date(2022, 12, 31)
PUSKESMAS = "banyuputih"
SEMUA = (
    # Began in mid month; September was paid in full, October waits for the treasurer.
    Tenaga(
        PUSKESMAS, "promkes", "Nur'aini Lestari, A.Md.Kes.", date(1996, 3, 9), "D3",
        "Kesehatan Masyarakat, Promosi Kesehatan", date(2022, 8, 15), _AKHIR,
        (Bulan(8, "dibayar", (4, 10), ((22, IZIN),)), Bulan(9, "dibayar", (8, 20)),
         Bulan(10, "diverifikasi", (8, 20), ((12, CUTI), (13, CUTI)))),
        pengalaman=14, akun=True,
    ),
    # Missed a target in September; nobody opened October.
    Tenaga(
        PUSKESMAS, "sanitasi", "Suprapto", date(1988, 11, 30), "D3", "Kesehatan Lingkungan",
        date(2022, 8, 1), date(2022, 11, 30),
        (Bulan(8, "dibayar", (8, 20)), Bulan(9, "dibayar", (3, 9))),
    ),
    # A STRA that ends before the contract, and a report that waits for the head.
    Tenaga(
        "asembagus", "apoteker", "apt. Dewi Ma'rifah, S.Farm.", date(1993, 7, 21), "profesi",
        "Apoteker", date(2022, 9, 1), _AKHIR,
        (Bulan(9, "dibayar", (8, 20), ((6, SAKIT),)), Bulan(10, "dilaporkan", (7, 20))),
        stra=("19930721/STRA-CONTOH/2017", date(2022, 11, 21)),
    ),
    # Left before the term; the place is open again.
    Tenaga(
        "panji", "keuangan", "Agus Salim, A.Md.Ak.", date(1990, 1, 2), "D3", "Akuntansi",
        date(2022, 8, 1), _AKHIR, (Bulan(8, "dibayar", (8, 20)), Bulan(9, "dinilai", (8, 18))),
        berakhir=date(2022, 9, 16),
    ),
    # Waits for the worker's signature.
    Tenaga(
        "kapongan", "nutrisionis", "Sri", date(1999, 2, 28), "D3", "Gizi", date(2022, 11, 7),
        _AKHIR, (), status="menunggu_tenaga",
    ),
)  # fmt: skip
TERBUKA = (("panji", "epidemiologi"), ("besuki", "promkes"))
"""Places that nobody was chosen for."""
KEBUTUHAN: tuple[tuple[str, str, tuple[tuple[str, int, str], ...], int], ...] = (
    (PUSKESMAS, "promkes",
     (("Penyuluhan di posyandu", 620, "120"), ("Kunjungan rumah", 1_100, "60")), 0),
    (PUSKESMAS, "sanitasi", (("Inspeksi sarana air minum", 540, "150"),), 1),
    ("besuki", "promkes", (("Penyuluhan di posyandu", 700, "120"),), 0),
    ("panji", "keuangan", (("Pembukuan dana BOK", 12, "4800"),), 0),
    # Nobody decided a place for it yet.
    ("panji", "atlm", (("Pemeriksaan sampel", 9_600, "15"),), 1),
    ("asembagus", "apoteker", (("Pelayanan resep", 14_400, "7.5"),), 1),
)  # fmt: skip
"""Needs of the year: where, of which kind, from which tasks (how often, minutes), staff there."""
TARGET = (
    IsiTarget("Kegiatan di posyandu dan sekolah", "kali", Decimal(8), 60, "daftar hadir dan foto"),
    IsiTarget("Kunjungan rumah", "keluarga", Decimal(20), 40, "buku kunjungan"),
)
