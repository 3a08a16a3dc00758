"""Builders of the activity grid: a month in draft with officers and columns."""

from dataclasses import dataclass
from datetime import date

from tests.factories.akun import make_access, make_user
from tests.factories.pegawai import make_penetapan, make_petugas, make_sk
from tests.factories.wilayah import make_puskesmas
from upaya.core import clock
from upaya.core.access import Access
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.kegiatan.models import BarisKegiatan, IsianKegiatan, PetugasBulan
from upaya.rules.insentif.road import DRAF
from upaya.rules.kesehatan import OPERATOR_PUSKESMAS
from upaya.wilayah.models import Unit

LAPANGAN_MENU = ("a.4", "a.8", "a.9.a", "b.1.a", "g.1", "d.3.a", "c.1", "e.2.a")
MANAJEMEN_MENU = ("h.1", "a.1.f", "b.2", "a.6.a")


@dataclass(frozen=True)
class Grid:
    """A month with its rows and columns, and the operator who fills it."""

    month: Pengajuan
    access: Access
    rows: list[PetugasBulan]
    lapangan: list[BarisKegiatan]
    manajemen: list[BarisKegiatan]


def make_grid(
    puskesmas: Unit | None = None,
    *,
    officers: int = 3,
    lapangan: int = 2,
    manajemen: int = 1,
    periode: date = date(2022, 8, 1),
) -> Grid:
    """Officers are named in their order (Petugas 001, ...) and entitled by an SK."""
    unit = puskesmas or make_puskesmas()
    assert unit.kabupaten_id is not None
    month = Pengajuan.objects.create(
        kabupaten_id=unit.kabupaten_id,
        puskesmas=unit,
        periode=periode,
        status=DRAF,
        status_since=clock.now(),
        penduduk=30_000,
        dibuat_oleh=make_user(),
        dibuat_pada=clock.now(),
    )
    sk = make_sk(unit)
    rows = []
    for number in range(officers):
        petugas = make_petugas(unit, f"Petugas {number + 1:03d}")
        make_penetapan(petugas, sk=sk)
        rows.append(
            PetugasBulan.objects.create(
                kabupaten_id=unit.kabupaten_id, pengajuan=month, petugas=petugas
            )
        )
    columns = [
        *((menu, "lapangan") for menu in LAPANGAN_MENU[:lapangan]),
        *((menu, "manajemen") for menu in MANAJEMEN_MENU[:manajemen]),
    ]
    lines = [
        BarisKegiatan.objects.create(
            pengajuan=month, menu=menu, uraian=f"Kegiatan {menu}", jenis=jenis, urutan=place
        )
        for place, (menu, jenis) in enumerate(columns, start=1)
    ]
    access = make_access(OPERATOR_PUSKESMAS, unit)
    return Grid(month, access, rows, lines[:lapangan], lines[lapangan:])


def cells_of(row: PetugasBulan) -> dict[str, int]:
    """What a row holds in the database, by code of the menu."""
    return dict(
        IsianKegiatan.objects.filter(petugas_bulan=row)
        .order_by("baris__menu")
        .values_list("baris__menu", "jumlah")
    )
