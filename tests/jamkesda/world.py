"""What Jamkesda brings to the walks."""

from __future__ import annotations

from tests.world.handle import Place
from upaya.core import clock
from upaya.jamkesda.buku.models import Batas, Pemakaian


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


BUILDERS = {Batas: _limit, Pemakaian: _use}
UNNAMED = {
    "batas_sekali": "get_or_create dengan ujung rantai audit kabupaten terkunci",
    "pemakaian_hidup_sekali": "ditanyakan lalu ditulis dengan baris batas terkunci",
}
