"""What Jamkesda brings to the walks."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from tests.factories.akun import make_user
from tests.factories.jamkesda import (
    bare_file,
    bare_rujukan,
    bare_surat,
    make_perjanjian,
    make_peserta,
    make_ppk,
    make_warga,
)
from tests.factories.wilayah import make_unit
from tests.jamkesda import world_klaim as klaim
from tests.jamkesda import world_umum as umum
from tests.warga.world import citizen
from tests.world.handle import Place, World
from tests.world.parts import Argument, OnRoad
from upaya.core import clock
from upaya.jamkesda.buku.models import Batas, Pemakaian
from upaya.jamkesda.gabung.models import Penggabungan
from upaya.jamkesda.impor.models import BarisImpor, ImporPeserta
from upaya.jamkesda.peserta.models import MasaPeserta, Mutasi, Pendaftaran, Peserta
from upaya.jamkesda.ppk.models import Perjanjian, Ppk
from upaya.jamkesda.staf.models import Penunjukan
from upaya.jamkesda.surat.models import BerkasSurat, Rujukan, SuratJaminan
from upaya.rules.jamkesda import road


def _limit(place: Place) -> Batas:
    made, _ = Batas.objects.get_or_create(
        kabupaten=place.unit.kabupaten, jenis="peserta", kunci="contoh", tahun=2022,
        defaults={"batas": 1_000_000, "terpakai": 400_000},
    )  # fmt: skip
    assert isinstance(made, Batas)
    return made


def _use(place: Place) -> Pemakaian:
    limit = _limit(place)
    made, _ = Pemakaian.objects.get_or_create(
        kabupaten=limit.kabupaten, batas=limit, klaim="contoh",
        defaults={
            "jumlah": 400_000,
            "dicatat_oleh": place.user,
            "dicatat_pada": clock.now(),
        },
    )  # fmt: skip
    assert isinstance(made, Pemakaian)
    return made


def _ppk(place: Place) -> Ppk:
    return make_ppk(place.unit)


def _agreement(place: Place) -> Perjanjian:
    return make_perjanjian(_ppk(place), place.user)


def _member(place: Place) -> Peserta:
    made, _ = Peserta.objects.get_or_create(
        warga=citizen(place),
        defaults={
            "kabupaten": place.unit.kabupaten, "inisial": "R.", "kategori": "miskin",
            "sumber": "permohonan", "dibuat_pada": clock.now(),
        },
    )  # fmt: skip
    assert isinstance(made, Peserta)
    return made


def _term(place: Place) -> MasaPeserta:
    made, _ = MasaPeserta.objects.get_or_create(peserta=_member(place), mulai=date(2022, 1, 1))
    assert isinstance(made, MasaPeserta)
    return made


def _change(place: Place) -> Mutasi:
    made, _ = Mutasi.objects.get_or_create(
        peserta=_member(place), jenis="masuk", alasan=f"{place.mark} mutasi",
        defaults={"tanggal": clock.today(), "oleh": place.user, "pada": clock.now()},
    )  # fmt: skip
    assert isinstance(made, Mutasi)
    return made


def _application(place: Place, status: str = road.DIAJUKAN) -> Pendaftaran:
    found = Pendaftaran.objects.filter(oleh_unit=place.unit, status=status).first()
    if found is not None:
        assert isinstance(found, Pendaftaran)
        return found
    made = Pendaftaran.objects.create(
        kabupaten_id=place.unit.kabupaten_id or "", oleh_unit=place.unit, kunci=uuid4(),
        nama=f"{place.mark} Pendaftar", kk=f"99990199{place.user.pk:08d}", ibu="Ibu Rekaan",
        tanggal_lahir=date(1990, 1, 1), jenis_kelamin="P", hubungan="kepala", desa=place.unit,
        alamat="RT 01", kategori="umum", sumber="permohonan", mulai=clock.today(), status=status,
        status_since=clock.now(), warga=citizen(place) if status == road.AKTIF else None,
        dibuat_oleh=make_user(), dibuat_pada=clock.now(),
    )  # fmt: skip
    assert isinstance(made, Pendaftaran)
    return made


def _letter(place: Place, status: str = road.TERBIT) -> SuratJaminan:
    found = SuratJaminan.objects.filter(ppk=_ppk(place), status=status).first()
    if found is not None:
        assert isinstance(found, SuratJaminan)
        return found
    # Each status a diagnosis of its own: one letter of an episode is open.
    code = f"A{10 + list(road.SURAT_JAMINAN.states).index(status)}"
    return bare_surat(_ppk(place), _member(place), status, diagnosis=code)


def _referral(place: Place) -> Rujukan:
    found = Rujukan.objects.filter(dari=_ppk(place)).first()
    if found is not None:
        assert isinstance(found, Rujukan)
        return found
    hospital = make_unit("rumah_sakit", place.unit.kabupaten, nama=f"RS {place.unit.nama}")
    return bare_rujukan(_ppk(place), make_ppk(hospital), _member(place), f"{place.mark} merujuk")


def _paper(place: Place) -> BerkasSurat:
    letter = _letter(place)
    made, _ = BerkasSurat.objects.get_or_create(
        surat=letter, nama=f"{place.mark} berkas",
        defaults={
            "stored": bare_file(place.unit, place.user, f"{place.mark}.png"),
            "diunggah_oleh": place.user, "diunggah_pada": clock.now(),
        },
    )  # fmt: skip
    assert isinstance(made, BerkasSurat)
    return made


def _appointment(place: Place) -> Penunjukan:
    found = Penunjukan.objects.filter(unit=place.unit).first()
    if found is not None:
        assert isinstance(found, Penunjukan)
        return found
    made = Penunjukan.objects.create(
        kabupaten_id=place.unit.kabupaten_id or "", unit=place.unit, kunci=uuid4(),
        nama=f"{place.mark} Petugas", nama_pengguna=f"petugas.{place.unit.pk}",
        surel=f"petugas{place.unit.pk}@contoh.invalid", role="petugas_klaim",
        mulai=date(2022, 1, 3), sampai=date(2022, 12, 31), pelatihan="e-Jamkesda 2022",
        alasan="Loket kekurangan orang.", diusulkan_oleh=make_user(), diusulkan_pada=clock.now(),
    )  # fmt: skip
    assert isinstance(made, Penunjukan)
    return made


def _merge(place: Place) -> Penggabungan:
    found = Penggabungan.objects.filter(alasan=f"{place.mark} gabung").first()
    if found is not None:
        assert isinstance(found, Penggabungan)
        return found
    other = make_peserta(make_warga(place.unit, f"{place.mark} Kembar"))
    other.gabung_ke = _member(place)
    other.save()
    made = Penggabungan.objects.create(
        kabupaten_id=place.unit.kabupaten_id or "", peserta=_member(place), digabung=other,
        alasan=f"{place.mark} gabung", dokumen="BA/1",
        pindah={"baris": [], "warga": {"diisi": [], "ikut": []}}, oleh=place.user,
        pada=clock.now(),
    )  # fmt: skip
    assert isinstance(made, Penggabungan)
    return made


def _list(place: Place) -> ImporPeserta:
    made, _ = ImporPeserta.objects.get_or_create(
        kabupaten_id=place.unit.kabupaten_id or "", sha256=f"{place.unit.pk:064d}",
        mulai=date(2022, 1, 3),
        defaults={
            "nama": f"{place.mark} daftar.csv", "nomor_berkas": "SK/1",
            "diunggah_oleh": make_user(), "diunggah_pada": clock.now(),
        },
    )  # fmt: skip
    assert isinstance(made, ImporPeserta)
    return made


def _line(place: Place) -> BarisImpor:
    said = {
        "nama": f"{place.mark} Baris", "nik": "", "kk": "9999010101220001",
        "tanggal_lahir": "1980-01-01", "jenis_kelamin": "P", "hubungan": "anak",
        "ibu": "Ibu Rekaan", "desa": "64.09.01.2001", "alamat": "RT 01", "kategori": "miskin",
    }  # fmt: skip
    made, _ = BarisImpor.objects.get_or_create(
        impor=_list(place), nomor=2,
        defaults={"isi": json.dumps(said), "cocok": "mirip", "warga": citizen(place)},
    )  # fmt: skip
    assert isinstance(made, BarisImpor)
    return made


BUILDERS = {
    ImporPeserta: _list,
    BarisImpor: _line,
    Penggabungan: _merge,
    Penunjukan: _appointment,
    Ppk: _ppk,
    Perjanjian: _agreement,
    Peserta: _member,
    MasaPeserta: _term,
    Mutasi: _change,
    Pendaftaran: _application,
    Rujukan: _referral,
    SuratJaminan: _letter,
    BerkasSurat: _paper,
    Batas: _limit,
    Pemakaian: _use,
    **klaim.BUILDERS,
    **umum.BUILDERS,
}


def _applications(world: World) -> dict[str, Any]:
    return {s: _application(world.home, s) for s in road.PENDAFTARAN_PESERTA.states}


def _letters(world: World) -> dict[str, Any]:
    return {status: _letter(world.home, status) for status in road.SURAT_JAMINAN.states}


OBJECTS = {
    "pendaftaran:ubah": lambda p: _application(p, road.DRAF),
    "pendaftaran:kenali": lambda p: _application(p, road.DIAJUKAN),
    **klaim.OBJECTS,
}
ROADS = {
    road.PENDAFTARAN_PESERTA.name: OnRoad(
        Pendaftaran,
        objects=_applications,
        standing=lambda home, _: replace(home),
        groups=tuple((status,) for status in road.PENDAFTARAN_PESERTA.states),
    ),
    road.SURAT_JAMINAN.name: OnRoad(
        SuratJaminan,
        objects=_letters,
        standing=lambda home, _: replace(home),
        groups=tuple((status,) for status in road.SURAT_JAMINAN.states),
        belonging={BerkasSurat: lambda letter, _: letter.berkas.first()},
        few={"jaminan:surat_pdf": (road.TERBIT,)},
    ),
    **klaim.ROADS,
}
ARGUMENTS = {
    "jamkesda:surat_buat:kartu": Argument(lambda p: _member(p).kartu),
    "jamkesda:bayi_daftar:kartu": Argument(lambda p: _member(p).kartu),
    "jamkesda:rujukan_buat:kartu": Argument(lambda p: _member(p).kartu),
    "jamkesda:periksa_kartu:kode": Argument(lambda _: "JKTIDAKADA"),
    **klaim.ARGUMENTS,
    **umum.ARGUMENTS,
}
OPEN = {
    "jamkesda:cari_kartu": 200,
    "jamkesda:periksa_kartu": 200,
    "fhir:uraian": 200,
    "fhir:alasan": 200,
    **umum.OPEN,
}
DOWNLOADS = {
    "jamkesda:unduh_berkas": "kertas milik peserta, diunggah PPK",
    **klaim.DOWNLOADS,
    **umum.DOWNLOADS,
}
RULES = klaim.RULES | {
    "jamkesda.surat.hari_susulan": "hari-susulan",
    "jamkesda.surat.susulan_lewat": "susulan-lewat",
}
WITHOUT_TEXT = klaim.WITHOUT_TEXT | {
    f"{road.name}.{name}": "Perbup 29/2016 tidak mengatur kepesertaan dan surat jaminan; Pasal 14"
    for road in (road.PENDAFTARAN_PESERTA, road.SURAT_JAMINAN)
    for name, move in road.moves.items()
    if not move.legal_basis
}
UNNAMED = {
    **klaim.UNNAMED,
    **umum.UNNAMED,
    "Pendaftaran.kunci": "ditanyakan lalu ditulis dengan ujung rantai audit kabupaten terkunci",
    "Peserta.warga": "get_or_create dengan ujung rantai audit kabupaten terkunci",
    "Peserta.kartu": "ditarik acak, lima puluh bita",
    **dict.fromkeys(
        ("masa_peserta_mulai_sekali", "masa_peserta_satu_terbuka"),
        "masa sebelumnya ditanyakan dengan ujung rantai audit kabupaten terkunci",
    ),
    **dict.fromkeys(
        ("Rujukan.kunci", "SuratJaminan.kunci"), "ditanyakan lalu ditulis dengan baris PPK terkunci"
    ),
    **dict.fromkeys(
        ("impor_peserta_sekali", "baris_impor_sekali"),
        "ditanyakan lalu ditulis dengan ujung rantai audit kabupaten terkunci",
    ),
    "Penunjukan.kunci": "ditanyakan lalu ditulis dengan baris unit terkunci",
    "Penunjukan.keanggotaan": "keanggotaan yang baru saja diberikan untuknya",
    "SuratJaminan.kode": "ditarik acak, enam belas huruf",
    "SuratJaminan.dokumen": "dokumen yang baru saja diterbitkan untuknya",
    "berkas_surat_sekali": "ditanyakan lalu ditulis dengan baris surat terkunci",
    "batas_sekali": "get_or_create: yang datang kedua menemukan barisnya",
    **dict.fromkeys(
        ("klaim_nomor_sekali", "klaim_surat_sekali"),
        "ditanyakan lalu ditulis dengan ujung rantai audit kabupaten terkunci",
    ),
    "layanan_klaim_sekali": "nomor baris diberi saat klaimnya ditulis",
    "pemakaian_hidup_sekali": "ditanyakan lalu ditulis dengan baris batas terkunci",
}
