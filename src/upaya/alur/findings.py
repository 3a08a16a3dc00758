"""Findings of whoever examines a case, and the answers to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from upaya.alur.case import FindingModel, PartedModel
from upaya.alur.obstacles import Obstacle
from upaya.alur.reading import PartedReading
from upaya.alur.writing import C, ClosedError, lock, remember_writer, require_open
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.changes import put


# ------------------------------------------------------------------ services
@transaction.atomic
def add(
    model: type[C],
    pk: int,
    access: Access,
    part: str,
    uraian: str,
    place: tuple[str, str] = ("", ""),
) -> FindingModel:
    """Note a finding on one part, or on the row `place` (key, name) of it.

    Who answers sees it once the case is returned. The same form twice gives one finding.
    """
    case = _lock_examined(model, pk, access)
    said = {
        "round": case.round,
        "bagian": part,
        "letak": place[0],
        "letak_nama": place[1],
        "uraian": uraian,
        "dicatat_oleh_id": access.user_id,
    }
    before: FindingModel | None = case.temuan.filter(**said).first()
    if before is not None:
        return before
    found: FindingModel = case.temuan.create(**said, dicatat_pada=clock.now())
    _record(f"{case.workflow.name}.temuan", case, found, access)
    return found


@transaction.atomic
def withdraw(model: type[C], pk: int, access: Access, finding: int) -> None:
    """Take back a finding that was not sent yet."""
    case = _lock_examined(model, pk, access)
    found: FindingModel = case.temuan.filter(round=case.round).get(pk=finding)
    _record(f"{case.workflow.name}.temuan_dicabut", case, found, access)
    found.delete()


@transaction.atomic
def answer(model: type[C], pk: int, access: Access, finding: int, tanggapan: str) -> FindingModel:
    """What was done about a finding of the last return."""
    case = lock(model, pk, access)
    found: FindingModel = case.temuan.get(pk=finding)
    require_open(case, found.bagian)
    if found.round != case.round - 1:
        raise ClosedError("Temuan ini milik putaran yang sudah lewat.")
    if not put(found, {"tanggapan": tanggapan}):
        return found
    remember_writer(case, access)
    found.ditanggapi_oleh_id = access.user_id
    found.ditanggapi_pada = clock.now()
    found.save(update_fields=["tanggapan", "ditanggapi_oleh", "ditanggapi_pada"])
    _record(f"{case.workflow.name}.tanggapan", case, found, access)
    return found


def _lock_examined(model: type[C], pk: int, access: Access) -> C:
    case = lock(model, pk, access)
    if case.status not in case.examination.states:
        raise ClosedError(
            f"Temuan dicatat selama pengajuan diperiksa; statusnya kini “{case.state.label}”."
        )
    return case


def _record(action: str, case: PartedModel, found: FindingModel, access: Access) -> None:
    audit.record(
        action,
        found,
        access=access,
        kabupaten=case.owner_kabupaten(),
        detail={case._meta.model_name or "": case.pk, "bagian": str(found.bagian)},
    )


# ------------------------------------------------------------------ on the road
def all_answered(reading: PartedReading[Any]) -> list[str]:
    """Condition: nothing of the last return is left without an answer."""
    case = reading.subject
    if not reading.unanswered or not case.editable:
        return []
    finder = case.examination.brief or case.examination.finder
    sentence = (
        f"{len(reading.unanswered)} temuan {finder} belum ditanggapi. "
        "Tulis apa yang sudah diperbaiki."
    )
    return [Obstacle(sentence, reading.unanswered[0].bagian)]


def none_new(reading: PartedReading[Any]) -> list[str]:
    """Condition: nothing was found in this round."""
    if reading.new_findings:
        return ["Masih ada temuan pada putaran ini: kembalikan pengajuan, atau cabut temuannya."]
    return []


def some_new(reading: PartedReading[Any]) -> list[str]:
    """Condition: something was found in this round."""
    if reading.new_findings:
        return []
    who = reading.subject.examination.answerer
    return [f"Catat paling sedikit satu temuan, agar {who} tahu bagian mana yang dibuka."]


def reopen_all(reading: PartedReading[Any], _access: Access, _context: Mapping[str, Any]) -> None:
    """Effect of a return without findings: a reason names no part, so every part is open."""
    reading.subject.bagian_terbuka = list(reading.subject.parts.values)


def reopen(reading: PartedReading[Any], _access: Access, _context: Mapping[str, Any]) -> None:
    """Effect of a return: only the parts with a finding are open."""
    case, found = reading.subject, {found.bagian for found in reading.new_findings}
    case.bagian_terbuka = [part for part in case.parts.values if part in found]
