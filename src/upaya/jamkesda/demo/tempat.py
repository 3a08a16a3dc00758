"""Where the demo of e-Jamkesda plays: offices, villages, PPK and their agreements."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from upaya.core import clock
from upaya.core.access import Access
from upaya.demo.orang import Orang
from upaya.demo.tempat import kecamatan_of
from upaya.jamkesda.ppk.models import Layanan, Ppk
from upaya.rules.roles import Role
from upaya.wilayah.models import Kabupaten, Unit

KODE, NAMA = "64.09", "Kabupaten Penajam Paser Utara"
TODAY = date(2022, 11, 3)
"""The day on which the demo stands (Makefile)."""
FIRST_DAY = date(2022, 1, 3)
_PERTAMA = [Layanan.RAWAT_JALAN_PERTAMA, Layanan.PERSALINAN]
_INAP = [*_PERTAMA, Layanan.RAWAT_INAP_PERTAMA]
_LANJUTAN = [Layanan.RAWAT_JALAN_LANJUTAN, Layanan.RAWAT_INAP_LANJUTAN, Layanan.PERSALINAN]
_PPK: tuple[tuple[str, str, str, list[Layanan]], ...] = (
    ("RSUD Rekaan Penajam", "rumah_sakit", "C", _LANJUTAN),
    ("RS Rekaan Sepaku", "rumah_sakit", "D", _LANJUTAN),
    ("RS Mitra Rekaan Balikpapan", "rumah_sakit", "B", _LANJUTAN),
    ("Puskesmas Rekaan Penajam", "puskesmas", "", _INAP),
    ("Puskesmas Rekaan Petung", "puskesmas", "", _INAP),
    ("Puskesmas Rekaan Waru", "puskesmas", "", _INAP),
    ("Puskesmas Rekaan Babulu", "puskesmas", "", _INAP),
    ("Puskesmas Rekaan Sepaku", "puskesmas", "", _INAP),
    ("Puskesmas Rekaan Maridan", "puskesmas", "", _PERTAMA),
    ("Klinik Rekaan Bahari", "klinik", "", [Layanan.RAWAT_JALAN_PERTAMA]),
    ("Klinik Rekaan Nenang", "klinik", "", [Layanan.RAWAT_JALAN_PERTAMA]),
    ("Klinik Bersalin Rekaan Api-api", "klinik", "", _PERTAMA),
)


@dataclass
class Panggung:
    """What everything in this demo stands on; the first PPK is where one-click accounts work."""

    random: Random
    orang: Orang
    kabupaten: Kabupaten
    dinas: Unit
    dinsos: Unit
    upt: Unit
    desa: list[Unit]
    ppk: list[Ppk] = field(default_factory=list)
    access: dict[tuple[int, str], Access] = field(default_factory=dict)

    def of(self, role: Role, unit: Unit) -> Access:
        """Whoever acts in a role at a unit."""
        return self.access[unit.pk, role.name]


def hari_kerja(day: date) -> date:
    """The day itself, or the first on which offices work after it."""
    while not clock.is_working_day(day):
        day += timedelta(1)
    return day


def make(random: Random) -> Panggung:
    """The places, without anybody in them."""
    district = Kabupaten.objects.create(kode=KODE, nama=NAMA, provinsi="Kalimantan Timur")
    dinas = _office(Unit.Jenis.DINAS, district, f"Dinas Kesehatan {NAMA}")
    dinsos = _office(Unit.Jenis.DINAS_SOSIAL, district, f"Dinas Sosial {NAMA}")
    upt = _office(Unit.Jenis.UPT, district, "UPT Jaminan Kesehatan Daerah", dinas)
    villages = [
        village
        for kecamatan in kecamatan_of(district)
        for village in kecamatan.anak.select_related("induk").order_by("kode")
    ]
    made = Panggung(random, Orang(random), district, dinas, dinsos, upt, villages)
    for name, kind, level, services in _PPK:
        below = dinas if kind == "puskesmas" else None
        unit = _office(kind, district, name, below)
        made.ppk.append(
            Ppk.objects.create(
                unit=unit,
                kabupaten=district,
                jenis=kind,
                kelas=level,
                layanan=[one.value for one in services],
            )
        )
    return made


def _office(kind: str, district: Kabupaten, name: str, below: Unit | None = None) -> Unit:
    made = Unit.objects.create(
        jenis=kind,
        kabupaten=district,
        induk=below,
        nama=name,
        alamat="Jalan Rekaan Nomor 1, Penajam",
        telepon="(0542) 990000",
    )
    assert isinstance(made, Unit)  # noqa: S101 - the manager has no types
    return made
