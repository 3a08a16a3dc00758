"""Use cases of a district's rules: propose, approve, reject; each one transaction and audited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.changes import same
from upaya.core.permissions import Permission
from upaya.core.reasons import TOO_SHORT, says_something
from upaya.regulasi import impact
from upaya.regulasi.izin import IzinRegulasi
from upaya.regulasi.ketetapan import Batas, Nilai, semua
from upaya.regulasi.models import BarisAturan
from upaya.regulasi.queries import as_value
from upaya.rules.errors import OverlapError
from upaya.rules.loader import national_book
from upaya.wilayah.models import Kabupaten, Unit


class AturanRefusedError(Exception):
    """A rule that may not be proposed or decided; the message is for the person who tried."""


@dataclass(frozen=True, slots=True)
class Ketetapan:
    """What a decree says: the rule, its value, its days, its number and date."""

    kunci: str
    nilai: Nilai
    mulai: date
    sampai: date | None
    nomor_keputusan: str
    tanggal_keputusan: date
    contoh: bool = False
    puskesmas_id: int | None = None


def check_value(kunci: str, nilai: Nilai) -> None:
    """AturanRefusedError when the value has not the shape of its rule."""
    jenis = semua().get(kunci)
    if fault := jenis.galat(nilai) if jenis else "Aturan ini tidak dikenal.":
        raise AturanRefusedError(fault)


def propose(access: Access, ketetapan: Ketetapan) -> BarisAturan:
    """Enter a decree as a proposal; it changes nothing until another person approves it."""
    _require(access, IzinRegulasi.USUL)
    check_value(ketetapan.kunci, ketetapan.nilai)
    if ketetapan.sampai is not None and ketetapan.sampai < ketetapan.mulai:
        raise AturanRefusedError("Masa berlaku berakhir sebelum mulai.")
    with transaction.atomic():
        row = BarisAturan(
            kabupaten_id=_district(access),
            puskesmas=_puskesmas(access, ketetapan),
            kunci=str(ketetapan.kunci),
            nilai=ketetapan.nilai,
            mulai=ketetapan.mulai,
            sampai=ketetapan.sampai,
            nomor_keputusan=ketetapan.nomor_keputusan,
            tanggal_keputusan=ketetapan.tanggal_keputusan,
            contoh=ketetapan.contoh,
            diusulkan_oleh_id=access.user_id,
            diusulkan_pada=clock.now(),
        )
        Kabupaten.objects.select_for_update(no_key=True).get(pk=row.kabupaten_id)
        if (before := _sent_before(row)) is not None:
            return before
        _refuse_above_the_law(row)
        row.save()
        _record(IzinRegulasi.USUL, row, access)
    return row


def _sent_before(new: BarisAturan) -> BarisAturan | None:
    """The same person's proposal of exactly this that still waits: the form came twice."""
    waiting = BarisAturan.objects.filter(
        kabupaten_id=new.kabupaten_id,
        kunci=new.kunci,
        status=BarisAturan.Status.USULAN,
        diusulkan_oleh_id=new.diusulkan_oleh_id,
    ).order_by("pk")
    said = ("puskesmas_id", "nilai", "mulai", "sampai", "nomor_keputusan", "tanggal_keputusan")
    wanted = {name: getattr(new, name) for name in (*said, "contoh")}
    return next((row for row in waiting if same(row, wanted)), None)


_ELSEWHERE = "Puskesmas ini tidak ada di kabupaten Anda."


def _check_owner(ketetapan: Ketetapan) -> None:
    """What one puskesmas has names it and is of one year; what the district has names none."""
    jenis = semua()[ketetapan.kunci]
    if jenis.per_unit != (ketetapan.puskesmas_id is not None):
        owner = "satu puskesmas" if jenis.per_unit else "kabupaten"
        raise AturanRefusedError(f"{jenis.label}: ketetapannya milik {owner}.")
    if not jenis.per_unit:
        return
    if ketetapan.sampai is None or ketetapan.sampai.year != ketetapan.mulai.year:
        raise AturanRefusedError(f"{jenis.label}: berlaku dalam satu tahun anggaran.")


def _puskesmas(access: Access, ketetapan: Ketetapan) -> Unit | None:
    _check_owner(ketetapan)
    if ketetapan.puskesmas_id is None:
        return None
    unit: Unit | None = (
        Unit.objects.for_scope(access.scope)
        .filter(pk=ketetapan.puskesmas_id, jenis=Unit.Jenis.PUSKESMAS)
        .first()
    )
    if unit is None:
        raise AturanRefusedError(_ELSEWHERE)
    return unit


def adopt(access: Access, proposer: int, rows: Sequence[Ketetapan]) -> list[BarisAturan]:
    """Decrees that were proposed and decided on a road of their own, in force at once.

    The road is the proposal: `proposer` sent it, `access` decides it, and they are two people.
    AturanRefusedError where one is not what it should be; then none is in force.
    """
    _require(access, IzinRegulasi.SETUJUI)
    if proposer == access.user_id:
        raise AturanRefusedError("Anda yang mengusulkan; keputusannya harus dari orang lain.")
    with transaction.atomic():
        Kabupaten.objects.select_for_update().get(pk=_district(access))
        units = _units(access, rows)
        made = [_adopted(access, proposer, one, units) for one in rows]
        _refuse_equal_claims(_district(access), made)
        for row in made:
            _refuse_above_the_law(row)
        BarisAturan.objects.bulk_create(made)
        for row in made:
            _record(IzinRegulasi.SETUJUI, row, access)
    return made


def _units(access: Access, rows: Sequence[Ketetapan]) -> Mapping[int, Unit]:
    """The puskesmas that decrees name, in one query."""
    keys = [one.puskesmas_id for one in rows if one.puskesmas_id is not None]
    found = Unit.objects.for_scope(access.scope).filter(pk__in=keys, jenis=Unit.Jenis.PUSKESMAS)
    return {unit.pk: unit for unit in found.order_by("pk")}


def _adopted(
    access: Access, proposer: int, said: Ketetapan, units: Mapping[int, Unit]
) -> BarisAturan:
    check_value(said.kunci, said.nilai)
    _check_owner(said)
    unit = units.get(said.puskesmas_id) if said.puskesmas_id is not None else None
    if unit is None and said.puskesmas_id is not None:
        raise AturanRefusedError(_ELSEWHERE)
    return BarisAturan(
        kabupaten_id=_district(access),
        puskesmas=unit,
        kunci=said.kunci,
        nilai=said.nilai,
        mulai=said.mulai,
        sampai=said.sampai,
        nomor_keputusan=said.nomor_keputusan,
        tanggal_keputusan=said.tanggal_keputusan,
        contoh=said.contoh,
        status=BarisAturan.Status.DISETUJUI,
        diusulkan_oleh_id=proposer,
        diusulkan_pada=clock.now(),
        diputus_oleh_id=access.user_id,
        diputus_pada=clock.now(),
    )


def approve(pk: int, access: Access, shown: str = "") -> BarisAturan:
    """Put a proposal in force from its first day; refused for its proposer and for equal claims.

    `shown` is the fingerprint of the comparison with the months that exist which the person saw:
    without the present one there is no approval, unless there is nothing to compare.
    """
    _require(access, IzinRegulasi.SETUJUI)
    with transaction.atomic():
        row = _locked_proposal(pk, access)
        _refuse_equal_claim(row)
        _refuse_above_the_law(row)
        hindrance = impact.refusal(row, access, shown)
        if hindrance:
            raise AturanRefusedError(hindrance)
        _decide(row, BarisAturan.Status.DISETUJUI, access)
        _record(IzinRegulasi.SETUJUI, row, access, shown)
    return row


def reject(pk: int, access: Access, reason: str) -> BarisAturan:
    """Turn a proposal down with a reason."""
    _require(access, IzinRegulasi.SETUJUI)
    if not says_something(reason):
        raise AturanRefusedError(TOO_SHORT)
    with transaction.atomic():
        row = _locked_proposal(pk, access)
        row.alasan = reason.strip()
        _decide(row, BarisAturan.Status.DITOLAK, access)
        _record("aturan.tolak", row, access)
    return row


def _locked_proposal(pk: int, access: Access) -> BarisAturan:
    """The row under lock. The district's own row is locked first: two approvals do not pass."""
    Kabupaten.objects.select_for_update().get(pk=_district(access))
    rows = BarisAturan.objects.for_scope(access.scope).select_related("puskesmas")
    row: BarisAturan = rows.select_for_update(of=("self",)).get(pk=pk)
    if row.status != BarisAturan.Status.USULAN:
        raise AturanRefusedError(f"Usulan ini sudah diputus: {row.get_status_display()}.")
    if row.diusulkan_oleh_id == access.user_id:
        raise AturanRefusedError("Anda yang mengusulkan; keputusannya harus dari orang lain.")
    return row


def _refuse_equal_claim(row: BarisAturan) -> None:
    """The same of one."""
    _refuse_equal_claims(row.kabupaten_id, [row])


def _refuse_equal_claims(kabupaten: str, rows: Sequence[BarisAturan]) -> None:
    """Two decrees of one date on the same days: nobody could say which one holds.

    Asked of the book itself, so what is approved is always what can be read.
    """
    approved = BarisAturan.objects.filter(
        kabupaten_id=kabupaten, status=BarisAturan.Status.DISETUJUI
    ).select_related("puskesmas")
    try:
        national_book().overlay(as_value(each) for each in [*approved.order_by("pk"), *rows])
    except OverlapError as fault:
        raise AturanRefusedError(
            "Sudah ada ketetapan lain bertanggal sama untuk aturan dan hari yang sama. "
            "Perbaiki tanggal keputusan atau masa berlakunya."
        ) from fault


def _refuse_above_the_law(row: BarisAturan) -> None:
    """A decree of the district does not raise what a regulation fixes, on none of its days."""
    book, jenis = national_book(), semua()[row.kunci]
    turns = {value.in_force for value in book.values() if value.in_force > row.mulai}
    days = {row.mulai} | {day for day in turns if row.sampai is None or day <= row.sampai}
    slug = row.puskesmas.slug if row.puskesmas else ""
    for day in sorted(days):
        if fault := jenis.lampau(row.nilai, Batas(book, day, row.kabupaten_id, slug)):
            raise AturanRefusedError(fault)


def _decide(row: BarisAturan, status: BarisAturan.Status, access: Access) -> None:
    row.status = status
    row.diputus_oleh_id = access.user_id
    row.diputus_pada = clock.now()
    row.save()


def _record(action: str, row: BarisAturan, access: Access, shown: str = "") -> None:
    compared = {"dampak": shown} if shown else {}
    audit.record(
        action,
        row,
        access=access,
        kabupaten=row.kabupaten_id,
        detail={"aturan": row.kunci, "puskesmas": row.puskesmas_id, "nilai": row.nilai, **compared},
    )


def _district(access: Access) -> str:
    if access.scope.kabupaten is None:
        raise PermissionDenied
    return access.scope.kabupaten


def _require(access: Access, permission: Permission) -> None:
    if not access.allows(permission):
        raise PermissionDenied
