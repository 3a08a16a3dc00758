"""Making a key, finding whose it is, taking it back."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from upaya.akun import queries
from upaya.akun.models import Membership
from upaya.api.izin import IzinApi
from upaya.api.models import KunciApi
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.crypto import blind_index
from upaya.core.keyed import Key
from upaya.core.permissions import Permission
from upaya.core.registry import registry

LONGEST = 366
"""Days that a key may hold: whoever needs it longer makes a new one. A number of ours."""
MOST = 20
"""Keys of one person that are in force: more are forgotten ones."""
_PURPOSE = "kunci-api"
_MARK = "upaya"
_SEEN_EVERY = 300


@dataclass(frozen=True, slots=True)
class Made:
    """A new key with the text that is shown once."""

    row: KunciApi
    text: str


def may_name(access: Access) -> tuple[Permission, ...]:
    """What a key of this hat may include: what programs are answered about and the hat may do."""
    return tuple(one for one in _askable() if access.allows(one))


def _askable() -> tuple[Permission, ...]:
    """The permissions that some address for programs asks for, as the systems declare them."""
    named = {str(offer.permission) for offer in registry().load("offers")}
    named |= {str(one) for part in registry().parts for one in part.keyed}
    return tuple(one for code, one in registry().permissions.items() if code in named)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a key is asked for: the program, the permissions by code, and the days it holds."""

    nama: str
    izin: Iterable[str]
    mulai: date
    sampai: date


@transaction.atomic
def make(access: Access, kirim: UUID, wish: Wish) -> Made:
    """A key for the hat that is worn; `kirim` comes with the form and makes one key only.

    ValidationError at the field that is wrong, and for a form that was sent before: the text of
    its key was shown then and is known to nobody here.
    """
    member = (
        Membership.objects.select_for_update().select_related("unit").get(pk=access.membership_id)
    )
    if KunciApi.objects.filter(kunci_kirim=kirim).exists():
        raise ValidationError("Kunci dari isian ini sudah dibuat. Bila teksnya hilang, cabut kunci "
                              "itu lalu buat yang baru.")  # fmt: skip
    _check(access, wish)
    head, tail = secrets.token_hex(4), secrets.token_urlsafe(32)
    text = f"{_MARK}_{head}_{tail}"
    chosen = sorted(set(wish.izin))
    row = KunciApi.objects.create(
        keanggotaan=member, nama=wish.nama, awalan=head, sidik=blind_index(text, _PURPOSE),
        kunci_kirim=kirim, izin=chosen, mulai=wish.mulai, sampai=wish.sampai,
        dibuat_pada=clock.now(),
    )  # fmt: skip
    assert isinstance(row, KunciApi)  # noqa: S101 - the manager has no types
    audit.record(
        IzinApi.KUNCI_BUAT, row, access=access, kabupaten=member.unit.kabupaten_id or "",
        detail={"izin": chosen, "sampai": wish.sampai.isoformat()},
    )  # fmt: skip
    return Made(row, text)


def _check(access: Access, wish: Wish) -> None:
    known, chosen = {str(one) for one in may_name(access)}, set(wish.izin)
    mulai, sampai = wish.mulai, wish.sampai
    if not chosen or not known.issuperset(chosen):
        raise ValidationError({"izin": "Pilih sedikitnya satu hal yang boleh dilakukan program."})
    if mulai < clock.today():
        raise ValidationError({"mulai": "Kunci tidak berlaku surut."})
    if not mulai <= sampai <= mulai + timedelta(LONGEST):
        raise ValidationError({"sampai": f"Paling lama {LONGEST} hari sejak mulai berlaku."})
    if _in_force(access.user_id).count() >= MOST:
        raise ValidationError(f"Anda sudah mempunyai {MOST} kunci. Cabut yang tidak dipakai lagi.")


def _in_force(user: int) -> QuerySet[KunciApi]:
    rows: QuerySet[KunciApi] = KunciApi.objects.filter(keanggotaan__user=user, dicabut_pada=None)
    return rows.filter(sampai__gte=clock.today())


@transaction.atomic
def withdraw(access: Access, pk: int) -> KunciApi:
    """Take a key back at once; again, nothing happens.

    One's own, or within reach of whoever looks after the keys of others; else ValidationError.
    """
    rows = KunciApi.objects.for_scope(access.scope).select_for_update(of=("self",))
    row: KunciApi = rows.select_related("keanggotaan__unit").get(pk=pk)
    own = row.keanggotaan.user_id == access.user_id
    if not own and not access.allows(IzinApi.KUNCI_AWASI):
        raise ValidationError("Kunci ini milik orang lain.")
    if row.dicabut_pada is None:
        row.dicabut_oleh_id, row.dicabut_pada = access.user_id, clock.now()
        row.save(update_fields=["dicabut_oleh", "dicabut_pada"])
        audit.record(
            "api.kunci_cabut", row, access=access, kabupaten=row.keanggotaan.unit.kabupaten_id or ""
        )
    return row


def find(text: str) -> tuple[Key, Membership] | None:
    """Whose key this is today: of somebody who may still act; None for every other text."""
    row: KunciApi | None = (
        KunciApi.objects.filter(sidik=blind_index(text, _PURPOSE), dicabut_pada=None)
        .filter(mulai__lte=clock.today(), sampai__gte=clock.today())
        .select_related("keanggotaan__user")
        .first()
    )
    if row is None:
        return None
    held = queries.memberships_in_force(row.keanggotaan.user)
    member = next((one for one in held if one.pk == row.keanggotaan_id), None)
    if member is None or (queries.needs_totp(held) and not member.ber_totp):  # type: ignore[attr-defined] # annotated
        return None
    if caches["proses"].add(f"kunci:{row.pk}", value=True, timeout=_SEEN_EVERY):
        KunciApi.objects.filter(pk=row.pk).update(dipakai_pada=clock.now())
    return Key(row.pk, frozenset(row.izin)), member
