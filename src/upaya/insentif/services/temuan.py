"""Findings of the Dinas and the answers of the puskesmas (Pasal 11A ayat (8) huruf f and g)."""

from __future__ import annotations

from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.changes import put
from upaya.insentif.bulan.models import Bagian, Pengajuan, Temuan
from upaya.insentif.services.penulisan import ClosedError, lock_open, remember_writer
from upaya.rules.insentif.road import DIAJUKAN


def _lock_submitted(pk: int, access: Access) -> Pengajuan:
    month: Pengajuan = (
        Pengajuan.objects.for_scope(access.scope).select_for_update(of=("self",)).get(pk=pk)
    )
    if month.status != DIAJUKAN:
        raise ClosedError(
            f"Temuan dicatat selama pengajuan diperiksa; statusnya kini “{month.state.label}”."
        )
    return month


@transaction.atomic
def add(pk: int, access: Access, bagian: Bagian, uraian: str) -> Temuan:
    """Note a finding on one part; the puskesmas sees it once the month is returned."""
    month = _lock_submitted(pk, access)
    found = Temuan.objects.create(
        pengajuan=month,
        round=month.round,
        bagian=bagian,
        uraian=uraian,
        dicatat_oleh_id=access.user_id,
        dicatat_pada=clock.now(),
    )
    audit.record(
        "insentif.temuan",
        found,
        access=access,
        kabupaten=month.kabupaten_id,
        detail={"pengajuan": month.pk, "bagian": bagian.value},
    )
    return found


@transaction.atomic
def withdraw(pk: int, access: Access, temuan_id: int) -> None:
    """Take back a finding that was not sent yet."""
    month = _lock_submitted(pk, access)
    found = month.temuan.filter(round=month.round).get(pk=temuan_id)
    audit.record(
        "insentif.temuan_dicabut",
        found,
        access=access,
        kabupaten=month.kabupaten_id,
        detail={"pengajuan": month.pk, "bagian": found.bagian},
    )
    found.delete()


@transaction.atomic
def answer(pk: int, access: Access, temuan_id: int, tanggapan: str) -> Temuan:
    """What the puskesmas did about a finding of the last return."""
    found = Temuan.objects.for_scope(access.scope).get(pk=temuan_id, pengajuan=pk)
    month = lock_open(pk, access, Bagian(found.bagian))
    if found.round != month.round - 1:
        raise ClosedError("Temuan ini milik putaran yang sudah lewat.")
    if not put(found, {"tanggapan": tanggapan}):
        return found
    remember_writer(month, access)
    found.ditanggapi_oleh_id = access.user_id
    found.ditanggapi_pada = clock.now()
    found.save(update_fields=["tanggapan", "ditanggapi_oleh", "ditanggapi_pada"])
    audit.record(
        "insentif.tanggapan",
        found,
        access=access,
        kabupaten=month.kabupaten_id,
        detail={"pengajuan": month.pk, "bagian": found.bagian},
    )
    return found
