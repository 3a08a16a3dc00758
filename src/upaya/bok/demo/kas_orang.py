"""Who is paid in the cash books of the demo: officers by NIK, kader by name and village."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from upaya.bok.demo.ketetapan import VILLAGES
from upaya.bok.kas.ganda import Calon
from upaya.bok.kas.models_belanja import HariDibayar, PenerimaBelanja
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.core.crypto import blind_index
from upaya.demo.kabupaten import KODE, SHOWN
from upaya.pegawai.models import Petugas
from upaya.rules.bok.hari_ganda import TRANSPOR, Penerima
from upaya.wilayah.models import Unit

TRIP, _KADER = 50_000, 30_000
_PEOPLE = 6
"""Officers who are paid for one report: as many as the plan foresees for a village."""
_VOLUNTEERS = ("Sulastri Rekaan", "Rukmini Rekaan", "Wagiyem Rekaan", "Tumini Rekaan")
_HOMES = {
    SHOWN: (*VILLAGES[SHOWN], "Banyuputih", "Sumberejo"),
    "panji": ("Panji Lor", "Panji Kidul", "Tenggir", "Tokelan"),
    "wonorejo": ("Wonorejo",) * len(_VOLUNTEERS),
}
"""Where its kader live, in their order, of each puskesmas that keeps a book: a kader is known by
name and village."""

Taken = dict[tuple[str, date], HariDibayar]
"""Which day of whom was paid, by the hash of the NIK: over all books of the district."""
Baris = tuple[PenerimaBelanja, list[HariDibayar]]
"""Somebody who is paid, and the days."""


@dataclass(frozen=True, slots=True)
class Dikenal:
    """An officer by the hash of the NIK; `twin`: the same NIK works for another puskesmas too."""

    petugas: Petugas
    mark: str
    twin: bool


class Orang:
    """The people of one puskesmas as its treasurer pays them."""

    def __init__(self, unit: Unit, taken: Taken) -> None:
        self.unit, self.taken = unit, taken
        self.seen: set[tuple[str, date]] = set()
        rows = list(Petugas.objects.filter(puskesmas=unit).order_by("pk"))
        elsewhere = set(
            Petugas.objects.exclude(puskesmas=unit)
            .filter(nik_indeks__in=[row.nik_indeks for row in rows])
            .order_by()
            .values_list("nik_indeks", flat=True)
        )
        self.known = {
            row.pk: Dikenal(row, row.nik_indeks, row.nik_indeks in elsewhere) for row in rows
        }

    def of_report(self, report: Pelaksanaan, most: int) -> list[Baris]:
        """Officers for days that nobody paid yet, and kader, for at most so many rupiah."""
        found = []
        for row, days in self._rows(report):
            if row.jumlah <= most:
                most -= row.jumlah
                found.append((row, days))
                self.seen |= {(one.tanda, one.hari) for one in days}
                self.taken |= {(one.tanda, one.hari): one for one in days if one.pasti}
        return found

    def _rows(self, report: Pelaksanaan) -> Iterator[Baris]:
        days: dict[int, list[date]] = {}
        for row in report.hadir.all():
            days.setdefault(row.petugas_id, []).append(row.tanggal)
        # Whoever works for two is paid first, so that the two books meet.
        going = sorted(
            (self.known[key] for key in days), key=lambda one: (not one.twin, one.petugas.pk)
        )
        for one in going[:_PEOPLE]:
            own = days[one.petugas.pk]
            free = sorted(day for day in own if (one.mark, day) not in self.taken)
            if free:
                yield self.officer(one, report.nama, free)
        every = sorted({day for own in days.values() for day in own})
        known = zip(_VOLUNTEERS, _HOMES[self.unit.slug], strict=True)
        for name, home in list(known)[: report.kader] if every else ():
            yield self._kader(name, report.desa or home, report.nama, every[0])

    def officer(self, one: Dikenal, what: str, days: Sequence[date]) -> Baris:
        """An officer who is paid transport for days."""
        row = PenerimaBelanja(
            petugas=one.petugas, nama=one.petugas.nama, nik=one.petugas.nik,
            harga=TRIP, banyaknya=len(days), jumlah=len(days) * TRIP, **_PER_TRIP,
        )  # fmt: skip
        return row, [self._day(row, one.mark, day, what) for day in days]

    def _kader(self, name: str, village: str, what: str, day: date) -> Baris:
        """Paid again on a day under the same name and village: flagged, not refused."""
        _, *said = Penerima(name, _KADER, desa=village).tanda
        row = PenerimaBelanja(
            nama=name, desa=village, harga=_KADER, banyaknya=1, jumlah=_KADER, **_PER_TRIP
        )
        return row, [self._day(row, blind_index("|".join(said), "bok:nama"), day, what)]

    def _day(self, row: PenerimaBelanja, mark: str, day: date, what: str) -> HariDibayar:
        sure = bool(row.nik)
        return HariDibayar(
            kabupaten_id=KODE,
            unit=self.unit,
            penerima=row,
            tanda=mark,
            serupa=Calon(0, row).serupa(self.unit.pk),
            pasti=sure,
            kelompok=TRANSPOR,
            macam=TRANSPOR,
            hari=day,
            kegiatan=what[:200],
            mirip=not sure and (mark, day) in self.seen,
        )


_PER_TRIP = {"satuan": "orang_kali", "macam": TRANSPOR}
