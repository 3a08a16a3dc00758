"""What claims, tariffs and batches bring to the walks; a place's unit stands for the PPK."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.factories.akun import make_user
from tests.factories.jamkesda import bare_file
from tests.world.handle import Place, World
from tests.world.parts import Argument, OnRoad
from upaya.core import clock
from upaya.jamkesda.klaim.models import (
    AlasanTercatat,
    BerkasKlaim,
    KeputusanLayanan,
    Klaim,
    LayananKlaim,
    UnggahanKlaim,
)
from upaya.jamkesda.kumpulan.models import IsiKumpulan, Kumpulan
from upaya.jamkesda.tarif.models import DaftarTarif, TarifLayanan
from upaya.jamkesda.telaah.models import (
    Keberatan,
    PengajuanUlang,
    Pesan,
    Saringan,
    UndianPeriode,
)
from upaya.rules.jamkesda import road_klaim as road

_DECIDED = {road.DIVERIFIKASI, road.DISETUJUI, road.DIKUMPULKAN, road.DIBAYAR}
_LINE = {"no": 1, "kode": "89.03", "jumlah": 1, "harga": 100_000}


def claim(place: Place, status: str = road.DIAJUKAN, mark: str = "") -> Klaim:
    """A claim as it would stand in a status, cut by its price, without the way there."""
    name, today = f"{place.mark} {mark or status}", clock.today()
    said = _LINE | {"tanggal": today.isoformat()}
    made, new = Klaim.objects.get_or_create(
        kabupaten=place.unit.kabupaten, unit=place.unit, nomor=name,
        defaults={
            "isi": "0" * 64, "peserta": "JKCONTOH", "jenis": "rawat_jalan",
            "masuk": today, "keluar": today, "diajukan": today, "diminta": 100_000,
            "diperiksa": 60_000, "disetujui": 60_000 if status in _DECIDED else None,
            "putusan": "dipotong", "sidik": "0" * 64, "dicatat_oleh": make_user(),
            "dicatat_pada": clock.now(), "status": status, "status_since": clock.now(),
            "masukan": {
                "klaim": {"baris": [said], "diagnosis": ["I10"], "lampiran": []},
                "lampiran_wajib": ["resume medis"],
            },
        },
    )  # fmt: skip
    assert isinstance(made, Klaim)
    if new:
        line = LayananKlaim.objects.create(
            klaim=made, no=1, kode="89.03", tanggal=today, jumlah=1, harga=100_000,
            diminta=100_000, diperiksa=60_000, disetujui=made.disetujui,
        )  # fmt: skip
        AlasanTercatat.objects.create(
            klaim=made, layanan=line, kode="T02", jumlah=40_000,
            kalimat=f"{place.mark} harga di atas tarif.",
        )  # fmt: skip
    return made


def _line(place: Place) -> LayananKlaim:
    found = claim(place).layanan.earliest("pk")
    assert isinstance(found, LayananKlaim)
    return found


def _word(place: Place) -> KeputusanLayanan:
    made, _ = KeputusanLayanan.objects.get_or_create(
        layanan=claim(place, road.DIVERIFIKASI).layanan.earliest("pk"),
        defaults={"oleh": place.user, "pada": clock.now()},
    )
    assert isinstance(made, KeputusanLayanan)
    return made


def _paper(place: Place) -> BerkasKlaim:
    made, _ = BerkasKlaim.objects.get_or_create(
        klaim=claim(place), nama=f"{place.mark} resume",
        defaults={
            "stored": bare_file(place.unit, place.user, f"{place.mark}-klaim.png"),
            "diunggah_oleh": make_user(), "diunggah_pada": clock.now(),
        },
    )  # fmt: skip
    assert isinstance(made, BerkasKlaim)
    return made


def _upload(place: Place) -> UnggahanKlaim:
    made, _ = UnggahanKlaim.objects.get_or_create(
        kabupaten=place.unit.kabupaten, unit=place.unit, sha256="0" * 64,
        defaults={
            "nama": f"{place.mark} klaim.xlsx", "isi": [], "banyak": 0,
            "diunggah_oleh": place.user, "diunggah_pada": clock.now(),
        },
    )  # fmt: skip
    assert isinstance(made, UnggahanKlaim)
    return made


def tariff(place: Place, status: str = "disetujui") -> DaftarTarif:
    """A version of a list with one service."""
    decided = status in {"disetujui", "ditolak"}
    made, new = DaftarTarif.objects.get_or_create(
        kabupaten=place.unit.kabupaten, nama=f"Tarif {status}", status=status,
        defaults={
            "nomor_keputusan": f"{place.mark} SK", "sha256": "0" * 64, "banyak": 1,
            "dicoba_oleh": make_user(), "dicoba_pada": clock.now(),
            "diputus_oleh": make_user() if decided else None,
            "diputus_pada": clock.now() if decided else None,
        },
    )  # fmt: skip
    assert isinstance(made, DaftarTarif)
    if new:
        TarifLayanan.objects.create(
            daftar=made, kode="89.03", nama=f"{place.mark} periksa", mulai=clock.today(),
            harga=60_000,
        )  # fmt: skip
    return made


def batch(place: Place, status: str = road.DITUTUP) -> Kumpulan:
    """A batch with one claim, as it would stand in a status."""
    found = Kumpulan.objects.filter(unit=place.unit, status=status).first()
    if found is not None:
        assert isinstance(found, Kumpulan)
        return found
    day = clock.today().replace(day=1 + list(road.KUMPULAN.states).index(status))
    paid = {road.DIBAYAR: road.DIBAYAR, road.DIBALIK: road.DISETUJUI}
    made = Kumpulan.objects.create(
        kabupaten_id=str(place.unit.kabupaten_id), unit=place.unit, mulai=day,
        # A period is one district's, and two places may lie in one.
        sampai=day + timedelta(place.unit.pk),
        tahun=day.year, pagu=9_000_000, tersedia=1_000_000, total=60_000, banyak=1,
        ditutup_oleh=make_user(), ditutup_pada=clock.now(), status=status,
        status_since=clock.now(), selesai_pada=clock.now() if status in paid else None,
    )  # fmt: skip
    inside = claim(place, paid.get(status, road.DIKUMPULKAN), f"{status} kumpulan")
    IsiKumpulan.objects.create(
        kumpulan=made, klaim=inside, unit=place.unit, jumlah=60_000,
        dibalik=status == road.DIBALIK,
    )  # fmt: skip
    assert isinstance(made, Kumpulan)
    return made


def _seed(place: Place) -> UndianPeriode:
    made, _ = UndianPeriode.objects.get_or_create(
        kabupaten=place.unit.kabupaten, periode=clock.today().replace(day=1),
        defaults={"benih": "00" * 32, "komitmen": "0" * 64, "dibuka_pada": clock.now()},
    )  # fmt: skip
    assert isinstance(made, UndianPeriode)
    return made


def _way(place: Place) -> Saringan:
    made, _ = Saringan.objects.get_or_create(
        klaim=claim(place),
        defaults={"jalur": "bertanda", "aturan": [], "versi": "1", "pada": clock.now()},
    )
    assert isinstance(made, Saringan)
    return made


def _word_on(place: Place) -> Pesan:
    made, _ = Pesan.objects.get_or_create(
        klaim=claim(place), alasan="T02", baris=1, isi=f"{place.mark} harga sesuai perjanjian",
        defaults={
            "stored": bare_file(place.unit, place.user, f"{place.mark}-pesan.png"),
            "oleh": make_user(), "pada": clock.now(),
        },
    )  # fmt: skip
    assert isinstance(made, Pesan)
    return made


def _objection(place: Place) -> Keberatan:
    made, _ = Keberatan.objects.get_or_create(
        klaim=claim(place, road.DISETUJUI), status="diajukan",
        defaults={
            "isi": f"{place.mark} keberatan atas potongan", "diajukan_oleh": make_user(),
            "stored": bare_file(place.unit, place.user, f"{place.mark}-keberatan.png"),
            "diajukan_pada": clock.now(),
        },
    )  # fmt: skip
    assert isinstance(made, Keberatan)
    return made


def _again(place: Place) -> PengajuanUlang:
    made, _ = PengajuanUlang.objects.get_or_create(
        lama=claim(place, road.DITOLAK),
        baru=claim(place, road.DIAJUKAN, "ulang"),
        defaults={"oleh": make_user(), "pada": clock.now()},
    )
    assert isinstance(made, PengajuanUlang)
    return made


BUILDERS: dict[Any, Any] = {
    AlasanTercatat: lambda p: claim(p).alasan.earliest("pk"),
    Klaim: claim,
    LayananKlaim: _line,
    KeputusanLayanan: _word,
    BerkasKlaim: _paper,
    UnggahanKlaim: _upload,
    UndianPeriode: _seed,
    Saringan: _way,
    Pesan: _word_on,
    Keberatan: _objection,
    PengajuanUlang: _again,
    DaftarTarif: tariff,
    TarifLayanan: lambda p: tariff(p).layanan.earliest("pk"),
    Kumpulan: batch,
    IsiKumpulan: lambda p: batch(p).isi.earliest("pk"),
}
OBJECTS: dict[str, Any] = {
    "tarif:usul": lambda p: tariff(p, "dicoba"),
    "tarif:buang": lambda p: tariff(p, "dicoba"),
    "tarif:putus": lambda p: tariff(p, "diusulkan"),
}


def _claims(world: World) -> dict[str, Any]:
    _paper(world.home)
    return {status: claim(world.home, status) for status in road.KLAIM.states}


def _batches(world: World) -> dict[str, Any]:
    return {status: batch(world.home, status) for status in road.KUMPULAN.states}


ROADS = {
    road.KLAIM.name: OnRoad(
        Klaim,
        objects=_claims,
        standing=lambda home, _: replace(home),
        groups=tuple((status,) for status in road.KLAIM.states),
        belonging={BerkasKlaim: lambda case, _: case.berkas.first()},
    ),
    road.KUMPULAN.name: OnRoad(
        Kumpulan,
        objects=_batches,
        standing=lambda home, _: replace(home),
        groups=tuple((status,) for status in road.KUMPULAN.states),
    ),
}
ARGUMENTS = {
    "klaim:baris:no": Argument(lambda _: 1),
    "telaah:baris:no": Argument(lambda _: 1),
    "laporan_jamkesda:laporan:alamat": Argument(lambda _: "ppk"),
    "kumpulan:dokumen_pdf:jenis": Argument(lambda _: "berita_acara_klaim"),
    "kumpulan:dokumen_xlsx:jenis": Argument(lambda _: "berita_acara_klaim"),
}
DOWNLOADS = {
    "klaim:berkas_unduh": "kertas milik pasien, diunggah PPK",
    "klaim:pesan_unduh": "kertas milik pasien, diunggah PPK atau verifikator",
    "klaim:keberatan_unduh": "kertas milik pasien, diunggah PPK",
}
RULES = {
    "jamkesda.pagu": "pagu-jamkesda",
    "jamkesda.telaah.lolos_paling_banyak": "klaim-lolos",
    "jamkesda.telaah.bagian_undian": "klaim-undian",
    **{f"jamkesda.batas.{name}": f"batas-{name}" for name in ("episode", "peserta", "keluarga")},
    **{
        f"jamkesda.batas.kategori_{name}": f"batas-kategori-{name}"
        for name in ("miskin", "umum", "bayi")
    },
}
WITHOUT_TEXT = {
    f"{one.name}.{name}": "Perbup 29/2016 tidak mengatur klaim dan pembayarannya; Pasal 14"
    for one in (road.KLAIM, road.KUMPULAN)
    for name, move in one.moves.items()
    if not move.legal_basis
}
UNNAMED = {
    **dict.fromkeys(
        ("tarif_sekali", "unggahan_klaim_sekali"),
        "ditanyakan lalu ditulis dengan ujung rantai audit kabupaten terkunci",
    ),
    "undian_periode_sekali": "ditanyakan lalu ditulis dengan ujung rantai audit kabupaten terkunci",
    "Saringan.klaim": "ditulis sekali, bersama klaim yang baru saja tersimpan",
    **dict.fromkeys(
        ("PengajuanUlang.lama", "PengajuanUlang.baru"),
        "ditanyakan lalu ditulis dengan klaim lama terkunci",
    ),
    "KeputusanLayanan.layanan": "update_or_create dengan baris klaim terkunci",
    "berkas_klaim_sekali": "ditanyakan lalu ditulis dengan baris klaim terkunci",
    "klaim_satu_kumpulan": "klaimnya terkunci dan pindah status dalam langkah yang sama",
}
