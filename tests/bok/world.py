"""What BOK brings to the walks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Model

from tests.bok import built, world_kas
from tests.factories.bok import (
    planner,
)
from tests.world.handle import Place, World
from tests.world.parts import Argument, OnRoad
from upaya.bok.alokasi.models import Alokasi, KriteriaAlokasi
from upaya.bok.harga.models import HargaSatuan
from upaya.bok.impor.models import ImporRencana, PadananRencana
from upaya.bok.program.models import ProgramPj
from upaya.bok.realisasi.models import Kehadiran, Pelaksanaan, PesertaLain
from upaya.bok.rencana.models import (
    KegiatanDinas,
    KegiatanRencana,
    Rencana,
    RencanaDinas,
    RincianRencana,
)
from upaya.bok.serapan.models import Serapan, SerapanKegiatan
from upaya.bok.spj.models import (
    BerkasSpj,
    BuktiSpj,
    PenerimaSpj,
    PengisiSpj,
    SpjKegiatan,
    TemuanSpj,
)
from upaya.rules.bok import road, road_dinas, road_spj

BUILDERS = {
    SpjKegiatan: built.spj,
    PenerimaSpj: lambda p: built.spj(p).penerima.earliest("pk"),
    BuktiSpj: lambda p: built.spj(p).dokumen.earliest("pk"),
    BerkasSpj: lambda p: built.spj(p).berkas.earliest("pk"),
    PengisiSpj: lambda p: built.spj(p).pengisi.earliest("pk"),
    TemuanSpj: built.spj_returned,
    RencanaDinas: built.plan_dinas,
    KegiatanDinas: built.activity_dinas,
    ProgramPj: built.program,
    PesertaLain: built.guest,
    ImporRencana: built.plan_import,
    PadananRencana: built.word,
    SerapanKegiatan: built.absorbed_activity,
    Alokasi: built.allocation,
    KriteriaAlokasi: built.criterion,
    Kehadiran: built.presence,
    Pelaksanaan: built.report,
    Serapan: built.absorption,
    HargaSatuan: built.price,
    Rencana: built.plan,
    KegiatanRencana: built.activity,
    RincianRencana: lambda p: built.activity(p).rincian.earliest("pk"),
    **world_kas.BUILDERS,
}


OBJECTS = {
    "spj:bersama": lambda p: built.spj(p, road.DRAF),
    "spj:dari_kas": lambda p: built.spj(p, road.DRAF),
    "spj:dokumen_isi": lambda p: built.spj(p, road.DRAF),
    "spj:berkas_lepas": lambda p: built.spj(p, road.DRAF),
    "spj:temuan_tanggapi": lambda p: built.spj(p, road.DIKEMBALIKAN),
    "spj:temuan_cabut": lambda p: built.spj(p, road.DIKEMBALIKAN),
}


def _all_spj(world: World) -> dict[str, Any]:
    return {status: built.spj(world.home, status) for status in road_spj.SPJ.states}


def _plans(world: World) -> dict[str, Any]:
    return {status: built.plan(world.home, status) for status in built.YEARS}


def _activity_of(plan: Rencana, _: Place) -> Model | None:
    return plan.kegiatan.earliest("pk")


def _reports(world: World) -> dict[str, Any]:
    return {status: built.report(world.home, status) for status in road.REALISASI.states}


def _plans_dinas(world: World) -> dict[str, Any]:
    return {status: built.plan_dinas(world.home, status) for status in built.YEARS}


def _activity_of_dinas(plan: Rencana, _: Place) -> Model | None:
    found = KegiatanDinas.objects.filter(rencana=plan.pk).earliest("pk")
    assert isinstance(found, KegiatanDinas)
    return found


def _allocations(world: World) -> dict[str, Any]:
    return {status: built.allocation(world.home, status) for status in built.ALLOCATED}


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
    "spj:berkas_lepas:berkas": Argument(lambda p: built.spj_file(p).pk, owned=True),
    "spj:temuan_tanggapi:temuan": Argument(lambda p: built.spj_returned(p).pk, owned=True),
    "spj:temuan_cabut:temuan": Argument(lambda p: built.spj_returned(p).pk, owned=True),
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
