"""The treasurer records what was paid in a month, activity by activity; one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.bok.kas.queries import covers
from upaya.bok.ketetapan.queries import Ketetapan, ketetapan
from upaya.bok.rencana.versions import in_force, pure, rows_until
from upaya.bok.serapan.models import Serapan, SerapanKegiatan
from upaya.bok.serapan.queries import month_spent, spent
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.rules.bok.anggaran import terlampaui
from upaya.rules.money import rupiah
from upaya.rules.period import Period
from upaya.wilayah.models import Unit


@dataclass(frozen=True, slots=True)
class KegiatanDibayar:
    """An activity of the plan in force on which money may be recorded."""

    kunci: int
    menu: str
    nama: str
    setahun: int
    insentif: bool


def payable(unit: Unit, year: int, decreed: Ketetapan | None = None) -> list[KegiatanDibayar]:
    """The activities of the plan in force, in their order."""
    plan = in_force(unit.pk, year)
    if plan is None:
        return []
    rules = (decreed or ketetapan(unit, year)).rencana
    pays = {part.kode for part in rules.komponen if part.insentif} if rules else set()
    parts = {code: line.komponen for code, line in rules.menu.items()} if rules else {}
    return [
        KegiatanDibayar(
            row.kunci,
            row.menu,
            row.nama,
            pure(row).setahun,
            parts.get(row.menu) in pays,
        )
        for row in rows_until(plan)
    ]


@transaction.atomic
def record(
    puskesmas_id: int,
    period: Period,
    lain: int,
    keterangan: str,
    access: Access,
    kegiatan: Mapping[int, int] | None = None,
) -> Serapan:
    """What was paid in a month: on each activity by its number, and what no activity is named for.

    Written again it is corrected. What was paid as incentive is kept with its activity and is not
    part of the month's sum. ValidationError at its field (`k-<number>`) for an activity that the
    plan in force does not know, or on which more would be spent than planned; at `lain` when the
    year would spend more than its pagu.
    """
    unit: Unit = (
        Unit.objects.for_scope(access.scope)
        .select_for_update(of=("self",), no_key=True)
        .get(pk=puskesmas_id, jenis__in=(Unit.Jenis.PUSKESMAS, Unit.Jenis.DINAS))
    )
    if period > Period.of(clock.today()):
        raise ValidationError({"bulan": f"{period.nama} belum berjalan."})
    if covers(unit.pk, period):
        raise ValidationError({"bulan": f"Serapan {period.nama} dihitung dari buku kasnya."})
    given = {kunci: amount for kunci, amount in (kegiatan or {}).items() if amount}
    before = month_spent(unit, period.first_day)
    if before is not None and (before.per_kegiatan, before.lain, before.keterangan) == (
        given,
        lain,
        keterangan,
    ):
        return Serapan.objects.get(puskesmas=unit, periode=period.first_day)
    own = _check(unit, period, lain, given)
    return _store(unit, period, lain, keterangan, access, given, own)


def _check(unit: Unit, period: Period, lain: int, given: Mapping[int, int]) -> frozenset[int]:
    """Refuse what cannot be paid; gives the numbers of activities that are the incentive."""
    decreed = ketetapan(unit, period.year)
    known = {one.kunci: one for one in payable(unit, period.year, decreed)} if given else {}
    year = spent(unit.pk, period.year)
    before = month_spent(unit, period.first_day)
    kept = dict(before.per_kegiatan) if before else {}
    faults: dict[str, str] = {}
    for kunci, amount in given.items():
        one = known.get(kunci)
        if one is None:
            faults[f"k-{kunci}"] = "Kegiatan ini tidak ada dalam rencana yang berlaku."
            continue
        total = year.per_kegiatan.get(kunci, 0) - kept.get(kunci, 0) + amount
        if said := terlampaui(one.nama, one.setahun, total):
            faults[f"k-{kunci}"] = said
    gone = sum(kept.values()) + (before.lain if before else 0)
    total = year.total - gone + sum(given.values()) + lain
    if not faults and (said := _beyond_pagu(decreed, total)):
        faults["lain"] = said
    if faults:
        raise ValidationError(dict(faults))
    return frozenset(one.kunci for one in known.values() if one.insentif)


def _beyond_pagu(decreed: Ketetapan, total: int) -> str:
    if decreed.pagu is None or total <= decreed.dana:
        return ""
    return (
        f"Serapan {decreed.year} menjadi {rupiah(total)}, melebihi pagu BOK {rupiah(decreed.dana)}."
    )


def _store(
    unit: Unit,
    period: Period,
    lain: int,
    keterangan: str,
    access: Access,
    given: Mapping[int, int],
    own: frozenset[int],
) -> Serapan:
    assert unit.kabupaten_id is not None  # noqa: S101 - the constraint unit_punya_kabupaten
    row = Serapan.objects.filter(puskesmas=unit, periode=period.first_day).first() or Serapan(
        kabupaten_id=unit.kabupaten_id, puskesmas=unit, periode=period.first_day
    )
    row.jumlah = lain + sum(amount for kunci, amount in given.items() if kunci not in own)
    row.keterangan = keterangan
    row.dicatat_oleh_id, row.dicatat_pada = access.user_id, clock.now()
    row.save()
    row.kegiatan.all().delete()
    SerapanKegiatan.objects.bulk_create(
        SerapanKegiatan(serapan=row, kunci=kunci, insentif=kunci in own, jumlah=amount)
        for kunci, amount in sorted(given.items())
    )
    audit.record(
        "serapan.catat",
        row,
        access=access,
        kabupaten=row.kabupaten_id,
        detail={"periode": str(period), "kegiatan": len(given)},
    )
    return row
