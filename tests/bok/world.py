"""What BOK brings to the walks."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Model

from tests.bok import world_kas
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
from tests.world.handle import Place, World
from tests.world.parts import Argument, OnRoad
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
    RincianRencana,
)
from upaya.bok.rencana.reading import BacaanRencana
from upaya.bok.serapan.models import Serapan, SerapanKegiatan
from upaya.bok.spj.models import (
    BerkasSpj,
    BuktiSpj,
    PenerimaSpj,
    PengisiSpj,
    SpjKegiatan,
    TemuanSpj,
)
from upaya.core import clock
from upaya.rules.bok import road, road_dinas, road_spj

YEARS = {
    road.DITETAPKAN: (2022, 0),
    road.DRAF: (2022, 1),
    road.DIAJUKAN: (2021, 0),
    road.DIVERIFIKASI: (2023, 0),
    road.DIKEMBALIKAN: (2024, 0),
}
"""Where the plans of a place stand: one is written at a time in a year."""


def _price(place: Place) -> HargaSatuan:
    assert place.unit.kabupaten is not None
    return make_price(place.unit.kabupaten)


def _plan(place: Place, status: str = road.DITETAPKAN) -> Rencana:
    if place.name == "home" and not place.unit.pagu.filter(kunci=PAGU_BOK).exists():
        make_pagu_bok(place.unit)
    year, nomor = YEARS[status]
    if nomor:
        _plan(place)
    return bare_plan(place.unit, year, status, place.mark, nomor)


def _activity(place: Place) -> KegiatanRencana:
    found = _plan(place).kegiatan.earliest("pk")
    assert isinstance(found, KegiatanRencana)
    return found


def _report(place: Place, status: str = road.DIVERIFIKASI) -> Pelaksanaan:
    return bare_report(_plan(place), status, place.mark, place.petugas)


def _presence(place: Place) -> Kehadiran:
    made, _ = Kehadiran.objects.get_or_create(
        pelaksanaan=_report(place), petugas=place.petugas, tanggal=date(2022, 8, 3)
    )
    return made


def _absorption(place: Place) -> Serapan:
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


def _allocation(place: Place, status: str = road.DIAJUKAN) -> Alokasi:
    return bare_allocation(make_dinas(place.unit.kabupaten), ALLOCATED[status], status, place.mark)


def _criterion(place: Place) -> KriteriaAlokasi:
    found = _allocation(place).kriteria.earliest("pk")
    assert isinstance(found, KriteriaAlokasi)
    return found


def _absorbed_activity(place: Place) -> SerapanKegiatan:
    made, _ = SerapanKegiatan.objects.get_or_create(
        serapan=_absorption(place), kunci=1, defaults={"jumlah": 100_000}
    )
    return made


def _plan_dinas(place: Place, status: str = road.DITETAPKAN) -> RencanaDinas:
    dinas = make_dinas(place.unit.kabupaten)
    make_funds(dinas)
    year, nomor = YEARS[status]
    if nomor:
        _plan_dinas(place)
    made = bare_plan(dinas, year, status, place.mark, nomor, menu="4.1.b")
    return RencanaDinas.objects.get(pk=made.pk)


def _activity_dinas(place: Place) -> KegiatanDinas:
    found = KegiatanDinas.objects.filter(rencana=_plan_dinas(place).pk).earliest("pk")
    assert isinstance(found, KegiatanDinas)
    return found


def _import(place: Place) -> ImporRencana:
    found = ImporRencana.objects.filter(rencana__puskesmas=place.unit).first()
    if found is not None:
        assert isinstance(found, ImporRencana)
        return found
    plan = _plan(place, road.DRAF)
    made = ImporRencana.objects.create(
        rencana=plan,
        nama=f"{place.mark}.xlsx",
        sha256="0" * 64,
        isi=base64.b64encode(plan_bytes(BacaanRencana(plan))).decode("ascii"),
        oleh=plan.dibuat_oleh,
        pada=clock.now(),
    )
    assert isinstance(made, ImporRencana)
    return made


def _word(place: Place) -> PadananRencana:
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


def _program(place: Place) -> ProgramPj:
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


def _guest(place: Place) -> PesertaLain:
    made, _ = PesertaLain.objects.get_or_create(
        pelaksanaan=_report(place),
        jenis="kader",
        urutan=0,
        defaults={"nama": f"{place.mark} Kader"},
    )
    return made


def _spj(place: Place, status: str = road_spj.DITERIMA) -> SpjKegiatan:
    return bare_spj(_report(place), status, place.mark, place.user)


def _spj_returned(place: Place) -> TemuanSpj:
    found = _spj(place, road.DIKEMBALIKAN).temuan.earliest("pk")
    assert isinstance(found, TemuanSpj)
    return found


def _spj_file(place: Place) -> BerkasSpj:
    found = _spj(place, road.DRAF).berkas.earliest("pk")
    assert isinstance(found, BerkasSpj)
    return found


BUILDERS = {
    SpjKegiatan: _spj,
    PenerimaSpj: lambda p: _spj(p).penerima.earliest("pk"),
    BuktiSpj: lambda p: _spj(p).dokumen.earliest("pk"),
    BerkasSpj: lambda p: _spj(p).berkas.earliest("pk"),
    PengisiSpj: lambda p: _spj(p).pengisi.earliest("pk"),
    TemuanSpj: _spj_returned,
    RencanaDinas: _plan_dinas,
    KegiatanDinas: _activity_dinas,
    ProgramPj: _program,
    PesertaLain: _guest,
    ImporRencana: _import,
    PadananRencana: _word,
    SerapanKegiatan: _absorbed_activity,
    Alokasi: _allocation,
    KriteriaAlokasi: _criterion,
    Kehadiran: _presence,
    Pelaksanaan: _report,
    Serapan: _absorption,
    HargaSatuan: _price,
    Rencana: _plan,
    KegiatanRencana: _activity,
    RincianRencana: lambda p: _activity(p).rincian.earliest("pk"),
    **world_kas.BUILDERS,
}


OBJECTS = {
    "spj:bersama": lambda p: _spj(p, road.DRAF),
    "spj:dari_kas": lambda p: _spj(p, road.DRAF),
    "spj:dokumen_isi": lambda p: _spj(p, road.DRAF),
    "spj:berkas_lepas": lambda p: _spj(p, road.DRAF),
    "spj:temuan_tanggapi": lambda p: _spj(p, road.DIKEMBALIKAN),
    "spj:temuan_cabut": lambda p: _spj(p, road.DIKEMBALIKAN),
}


def _all_spj(world: World) -> dict[str, Any]:
    return {status: _spj(world.home, status) for status in road_spj.SPJ.states}


def _plans(world: World) -> dict[str, Any]:
    return {status: _plan(world.home, status) for status in YEARS}


def _activity_of(plan: Rencana, _: Place) -> Model | None:
    return plan.kegiatan.earliest("pk")


def _reports(world: World) -> dict[str, Any]:
    return {status: _report(world.home, status) for status in road.REALISASI.states}


def _plans_dinas(world: World) -> dict[str, Any]:
    return {status: _plan_dinas(world.home, status) for status in YEARS}


def _activity_of_dinas(plan: Rencana, _: Place) -> Model | None:
    found = KegiatanDinas.objects.filter(rencana=plan.pk).earliest("pk")
    assert isinstance(found, KegiatanDinas)
    return found


def _allocations(world: World) -> dict[str, Any]:
    return {status: _allocation(world.home, status) for status in ALLOCATED}


ROADS = {
    road_spj.SPJ.name: OnRoad(
        SpjKegiatan,
        objects=_all_spj,
        standing=lambda home, _: replace(home),
        groups=tuple((status,) for status in road_spj.SPJ.states),
        few=dict.fromkeys(
            ("spj:dokumen_pdf", "spj:dokumen_xlsx", "spj:folder_zip"), (road_spj.DITERIMA,)
        ),
    ),
    road_dinas.RENCANA_DINAS.name: OnRoad(
        RencanaDinas,
        objects=_plans_dinas,
        standing=lambda home, _: replace(home),
        groups=tuple((status,) for status in road_dinas.RENCANA_DINAS.states),
        belonging={KegiatanDinas: _activity_of_dinas},
        few=dict.fromkeys(
            ("rencana_dinas:dokumen_pdf", "rencana_dinas:dokumen_xlsx"), (road.DITETAPKAN,)
        ),
    ),
    road_dinas.ALOKASI.name: OnRoad(
        Alokasi,
        objects=_allocations,
        standing=lambda home, _: replace(home),
        groups=tuple((status,) for status in road_dinas.ALOKASI.states),
        few=dict.fromkeys(("alokasi:dokumen_pdf", "alokasi:dokumen_xlsx"), (road.DITETAPKAN,)),
    ),
    road.REALISASI.name: OnRoad(
        Pelaksanaan,
        objects=_reports,
        standing=lambda home, _: replace(home),
        groups=tuple((status,) for status in road.REALISASI.states),
    ),
    road.RENCANA.name: OnRoad(
        Rencana,
        objects=_plans,
        standing=lambda home, _: replace(home),
        groups=tuple((status,) for status in road.RENCANA.states),
        belonging={KegiatanRencana: _activity_of},
        few=dict.fromkeys(("rencana:dokumen_pdf", "rencana:dokumen_xlsx"), (road.DITETAPKAN,)),
    ),
}
ARGUMENTS = {
    "spj:dokumen_isi:kode": Argument(lambda _: "a.1"),
    "spj:berkas_lepas:berkas": Argument(lambda p: _spj_file(p).pk, owned=True),
    "spj:temuan_tanggapi:temuan": Argument(lambda p: _spj_returned(p).pk, owned=True),
    "spj:temuan_cabut:temuan": Argument(lambda p: _spj_returned(p).pk, owned=True),
    "spj:dokumen_pdf:jenis": Argument(lambda _: "surat-tugas"),
    "spj:dokumen_xlsx:jenis": Argument(lambda _: "surat-tugas"),
    "rencana_dinas:dokumen_pdf:jenis": Argument(lambda _: "ruk"),
    "rencana_dinas:dokumen_xlsx:jenis": Argument(lambda _: "rab"),
    "rencana_dinas:jejak_kegiatan:kunci": Argument(lambda _: 1),
    "bok:program_tetapkan:pk": Argument(lambda place: planner(place.unit).user.pk),
    "rencana:jejak_kegiatan:kunci": Argument(lambda _: 1),
    "alokasi:dokumen_pdf:jenis": Argument(lambda _: "alokasi"),
    "alokasi:dokumen_xlsx:jenis": Argument(lambda _: "alokasi"),
    "kas:dokumen_pdf:jenis": Argument(lambda _: "bku"),
    "kas:dokumen_xlsx:jenis": Argument(lambda _: "realisasi"),
    "kas:terbitkan:jenis": Argument(lambda _: "pajak"),
    "alokasi:nilai:kode": Argument(lambda _: "penduduk"),
    "alokasi:hitungan:unit": Argument(lambda place: place.unit.pk),
    "rencana:dokumen_pdf:jenis": Argument(lambda _: "ruk"),
    "rencana:dokumen_xlsx:jenis": Argument(lambda _: "rab"),
}
QUERIES = {"kas:belanja": "tentang=k-1"}
RULES = {
    "bok.pagu_puskesmas.": "pagu-bok",
    "bok.silpa_puskesmas.": "silpa-bok",
    "bok.desa_stbm.": "desa-stbm",
    "bok.jendela_rencana": "masa-rencana-bok",
    "bok.kegiatan_mengisi_insentif": "kegiatan-dari-bok",
    "bok.kegiatan_mengisi_insentif.": "kegiatan-dari-bok-puskesmas",
    "bok.alokasi.bobot": "bobot-alokasi-bok",
    "bok.alokasi.pita": "golongan-alokasi-bok",
    "bok.covid_diakui.": "covid-diakui",
    "bok.pagu_dinas.kabupaten": "pagu-bok-kabupaten",
    "bok.pagu_dinas.stunting": "pagu-bok-stunting",
    "bok.pagu_dinas.jampersal": "pagu-bok-jampersal",
}
CASCADES = {
    "bok.PenerimaSpj.spj": "bagian dari SPJ yang masih disusun",
    "bok.SerapanKegiatan.serapan": "bagian dari catatan sebulan, ditulis ulang bersamanya",
    "bok.PesertaLain.pelaksanaan": "bagian dari laporan yang masih ditulis",
    "bok.Kehadiran.pelaksanaan": "bagian dari laporan yang masih ditulis",
    "bok.RincianRencana.kegiatan": "bagian dari kegiatan rencana yang masih ditulis",
}
WITHOUT_TEXT = {
    f"rencana.{name}": "tidak ada teks tentang jalan rencana; Pasal 10 ayat (1) hanya penetapannya"
    for name in ("ajukan", "verifikasi", "kembalikan_tim", "kembalikan_kepala")
}
WITHOUT_TEXT |= {
    f"realisasi.{name}": "tidak ada teks tentang jalan laporan kegiatan"
    for name in road.REALISASI.moves
}
WITHOUT_TEXT |= {
    f"rencana_dinas.{name}": "tidak ada teks tentang jalan rencana Dinas"
    for name in road_dinas.RENCANA_DINAS.moves
}
WITHOUT_TEXT |= {
    f"alokasi.{name}": "Pasal 5 ayat (8) menyebut penetapannya, bukan jalan sampai ke sana"
    for name in ("ajukan", "kembalikan")
}
WITHOUT_TEXT |= {
    f"spj.{name}": "Pasal 24 menyebut dokumennya, bukan jalan pemeriksaannya"
    for name in road_spj.SPJ.moves
    if name != "kirim"
}
BOUNDS = {
    "akun:tugas": (20, "tiap jalan satu pertanyaan; operator puskesmas ditunggu di banyak jalan"),
}
UNNAMED = {
    **world_kas.UNNAMED,
    "spj_bok_sekali": "ditanyakan lalu ditulis dengan baris laporan terkunci",
    "penerima_spj_sekali": "ditulis dengan baris SPJ terkunci, tiap urutan sekali",
    "bukti_spj_sekali": "update_or_create dengan baris SPJ terkunci",
    "spj_pengisi_sekali": "get_or_create dengan baris SPJ terkunci",
    **dict.fromkeys(
        ("alokasi_sekali", "alokasi_satu_disusun"),
        "ditanyakan lalu ditulis dengan baris Dinas terkunci",
    ),
    "kriteria_alokasi_sekali": "ditanyakan lalu ditulis dengan baris alokasi terkunci",
    "program_pj_sekali": "ditanyakan lalu ditulis dengan baris puskesmas terkunci",
    "peserta_sekali": "ditulis dengan baris laporan terkunci, tiap urutan sekali",
    "kehadiran_sekali": "ditulis dengan baris laporan terkunci, tiap hari sekali",
    "serapan_sekali": "ditanyakan lalu ditulis dengan baris puskesmas terkunci",
    "padanan_rencana_sekali": "ditulis atau diganti dengan baris puskesmas terkunci",
    "serapan_kegiatan_sekali": "ditulis dengan baris puskesmas terkunci, tiap kegiatan sekali",
    **dict.fromkeys(
        ("rencana_versi_sekali", "rencana_satu_disusun"),
        "ditanyakan lalu ditulis dengan baris puskesmas terkunci",
    ),
    **dict.fromkeys(
        ("kegiatan_versi_sekali", "rincian_sekali"),
        "ditanyakan lalu ditulis dengan baris rencana terkunci",
    ),
}
