"""Use cases of an allocation: begin a year, its terms, the values of a criterion.

Each is one transaction; the moves of its road are in `road`.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from upaya.bok.alokasi.models import TAHUN_LALU, Alokasi, KriteriaAlokasi
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.changes import put
from upaya.rules.bok.road import DITETAPKAN, DRAF, EDITABLE
from upaya.wilayah.models import Unit


class TertutupError(Exception):
    """The allocation may not be written now; the message is for the person who tried."""


class BentrokError(Exception):
    """Somebody else wrote it first."""

    def __init__(self) -> None:
        super().__init__("Isian ini sudah diubah orang lain sejak Anda membukanya.")


@transaction.atomic
def open_allocation(year: int, access: Access) -> Alokasi:
    """The first allocation of a year, which knows what last year gave; the last one when there is.

    Called again it begins nothing.
    """
    unit = _dinas(access)
    last = Alokasi.objects.filter(unit=unit, tahun=year).order_by("-nomor").first()
    if last is not None:
        return last
    made = _begin(Alokasi(unit=unit, tahun=year), unit, access)
    _copy(made, _of_year(unit, year - 1), access, same_year=False)
    return made


@transaction.atomic
def revise(pk: int, access: Access, alasan: str) -> Alokasi:
    """A new allocation with what stood in the one that was decided last; it replaces it later."""
    base: Alokasi = Alokasi.objects.for_scope(access.scope).get(pk=pk)
    unit = _dinas(access)
    rows = Alokasi.objects.filter(unit=unit, tahun=base.tahun).order_by("-nomor")
    last = rows.first()
    assert last is not None  # noqa: S101 - `base` is one of them
    if last.status != DITETAPKAN:
        if last.alasan == alasan and last.dibuat_oleh_id == access.user_id:
            return last  # the same form, sent twice
        raise TertutupError(f"{last.full_name} masih disusun; lanjutkan yang itu.")
    kept = {"total": last.total, "lantai": last.lantai, "perubahan": last.perubahan}
    new = Alokasi(unit=unit, tahun=last.tahun, nomor=last.nomor + 1, alasan=alasan, **kept)
    made = _begin(new, unit, access)
    _copy(made, last, access, same_year=True)
    return made


def _begin(made: Alokasi, unit: Unit, access: Access) -> Alokasi:
    assert unit.kabupaten_id is not None  # noqa: S101 - the constraint unit_punya_kabupaten
    made.kabupaten_id, made.status, made.status_since = unit.kabupaten_id, DRAF, clock.now()
    made.dibuat_oleh_id, made.dibuat_pada = access.user_id, clock.now()
    made.save(force_insert=True)
    _record("alokasi.buka", made, access, {"tahun": made.tahun, "nomor": made.nomor})
    return made


def _dinas(access: Access) -> Unit:
    """The Dinas, locked: allocations are begun by one at a time."""
    rows = Unit.objects.for_scope(access.scope).filter(jenis=Unit.Jenis.DINAS)
    found: Unit | None = (
        rows.select_for_update(of=("self",), no_key=True).filter(pk=access.scope.unit or 0).first()
    )
    if found is None:
        raise PermissionDenied
    return found


def _of_year(unit: Unit, year: int) -> Alokasi | None:
    rows = Alokasi.objects.filter(unit=unit, tahun=year, status=DITETAPKAN)
    return rows.order_by("-nomor").first()


def _copy(made: Alokasi, before: Alokasi | None, access: Access, *, same_year: bool) -> None:
    """What is filled in already; of last year only what it gave, as last year's parts."""
    if before is None:
        return
    if same_year:
        rows = KriteriaAlokasi.objects.filter(alokasi=before).order_by("kode")
        found = {row.kode: (row.sumber, row.nilai) for row in rows}
    else:
        assert before.hasil is not None  # noqa: S101 - the constraint alokasi_beku
        given = {one["id"]: str(one["proporsional"]) for one in before.hasil["puskesmas"]}
        units = Unit.objects.filter(kabupaten=made.kabupaten_id, slug__in=given)
        values = {str(unit.pk): given[unit.slug] for unit in units.order_by("pk")}
        found = {TAHUN_LALU: (f"{before}", values)}
    KriteriaAlokasi.objects.bulk_create(
        KriteriaAlokasi(
            alokasi=made,
            kode=kode,
            sumber=source,
            nilai=values,
            ditulis_oleh_id=access.user_id,
            ditulis_pada=clock.now(),
        )
        for kode, (source, values) in found.items()
    )


def _locked(pk: int, access: Access) -> Alokasi:
    """The allocation, locked, when it may be written now."""
    rows = Alokasi.objects.for_scope(access.scope).select_for_update(of=("self",))
    case: Alokasi = rows.get(pk=pk)
    if case.status not in EDITABLE:
        raise TertutupError(
            f"Alokasi ini berstatus “{case.state.label}”, jadi isinya tidak dapat diubah."
        )
    return case


@transaction.atomic
def set_terms(
    pk: int,
    access: Access,
    *,
    total: int,
    lantai: int | None,
    perubahan: Decimal | None,
    seen_versi: int,
) -> bool:
    """How much is shared out, and within which bounds; whether that changed anything."""
    case = _locked(pk, access)
    changed = put(case, {"total": total, "lantai": lantai, "perubahan": perubahan})
    if not changed:
        return False
    if case.versi != seen_versi:
        raise BentrokError
    case.versi += 1
    case.save()
    _record("alokasi.atur", case, access, {"total": total})
    return True


@transaction.atomic
def write_values(
    pk: int,
    access: Access,
    kode: str,
    *,
    sumber: str,
    nilai: Mapping[str, str],
    seen_versi: int,
) -> bool:
    """The values of a criterion with their source; whether that changed anything.

    `seen_versi` is the count of writes that the person saw, 0 for a criterion not written yet.
    """
    case = _locked(pk, access)
    row = KriteriaAlokasi.objects.filter(alokasi=case, kode=kode).first()
    if row is not None and (row.sumber, row.nilai) == (sumber, dict(nilai)):
        return False
    if (row.versi if row else 0) != seen_versi:
        raise BentrokError
    row = row or KriteriaAlokasi(alokasi=case, kode=kode, versi=0)
    row.sumber, row.nilai, row.versi = sumber, dict(nilai), row.versi + 1
    row.ditulis_oleh_id, row.ditulis_pada = access.user_id, clock.now()
    row.save()
    _record("alokasi.isi", case, access, {"kriteria": kode})
    return True


def _record(action: str, case: Alokasi, access: Access, detail: Mapping[str, object]) -> None:
    audit.record(action, case, access=access, kabupaten=case.kabupaten_id, detail=dict(detail))
