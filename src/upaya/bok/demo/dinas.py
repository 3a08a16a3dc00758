"""What the demo's Dinas spends itself: BOK Kabupaten, BOK Stunting, Jampersal; all a sample."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from upaya.alur.road import Road
from upaya.bok.demo.kas_dinas import PembukuDinas
from upaya.bok.harga.models import HargaSatuan
from upaya.bok.rencana import services as plans
from upaya.bok.rencana.road import ROAD_DINAS
from upaya.bok.rencana.services import BarisRincian
from upaya.bok.rencana.versions import pure, rows_until
from upaya.bok.serapan.services import record
from upaya.core import clock
from upaya.demo.kabupaten import KODE, Peta
from upaya.rules.bok.plan_dinas import JAMPERSAL, KABUPATEN, STUNTING
from upaya.rules.bok.road_dinas import PENYETUJU_DINAS, PERENCANA_DINAS
from upaya.rules.kesehatan import BENDAHARA_PENGELUARAN, KEPALA_DINAS
from upaya.rules.period import Period

PAGU = {KABUPATEN: 1_250_000_000, STUNTING: 750_000_000, JAMPERSAL: 600_000_000}
_EVERY, _QUARTERS = tuple(range(1, 13)), (3, 6, 9, 12)
_TRAVEL, _MEETING, _PAPER = "Transpor lokal petugas", "Konsumsi rapat", "Penggandaan"


@dataclass(frozen=True, slots=True)
class _Kegiatan:
    """An activity of the Dinas: its aim, its name, its months, and its line of money."""

    menu: str
    nama: str
    bulan: tuple[int, ...]
    harga: str
    volume: tuple[tuple[int, str], ...]


ACTIVITIES = (
    _Kegiatan("4.1.a", "Pertemuan rujukan UKM dengan puskesmas", _QUARTERS, _MEETING,
              ((60, "orang"), (2, "kali"))),
    _Kegiatan("4.1.b", "Pembinaan dan monitoring puskesmas", _EVERY, _TRAVEL,
              ((4, "orang"), (20, "puskesmas"))),
    _Kegiatan("4.1.c", "Pendampingan mutu Labkesda", (4, 8), _TRAVEL, ((3, "orang"), (5, "hari"))),
    _Kegiatan("4.1.d", "Pendampingan akreditasi puskesmas", (2, 5, 8, 11), _TRAVEL,
              ((5, "orang"), (6, "puskesmas"))),
    _Kegiatan("4.1.e", "Pemantauan obat esensial dan vaksin", _EVERY, _TRAVEL,
              ((2, "orang"), (20, "puskesmas"))),
    _Kegiatan("5.7.a", "Penguatan tracing dan testing", (2, 3, 7, 8), _TRAVEL,
              ((10, "orang"), (17, "kecamatan"))),
    _Kegiatan("4.3.a", "Rembuk stunting lintas sektor", _QUARTERS, _MEETING,
              ((80, "orang"), (3, "kali"))),
    _Kegiatan("4.3.b", "Monitoring percepatan penurunan stunting", _EVERY, _TRAVEL,
              ((4, "orang"), (17, "kecamatan"))),
    _Kegiatan("4.4.a", "Rujukan ibu hamil dan bersalin berisiko", _EVERY, _TRAVEL,
              ((8, "rujukan"), (2, "orang"))),
    _Kegiatan("4.4.b", "Pertemuan kasus rujukan komplikasi", _QUARTERS, _PAPER,
              ((400, "lembar"), (10, "kasus"))),
)  # fmt: skip
_MONTHS = (7, 8, 9)
"""Of which months the treasurer recorded what was paid."""


def make(peta: Peta, year: int) -> None:
    """A plan that was decided in January, what was paid since July, a cash book from October."""
    planner = peta.of(peta.dinas, PERENCANA_DINAS)
    with clock.pretend(date(year, 1, 10)):
        plan = plans.open_plan(peta.dinas.pk, year, planner)
        rows = HargaSatuan.objects.filter(kabupaten=KODE).exclude(wilayah="laut")
        prices = {one.nama: one for one in rows.order_by("pk")}
        for one in ACTIVITIES:
            lines = [BarisRincian(prices[one.harga], "", one.volume)]
            plans.save_activity(plan.pk, planner, None, _values(one), lines)
    road: Road = replace(ROAD_DINAS, after=None)
    for day, name, role in ((11, "ajukan", PERENCANA_DINAS), (12, "verifikasi", PENYETUJU_DINAS),
                            (13, "tetapkan", KEPALA_DINAS)):  # fmt: skip
        with clock.pretend(date(year, 1, day)):
            road.execute(plan.pk, name, peta.of(peta.dinas, role))
    treasurer = peta.of(peta.dinas, BENDAHARA_PENGELUARAN)
    for month in _MONTHS:
        paid = {row.kunci: pure(row).sebulan for row in rows_until(plan) if month in row.bulan}
        with clock.pretend(date(year, month + 1, 4)):
            note = "Menurut buku kas umum, contoh"
            record(peta.dinas.pk, Period(year, month), 0, note, treasurer, paid)
    PembukuDinas(peta, plan).october()


def _values(one: _Kegiatan) -> dict[str, object]:
    texts = dict.fromkeys(("tujuan", "desa", "lokakarya", "penjelasan"), "")
    return texts | {
        "menu": one.menu,
        "nama": one.nama,
        "sasaran": "Puskesmas",
        "target": "20 puskesmas",
        "lokasi": "Kabupaten Situbondo",
        "pelaksana": "Bidang Kesehatan Masyarakat",
        "mitra": "Lintas program dan lintas sektor",
        "sumber_daya": "Petugas Dinas",
        "indikator": "Terlaksana sesuai rencana",
        "cara": "luring",
        "jumlah_sasaran": 20,
        "bulan": list(one.bulan),
        "kali": 1,
    }
