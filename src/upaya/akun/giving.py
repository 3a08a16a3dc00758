"""What a membership is made of, and the one place that makes one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from upaya.akun.models import Membership, User
from upaya.core import audit
from upaya.core.access import Access
from upaya.core.registry import registry
from upaya.rules.roles import Role
from upaya.wilayah.models import Unit


@dataclass(frozen=True, slots=True)
class Term:
    """A role at a unit by a decree, from `mulai` to `sampai` inclusive (None: until ended)."""

    role: Role
    unit: Unit
    nomor_sk: str
    mulai: date
    sampai: date | None = None


def membership_of(person: User, term: Term) -> Membership:
    """The membership that is meant, not saved."""
    return Membership(
        user=person,
        role=term.role.name,
        unit=term.unit,
        nomor_sk=term.nomor_sk,
        mulai=term.mulai,
        sampai=term.sampai,
    )


def check(term: Term) -> None:
    """ValidationError when a role does not belong at that unit, or ends before it begins."""
    if term.unit.jenis not in term.role.units:
        kinds = " atau ".join(map(registry().unit_label, term.role.units))
        raise ValidationError({"unit": f"Peran {term.role.label} hanya ada di unit {kinds}."})
    if term.sampai is not None and term.sampai < term.mulai:
        raise ValidationError({"sampai": "Tanggal akhir mendahului tanggal mulai."})


def grant(
    access: Access, person: User, term: Term, *, mewakili: Membership | None = None
) -> Membership:
    """Make it, once: the person is locked, what they hold is asked and given by one at a time.

    Who may give it the caller has asked. `mewakili`: in place of whose membership it is held.
    """
    check(term)
    made = membership_of(person, term)
    made.mewakili = mewakili
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if (before := same_as(made)) is not None:
        return before
    refuse_held(made, term.role)
    made.save()
    audit.record(
        "keanggotaan.tambah",
        made,
        access=access,
        detail={"pengguna": person.pk, "unit": term.unit.pk, "peran": made.role},
    )
    return made


def same_as(new: Membership) -> Membership | None:
    """The membership that says exactly this already: a form that was sent twice."""
    found: Membership | None = Membership.objects.filter(
        user=new.user,
        role=new.role,
        unit=new.unit,
        nomor_sk=new.nomor_sk,
        mulai=new.mulai,
        sampai=new.sampai,
        mewakili=new.mewakili,
    ).first()
    return found


def refuse_held(new: Membership, role: Role) -> None:
    """ValidationError for who holds that role there then, or one that excludes it."""
    _refuse_overlap(new)
    _refuse_excluded(new, role)


def _refuse_overlap(new: Membership) -> None:
    if _at_the_same_time(new).filter(role=new.role).exists():
        raise ValidationError("Orang ini sudah memegang peran itu di unit itu pada masa yang sama.")


def _refuse_excluded(new: Membership, role: Role) -> None:
    """Some roles check one another: they are never in one hand, in one unit or anywhere."""
    for held in _at_the_same_time(new, anywhere=True).select_related("unit"):
        other = registry().roles.get(held.role)
        if other is None:
            continue
        together = held.unit_id == new.unit_id and role.excluded_by(other)
        if together or role.barred_by(other):
            where = "di satu unit" if together else "di mana pun"
            raise ValidationError(
                f"{new.user.name} sudah menjadi {other.label} di {held.unit.nama} pada masa yang "
                f"sama. {role.label} dan {other.label} {where} harus dua orang."
            )


def _at_the_same_time(new: Membership, *, anywhere: bool = False) -> QuerySet[Membership]:
    """What the person holds in that unit (or anywhere) on some day of the new membership."""
    held: QuerySet[Membership] = (
        Membership.objects.filter(user=new.user)
        .filter(Q(sampai=None) | Q(sampai__gte=new.mulai))
        .order_by("pk")
    )
    if not anywhere:
        held = held.filter(unit=new.unit)
    return held if new.sampai is None else held.filter(mulai__lte=new.sampai)
