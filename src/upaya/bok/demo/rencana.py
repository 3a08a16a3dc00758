"""The plans of the demo: Murni of all, what was shifted since, and what somebody is writing now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from upaya.alur.road import Road
from upaya.bok.demo.isi import (
    ACTIVITIES,
    FAMILY,
    LATE,
    OLDER,
    SKALA,
    Contoh,
    shifted,
    stbm,
)
from upaya.bok.demo.ketetapan import VILLAGES, YEAR, pagu_bok
from upaya.bok.demo.steps import Langkah, logs, moment, stand, step, traced
from upaya.bok.harga.models import HargaSatuan
from upaya.bok.rencana.models import KegiatanRencana, Rencana, RincianRencana
from upaya.bok.rencana.road import ROAD
from upaya.core.models import WorkflowLog
from upaya.demo.kabupaten import KODE, Peta
from upaya.rules.bok.road import DRAF, PJ_PROGRAM
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import KEPALA_PUSKESMAS
from upaya.wilayah.models import Unit

WORDS = "Tidak ada kegiatan yang dibiayai sumber lain; jumlahnya sesuai kesepakatan lokakarya."
_SHARE = 80
"""Of a hundred of what the law leaves for UKM esensial: what Murni plans at most."""
_NOT_SHIFTED = ("bungatan", "asembagus", "wonorejo")
"""These live with their Murni to the end."""
_TO_DECISION = ("ajukan", "verifikasi", "tetapkan")
_WRITING: Mapping[str, tuple[str, ...]] = {
    "panji": (),
    "mlandingan": ("ajukan",),
    "kapongan": ("ajukan", "kembalikan_tim"),
    "arjasa": ("ajukan", "verifikasi"),
}
"""Who is at Perubahan 2, and how far."""
_WHY = "Uraian volume Senam lansia belum sama dengan berita acara lokakarya."


@dataclass
class Rencanaan:
    """What was planned of one puskesmas: its activities as they stand, by the number they keep."""

    unit: Unit
    berlaku: dict[int, KegiatanRencana] = field(default_factory=dict)
    sebulan: dict[int, int] = field(default_factory=dict)
    """Rupiah of a month in which the activity takes place, by number."""

    def bulan(self, month: int) -> list[KegiatanRencana]:
        """The month's RPK."""
        return [row for row in self.berlaku.values() if month in row.bulan]


def make(peta: Peta, slug: str) -> Rencanaan:
    """All versions of one puskesmas."""
    return _Penyusun(peta, slug).make()


class _Penyusun:
    """Whoever plans at one puskesmas."""

    def __init__(self, peta: Peta, slug: str) -> None:
        self.peta, self.slug, self.unit = peta, slug, peta.puskesmas[slug]
        self.planner = peta.of(self.unit, PJ_PROGRAM)
        self.prices = {
            price.nama: price
            for price in HargaSatuan.objects.filter(kabupaten=KODE).exclude(wilayah="laut")
        }
        self.numbers = count(1)
        self.made = Rencanaan(self.unit)
        self.lines: list[RincianRencana] = []
        self.murni = (*ACTIVITIES, *(stbm(name) for name in VILLAGES.get(slug, ())))
        self.villages = self._villages()

    def make(self) -> Rencanaan:
        """Murni in January, Perubahan 1 in September, and Perubahan 2 where one is written."""
        first = [(next(self.numbers), one) for one in self.murni]
        self._version(0, date(YEAR, 1, 10), _TO_DECISION, first)
        if self.slug not in _NOT_SHIFTED:
            why = "Kunjungan keluarga ditambah menjelang akhir tahun, posbindu dikurangi."
            self._version(1, date(YEAR, 9, 19), _TO_DECISION, list(self._shift(first)), why)
        if self.slug in _WRITING:
            why, steps = "Senam lansia ditambahkan menurut lokakarya Oktober.", _WRITING[self.slug]
            self._version(2, date(YEAR, 10, 24), steps, [(next(self.numbers), LATE)], why)
        return self.made

    def _shift(self, first: Sequence[tuple[int, Contoh]]) -> Iterator[tuple[int, Contoh]]:
        for kunci, one in first:
            if one.menu in (FAMILY, OLDER):
                until, since = shifted(one)
                yield kunci, until
                yield next(self.numbers), since

    # -------------------------------------------------------------- one version
    def _version(
        self,
        nomor: int,
        day: date,
        names: Sequence[str],
        activities: Sequence[tuple[int, Contoh]],
        alasan: str = "",
    ) -> None:
        steps, at = list(self._steps(day, names)), moment(day)
        plan = Rencana(
            kabupaten_id=KODE,
            puskesmas=self.unit,
            tahun=YEAR,
            nomor=nomor,
            alasan=alasan,
            penjelasan=WORDS,
            status=DRAF,
            status_since=at,
            dibuat_oleh_id=self.planner.user_id,
            dibuat_pada=at,
        )
        stand(ROAD, plan, steps)
        if names == _TO_DECISION:
            plan.ditetapkan_pada = steps[-1].day
        plan.save(force_insert=True)
        rows = [self._row(plan, kunci, one, steps) for kunci, one in activities]
        KegiatanRencana.objects.bulk_create(rows)
        self._money(rows, [one for _, one in activities])
        if plan.ditetapkan_pada:
            self.made.berlaku |= {row.kunci: row for row in rows}
        self._trace(plan, rows, day, steps, ROAD)

    def _steps(self, day: date, names: Sequence[str]) -> Iterator[Langkah]:
        team = self.peta.of(self.unit, TIM_VERIFIKASI)
        head = self.peta.of(self.unit, KEPALA_PUSKESMAS)
        people = {"ajukan": self.planner, "tetapkan": head}
        for days, name in enumerate(names):
            reason = _WHY if name == "kembalikan_tim" else ""
            yield step(name, people.get(name, team), day.replace(day=day.day + days), reason)

    def _row(
        self, plan: Rencana, kunci: int, one: Contoh, steps: Sequence[Langkah]
    ) -> KegiatanRencana:
        return KegiatanRencana(
            rencana=plan,
            kunci=kunci,
            versi=plan.nomor + 1 if kunci in self.made.berlaku else 1,
            ditulis_oleh_id=self.planner.user_id,
            ditulis_pada=steps[0].at if steps else plan.dibuat_pada,
            **values(one),
        )

    def _money(self, rows: Sequence[KegiatanRencana], activities: Sequence[Contoh]) -> None:
        lines = []
        for row, one in zip(rows, activities, strict=True):
            self.made.sebulan[row.kunci] = self._month_of(one, self.villages)
            lines += [
                RincianRencana(
                    kegiatan=row,
                    urutan=place,
                    belanja=price.belanja,
                    uraian=price.nama,
                    harga=price,
                    harga_satuan=price.harga,
                    satuan=price.satuan,
                    volume=[[many or self.villages, unit] for many, unit in volume],
                )
                for place, (name, volume) in enumerate(one.lines)
                for price in [self.prices[name]]
            ]
        RincianRencana.objects.bulk_create(lines)

    def _trace(
        self,
        plan: Rencana,
        rows: Sequence[KegiatanRencana],
        day: date,
        steps: Sequence[Langkah],
        road: Road,
    ) -> None:
        begun: dict[str, object] = {"tahun": YEAR, "versi": plan.nomor}
        traced("rencana.buka", plan, self.planner, day, begun)
        for row in rows:
            detail: dict[str, object] = {"kegiatan": row.kunci, "baru": row.versi == 1}
            traced("rencana.isi", plan, self.planner, day, detail)
        WorkflowLog.objects.bulk_create(logs(road, plan, steps))

    # -------------------------------------------------------------- how large
    def _month_of(self, one: Contoh, villages: int) -> int:
        found = 0
        for name, volume in one.lines:
            cost = self.prices[name].harga
            for many, _ in volume:
                cost *= many if many != SKALA else villages
            found += cost
        return found

    def _villages(self) -> int:
        """The most with which UKM esensial stays within what is meant for it."""
        essential = [one for one in self.murni if not one.menu.startswith("9.")]
        wanted = pagu_bok(self.slug) * 875 // 1000 * _SHARE // 100

        def year(villages: int) -> int:
            return sum(self._month_of(one, villages) * len(one.bulan) for one in essential)

        return max(n for n in range(1, 40) if n == 1 or year(n) <= wanted)


def values(one: Contoh) -> dict[str, object]:
    """An activity as its form gives it."""
    return {
        "menu": one.menu,
        "nama": one.nama,
        "tujuan": "",
        "sasaran": one.sasaran,
        "target": "Sesuai target SPM",
        "lokasi": "Wilayah kerja puskesmas",
        "desa": one.desa,
        "pelaksana": one.pelaksana,
        "mitra": "Kader dan pemerintah desa",
        "sumber_daya": "Petugas, kendaraan, alat pemeriksaan",
        "indikator": "Cakupan pelayanan",
        "cara": "luring",
        "lokakarya": one.lokakarya,
        "penjelasan": "",
        "jumlah_sasaran": 120,
        "bulan": list(one.bulan),
        "kali": one.kali,
    }
