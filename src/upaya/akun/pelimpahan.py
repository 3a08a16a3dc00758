"""Delegation while an officer is away: a dated membership that says whose it stands in for.

The officer asks for it, or whoever may give the role. Where the role has a word on what the asker
prepares, somebody else agrees first (`proposals`). Separation of duties needs nothing here: it is
compared by person, whatever the hat.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from upaya.akun import authority, giving, mewakili, proposals
from upaya.akun.models import Membership, Pelimpahan, User
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.creation import named
from upaya.core.reasons import reason
from upaya.core.registry import registry
from upaya.rules.roles import Reach

PALING_LAMA = 90
"""Days that one delegation may last. Asumsi: neither seed nor regulation of the house names a
number; three months keep an absence from becoming an appointment, which takes a decree."""
_LENT = (Reach.DISTRICT, Reach.BRANCH, Reach.UNITS, Reach.UNIT)


@dataclass(frozen=True, slots=True)
class Masa:
    """From which day to which, both inclusive."""

    mulai: date
    sampai: date


def may_lend(access: Access, held: Membership) -> bool:
    """Whether this person may name who stands in for that membership; needs `unit` loaded.

    A role of one's own rows only, or of the whole nation, does nobody's work: it is not lent.
    """
    role = registry().roles.get(held.role)
    if role is None or role.reach not in _LENT or held.mewakili_id is not None:
        return False
    return held.user_id == access.user_id or authority.manages(access, held)


def candidates(held: Membership, day: date) -> QuerySet[User]:
    """Who may stand in: colleagues of the unit, so that nobody sees further than their office does.

    Never the officer; a membership that itself stands in for somebody makes no colleague.
    """
    near = Membership.objects.valid_on(day).filter(mewakili=None, unit=held.unit_id)
    people: QuerySet[User] = User.objects.filter(pk__in=near.values("user"))
    return people.exclude(pk=held.user_id)


@named()
def delegate(access: Access, asal: Membership, wakil: User, masa: Masa, alasan: str) -> Pelimpahan:
    """Let `wakil` stand in; the same form twice is one delegation.

    The lent membership is locked, so that of two at once the second finds the first.
    """
    rows = Membership.objects.select_for_update(of=("self",), no_key=True)
    held = rows.select_related("unit", "user").get(pk=asal.pk)
    if not may_lend(access, held):
        raise ValidationError("Peran ini tidak dapat Anda limpahkan.")
    said = reason(alasan)
    standing = mewakili.standing(held)
    same = standing.filter(wakil=wakil, mulai=masa.mulai, sampai=masa.sampai).first()
    if same is not None:
        return same
    _refuse_term(held, masa)
    _refuse_person(access, held, wakil, masa)
    if standing.filter(mulai__lte=masa.sampai, sampai__gte=masa.mulai).exists():
        raise ValidationError({"mulai": "Peran ini sudah dilimpahkan pada masa itu."})
    row = Pelimpahan(asal=held, wakil=wakil, mulai=masa.mulai, sampai=masa.sampai, alasan=said)
    row.dibuat_oleh_id, row.dibuat_pada = access.user_id, clock.now()
    return _made(access, row)


def _made(access: Access, row: Pelimpahan) -> Pelimpahan:
    term = mewakili.term_of(row)
    giving.refuse_held(giving.membership_of(row.wakil, term), term.role)
    with audit.together():
        if authority.needs_second(access, term.role, term.unit):
            row.usulan = proposals.ask_role(access, row.wakil, term, row.alasan)
            if Pelimpahan.objects.filter(usulan=row.usulan).exists() or not _says(row):
                raise ValidationError(
                    {"wakil": "Peran itu sudah diminta untuk orang ini dan menunggu putusan."}
                )
        else:
            mewakili.begin(access, row)
        row.save(force_insert=True)
        detail = {"pengguna": row.wakil_id, "peran": row.asal.role, "asal": row.asal_id}
        audit.record("pelimpahan.buat", row, access=access, detail=detail)
    return row


def _says(row: Pelimpahan) -> bool:
    """Whether the request is of this term: another one for the same role may wait already."""
    asked = row.usulan
    return asked is not None and (asked.mulai, asked.sampai) == (row.mulai, row.sampai)


def _refuse_term(held: Membership, masa: Masa) -> None:
    if masa.mulai < clock.today():
        raise ValidationError(
            {"mulai": "Pelimpahan tidak berlaku surut. Mulai paling awal hari ini."}
        )
    if masa.sampai < masa.mulai:
        raise ValidationError({"sampai": "Tanggal akhir mendahului tanggal mulai."})
    if (masa.sampai - masa.mulai).days + 1 > PALING_LAMA:
        raise ValidationError({"sampai": f"Pelimpahan paling lama {PALING_LAMA} hari."})
    if masa.mulai < held.mulai:
        raise ValidationError({"mulai": "Peran yang dilimpahkan belum berlaku pada hari itu."})
    if held.sampai is not None and masa.sampai > held.sampai:
        raise ValidationError({"sampai": "Peran yang dilimpahkan berakhir sebelum hari itu."})


def _refuse_person(access: Access, held: Membership, wakil: User, masa: Masa) -> None:
    if wakil.pk in (held.user_id, access.user_id):
        raise ValidationError({"wakil": "Tidak seorang pun dapat melimpahkan kepada diri sendiri."})
    if not candidates(held, masa.mulai).filter(pk=wakil.pk).exists():
        raise ValidationError(
            {"wakil": "Pelaksana harian harus bekerja di unit yang sama pada hari mulainya."}
        )


# ------------------------------------------------------------------ ending
def may_withdraw(access: Access, row: Pelimpahan) -> bool:
    """Whether this person may end it: who asked, whose role it is, and who may take the role."""
    mine = access.user_id in (row.dibuat_oleh_id, row.asal.user_id)
    return mine or authority.manages(access, row.asal)


@named()
def withdraw(access: Access, pk: int) -> Pelimpahan:
    """End it: one to come never begins, one that runs holds to the end of this day. Once."""
    rows = Pelimpahan.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("asal__unit", "keanggotaan").get(pk=pk)
    if not may_withdraw(access, row):
        raise ValidationError("Pelimpahan ini di luar kewenangan Anda.")
    if row.dicabut_pada is not None:
        return row
    row.dicabut_oleh_id, row.dicabut_pada = access.user_id, clock.now()
    row.save(update_fields=["dicabut_oleh", "dicabut_pada"])
    mewakili.shorten(row, clock.today())
    audit.record("pelimpahan.cabut", row, access=access, detail={"pengguna": row.wakil_id})
    return row


def listed(access: Access) -> QuerySet[Pelimpahan]:
    """Who stands in for whom within reach, the latest first, with all that a line says."""
    rows: QuerySet[Pelimpahan] = Pelimpahan.objects.for_scope(access.scope)
    return rows.select_related("asal__user", "asal__unit", "wakil", "usulan", "keanggotaan")
