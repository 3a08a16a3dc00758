"""Use cases of PPK: note one, draft an agreement, decide how it stands. One transaction each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.creation import named
from upaya.core.reasons import reason
from upaya.jamkesda.izin import IzinJamkesda
from upaya.jamkesda.ppk.forms import KeadaanForm
from upaya.jamkesda.ppk.models import Perjanjian, Ppk
from upaya.wilayah.models import Unit


@named()
def catat(
    access: Access, unit: Unit | None, nama: str, jenis: str, kelas: str, layanan: Sequence[str]
) -> Ppk:
    """A unit becomes a PPK; one that is one already is given back. Without a unit a new one."""
    district = access.scope.kabupaten
    assert district is not None  # noqa: S101 - a role of a district
    audit.hold(district)  # of two who note the same, one is first
    if unit is None:
        unit, _ = Unit.objects.get_or_create(
            kabupaten_id=district, jenis=jenis, nama=nama, induk=None
        )
    before: Ppk | None = Ppk.objects.filter(unit=unit).first()
    if before is not None:
        return before
    made = Ppk.objects.create(
        unit=unit, kabupaten_id=district, jenis=jenis, kelas=kelas, layanan=list(layanan)
    )
    assert isinstance(made, Ppk)  # noqa: S101 - the manager has no types
    audit.record("ppk.catat", made, access=access, kabupaten=district)
    return made


@named()
def susun(access: Access, ppk: Ppk | None, values: Mapping[str, Any]) -> Perjanjian:
    """A draft; the same one sent again is the one that stands. ValidationError at its field."""
    district = access.scope.kabupaten
    assert district is not None  # noqa: S101 - a role of a district
    audit.hold(district)  # a form that is sent twice at once waits for itself
    before: Perjanjian | None = Perjanjian.objects.filter(
        kabupaten=district, nomor=values["nomor"], ppk=ppk, status=Perjanjian.Status.DRAF
    ).first()
    if before is not None and all(getattr(before, name) == said for name, said in values.items()):
        return before
    made = Perjanjian(
        **values,
        kabupaten_id=district,
        ppk=ppk,
        disusun_oleh_id=access.user_id,
        disusun_pada=clock.now(),
    )
    made.save(force_insert=True)
    audit.record("perjanjian.susun", made, access=access, kabupaten=district)
    return made


@transaction.atomic
def putuskan(pk: int, access: Access, status: str, alasan: str) -> Perjanjian:
    """How an agreement stands from now on; the same word twice changes nothing.

    ValidationError for whoever drafted it, and for a change that does not follow. Two agreements of
    one PPK never stand on one day: a letter must know under which it is made.
    """
    rows = Perjanjian.objects.for_scope(access.scope)
    found: Perjanjian = rows.select_for_update(of=("self",)).get(pk=pk)
    if found.status == status:
        return found
    if found.disusun_oleh_id == access.user_id:
        raise ValidationError("Anda menyusun perjanjian ini; putusannya harus dari orang lain.")
    if status not in dict(KeadaanForm.MENJADI.get(found.status, ())):
        said = found.get_status_display().lower()
        raise ValidationError(f"Perjanjian ini sudah {said}; keadaan itu tidak dapat menyusul.")
    found.alasan = reason(alasan, field="alasan")
    if status == Perjanjian.Status.BERLAKU and found.ppk_id is not None:
        _refuse_overlap(found)
    found.status = status
    found.diputus_oleh_id, found.diputus_pada = access.user_id, clock.now()
    found.save()
    audit.record(
        IzinJamkesda.PPK_PUTUS, found, access=access, kabupaten=found.kabupaten_id,
        detail={"status": status},
    )  # fmt: skip
    return found


def _refuse_overlap(found: Perjanjian) -> None:
    Ppk.objects.select_for_update(of=("self",), no_key=True).get(pk=found.ppk_id)
    other: Perjanjian | None = (
        Perjanjian.objects.filter(
            ppk=found.ppk_id,
            status__in=[Perjanjian.Status.BERLAKU, Perjanjian.Status.DITANGGUHKAN],
            mulai__lte=found.sampai,
            sampai__gte=found.mulai,
        )
        .exclude(pk=found.pk)
        .first()
    )
    if other is not None:
        raise ValidationError(
            f"Perjanjian {other.nomor} masih berlaku pada masa yang sama; akhiri dulu."
        )
