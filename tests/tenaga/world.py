"""What contract staff bring to the walks: contracts and months in each status, and the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories.akun import make_access, make_user
from tests.world.handle import Place, World
from tests.world.parts import Argument, OnRoad
from upaya.core import clock
from upaya.pembayaran.models import Pembayaran
from upaya.pembayaran.services import lines
from upaya.pembayaran.services.lines import Asal, Tagihan
from upaya.regulasi.queries import rulebook_for
from upaya.rules.kesehatan import BENDAHARA_PEMBANTU
from upaya.rules.tenaga import road
from upaya.tenaga.formasi.models import Calon, Formasi, Kebutuhan
from upaya.tenaga.kerja.honor import mark, of_month, to_json
from upaya.tenaga.kerja.models import Absen, BulanKerja, HonorBeku, Target
from upaya.tenaga.kerja.reading import BacaanBulan
from upaya.tenaga.kontrak.models import AnggotaTim, Keluaran, Kontrak, Peringatan

_MONTHS = {name: number for number, name in enumerate(road.BULAN.states, start=1)}
_TERMS = {
    road.BERLAKU: (date(2022, 1, 1), date(2022, 12, 31)),
    road.DRAF: (date(2023, 1, 1), date(2023, 1, 31)),
    road.MENUNGGU_TENAGA: (date(2023, 2, 1), date(2023, 2, 28)),
    road.MENUNGGU_KEPALA: (date(2023, 3, 1), date(2023, 3, 31)),
    road.DIAKHIRI: (date(2023, 4, 1), date(2023, 6, 30)),
    road.BATAL: (date(2023, 7, 1), date(2023, 7, 31)),
}
"""Of one person a contract in each status, no two on the same days."""


def _formasi(place: Place, tahun: int = 2022, nomor: int = 1) -> Formasi:
    made, _ = Formasi.objects.get_or_create(
        puskesmas=place.unit, tahun=tahun, nomor=nomor,
        defaults={
            "kabupaten": place.unit.kabupaten, "jenis": "tim" if nomor > 10 else "promkes",
            "keputusan": "188/1", "tanggal": date(2022, 1, 3), "alasan": place.mark,
            "ditetapkan_oleh": place.user, "ditetapkan_pada": clock.now(),
        },
    )  # fmt: skip
    return made


def _calon(place: Place, tahun: int = 2022) -> Calon:
    made, _ = Calon.objects.get_or_create(
        formasi=_formasi(place, tahun),
        defaults={
            "kabupaten": place.unit.kabupaten, "nama": f"{place.mark}, A.Md.",
            "lahir": "1995-05-17",
            "pendidikan": "D3", "bidang": "Kesehatan Masyarakat", "hasil": "terpilih",
            "renbut": "RB/1", "si_sdm": "SDM/1", "tanggal": date(2022, 1, 5),
            "dicatat_oleh": place.user, "dicatat_pada": clock.now(),
        },
    )  # fmt: skip
    return made


def _need(place: Place) -> Kebutuhan:
    made, _ = Kebutuhan.objects.get_or_create(
        puskesmas=place.unit, tahun=2022, jenis="promkes",
        defaults={
            "kabupaten": place.unit.kabupaten,
            "masukan": {
                "beban": {
                    "waktu_kerja_tersedia": "72000",
                    "tugas_pokok": [{"uraian": place.mark, "capaian": "100", "norma": "60"}],
                },
                "hasil": {
                    "tugas_pokok": [{"uraian": "a", "standar": "1200", "kebutuhan": "1/12"}],
                    "standar_penunjang": "1",
                },
            },
            "tepat": "1/12", "orang": 0, "sidik": "0" * 64, "dihitung_oleh": place.user,
            "dihitung_pada": clock.now(),
        },
    )  # fmt: skip
    return made


def _contract(place: Place, status: str = road.BERLAKU) -> Kontrak:
    first, last = _TERMS[status]
    found = Kontrak.objects.filter(puskesmas=place.unit, mulai=first, pihak="perorangan").first()
    if found is not None:
        return found
    made: Kontrak = Kontrak.objects.create(
        kabupaten_id=str(place.unit.kabupaten_id), puskesmas=place.unit,
        formasi=_formasi(place, first.year),
        calon=_calon(place, first.year), petugas=place.petugas, pihak="perorangan", mulai=first,
        sampai=last, berakhir=first if status == road.DIAKHIRI else None,
        upah=Decimal("2000000.50"), dasar_upah="Keputusan contoh", honor=2_000_001, jkn=80_001,
        kerangka=place.mark, status=status, status_since=clock.now(), disusun_oleh=make_user(),
        disusun_pada=clock.now(),
    )  # fmt: skip
    return made


def _team(place: Place) -> Kontrak:
    found = Kontrak.objects.filter(puskesmas=place.unit, pihak="tim").first()
    if found is not None:
        return found
    made: Kontrak = Kontrak.objects.create(
        kabupaten_id=str(place.unit.kabupaten_id), puskesmas=place.unit,
        formasi=_formasi(place, 2022, 11),
        petugas=place.petugas, pihak="tim", nama_pihak=place.mark, mulai=date(2022, 1, 1),
        sampai=date(2022, 1, 31), upah=Decimal(0), dasar_upah="keluaran", honor=0, jkn=0,
        kerangka=place.mark, status=road.DRAF, status_since=clock.now(), disusun_oleh=make_user(),
        disusun_pada=clock.now(),
    )  # fmt: skip
    return made


def _month(place: Place, status: str = road.DILAPORKAN) -> BulanKerja:
    contract, periode = _contract(place), date(2022, _MONTHS[status], 1)
    found = BulanKerja.objects.filter(kontrak=contract, periode=periode).first()
    if found is not None:
        return found
    honor = None if status not in road.BERHITUNG else 0 if status == road.NIHIL else 2_000_001
    judged = status in {road.DINILAI, *road.BERHITUNG}
    made: BulanKerja = BulanKerja.objects.create(
        kabupaten_id=str(place.unit.kabupaten_id), puskesmas=place.unit,
        kontrak=contract, periode=periode,
        laporan=place.mark, si_sdm="SDM/1" if judged else "", honor=honor, status=status,
        status_since=clock.now(), dibuka_oleh=make_user(), dibuka_pada=clock.now(),
    )  # fmt: skip
    reached = None if status == road.TARGET else Decimal(0 if status == road.NIHIL else 8)
    Target.objects.create(
        bulan=made, urutan=1, indikator=f"{place.mark} penyuluhan", satuan="kali",
        target=Decimal(8), bobot=100, bukti="daftar hadir", capaian=reached, keterangan="map",
        dinilai=reached if judged else None,
    )  # fmt: skip
    for day in BacaanBulan(made).hari if status != road.TARGET else ():
        Absen.objects.create(bulan=made, tanggal=day, keterangan="hadir")
    if honor is not None:
        _freeze(made, place)
    if status in {road.DANA_DIAJUKAN, road.DIBAYARKAN, road.DIBAYAR}:
        _payment(made)
    return made


def _freeze(month: BulanKerja, place: Place) -> None:
    reading = BacaanBulan(month)
    found = of_month(month, reading.target, reading.absen)
    HonorBeku.objects.create(
        bulan=month, honor=month.honor or 0, capaian=Decimal(round(found.capaian)),
        masukan=found.masukan, hasil=to_json(found), sidik=mark(found), dihitung_oleh=place.user,
        dihitung_pada=clock.now(),
    )  # fmt: skip


def _payment(month: BulanKerja) -> None:
    if Pembayaran.objects.filter(sumber="honor", sumber_id=month.pk).exists():
        return
    source = Asal("honor", month.pk, month.puskesmas_id, str(month.kabupaten_id), f"Honor {month}")
    owed = [Tagihan(month.kontrak.petugas, (("Honor", month.honor or 0),))]
    access = make_access(BENDAHARA_PEMBANTU, month.puskesmas)
    lines.create(source, owed, access, rulebook_for(str(month.kabupaten_id)))


def _member(place: Place) -> AnggotaTim:
    return AnggotaTim.objects.get_or_create(
        kontrak=_team(place), petugas=place.petugas, defaults={"peran": place.mark, "bagian": 1}
    )[0]


def _output(place: Place) -> Keluaran:
    return Keluaran.objects.get_or_create(
        kontrak=_team(place), uraian=place.mark, defaults={"satuan": "kali", "harga": 1_000}
    )[0]


def _warning(place: Place) -> Peringatan:
    return Peringatan.objects.get_or_create(
        kontrak=_contract(place), hal="kontrak", berakhir=date(2022, 12, 31), tahap=30,
        defaults={"penerima": 1, "pada": clock.now()},
    )[0]  # fmt: skip


BUILDERS = {
    Formasi: _formasi,
    Calon: _calon,
    Kebutuhan: _need,
    Kontrak: _contract,
    AnggotaTim: _member,
    Keluaran: _output,
    Peringatan: _warning,
    BulanKerja: _month,
    Target: lambda p: _month(p).target.get(),
    Absen: lambda p: _month(p).absen.earliest("tanggal"),
    HonorBeku: lambda p: _month(p, road.DIVERIFIKASI).beku,
}


def _contracts(world: World) -> dict[str, Any]:
    return {status: _contract(world.home, status) for status in _TERMS}


def _months(world: World) -> dict[str, Any]:
    return {status: _month(world.home, status) for status in _MONTHS}


ROADS = {
    road.KONTRAK.name: OnRoad(
        Kontrak, objects=_contracts, standing=lambda home, _: replace(home),
        groups=tuple((status,) for status in road.KONTRAK.states),
    ),
    road.BULAN.name: OnRoad(
        BulanKerja, objects=_months, standing=lambda home, _: replace(home),
        groups=tuple((status,) for status in road.BULAN.states),
    ),
}  # fmt: skip
RULES = {
    "tenaga.honor.upah": "honor-tenaga",
    "tenaga.usia_tertinggi": "usia-tenaga",
    "tenaga.sifat_pengalaman": "pengalaman-tenaga",
    "tenaga.bidang_tambahan": "bidang-tenaga",
}
CASCADES = {
    "tenaga.AnggotaTim.kontrak": "bagian dari draf perjanjian, ditulis ulang bersamanya",
    "tenaga.Keluaran.kontrak": "bagian dari draf perjanjian, ditulis ulang bersamanya",
    "tenaga.Target.bulan": "bagian dari bulan kerja yang masih ditulis",
    "tenaga.Absen.bulan": "bagian dari bulan kerja yang masih ditulis",
}
WITHOUT_TEXT = {
    f"{one.name}.{name}": "Pasal 11 ayat (3) huruf f dan Pasal 24 huruf f tidak menyebutnya"
    for one in (road.KONTRAK, road.BULAN)
    for name, move in one.moves.items()
    if not move.legal_basis
}
UNNAMED = {
    "target_sekali": "ditulis dengan baris bulan kerja terkunci",
    "absen_sekali": "ditulis dengan baris bulan kerja terkunci",
    "peringatan_sekali": "get_or_create dengan baris perjanjian terkunci",
    "HonorBeku.bulan": "dibekukan satu kali oleh langkah yang mengunci bulannya",
}
ARGUMENTS = {
    "kontrak:dokumen_pdf:jenis": Argument(lambda _: "kontrak"),
    "kontrak:dokumen_xlsx:jenis": Argument(lambda _: "kontrak"),
    "bulan_kerja:dokumen_pdf:jenis": Argument(lambda _: "target"),
    "bulan_kerja:dokumen_xlsx:jenis": Argument(lambda _: "target"),
}
