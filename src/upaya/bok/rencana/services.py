"""Use cases of a plan: open a year, begin a new version, write an activity. Each one transaction.

A version writes only what it changes; what stands in an older one is never touched again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q

from upaya.bok.harga.models import HargaSatuan
from upaya.bok.ketetapan.queries import Ketetapan, ketetapan
from upaya.bok.program.services import mine
from upaya.bok.realisasi.queries import realised
from upaya.bok.rencana.models import KegiatanRencana, Rencana, RincianRencana
from upaya.bok.rencana.versions import rows_until
from upaya.bok.serapan.queries import spent
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.changes import same
from upaya.rules.bok.anggaran import terlampaui
from upaya.rules.bok.plan import Rincian
from upaya.rules.bok.program import bukan_milik
from upaya.rules.bok.road import DITETAPKAN, DRAF, EDITABLE
from upaya.rules.money import rupiah
from upaya.rules.numbers import MAX_AMOUNT
from upaya.rules.period import BULAN
from upaya.wilayah.models import Unit


class TertutupError(Exception):
    """The plan may not be written now; the message is for the person who tried."""


class BentrokError(Exception):
    """Somebody else wrote the activity first."""

    def __init__(self) -> None:
        super().__init__("Kegiatan ini sudah diubah orang lain sejak Anda membukanya.")


@dataclass(frozen=True, slots=True)
class BarisRincian:
    """A line of money as it was filled in."""

    harga: HargaSatuan
    uraian: str
    volume: tuple[tuple[int, str], ...]


# ------------------------------------------------------------------ versions
@transaction.atomic
def open_plan(puskesmas_id: int, year: int, access: Access) -> Rencana:
    """The first version of a year's plan, empty; the one that stands already when there is one."""
    unit = _unit(puskesmas_id, access)
    rows = Rencana.objects.filter(puskesmas=unit, tahun=year)
    found: Rencana | None = rows.order_by("-nomor").first()
    if found is not None:
        return found
    _require_open(unit, year)
    return _begin(unit, year, 0, "", access)


@transaction.atomic
def revise(pk: int, access: Access, alasan: str) -> Rencana:
    """A new version on top of the one that was decided last."""
    base: Rencana = Rencana.objects.within(access.scope).get(pk=pk)
    unit = _unit(base.puskesmas_id, access)
    _require_open(unit, base.tahun)
    rows = Rencana.objects.filter(puskesmas=unit, tahun=base.tahun)
    last: Rencana | None = rows.order_by("-nomor").first()
    assert last is not None  # noqa: S101 - `base` is one of them
    if last.status != DITETAPKAN:
        if last.alasan == alasan and last.dibuat_oleh_id == access.user_id:
            return last  # the same form, sent twice
        raise TertutupError(f"Versi {last.versi_kata} masih disusun; lanjutkan versi itu.")
    return _begin(unit, base.tahun, last.nomor + 1, alasan, access)


def _unit(pk: int, access: Access) -> Unit:
    """The puskesmas or the Dinas, locked: its plans are begun by one at a time."""
    found: Unit = (
        Unit.objects.for_scope(access.scope)
        .select_for_update(of=("self",), no_key=True)
        .get(pk=pk, jenis__in=(Unit.Jenis.PUSKESMAS, Unit.Jenis.DINAS))
    )
    return found


def _require_open(unit: Unit, year: int) -> None:
    require_decreed(ketetapan(unit, year))


def require_decreed(decreed: Ketetapan) -> None:
    """TertutupError when nothing can be planned, or not now."""
    if said := decreed.mengapa_tidak:
        raise TertutupError(said)
    window = decreed.jendela(clock.today())
    if not window.terbuka:
        raise TertutupError(window.kalimat)


def _begin(unit: Unit, year: int, nomor: int, alasan: str, access: Access) -> Rencana:
    assert unit.kabupaten_id is not None  # noqa: S101 - the constraint unit_punya_kabupaten
    made = Rencana(
        kabupaten_id=unit.kabupaten_id,
        puskesmas=unit,
        tahun=year,
        nomor=nomor,
        alasan=alasan,
        status=DRAF,
        status_since=clock.now(),
        dibuat_oleh_id=access.user_id,
        dibuat_pada=clock.now(),
    )
    made.save(force_insert=True)
    audit.record(
        "rencana.buka",
        made,
        access=access,
        kabupaten=made.kabupaten_id,
        detail={"tahun": year, "versi": nomor},
    )
    return made


def prices_of(plan: Rencana, rows: Iterable[KegiatanRencana]) -> list[HargaSatuan]:
    """The prices in force today within the plan's year, and those that activities have already."""
    day = min(max(clock.today(), plan.akhir_tahun.replace(month=1, day=1)), plan.akhir_tahun)
    used = {line.harga_id for row in rows for line in row.rincian.all()}
    holds = Q(mulai__lte=day) & (Q(sampai=None) | Q(sampai__gte=day))
    return list(HargaSatuan.objects.filter(Q(pk__in=used) | holds, kabupaten=plan.kabupaten_id))


# ------------------------------------------------------------------ writing
def lock(pk: int, access: Access) -> Rencana:
    """The version, locked; TertutupError when its status lets nobody write in it."""
    plan: Rencana = (
        Rencana.objects.within(access.scope)
        .select_for_update(of=("self",))
        .select_related("puskesmas", "kabupaten")
        .get(pk=pk)
    )
    if plan.status not in EDITABLE:
        raise TertutupError(
            f"Rencana ini berstatus “{plan.state.label}”, jadi isinya tidak dapat diubah."
        )
    return plan


def open_for_writing(pk: int, access: Access) -> Rencana:
    """The same, when it may be written now; TertutupError with the reason otherwise."""
    plan = lock(pk, access)
    _require_open(plan.puskesmas, plan.tahun)
    return plan


@transaction.atomic
def save_activity(
    pk: int,
    access: Access,
    kunci: int | None,
    values: Mapping[str, Any],
    lines: Sequence[BarisRincian],
    *,
    seen_versi: int = 0,
) -> KegiatanRencana:
    """Write an activity into this version, new (`kunci` None) or as it is from now on.

    `seen_versi` is the count of writes that the person saw; BentrokError when it moved on. A form
    that changes nothing writes nothing. ValidationError says what cannot be.
    """
    plan = open_for_writing(pk, access)
    check_lines(lines)
    old = _standing(plan, kunci) if kunci is not None else None
    _require_own(access, old, str(values["menu"]), str(values["nama"]))
    if old is not None and unchanged(old, values, lines):
        return old
    if old is not None and old.versi != seen_versi:
        raise BentrokError
    if old is not None:
        Tetap.of(plan).check(old, values["bulan"], lines)
    return put_activity(plan, access, old, values, lines)


def put_activity(
    plan: Rencana,
    access: Access,
    old: KegiatanRencana | None,
    values: Mapping[str, Any],
    lines: Sequence[BarisRincian],
) -> KegiatanRencana:
    """Write what was checked: for whoever holds the version locked, inside a transaction."""
    row = _row(plan, old, access)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    row.rincian.all().delete()
    RincianRencana.objects.bulk_create(
        _stored(row, place, line) for place, line in enumerate(lines)
    )
    audit.record(
        "rencana.isi",
        plan,
        access=access,
        kabupaten=plan.kabupaten_id,
        detail={"kegiatan": row.kunci, "baru": old is None},
    )
    return row


def _require_own(access: Access, old: KegiatanRencana | None, menu: str, nama: str) -> None:
    """Whoever is in charge of a programme writes in that one, before and after."""
    if not mine(access, menu, *((old.menu,) if old else ())):
        raise ValidationError({"menu": bukan_milik(old.nama if old else nama)})


def _standing(plan: Rencana, kunci: int) -> KegiatanRencana:
    found = next((row for row in rows_until(plan) if row.kunci == kunci), None)
    if found is None:
        raise TertutupError("Kegiatan ini sudah tidak ada dalam rencana. Muat ulang halaman.")
    return found


def _row(plan: Rencana, old: KegiatanRencana | None, access: Access) -> KegiatanRencana:
    """The row of this version: the one it has, or a new one with the same number."""
    if old is not None and old.rencana_id == plan.pk:
        old.versi += 1
        old.ditulis_oleh_id, old.ditulis_pada = access.user_id, clock.now()
        return old
    kunci, versi = (old.kunci, old.versi + 1) if old is not None else (_next_number(plan), 1)
    return KegiatanRencana(
        rencana=plan,
        kunci=kunci,
        versi=versi,
        ditulis_oleh_id=access.user_id,
        ditulis_pada=clock.now(),
    )


def _next_number(plan: Rencana) -> int:
    rows = KegiatanRencana.objects.filter(
        rencana__puskesmas=plan.puskesmas_id, rencana__tahun=plan.tahun
    )
    return int(rows.aggregate(last=Max("kunci"))["last"] or 0) + 1


def _stored(row: KegiatanRencana, place: int, line: BarisRincian) -> RincianRencana:
    return RincianRencana(
        kegiatan=row,
        urutan=place,
        belanja=line.harga.belanja,
        uraian=line.uraian or line.harga.nama,
        harga=line.harga,
        harga_satuan=line.harga.harga,
        satuan=line.harga.satuan,
        volume=[[many, unit] for many, unit in line.volume],
    )


def unchanged(
    old: KegiatanRencana, values: Mapping[str, Any], lines: Sequence[BarisRincian]
) -> bool:
    """Whether an activity says all this already."""
    stored = [
        (line.harga_id, line.uraian, [list(pair) for pair in line.volume])
        for line in old.rincian.all()
    ]
    typed = [
        (line.harga.pk, line.uraian or line.harga.nama, [[n, unit] for n, unit in line.volume])
        for line in lines
    ]
    return same(old, values) and stored == typed


def _month_cost(line: BarisRincian) -> int:
    return Rincian("", line.uraian, line.harga.belanja, line.volume, line.harga.harga).sebulan


def cost_of(lines: Sequence[BarisRincian]) -> int:
    """What lines cost in a month in which their activity takes place, in rupiah."""
    return sum(_month_cost(line) for line in lines)


def check_lines(lines: Sequence[BarisRincian]) -> None:
    """ValidationError for a line that costs more than any amount may be."""
    for line in lines:
        cost = _month_cost(line)
        if cost > MAX_AMOUNT:
            raise ValidationError(
                f"{line.uraian or line.harga.nama}: {rupiah(cost)} sebulan di luar batas. Periksa "
                "volumenya."
            )


@dataclass(frozen=True, slots=True)
class Tetap:
    """What of a year cannot be planned away: months carried out and rupiah spent, by activity."""

    bulan: Mapping[int, frozenset[int]]
    rupiah: Mapping[int, int]

    @classmethod
    def of(cls, plan: Rencana) -> Tetap:
        """As it is now."""
        return cls(
            realised(plan.puskesmas_id, plan.tahun),
            spent(plan.puskesmas_id, plan.tahun).per_kegiatan,
        )

    def check(
        self, old: KegiatanRencana, months: Sequence[int], lines: Sequence[BarisRincian]
    ) -> None:
        """ValidationError when an activity with these months and lines would lose some of it."""
        if gone := sorted(self.bulan.get(old.kunci, frozenset()).difference(months)):
            said = ", ".join(BULAN[month - 1] for month in gone)
            raise ValidationError(
                {
                    "bulan": f"{old.nama} sudah dilaksanakan pada {said}; bulan itu tetap "
                    "direncanakan."
                }
            )
        setahun = cost_of(lines) * len(months)
        if said := terlampaui(old.nama, setahun, self.rupiah.get(old.kunci, 0)):
            raise ValidationError(said)


@transaction.atomic
def remove_activity(pk: int, access: Access, kunci: int) -> None:
    """Take an activity out of the plan from this version on."""
    plan = open_for_writing(pk, access)
    old = next((row for row in rows_until(plan) if row.kunci == kunci), None)
    if old is None:
        return  # taken out before
    _require_own(access, old, old.menu, old.nama)
    Tetap.of(plan).check(old, [], [])
    row = _row(plan, old, access)
    if row is not old:  # it stands in an older version: this one says that it is gone
        for field in KegiatanRencana._meta.concrete_fields:
            if field.name not in {
                "id",
                "rencana",
                "kunci",
                "versi",
                "ditulis_oleh",
                "ditulis_pada",
            }:
                setattr(row, field.name, getattr(old, field.name))
    row.dihapus = True
    row.save()
    audit.record(
        "rencana.hapus",
        plan,
        access=access,
        kabupaten=plan.kabupaten_id,
        detail={"kegiatan": kunci},
    )


@transaction.atomic
def explain(pk: int, access: Access, text: str) -> Rencana:
    """What is said of the warnings about the plan as a whole."""
    plan = open_for_writing(pk, access)
    if plan.penjelasan != text:
        plan.penjelasan = text
        plan.save(update_fields=["penjelasan"])
        audit.record(
            "rencana.jelaskan", plan, access=access, kabupaten=plan.kabupaten_id, detail={}
        )
    return plan
