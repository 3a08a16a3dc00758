"""Builders of BOK: what is decreed, prices, plans in every status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tests.factories.akun import make_user, person
from tests.factories.insentif import make_team
from tests.factories.regulasi import make_baris
from tests.factories.wilayah import make_puskesmas
from upaya.akun.models import Membership
from upaya.bok.harga.models import HargaSatuan
from upaya.bok.ketetapan.keys import DESA_STBM, PAGU_BOK, SILPA
from upaya.bok.realisasi import services as reports
from upaya.bok.realisasi.models import OTHERS, Kehadiran, Pelaksanaan
from upaya.bok.realisasi.road import ROAD as REPORT_ROAD
from upaya.bok.rencana import services
from upaya.bok.rencana.models import KegiatanRencana, Rencana, RincianRencana
from upaya.bok.rencana.road import ROAD
from upaya.bok.rencana.services import BarisRincian
from upaya.bok.serapan.models import Serapan
from upaya.bok.serapan.services import record
from upaya.core import clock
from upaya.pegawai.models import Petugas
from upaya.regulasi.models import BarisAturan
from upaya.rules.bok.plan_dinas import DANA, PAGU_DINAS
from upaya.rules.bok.road import DITETAPKAN, DRAF, PJ_PROGRAM, REALISASI, RENCANA
from upaya.rules.period import Period
from upaya.wilayah.models import Kabupaten, Unit

YEAR = 2022
PAGU = 900_000_000
VALUES: dict[str, Any] = {
    "menu": "a.9.a",
    "nama": "Kunjungan rumah ibu hamil",
    "tujuan": "",
    "sasaran": "Ibu hamil",
    "target": "Semua ibu hamil risiko tinggi",
    "lokasi": "Wilayah kerja",
    "desa": "",
    "pelaksana": "PJ KIA",
    "mitra": "Kader",
    "sumber_daya": "Buku KIA",
    "indikator": "Cakupan K4",
    "cara": "luring",
    "lokakarya": "",
    "penjelasan": "",
    "jumlah_sasaran": 40,
    "bulan": [8, 9],
    "kali": 2,
}
"""An activity as its form gives it."""


def make_pagu_bok(unit: Unit, amount: int = PAGU, year: int = YEAR) -> BarisAturan:
    """The year's BOK of a puskesmas, approved."""
    assert unit.kabupaten is not None
    return make_baris(
        unit.kabupaten,
        PAGU_BOK,
        amount,
        puskesmas=unit,
        mulai=date(year, 1, 1),
        sampai=date(year, 12, 31),
    )


def make_stbm(unit: Unit, *villages: str, year: int = YEAR) -> BarisAturan:
    """The villages in which STBM is triggered."""
    assert unit.kabupaten is not None
    return make_baris(
        unit.kabupaten,
        DESA_STBM,
        "; ".join(villages),
        puskesmas=unit,
        mulai=date(year, 1, 1),
        sampai=date(year, 12, 31),
    )


def make_silpa(unit: Unit, amount: int, year: int = YEAR) -> BarisAturan:
    """What the year before left, decreed for a year."""
    assert unit.kabupaten is not None
    return make_baris(
        unit.kabupaten,
        SILPA,
        amount,
        puskesmas=unit,
        mulai=date(year, 1, 1),
        sampai=date(year, 12, 31),
    )


def make_price(
    kabupaten: Kabupaten,
    nama: str = "Transpor lokal",
    harga: int = 50_000,
    *,
    belanja: str = "a",
    satuan: str = "orang per kali",
) -> HargaSatuan:
    """A price of the list since the year began; called again it gives the same row."""
    found = HargaSatuan.objects.filter(kabupaten=kabupaten, nama=nama).order_by("pk").first()
    if found is not None:
        assert isinstance(found, HargaSatuan)
        return found
    made = HargaSatuan.objects.create(
        kabupaten=kabupaten,
        nama=nama,
        satuan=satuan,
        belanja=belanja,
        harga=harga,
        mulai=date(YEAR, 1, 1),
        nomor_keputusan="188/10/2022",
        contoh=True,
        dicatat_oleh=make_user(),
        dicatat_pada=clock.now(),
    )
    assert isinstance(made, HargaSatuan)
    return made


def planner(unit: Unit) -> Membership:
    """Who plans at a puskesmas; called again it is the same person."""
    return person(PJ_PROGRAM, unit)


def lines(unit: Unit, *volume: tuple[int, str], nama: str = "Transpor lokal") -> list[BarisRincian]:
    """One line of money at the district's price."""
    assert unit.kabupaten is not None
    chosen = volume or ((2, "orang"), (3, "desa"))
    return [BarisRincian(make_price(unit.kabupaten, nama), "", tuple(chosen))]


def make_plan(
    unit: Unit | None = None,
    *,
    status: str = DRAF,
    activities: Sequence[dict[str, Any]] = ({},),
    pagu: int = PAGU,
) -> Rencana:
    """The plan of 2022 with activities, moved on its road by the right people."""
    unit = unit or make_puskesmas()
    if not unit.pagu.filter(kunci=PAGU_BOK).exists():
        make_pagu_bok(unit, pagu)
    access = planner(unit).access()
    plan = services.open_plan(unit.pk, YEAR, access)
    for values in activities:
        services.save_activity(plan.pk, access, None, VALUES | values, lines(unit))
    services.explain(plan.pk, access, "Lokakarya mini dibiayai sumber lain.")
    for name in _MOVES[status]:
        plan = move_plan(plan, name)
    found = Rencana.objects.select_related("puskesmas", "kabupaten").get(pk=plan.pk)
    assert isinstance(found, Rencana)
    return found


_MOVES = {
    "draf": (),
    "diajukan": ("ajukan",),
    "dikembalikan": ("ajukan", "kembalikan_tim"),
    "diverifikasi": ("ajukan", "verifikasi"),
    "ditetapkan": ("ajukan", "verifikasi", "tetapkan"),
}


def move_plan(plan: Rencana, name: str) -> Rencana:
    """Make one move of a plan in the name of whoever makes it."""
    team = make_team(plan.puskesmas)
    role = RENCANA.moves[name].roles[0].name
    people = {"pj_program": planner(plan.puskesmas), "tim_verifikasi": team.tim}
    access = people.get(role, team.kepala).access()
    moved = ROAD.execute(plan.pk, name, access, reason="Periksa lagi volumenya.")
    assert isinstance(moved, Rencana)
    return moved


def make_funds(dinas: Unit) -> None:
    """The year's pagu of what the Dinas spends itself, unless it is decreed already."""
    assert dinas.kabupaten is not None
    for fund in DANA:
        key = f"{PAGU_DINAS}{fund}"
        if not dinas.kabupaten.aturan.filter(kunci=key).exists():
            make_baris(dinas.kabupaten, key, PAGU, mulai=date(YEAR, 1, 1))


def bare_plan(
    unit: Unit, year: int, status: str, mark: str, nomor: int = 0, *, menu: str = "a.9.a"
) -> Rencana:
    """A version with one activity straight in the tables: what a walk looks at."""
    found = Rencana.objects.filter(puskesmas=unit, tahun=year, nomor=nomor).first()
    if isinstance(found, Rencana):
        return found
    assert unit.kabupaten is not None
    user = planner(unit).user
    plan = Rencana.objects.create(
        kabupaten=unit.kabupaten,
        puskesmas=unit,
        tahun=year,
        nomor=nomor,
        alasan=f"{mark} bergeser" if nomor else "",
        status=status,
        status_since=clock.now(),
        ditetapkan_pada=clock.today() if status == DITETAPKAN else None,
        dibuat_oleh=user,
        dibuat_pada=clock.now(),
    )
    row = KegiatanRencana.objects.create(
        rencana=plan,
        kunci=1,
        ditulis_oleh=user,
        ditulis_pada=clock.now(),
        **(VALUES | {"nama": f"{mark} kunjungan rumah", "menu": menu}),
    )
    price = make_price(unit.kabupaten)
    RincianRencana.objects.create(
        kegiatan=row,
        urutan=0,
        belanja=price.belanja,
        uraian=price.nama,
        harga=price,
        harga_satuan=price.harga,
        satuan=price.satuan,
        volume=[[2, "orang"], [3, "desa"]],
    )
    assert isinstance(plan, Rencana)
    return plan


def make_report(
    unit: Unit | None = None,
    *,
    periode: str = "2022-08",
    kunci: int = 1,
    days: dict[int, list[int]] | None = None,
    status: str = DRAF,
    hasil: str = "Semua sasaran dikunjungi.",
) -> Pelaksanaan:
    """A report of a planned activity; `days` are day numbers by officer's key."""
    unit = unit or make_puskesmas()
    if not Rencana.objects.filter(puskesmas=unit, status=DITETAPKAN).exists():
        make_plan(unit, status=DITETAPKAN)
    period, access = Period.parse(periode), planner(unit).access()
    report = reports.begin(unit.pk, period, kunci, access)
    found = {key: [period.first_day.replace(day=n) for n in ns] for key, ns in (days or {}).items()}
    values = {"desa": "Kilensari", "hasil": hasil} | dict.fromkeys(OTHERS, 0)
    report = reports.write(report.pk, access, values | {"kader": 2}, found, seen_versi=report.versi)
    for name in _REPORTED[status]:
        move_report(report, name)
    return Pelaksanaan.objects.select_related("puskesmas", "kabupaten").get(pk=report.pk)


_REPORTED = {
    "draf": (),
    "dilaporkan": ("laporkan",),
    "diverifikasi": ("laporkan", "verifikasi"),
    "dikembalikan": ("laporkan", "kembalikan"),
    "batal": ("batalkan",),
}


def move_report(report: Pelaksanaan, name: str) -> None:
    """Make one move of a report in the name of whoever makes it."""
    by_team = REALISASI.moves[name].roles[0].name == "tim_verifikasi"
    person = make_team(report.puskesmas).tim if by_team else planner(report.puskesmas)
    REPORT_ROAD.execute(report.pk, name, person.access(), reason="Hujan deras, desa terputus.")


def bare_report(plan: Rencana, status: str, mark: str, officer: Petugas) -> Pelaksanaan:
    """A report straight in the tables: what a walk looks at."""
    found = Pelaksanaan.objects.filter(puskesmas=plan.puskesmas, status=status).first()
    if found is not None:
        assert isinstance(found, Pelaksanaan)
        return found
    row, user = plan.kegiatan.earliest("pk"), planner(plan.puskesmas).user
    made = Pelaksanaan.objects.create(
        kabupaten=plan.kabupaten,
        puskesmas=plan.puskesmas,
        kegiatan=row,
        periode=date(YEAR, 8, 1),
        kunci=row.kunci,
        menu=row.menu,
        urutan=1,
        sifat="lapangan",
        nama=f"{mark} kunjungan rumah",
        hasil="Semua sasaran dikunjungi.",
        kader=2,
        status=status,
        status_since=clock.now(),
        ditulis_oleh=user,
        ditulis_pada=clock.now(),
    )
    Kehadiran.objects.create(pelaksanaan=made, petugas=officer, tanggal=date(YEAR, 8, 3))
    assert isinstance(made, Pelaksanaan)
    return made


def make_absorption(
    unit: Unit,
    jumlah: int = 60_000_000,
    periode: str = "2022-08",
    kegiatan: Mapping[int, int] | None = None,
) -> Serapan:
    """What the treasurer recorded of a month: by no activity's name, and by their numbers."""
    access = make_team(unit).pembantu.access()
    return record(unit.pk, Period.parse(periode), jumlah, "", access, kegiatan)
