"""What was carried out: by month of a puskesmas, by activity of a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from upaya.bok.realisasi.models import Kehadiran, Pelaksanaan
from upaya.pegawai.models import Petugas
from upaya.rules.bok.menu import Sifat
from upaya.rules.bok.road import BATAL, DIVERIFIKASI
from upaya.rules.bok.work import Hadir
from upaya.rules.period import Period


def realised(puskesmas_id: int, year: int) -> Mapping[int, frozenset[int]]:
    """In which months each activity of a plan was carried out, by number; cancelled ones not."""
    rows = Pelaksanaan.objects.filter(puskesmas=puskesmas_id, periode__year=year)
    found: dict[int, set[int]] = {}
    for kunci, day in rows.exclude(status=BATAL).order_by("pk").values_list("kunci", "periode"):
        found.setdefault(kunci, set()).add(day.month)
    return {kunci: frozenset(months) for kunci, months in found.items()}


def hadir(puskesmas_id: int, period: Period) -> list[Hadir]:
    """Who was at which verified activity on which day of a month, as the rules count it."""
    rows = Kehadiran.objects.filter(
        pelaksanaan__puskesmas=puskesmas_id,
        pelaksanaan__periode=period.first_day,
        pelaksanaan__status=DIVERIFIKASI,
        pelaksanaan__sifat__in=["lapangan", "manajemen"],
    ).select_related("pelaksanaan")
    return [_present(row) for row in rows.order_by("pk")]


def _present(row: Kehadiran) -> Hadir:
    report = row.pelaksanaan
    sifat: Sifat = "lapangan" if report.sifat == "lapangan" else "manajemen"
    return Hadir(
        petugas=row.petugas_id,
        hari=row.tanggal,
        urutan=report.urutan,
        kegiatan=report.kunci,
        pelaksanaan=report.pk,
        menu=report.menu,
        sifat=sifat,
    )


def names(reports: Iterable[int]) -> Mapping[int, str]:
    """The names of reports by key."""
    rows = Pelaksanaan.objects.filter(pk__in=set(reports)).order_by("pk")
    return dict(rows.values_list("pk", "nama"))


def officers(puskesmas_id: int, period: Period) -> QuerySet[Petugas]:
    """Who worked at a puskesmas at any time of a month, by name."""
    rows: QuerySet[Petugas] = Petugas.objects.filter(
        Q(nonaktif_sejak=None) | Q(nonaktif_sejak__gt=period.first_day), puskesmas=puskesmas_id
    )
    return rows.order_by("nama", "pk")


def names_of_others(report: Pelaksanaan) -> dict[str, list[str]]:
    """Who took part beside officers, by kind, in the order in which they were written."""
    found: dict[str, list[str]] = {}
    for kind, name in report.peserta.order_by("jenis", "urutan").values_list("jenis", "nama"):
        found.setdefault(kind, []).append(name)
    return found


@dataclass(frozen=True, slots=True)
class HariPetugas:
    """An officer in a report, with the days."""

    petugas: Petugas
    hari: tuple[date, ...]


def presence(report: Pelaksanaan) -> list[HariPetugas]:
    """Who was there, by name, each with the days."""
    found: dict[int, tuple[Petugas, list[date]]] = {}
    rows = report.hadir.select_related("petugas").order_by("petugas__nama", "petugas_id", "tanggal")
    for row in rows:
        found.setdefault(row.petugas_id, (row.petugas, []))[1].append(row.tanggal)
    return [HariPetugas(officer, tuple(days)) for officer, days in found.values()]
