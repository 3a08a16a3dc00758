"""Use cases of reports: begin one, write who was there. Each is one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.bok.ketetapan.queries import ketetapan
from upaya.bok.program.services import mine
from upaya.bok.realisasi.models import Kehadiran, Pelaksanaan, PesertaLain
from upaya.bok.realisasi.queries import names_of_others, officers
from upaya.bok.rencana.models import KegiatanRencana
from upaya.bok.rencana.versions import in_force, rows_until
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.changes import same
from upaya.rules.bok.program import bukan_milik
from upaya.rules.bok.road import DRAF, EDITABLE
from upaya.rules.period import Period, tanggal
from upaya.wilayah.models import Unit


class TertutupError(Exception):
    """The report may not be written now; the message is for the person who tried."""


class BentrokError(Exception):
    """Somebody else wrote the report first."""

    def __init__(self) -> None:
        super().__init__("Laporan ini sudah diubah orang lain sejak Anda membukanya.")


def planned(puskesmas_id: int, period: Period) -> list[KegiatanRencana]:
    """What the plan in force foresees for a month: the month's RPK."""
    plan = in_force(puskesmas_id, period.year)
    if plan is None:
        return []
    return [row for row in rows_until(plan) if period.month in row.bulan]


@transaction.atomic
def begin(puskesmas_id: int, period: Period, kunci: int, access: Access) -> Pelaksanaan:
    """A report of a planned activity in a month; an empty draft of it that stands is given back.

    ValidationError when the plan in force does not foresee the activity in that month.
    """
    unit: Unit = (
        Unit.objects.for_scope(access.scope)
        .select_for_update(of=("self",), no_key=True)
        .get(pk=puskesmas_id, jenis=Unit.Jenis.PUSKESMAS)
    )
    row = next((one for one in planned(unit.pk, period) if one.kunci == kunci), None)
    if row is None:
        raise ValidationError("Kegiatan ini tidak direncanakan pada bulan itu.")
    if period > Period.of(clock.today()):
        raise ValidationError(f"{period.nama} belum berjalan.")
    if not mine(access, row.menu):
        raise ValidationError(bukan_milik(row.nama))
    empty = Pelaksanaan.objects.filter(
        puskesmas=unit, periode=period.first_day, kunci=kunci, status=DRAF, hadir=None, hasil=""
    ).first()
    if empty is not None:
        return empty
    made = _empty(unit, period, row, access)
    made.save(force_insert=True)
    audit.record(
        "realisasi.catat",
        made,
        access=access,
        kabupaten=made.kabupaten_id,
        detail={"periode": str(period), "kegiatan": kunci},
    )
    return made


def _empty(unit: Unit, period: Period, row: KegiatanRencana, access: Access) -> Pelaksanaan:
    """A draft that keeps the activity's line of the menu, its place there and its kind."""
    assert unit.kabupaten_id is not None  # noqa: S101 - the constraint unit_punya_kabupaten
    menu = ketetapan(unit, period.year).rencana
    codes = list(menu.menu) if menu else []
    line = menu.menu.get(row.menu) if menu else None
    return Pelaksanaan(
        kabupaten_id=unit.kabupaten_id,
        puskesmas=unit,
        kegiatan=row,
        periode=period.first_day,
        kunci=row.kunci,
        menu=row.menu,
        urutan=codes.index(row.menu) if row.menu in codes else len(codes),
        sifat=(line.sifat if line else None) or "",
        nama=row.nama,
        desa=row.desa,
        status=DRAF,
        status_since=clock.now(),
        ditulis_oleh_id=access.user_id,
        ditulis_pada=clock.now(),
    )


@dataclass(frozen=True, slots=True)
class Peserta:
    """Who took part: each officer (by key) with each day, the names of others by kind."""

    hadir: set[tuple[int, date]]
    lain: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, report: Pelaksanaan) -> Peserta:
        """As a report has them."""
        rows = report.hadir.order_by("pk").values_list("petugas_id", "tanggal")
        return cls(set(rows), names_of_others(report))

    def replace(self, report: Pelaksanaan, stands: Peserta) -> None:
        """Put these where others stand."""
        report.hadir.all().delete()
        Kehadiran.objects.bulk_create(
            Kehadiran(pelaksanaan=report, petugas_id=officer, tanggal=day)
            for officer, day in sorted(self.hadir)
        )
        if self.lain == stands.lain:
            return
        report.peserta.all().delete()
        PesertaLain.objects.bulk_create(
            PesertaLain(pelaksanaan=report, jenis=kind, urutan=place, nama=name)
            for kind, listed in self.lain.items()
            for place, name in enumerate(listed)
        )


def _open_for_writing(pk: int, access: Access) -> Pelaksanaan:
    """The report, locked, when this person may write in it now; TertutupError otherwise."""
    report: Pelaksanaan = (
        Pelaksanaan.objects.for_scope(access.scope).select_for_update(of=("self",)).get(pk=pk)
    )
    if report.status not in EDITABLE:
        raise TertutupError(
            f"Laporan ini berstatus “{report.state.label}”, jadi isinya tidak dapat diubah."
        )
    if not mine(access, report.menu):
        raise TertutupError(bukan_milik(report.nama))
    return report


@transaction.atomic
def write(
    pk: int,
    access: Access,
    values: Mapping[str, Any],
    days: Mapping[int, Sequence[date]],
    others: Mapping[str, Sequence[str]] | None = None,
    *,
    seen_versi: int,
) -> Pelaksanaan:
    """Write a report: its result, the days of each officer, the names of others by kind.

    What is equal writes nothing; without `others` the names stay.

    BentrokError when somebody wrote since `seen_versi`; ValidationError with the officer's field
    (`hari-<key>`) for a day that cannot be.
    """
    report = _open_for_writing(pk, access)
    stands = Peserta.of(report)
    names = stands.lain if others is None else {k: list(v) for k, v in others.items() if v}
    wanted = Peserta({(officer, day) for officer, found in days.items() for day in found}, names)
    if wanted == stands and same(report, values):
        return report
    if report.versi != seen_versi:
        raise BentrokError
    _check_days(report, days)
    wanted.replace(report, stands)
    for name, value in values.items():
        setattr(report, name, value)
    report.versi += 1
    report.ditulis_oleh_id, report.ditulis_pada = access.user_id, clock.now()
    report.save()
    audit.record(
        "realisasi.isi",
        report,
        access=access,
        kabupaten=report.kabupaten_id,
        detail={"hadir": len(wanted.hadir)},
    )
    return report


def _check_days(report: Pelaksanaan, days: Mapping[int, Sequence[date]]) -> None:
    """Officers of this puskesmas, on days of the month that are over, while they worked there."""
    period, today = report.period, clock.today()
    known = {one.pk: one for one in officers(report.puskesmas_id, period)}
    faults: dict[str, str] = {}
    for key, found in days.items():
        officer = known.get(key)
        if officer is None and found:
            faults[f"hari-{key}"] = "Petugas ini tidak bekerja di puskesmas ini pada bulan itu."
            continue
        for day in found:
            if Period.of(day) != period:
                faults[f"hari-{key}"] = f"{tanggal(day)} bukan hari dalam {period.nama}."
            elif day > today:
                faults[f"hari-{key}"] = f"{tanggal(day)} belum lewat."
            elif officer is not None and officer.nonaktif_sejak and day >= officer.nonaktif_sejak:
                left = tanggal(officer.nonaktif_sejak)
                faults[f"hari-{key}"] = f"{officer.nama} tidak bekerja lagi sejak {left}."
    if faults:
        raise ValidationError(dict(faults))
