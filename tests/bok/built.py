"""How each thing of BOK is made for a place of the world; which things there are says world.py."""

from __future__ import annotations

import base64
from datetime import date

from tests.factories.alokasi import bare_allocation
from tests.factories.bok import (
    bare_plan,
    bare_report,
    make_funds,
    make_pagu_bok,
    make_price,
    planner,
)
from tests.factories.spj import bare_spj
from tests.factories.wilayah import make_dinas
from tests.world.handle import Place
from upaya.bok.alokasi.models import Alokasi, KriteriaAlokasi
from upaya.bok.harga.models import HargaSatuan
from upaya.bok.impor.models import ImporRencana, PadananRencana
from upaya.bok.impor.workbook import plan_bytes
from upaya.bok.ketetapan.keys import PAGU_BOK
from upaya.bok.program.models import ProgramPj
from upaya.bok.realisasi.models import Kehadiran, Pelaksanaan, PesertaLain
from upaya.bok.rencana.models import (
    KegiatanDinas,
    KegiatanRencana,
    Rencana,
    RencanaDinas,
)
from upaya.bok.rencana.reading import BacaanRencana
from upaya.bok.serapan.models import Serapan, SerapanKegiatan
from upaya.bok.spj.models import (
    BerkasSpj,
    SpjKegiatan,
    TemuanSpj,
)
from upaya.core import clock
from upaya.rules.bok import road, road_spj

YEARS = {
    road.DITETAPKAN: (2022, 0),
    road.DRAF: (2022, 1),
    road.DIAJUKAN: (2021, 0),
    road.DIVERIFIKASI: (2023, 0),
    road.DIKEMBALIKAN: (2024, 0),
}
"""Where the plans of a place stand: one is written at a time in a year."""


def price(place: Place) -> HargaSatuan:
    assert place.unit.kabupaten is not None
    return make_price(place.unit.kabupaten)


def plan(place: Place, status: str = road.DITETAPKAN) -> Rencana:
    if place.name == "home" and not place.unit.pagu.filter(kunci=PAGU_BOK).exists():
        make_pagu_bok(place.unit)
    year, nomor = YEARS[status]
    if nomor:
        plan(place)
    return bare_plan(place.unit, year, status, place.mark, nomor)


def activity(place: Place) -> KegiatanRencana:
    found = plan(place).kegiatan.earliest("pk")
    assert isinstance(found, KegiatanRencana)
    return found


def report(place: Place, status: str = road.DIVERIFIKASI) -> Pelaksanaan:
    return bare_report(plan(place), status, place.mark, place.petugas)


def presence(place: Place) -> Kehadiran:
    made, _ = Kehadiran.objects.get_or_create(
        pelaksanaan=report(place), petugas=place.petugas, tanggal=date(2022, 8, 3)
    )
    return made


def absorption(place: Place) -> Serapan:
    made, _ = Serapan.objects.get_or_create(
        puskesmas=place.unit,
        periode=date(2022, 8, 1),
        defaults={
            "kabupaten": place.unit.kabupaten,
            "jumlah": 1_000_000,
            "keterangan": place.mark,
            "dicatat_oleh": place.user,
            "dicatat_pada": clock.now(),
        },
    )
    return made


ALLOCATED = {
    road.DRAF: 2022,
    road.DIAJUKAN: 2023,
    road.DITETAPKAN: 2024,
    road.DIKEMBALIKAN: 2025,
}
"""Where the allocations of a district stand: one is prepared at a time in a year."""


def allocation(place: Place, status: str = road.DIAJUKAN) -> Alokasi:
    return bare_allocation(make_dinas(place.unit.kabupaten), ALLOCATED[status], status, place.mark)


def criterion(place: Place) -> KriteriaAlokasi:
    found = allocation(place).kriteria.earliest("pk")
    assert isinstance(found, KriteriaAlokasi)
    return found


def absorbed_activity(place: Place) -> SerapanKegiatan:
    made, _ = SerapanKegiatan.objects.get_or_create(
        serapan=absorption(place), kunci=1, defaults={"jumlah": 100_000}
    )
    return made


def plan_dinas(place: Place, status: str = road.DITETAPKAN) -> RencanaDinas:
    dinas = make_dinas(place.unit.kabupaten)
    make_funds(dinas)
    year, nomor = YEARS[status]
    if nomor:
        plan_dinas(place)
    made = bare_plan(dinas, year, status, place.mark, nomor, menu="4.1.b")
    return RencanaDinas.objects.get(pk=made.pk)


def activity_dinas(place: Place) -> KegiatanDinas:
    found = KegiatanDinas.objects.filter(rencana=plan_dinas(place).pk).earliest("pk")
    assert isinstance(found, KegiatanDinas)
    return found


def plan_import(place: Place) -> ImporRencana:
    found = ImporRencana.objects.filter(rencana__puskesmas=place.unit).first()
    if found is not None:
        assert isinstance(found, ImporRencana)
        return found
    drafted = plan(place, road.DRAF)
    made = ImporRencana.objects.create(
        rencana=drafted,
        nama=f"{place.mark}.xlsx",
        sha256="0" * 64,
        isi=base64.b64encode(plan_bytes(BacaanRencana(drafted))).decode("ascii"),
        oleh=drafted.dibuat_oleh,
        pada=clock.now(),
    )
    assert isinstance(made, ImporRencana)
    return made


def word(place: Place) -> PadananRencana:
    made, _ = PadananRencana.objects.get_or_create(
        puskesmas=place.unit,
        jenis="kolom",
        kunci="tempatnya",
        defaults={
            "tulisan": f"{place.mark} tempatnya",
            "arti": "lokasi",
            "oleh": planner(place.unit).user,
            "pada": clock.now(),
        },
    )
    return made


def program(place: Place) -> ProgramPj:
    """Of somebody else: whoever walks is not limited."""
    made, _ = ProgramPj.objects.get_or_create(
        puskesmas=place.unit,
        user=place.user,
        kode="a",
        defaults={
            "mulai": date(2022, 1, 1),
            "ditetapkan_oleh": place.user,
            "ditetapkan_pada": clock.now(),
        },
    )
    return made


def guest(place: Place) -> PesertaLain:
    made, _ = PesertaLain.objects.get_or_create(
        pelaksanaan=report(place),
        jenis="kader",
        urutan=0,
        defaults={"nama": f"{place.mark} Kader"},
    )
    return made


def spj(place: Place, status: str = road_spj.DITERIMA) -> SpjKegiatan:
    return bare_spj(report(place), status, place.mark, place.user)


def spj_returned(place: Place) -> TemuanSpj:
    found = spj(place, road.DIKEMBALIKAN).temuan.earliest("pk")
    assert isinstance(found, TemuanSpj)
    return found


def spj_file(place: Place) -> BerkasSpj:
    found = spj(place, road.DRAF).berkas.earliest("pk")
    assert isinstance(found, BerkasSpj)
    return found
