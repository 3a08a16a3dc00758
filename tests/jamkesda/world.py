"""What Jamkesda brings to the walks."""

from __future__ import annotations

from tests.world.handle import Place
from upaya.core import clock
from upaya.jamkesda.buku.models import Batas, Pemakaian
from upaya.jamkesda.klaim.models import AlasanTercatat, Klaim, LayananKlaim


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


def _claim(place: Place) -> Klaim:
    made, _ = Klaim.objects.get_or_create(
        kabupaten=place.unit.kabupaten, unit=place.unit, nomor=f"{place.mark} klaim",
        defaults={
            "isi": "0" * 64, "peserta": "contoh", "jenis": "rawat_jalan", "masuk": clock.today(),
            "keluar": clock.today(), "diajukan": clock.today(), "diminta": 100_000,
            "diperiksa": 60_000, "putusan": "dipotong", "masukan": {}, "sidik": "0" * 64,
            "dicatat_oleh": place.user, "dicatat_pada": clock.now(),
        },
    )  # fmt: skip
    assert isinstance(made, Klaim)
    return made


def _service(place: Place) -> LayananKlaim:
    made, _ = LayananKlaim.objects.get_or_create(
        klaim=_claim(place), no=1,
        defaults={
            "kode": "89.03", "tanggal": clock.today(), "jumlah": 1, "harga": 100_000,
            "diminta": 100_000, "diperiksa": 60_000,
        },
    )  # fmt: skip
    assert isinstance(made, LayananKlaim)
    return made


def _reason(place: Place) -> AlasanTercatat:
    line = _service(place)
    made, _ = AlasanTercatat.objects.get_or_create(
        klaim=line.klaim, layanan=line, kode="T02", jumlah=40_000,
        defaults={"kalimat": f"{place.mark} harga di atas tarif."},
    )  # fmt: skip
    assert isinstance(made, AlasanTercatat)
    return made


BUILDERS = {
    AlasanTercatat: _reason,
    Batas: _limit,
    Klaim: _claim,
    LayananKlaim: _service,
    Pemakaian: _use,
}
UNNAMED = {
    "batas_sekali": "get_or_create: yang datang kedua menemukan barisnya",
    **dict.fromkeys(
        ("klaim_nomor_sekali", "klaim_surat_sekali"),
        "ditanyakan lalu ditulis dengan ujung rantai audit kabupaten terkunci",
    ),
    "layanan_klaim_sekali": "nomor baris diberi saat klaimnya ditulis",
    "pemakaian_hidup_sekali": "ditanyakan lalu ditulis dengan baris batas terkunci",
}
