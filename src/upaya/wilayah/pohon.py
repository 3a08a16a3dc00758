"""The tree of units: moving a branch, and finding what does not fit together."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, F, Q, Value
from django.db.models.functions import Concat, Substr

from upaya.core import audit
from upaya.core.access import Access
from upaya.core.paths import ROOT
from upaya.core.registry import registry
from upaya.core.unit_kinds import District, UnitKind
from upaya.wilayah.models import Unit, refuse_place


@transaction.atomic
def move(access: Access, unit: Unit, below: Unit | None) -> Unit:
    """Hang a unit with everything below it under another one (None: it becomes a root).

    Its branch and its new parent are locked by key, so that two moves wait for one another and
    nobody adds a unit to a branch on its way. Both must lie within the scope.
    """
    above = Q(pk=below.pk) if below else Q(pk=None)
    branch = Q(jalur__under=Unit.objects.values_list("jalur", flat=True).get(pk=unit.pk))
    rows = Unit.objects.for_scope(access.scope).filter(branch | above)
    held = {row.pk: row for row in rows.select_for_update(of=("self",)).order_by("pk")}
    moved, target = held.get(unit.pk), held.get(below.pk) if below else None
    if moved is None or (below is not None and target is None):
        raise ValidationError("Unit ini tidak ada dalam jangkauan Anda.")
    refuse_place(moved, target)
    if moved.induk_id == (target.pk if target else None):
        return moved
    before = moved.induk_id
    _rewrite(moved, target)
    moved.refresh_from_db()
    audit.record(
        "unit.pindah",
        moved,
        access=access,
        kabupaten=moved.kabupaten_id or "",
        detail={"unit": moved.pk, "dari": before, "ke": moved.induk_id},
    )
    return moved


def _rewrite(unit: Unit, target: Unit | None) -> None:
    """The paths of a branch: first its root, then all below it at once."""
    old = unit.jalur
    new_above = target.jalur if target else ROOT
    new = f"{new_above}{unit.pk}/"
    Unit.objects.filter(pk=unit.pk).update(induk=target, jalur_induk=new_above)
    Unit.objects.filter(jalur__under=old).exclude(pk=unit.pk).update(
        jalur_induk=Concat(Value(new), Substr("jalur_induk", len(old) + 1))
    )


def ancestors(unit: Unit) -> list[int]:
    """The keys from the root down to the parent, read off the path."""
    return [int(key) for key in unit.jalur.split("/")[1:-2]]


# ------------------------------------------------------------------ what does not fit
def faults() -> Iterator[str]:
    """Stored units that no declaration allows, in sentences; a few grouped queries for a nation."""
    kinds = registry().unit_kinds
    rows = Unit.objects.order_by()
    pairs = rows.values_list("jenis", "induk__jenis").distinct()
    for jenis, above in sorted(pairs, key=str):
        kind = kinds.get(jenis)
        if kind is None:
            yield f"Ada unit berjenis “{jenis}”, yang tidak dinyatakan aplikasi mana pun."
        elif not _fits(kind, above):
            place = f"di bawah {registry().unit_label(above)}" if above else "tanpa induk"
            yield f"Ada {kind.label} {place}."
    homes = rows.annotate(tanpa=ExpressionWrapper(Q(kabupaten=None), BooleanField()))
    for jenis, homeless in sorted(homes.values_list("jenis", "tanpa").distinct()):
        kind = kinds.get(jenis)
        wrong = District.MUST if homeless else District.NEVER
        if kind is not None and kind.district is wrong:
            yield f"Ada {kind.label} {'tanpa' if homeless else 'yang milik'} kabupaten."
    other = rows.filter(induk__kabupaten__isnull=False).exclude(kabupaten=F("induk__kabupaten"))
    astray = rows.filter(induk__isnull=False).exclude(jalur_induk=F("induk__jalur"))
    for found, words in ((other, "di bawah induk dari kabupaten lain"), (astray, "salah jalur")):
        for pk in found.values_list("pk", flat=True).order_by("pk"):
            yield f"Unit {pk} {words}."


def _fits(kind: UnitKind, above: str | None) -> bool:
    return kind.root if above is None else above in kind.under
