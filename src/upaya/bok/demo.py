"""BOK in the demo: decrees for all, plans and reports of three puskesmas, untidy as life.

The months of August and September were typed; from October on the activities of these puskesmas
fill the incentive. Every decree, price and amount is a sample, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from upaya.alur.road import Road
from upaya.bok.harga.models import HargaSatuan
from upaya.bok.harga.services import add_price
from upaya.bok.ketetapan.kinds import DESA_STBM, PAGU_BOK, SAKELAR_PUSKESMAS
from upaya.bok.realisasi import services as reports
from upaya.bok.realisasi.models import OTHERS, Pelaksanaan
from upaya.bok.realisasi.road import ROAD as REPORT_ROAD
from upaya.bok.rencana import services as plans
from upaya.bok.rencana.models import Rencana
from upaya.bok.rencana.road import ROAD as PLAN_ROAD
from upaya.bok.rencana.services import BarisRincian
from upaya.bok.serapan.services import record
from upaya.core import clock
from upaya.core.access import Access
from upaya.demo.kabupaten import KODE, SHOWN, Peta
from upaya.regulasi.models import BarisAturan
from upaya.rules.bok.road import PJ_PROGRAM
from upaya.rules.bok.window import JENDELA
from upaya.rules.insentif.ketentuan import PAGU
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    BENDAHARA_PEMBANTU,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
)
from upaya.rules.loader import national_book
from upaya.rules.period import Period
from upaya.wilayah.models import Unit

_YEAR = 2022
_FIRST, _LAST = date(_YEAR, 1, 3), date(_YEAR, 12, 31)
_OKTOBER = Period(_YEAR, 10)
_PLANNED = (SHOWN, "besuki", "jangkar")
_VILLAGES = {SHOWN: ("Sumberanyar", "Sumberwaru"), "besuki": ("Jetis",)}
_EVERY, _QUARTERS = tuple(range(1, 13)), (3, 6, 9, 12)
_WORDS = "Tidak ada kegiatan yang dibiayai sumber lain; jumlahnya sesuai kesepakatan lokakarya."

_PRICES = (
    ("Transpor lokal petugas", "orang per kali", "a", "darat", 50_000),
    ("Transpor lokal petugas", "orang per kali", "a", "laut", 150_000),
    ("Transpor kader", "orang per kali", "a", "semua", 30_000),
    ("Konsumsi rapat", "orang per kali", "f", "semua", 35_000),
    ("Penggandaan", "lembar", "e", "semua", 300),
    ("Langganan internet", "bulan", "k", "semua", 1_500_000),
    ("Honor tenaga kontrak", "orang per bulan", "g", "semua", 2_250_000),
    ("Bahan pemicuan STBM", "paket", "c", "semua", 7_500_000),
    ("Insentif UKM sebulan", "bulan", "m", "semua", 3_000_000),
)


@dataclass(frozen=True, slots=True)
class _Activity:
    """One activity: menu, name, months, and the lines (price, volumes)."""

    menu: str
    nama: str
    bulan: tuple[int, ...]
    lines: tuple[tuple[str, tuple[tuple[int, str], ...]], ...]
    kali: int = 1
    lokakarya: str = ""
    desa: str = ""
    sasaran: str = "Masyarakat"


def _visits(people: int, villages: int) -> tuple[tuple[str, tuple[tuple[int, str], ...]], ...]:
    return (("Transpor lokal petugas", ((people, "orang"), (villages, "desa"), (2, "kali"))),)


_ACTIVITIES = (
    _Activity("a.4", "Pembinaan posyandu", _EVERY, _visits(6, 8), kali=2, sasaran="Kader"),
    _Activity("a.9.a", "Kunjungan rumah ibu hamil risiko tinggi", _EVERY, _visits(8, 8), kali=4),
    _Activity("b.1.a", "Pendampingan penimbangan", _EVERY, _visits(6, 8), sasaran="Balita"),
    _Activity("b.1.d", "Kunjungan balita tidak naik timbangan", _EVERY, _visits(4, 6)),
    _Activity("d.2.b", "Deteksi dini PTM di posbindu", _EVERY, _visits(5, 8), sasaran="Dewasa"),
    _Activity("d.3.a", "Imunisasi rutin", _EVERY, _visits(5, 8), kali=2, sasaran="Bayi"),
    _Activity("g.1", "Kunjungan keluarga", _EVERY, _visits(6, 6), sasaran="Keluarga"),
    _Activity("a.5.f", "Pemeriksaan anak sekolah", (7, 8, 9, 10), _visits(6, 6)),
    _Activity(
        "a.1.f",
        "Rapat validasi PWS KIA",
        _EVERY,
        (("Konsumsi rapat", ((25, "orang"),)), ("Penggandaan", ((200, "lembar"),))),
        sasaran="Bidan desa",
    ),
    _Activity(
        "h.1",
        "Lokakarya mini bulanan",
        _EVERY,
        (("Konsumsi rapat", ((55, "orang"),)), ("Langganan internet", ((1, "bulan"),))),
        lokakarya="bulanan",
        sasaran="Petugas puskesmas",
    ),
    _Activity(
        "h.1",
        "Lokakarya mini tribulanan",
        _QUARTERS,
        (("Konsumsi rapat", ((40, "orang"),)), ("Transpor kader", ((20, "orang"),))),
        lokakarya="tribulanan",
        sasaran="Lintas sektor",
    ),
    _Activity(
        "f.1.g",
        "Tenaga administrasi keuangan",
        _EVERY,
        (("Honor tenaga kontrak", ((1, "orang"),)),),
        sasaran="Puskesmas",
    ),
    _Activity("9.k.1", "Tracing dan testing COVID-19", (2, 3, 7, 8), _visits(4, 5)),
    _Activity("9.l", "Insentif UKM", _EVERY, (("Insentif UKM sebulan", ((1, "bulan"),)),)),
)


def make(peta: Peta) -> None:
    """Decrees and prices of the district; plans, reports and absorption of three puskesmas."""
    _decrees(peta)
    admin = peta.of(peta.dinas, ADMIN_DINAS)
    with clock.pretend(_FIRST):
        for nama, satuan, belanja, wilayah, harga in _PRICES:
            add_price(
                admin,
                nama=nama,
                satuan=satuan,
                belanja=belanja,
                wilayah=wilayah,
                harga=harga,
                mulai=_FIRST.replace(day=1),
                nomor_keputusan="188/DEMO/HARGA/2022",
                contoh=True,
            )
    # A source of its own: what is drawn for the months before stays as it was.
    random = Random(_YEAR)  # noqa: S311 - a demo, not a secret
    for slug in _PLANNED:
        _Puskesmas(peta, peta.puskesmas[slug], slug, random).make()
    _draft(peta)


def _decrees(peta: Peta) -> None:
    """What the Kepala Dinas decreed, each a sample."""
    book = national_book()
    rows: list[tuple[str, int | str, Unit]] = []
    for slug, unit in peta.puskesmas.items():
        incentive = book.read(PAGU + slug, _LAST, KODE).integer
        million = 1_000_000
        rows.append((PAGU_BOK, -(-incentive * 1000 // 75 // million) * million + million, unit))
    rows += [(DESA_STBM, "; ".join(names), peta.puskesmas[s]) for s, names in _VILLAGES.items()]
    with clock.pretend(_FIRST):
        for kunci, nilai, unit in rows:
            _decree(peta, kunci, nilai, unit, date(_YEAR, 1, 1))
        _decree(peta, JENDELA, _YEAR, None, date(_YEAR, 1, 3), date(_YEAR, 12, 15))
    with clock.pretend(date(_YEAR, 9, 26)):
        for slug in _PLANNED:
            unit = peta.puskesmas[slug]
            _decree(peta, SAKELAR_PUSKESMAS, "ya", unit, _OKTOBER.first_day)


def _decree(
    peta: Peta, kunci: str, nilai: int | str, unit: Unit | None, since: date, until: date = _LAST
) -> None:
    BarisAturan.objects.create(
        kabupaten_id=KODE,
        kunci=kunci,
        puskesmas=unit,
        nilai=nilai,
        mulai=since,
        sampai=until,
        nomor_keputusan=f"188/DEMO/BOK/{_YEAR}",
        tanggal_keputusan=clock.today(),
        contoh=True,
        status=BarisAturan.Status.DISETUJUI,
        diusulkan_oleh_id=peta.of(peta.dinas, ADMIN_DINAS).user_id,
        diusulkan_pada=clock.now(),
        diputus_oleh_id=peta.of(peta.dinas, KEPALA_DINAS).user_id,
        diputus_pada=clock.now(),
    )


@dataclass(frozen=True)
class _Puskesmas:
    """One puskesmas of the demo that plans and reports."""

    peta: Peta
    unit: Unit
    slug: str
    random: Random

    def make(self) -> None:
        """A plan, decided and revised once; the reports of October; what was absorbed."""
        with clock.pretend(date(_YEAR, 1, 10)):
            plan = plans.open_plan(self.unit.pk, _YEAR, self.planner)
            for activity in self._activities():
                plans.save_activity(
                    plan.pk, self.planner, None, _values(activity), self._lines(activity)
                )
            plans.explain(plan.pk, self.planner, _WORDS)
        self._decide(plan, date(_YEAR, 1, 12))
        with clock.pretend(date(_YEAR, 9, 19)):
            why = "Kunjungan keluarga ditambah menjelang akhir tahun."
            second = plans.revise(plan.pk, self.planner, why)
            row = next(one for one in plan.kegiatan.order_by("kunci") if one.menu == "g.1")
            values = _values(next(a for a in _ACTIVITIES if a.menu == "g.1")) | {"kali": 3}
            lines = self._lines(_Activity("g.1", "", (), _visits(7, 6)))
            plans.save_activity(
                second.pk, self.planner, row.kunci, values, lines, seen_versi=row.versi
            )
            plans.explain(second.pk, self.planner, _WORDS)
        self._decide(second, date(_YEAR, 9, 21))
        self._report()
        with clock.pretend(date(_YEAR, 11, 1)):
            treasurer = self.peta.of(self.unit, BENDAHARA_PEMBANTU)
            absorbed = 1_000_000 * self.random.randint(31, 38)
            record(self.unit.pk, _OKTOBER, absorbed, "Menurut buku kas umum", treasurer)

    @property
    def planner(self) -> Access:
        """The person in charge of a programme."""
        return self.peta.of(self.unit, PJ_PROGRAM)

    def _activities(self) -> Iterator[_Activity]:
        yield from _ACTIVITIES
        for village in _VILLAGES.get(self.slug, ()):
            yield _Activity(
                "e.2.a",
                f"Pemicuan STBM desa {village}",
                (5,),
                (("Bahan pemicuan STBM", ((1, "paket"),)),),
                desa=village,
            )

    def _lines(self, activity: _Activity) -> list[BarisRincian]:
        return [
            BarisRincian(_price(nama, self.slug), "", volume) for nama, volume in activity.lines
        ]

    def _decide(self, plan: Rencana, first: date) -> None:
        people = (self.planner, self._team, self.peta.of(self.unit, KEPALA_PUSKESMAS))
        for days, (name, access) in enumerate(
            zip(("ajukan", "verifikasi", "tetapkan"), people, strict=True)
        ):
            with clock.pretend(clock.deadline(first, days).day):
                _quiet(PLAN_ROAD).execute(plan.pk, name, access)

    @property
    def _team(self) -> Access:
        return self.peta.of(self.unit, TIM_VERIFIKASI)

    def _report(self) -> None:
        """October: most verified, one waiting, one sent back, one cancelled by rain."""
        officers = list(self.unit.petugas.filter(aktif=True).order_by("pk"))
        rows = reports.planned(self.unit.pk, _OKTOBER)
        counted = [row for row in rows if row.menu[0] != "9" and not row.menu.startswith("f")]
        for number, row in enumerate(counted):
            days = {
                one.pk: sorted(self.random.sample(_WORKDAYS, min(row.kali, 4)))
                for one in self.random.sample(officers, min(len(officers), 12))
            }
            with clock.pretend(date(_YEAR, 10, 31)):
                report = reports.begin(self.unit.pk, _OKTOBER, row.kunci, self.planner)
                values: dict[str, str | int] = {
                    "desa": row.desa,
                    "hasil": "Terlaksana sesuai rencana.",
                }
                values |= dict.fromkeys(OTHERS, 0) | {"kader": self.random.randint(0, 6)}
                reports.write(report.pk, self.planner, values, days, seen_versi=report.versi)
                self._finish(report, number)

    def _finish(self, report: Pelaksanaan, number: int) -> None:
        road, reason = _quiet(REPORT_ROAD), "Hujan deras, jalan desa tidak dapat dilewati."
        if number == _WRITING:
            return
        if number == _CANCELLED:
            road.execute(report.pk, "batalkan", self.planner, reason=reason)
            return
        road.execute(report.pk, "laporkan", self.planner)
        if number == _WAITING:
            return
        if number == _RETURNED:
            reason = "Daftar hadir belum ditandatangani dua petugas."
            road.execute(report.pk, "kembalikan", self._team, reason=reason)
            return
        road.execute(report.pk, "verifikasi", self._team)


_WRITING, _CANCELLED, _WAITING, _RETURNED = range(4)
"""Which of the reports is still written, rained off, waits for the team, was sent back."""


def _workdays() -> list[date]:
    first = _OKTOBER.first_day
    days = (first + timedelta(n) for n in range(_OKTOBER.days))
    return [day for day in days if day.weekday() < 6]  # noqa: PLR2004 - posyandu also on Saturdays


_WORKDAYS = _workdays()


def _price(nama: str, slug: str) -> HargaSatuan:
    """The price of the list; only one puskesmas of the demo has villages beyond the sea."""
    rows = HargaSatuan.objects.filter(kabupaten=KODE, nama=nama).exclude(wilayah="laut")
    found = rows.order_by("pk").first()
    assert found is not None, slug  # noqa: S101 - the list above has it
    return found


def _values(activity: _Activity) -> dict[str, object]:
    return {
        "menu": activity.menu,
        "nama": activity.nama,
        "tujuan": "",
        "sasaran": activity.sasaran,
        "target": "Sesuai target SPM",
        "lokasi": "Wilayah kerja puskesmas",
        "desa": activity.desa,
        "pelaksana": "Penanggung jawab program",
        "mitra": "Kader dan pemerintah desa",
        "sumber_daya": "Petugas, kendaraan, alat pemeriksaan",
        "indikator": "Cakupan pelayanan",
        "cara": "luring",
        "lokakarya": activity.lokakarya,
        "penjelasan": "",
        "jumlah_sasaran": 120,
        "bulan": list(activity.bulan),
        "kali": activity.kali,
    }


def _quiet(road: Road) -> Road:
    """The same road with nobody to write to."""
    return replace(road, after=None)


def _draft(peta: Peta) -> None:
    """A fourth puskesmas has only begun."""
    unit = peta.puskesmas["panji"]
    access = peta.of(unit, PJ_PROGRAM)
    with clock.pretend(date(_YEAR, 10, 24)):
        plan = plans.open_plan(unit.pk, _YEAR, access)
        first = _ACTIVITIES[0]
        lines = [BarisRincian(_price(nama, "panji"), "", volume) for nama, volume in first.lines]
        plans.save_activity(plan.pk, access, None, _values(first), lines)
