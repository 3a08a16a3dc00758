"""The cash book that the walks look at: straight in the tables, one row of each kind a place."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid5

from tests.world.handle import Place
from upaya.bok.kas.models import BukuKas, Mutasi, PermintaanDana, TutupBulan
from upaya.bok.kas.models_belanja import Belanja, HariDibayar, HariGanda, PenerimaBelanja
from upaya.core import clock
from upaya.core.crypto import blind_index

_NAMES = UUID("6f1f6a1e-3a4e-4d7e-9a54-0d5d3a6f1c01")
DAY = date(2022, 8, 3)


def _made(model: Any, find: dict[str, Any], **values: Any) -> Any:  # noqa: ANN401
    found, _ = model.objects.get_or_create(**find, defaults=values)
    return found


def book(place: Place) -> BukuKas:
    """The book of a place's year, from August on."""
    return _made(  # type: ignore[no-any-return]
        BukuKas,
        {"unit": place.unit, "tahun": 2022},
        kabupaten=place.unit.kabupaten,
        mulai=date(2022, 8, 1),
        sampai=date(2022, 12, 31),
        dibuka_oleh=place.user,
        dibuka_pada=clock.now(),
    )


def request(place: Place) -> PermintaanDana:
    """Funds that wait for the Dinas."""
    return _made(  # type: ignore[no-any-return]
        PermintaanDana,
        {"buku": book(place), "nomor": 1},
        kabupaten=place.unit.kabupaten,
        kunci=uuid5(_NAMES, f"minta {place.unit.pk}"),
        periode=date(2022, 8, 1),
        cara="GU",
        jumlah=300_000,
        rincian=[{"kunci": 1, "nama": f"{place.mark} kunjungan rumah", "jumlah": 300_000}],
        alasan=f"{place.mark} menurut RPK",
        diusulkan_oleh=place.user,
        diusulkan_pada=clock.now(),
    )


def _move(place: Place, nomor: int, **said: Any) -> Mutasi:  # noqa: ANN401
    values: dict[str, Any] = {
        "kabupaten": place.unit.kabupaten,
        "kunci_kirim": uuid5(_NAMES, f"{place.unit.pk} {nomor}"),
        "hari": DAY,
        "bukti": f"B-{nomor}",
        "dicatat_oleh": place.user,
        "dicatat_pada": clock.now(),
    }
    return _made(Mutasi, {"buku": book(place), "nomor": nomor}, **(values | said))  # type: ignore[no-any-return]


def spending(place: Place) -> Mutasi:
    """A spending, with the transfer that pays it."""
    _move(
        place, 1, jenis="transfer_dana", cara="GU", jumlah=300_000, bank=300_000,
        tunai=0, pajak=0, serapan=0, uraian=f"{place.mark} transfer",
    )  # fmt: skip
    return _move(
        place, 2, jenis="belanja", jumlah=50_000, bank=-50_000, tunai=0, pajak=0, serapan=50_000,
        kunci=1, menu="a.9.a", komponen="ukm_esensial", belanja="a", rekening="5.1",
        uraian=f"{place.mark} transpor",
    )  # fmt: skip


def document(place: Place) -> Belanja:
    """What it was for."""
    return _made(Belanja, {"mutasi": spending(place)})  # type: ignore[no-any-return]


def payee(place: Place) -> PenerimaBelanja:
    """Who was paid."""
    return _made(  # type: ignore[no-any-return]
        PenerimaBelanja,
        {"belanja": document(place), "urutan": 0},
        nama=f"{place.mark} Kader",
        satuan="orang_hari",
        banyaknya=1,
        harga=50_000,
        jumlah=50_000,
        macam="transpor",
    )


def day(place: Place) -> HariDibayar:
    """For which day."""
    return _made(  # type: ignore[no-any-return]
        HariDibayar,
        {"penerima": payee(place), "hari": DAY},
        kabupaten=place.unit.kabupaten,
        unit=place.unit,
        tanda=blind_index(place.mark, "bok:nama"),
        serupa=blind_index(f"serupa {place.mark}", "bok:nama"),
        pasti=False,
        kelompok="transpor",
        macam="transpor",
        kegiatan=f"{place.mark} kunjungan rumah",
    )


def double(place: Place) -> HariGanda:
    """A day tried again, with a reason that waits."""
    return _made(  # type: ignore[no-any-return]
        HariGanda,
        {"buku": book(place), "hari": DAY},
        kabupaten=place.unit.kabupaten,
        pertama=day(place),
        nama=f"{place.mark} Kader",
        tanda=blind_index(place.mark, "bok:nama"),
        kelompok="transpor",
        macam="transpor",
        kegiatan=f"{place.mark} kelas ibu",
        jumlah=50_000,
        alasan="Dua desa yang jauh dalam sehari.",
        status="diusulkan",
        diusulkan_oleh=place.user,
        diusulkan_pada=clock.now(),
    )


def closed(place: Place) -> TutupBulan:
    """September, closed: August stays open for the walks."""
    return _made(  # type: ignore[no-any-return]
        TutupBulan,
        {"buku": book(place), "periode": date(2022, 9, 1)},
        kabupaten=place.unit.kabupaten,
        sampai=date(2022, 9, 30),
        hitungan={},
        tunai=0,
        bank=0,
        pajak=0,
        kepala=f"{place.mark} Kepala",
        ditutup_oleh=place.user,
        ditutup_pada=clock.now(),
    )


BUILDERS = {
    BukuKas: book,
    PermintaanDana: request,
    Mutasi: spending,
    Belanja: document,
    PenerimaBelanja: payee,
    HariDibayar: day,
    HariGanda: double,
    TutupBulan: closed,
}
UNNAMED = dict.fromkeys(
    (
        *("buku_kas_sekali", "permintaan_dana_nomor", "mutasi_nomor_sekali"),
        *("tutup_bulan_sekali", "hari_ganda_terbuka_sekali", "penerima_sekali"),
        *("hari_dibayar_sebaris", "PermintaanDana.kunci", "Mutasi.kunci_kirim", "Belanja.mutasi"),
        *("Mutasi.membalik", "HariDibayar.izin"),
    ),
    "ditanyakan lalu ditulis dengan baris bukunya terkunci",
)
