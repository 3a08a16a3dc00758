"""Giving programmes to people, and asking whether somebody may write in an activity."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from upaya.akun.models import Membership, User
from upaya.bok.ketetapan.queries import ketetapan
from upaya.bok.program.models import ProgramPj
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.rules.bok.program import milik
from upaya.rules.bok.road import PJ_PROGRAM
from upaya.wilayah.models import Unit
from upaya.wilayah.services import lock_puskesmas


def program_of(access: Access) -> frozenset[str]:
    """The programmes to which somebody is limited today; empty when to none.

    Only who acts as the person in charge of a programme is ever limited.
    """
    if access.role != PJ_PROGRAM or access.scope.unit is None:
        return frozenset()
    today = clock.today()
    rows = ProgramPj.objects.filter(
        Q(sampai=None) | Q(sampai__gte=today),
        puskesmas=access.scope.unit,
        user=access.user_id,
        mulai__lte=today,
    )
    return frozenset(rows.order_by("pk").values_list("kode", flat=True))


def mine(access: Access, *menu: str) -> bool:
    """Whether all these lines of the menu are within somebody's programme."""
    own = program_of(access)
    return all(milik(own, line) for line in menu)


def parts_of_menu(unit: Unit, year: int) -> dict[str, str]:
    """The parts that can be given: headings of the menu and of what stands right below them."""
    rules = ketetapan(unit, year).rencana
    found: dict[str, str] = {}
    for line in rules.menu.values() if rules else ():
        head, _, rest = line.kode.partition(".")
        group = f"Pasal 11 ayat (3) huruf {head}" if head != "9" else "Pasal 9"
        if head != "9":
            found.setdefault(head, f"{head}, seluruh {group}")
        below = f"{head}.{rest.partition('.')[0]}"
        words = line.uraian if line.kode == below else group
        found.setdefault(below, f"{below}, {words[:80]}")
    return found


def people(unit: Unit) -> list[User]:
    """Who is in charge of a programme at a puskesmas today, by name."""
    rows = _in_charge(unit).values("user")
    return list(User.objects.filter(pk__in=rows).order_by("name", "pk"))


def _in_charge(unit: Unit) -> QuerySet[Membership]:
    rows: QuerySet[Membership] = Membership.objects.valid_on(clock.today())
    return rows.filter(role=PJ_PROGRAM.name, unit=unit)


@transaction.atomic
def give(
    puskesmas_id: int,
    user_id: int,
    kodes: Collection[str],
    access: Access,
    *,
    parts: Collection[str] | None = None,
) -> bool:
    """From today on these are somebody's programmes, whatever they were; whether that is new.

    `parts` are those that can be given, for whoever has read them already.
    ValidationError for somebody who is not in charge of a programme there, and for an unknown part.
    """
    unit, today = lock_puskesmas(access, puskesmas_id), clock.today()
    if not _in_charge(unit).filter(user=user_id).exists():
        raise ValidationError({"user": "Orang ini bukan penanggung jawab program di sini."})
    if not set(kodes) <= set(parts_of_menu(unit, today.year) if parts is None else parts):
        raise ValidationError({"kode": "Pilih bagian dari menu."})
    standing = ProgramPj.objects.filter(puskesmas=unit, user=user_id, sampai=None)
    kept = set(standing.order_by("pk").values_list("kode", flat=True))
    if kept == set(kodes):
        return False
    gone = standing.exclude(kode__in=kodes)
    gone.filter(mulai__gte=today).delete()
    gone.filter(mulai__lt=today).update(sampai=today - timedelta(1))
    ProgramPj.objects.bulk_create(
        ProgramPj(
            puskesmas=unit,
            user_id=user_id,
            kode=kode,
            mulai=today,
            ditetapkan_oleh_id=access.user_id,
            ditetapkan_pada=clock.now(),
        )
        for kode in sorted(set(kodes) - kept)
    )
    audit.record(
        "program.tetapkan",
        unit,
        access=access,
        kabupaten=str(unit.kabupaten_id),
        detail={"pengguna": user_id, "program": sorted(kodes)},
    )
    return True
