"""The one gate for writing in a case: locked, open, in scope, and remembered who wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, cast

from django.db import transaction

from upaya.alur.case import PartedModel
from upaya.core import audit
from upaya.core.access import Access
from upaya.core.changes import put

C = TypeVar("C", bound=PartedModel)


class ClosedError(Exception):
    """The part may not be written now; the message is for the person who tried."""


class ConflictError(Exception):
    """Somebody else wrote first. `stored` is what is there now, by field."""

    def __init__(self, stored: dict[str, Any]) -> None:
        super().__init__("Isian ini sudah diubah orang lain sejak Anda membukanya.")
        self.stored = stored


def lock(model: type[C], pk: int, access: Access) -> C:
    """The case, locked until the transaction ends. Must run inside a transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("Mengunci perlu transaksi pemanggilnya.")
    return cast(
        "C", model.objects.for_scope(access.scope).select_for_update(of=("self",)).get(pk=pk)
    )


def lock_open(model: type[C], pk: int, access: Access, *parts: str) -> C:
    """The same; ClosedError when one of the parts is closed."""
    case = lock(model, pk, access)
    require_open(case, *parts)
    return case


def require_open(case: PartedModel, *parts: str) -> None:
    """ClosedError when a part of a locked case may not be written now."""
    if not case.editable:
        raise ClosedError(
            f"{case.workflow.noun.capitalize()} ini berstatus “{case.state.label}”, jadi isinya "
            "tidak dapat diubah. Perubahan dapat dilakukan setelah dikembalikan."
        )
    for part in parts:
        if not case.open_for(part):
            raise ClosedError(
                f"Bagian {case.parts(part).label} tidak ada temuannya, jadi tetap terkunci pada "
                "putaran ini."
            )


def remember_writer(case: PartedModel, access: Access) -> None:
    """Whoever wrote in a round makes no move that asks for somebody else; who only looked may."""
    case.pengisi.get_or_create(user_id=access.user_id, round=case.round)


def record_write(
    case: PartedModel,
    access: Access,
    part: str,
    fields: Iterable[str] = (),
    **ids: int | str | list[int] | list[str],
) -> None:
    """One audit entry for a write: which part, which fields, which rows; never the values.

    Its writer is remembered.
    """
    remember_writer(case, access)
    detail: dict[str, Any] = {"bagian": str(part), "bidang": sorted(fields)}
    audit.record(
        f"{case.workflow.name}.isi",
        case,
        access=access,
        kabupaten=case.owner_kabupaten(),
        detail=detail | ids,
    )


@transaction.atomic
def save_fields(
    model: type[C], pk: int, access: Access, part: str, values: Mapping[str, Any], seen_versi: int
) -> C:
    """Write the fields of one form; ConflictError when the case changed since `seen_versi`."""
    case = lock_open(model, pk, access, part)
    write_fields(case, access, part, values, seen_versi)
    return case


def write_fields(
    case: PartedModel, access: Access, part: str, values: Mapping[str, Any], seen_versi: int
) -> None:
    """The same in a case that the caller holds open (`lock_open`)."""
    stored = {name: getattr(case, name) for name in values}
    changed = put(case, values)
    if not changed:
        return
    if case.versi != seen_versi:
        raise ConflictError(stored)
    case.versi += 1
    case.save(update_fields=[*changed, "versi"])
    record_write(case, access, part, changed)
