"""What happens to people and memberships. One function, one transaction, one trace in the audit."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, timedelta
from smtplib import SMTPException

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from upaya.akun import authority, queries
from upaya.akun.models import DEMO_PREFIX, Membership, User
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.changes import put, same
from upaya.core.creation import named
from upaya.core.registry import registry
from upaya.rules.kesehatan import ADMIN_DINAS
from upaya.rules.roles import Role
from upaya.wilayah.models import Unit

log = logging.getLogger("upaya.akun")


@dataclass(frozen=True, slots=True)
class Term:
    """A role at a unit by a decree, from `mulai` to `sampai` inclusive (None: until ended)."""

    role: Role
    unit: Unit
    nomor_sk: str
    mulai: date
    sampai: date | None = None


# ------------------------------------------------------------------ memberships
@named()
def add_person(
    access: Access,
    *,
    name: str,
    username: str,
    email: str,
    term: Term,
) -> User:
    """A new person with a first membership; the password is theirs to choose (`new_link`).

    The same form twice gives one person: the unit is locked, so that the second finds the first.
    """
    if username.startswith(DEMO_PREFIX) and not settings.DEMO:
        raise ValidationError({"username": f"Awalan “{DEMO_PREFIX}” hanya untuk akun demo."})
    Unit.objects.select_for_update(no_key=True).get(pk=term.unit.pk)
    before = User.objects.filter(username=username).first()
    said = {"name": name.strip(), "email": email.strip().lower()}
    if before is not None and same(before, said) and _same(_membership(before, term)) is not None:
        return before
    with audit.together():
        person = User.objects.create_user(username, name, email)
        audit.record("pengguna.tambah", person, access=access)
        add_membership(access, person, term)
    return person


@named()
def add_membership(access: Access, person: User, term: Term) -> Membership:
    """Give a person a role; the same form twice gives one membership.

    The person is locked first: what they hold is asked, and given, by one at a time.
    """
    if person.pk == access.user_id:
        raise ValidationError(
            "Anda tidak dapat memberi peran kepada diri sendiri. Minta admin lain."
        )
    made = _membership(person, term)
    if not authority.manages(access, made):
        raise ValidationError("Peran di unit itu di luar kewenangan Anda.")
    if term.unit.jenis not in term.role.units:
        kinds = " atau ".join(map(registry().unit_label, term.role.units))
        raise ValidationError({"unit": f"Peran {term.role.label} hanya ada di unit {kinds}."})
    if term.sampai is not None and term.sampai < term.mulai:
        raise ValidationError({"sampai": "Tanggal akhir mendahului tanggal mulai."})
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if (before := _same(made)) is not None:
        return before
    _refuse_overlap(made)
    _refuse_excluded(made, term.role)
    made.save()
    audit.record(
        "keanggotaan.tambah",
        made,
        access=access,
        detail={"pengguna": person.pk, "unit": term.unit.pk, "peran": made.role},
    )
    return made


def _membership(person: User, term: Term) -> Membership:
    return Membership(
        user=person,
        role=term.role.name,
        unit=term.unit,
        nomor_sk=term.nomor_sk,
        mulai=term.mulai,
        sampai=term.sampai,
    )


def _same(new: Membership) -> Membership | None:
    """The membership that says exactly this already: a form that was sent twice."""
    found: Membership | None = Membership.objects.filter(
        user=new.user,
        role=new.role,
        unit=new.unit,
        nomor_sk=new.nomor_sk,
        mulai=new.mulai,
        sampai=new.sampai,
    ).first()
    return found


def _refuse_overlap(new: Membership) -> None:
    if _at_the_same_time(new).filter(role=new.role).exists():
        raise ValidationError("Orang ini sudah memegang peran itu di unit itu pada masa yang sama.")


def _refuse_excluded(new: Membership, role: Role) -> None:
    """Some roles check one another: in one unit they are never in one hand."""
    for held in _at_the_same_time(new):
        other = registry().roles.get(held.role)
        if other is not None and role.excluded_by(other):
            raise ValidationError(
                f"{new.user.name} sudah menjadi {other.label} di {new.unit.nama} pada masa yang "
                f"sama. {role.label} dan {other.label} di satu unit harus dua orang."
            )


def _at_the_same_time(new: Membership) -> QuerySet[Membership]:
    """What the person holds in that unit on some day of the new membership."""
    held: QuerySet[Membership] = (
        Membership.objects.filter(user=new.user, unit=new.unit)
        .filter(Q(sampai=None) | Q(sampai__gte=new.mulai))
        .order_by("pk")
    )
    return held if new.sampai is None else held.filter(mulai__lte=new.sampai)


@transaction.atomic
def end_membership(access: Access, membership: Membership, *, sampai: date) -> None:
    """Let a membership hold until `sampai` inclusive.

    Refused for the one acted under and for the last admin of a district.
    """
    rows = Membership.objects.select_for_update().select_related("unit", "user")
    held = rows.get(pk=membership.pk)
    if held.pk == access.membership_id:
        raise ValidationError(
            "Anda sedang bekerja dengan peran ini, jadi tidak dapat mengakhirinya sendiri. "
            "Minta admin lain."
        )
    if not authority.manages(access, held):
        raise ValidationError("Peran ini di luar kewenangan Anda.")
    if sampai < held.mulai:
        raise ValidationError({"sampai": "Tanggal akhir mendahului tanggal mulai."})
    if held.sampai is not None and sampai > held.sampai:
        raise ValidationError(
            {"sampai": "Peran ini sudah berakhir lebih awal. Untuk memperpanjang, tambahkan peran."}
        )
    if held.role == ADMIN_DINAS.name:
        _refuse_last_admin(held, sampai)
    held.sampai = sampai
    held.save(update_fields=["sampai"])
    audit.record(
        "keanggotaan.akhiri",
        held,
        access=access,
        detail={"pengguna": held.user_id, "kolom": "sampai"},
    )


def _refuse_last_admin(ending: Membership, sampai: date) -> None:
    """A district keeps somebody who can add others: one more admin must hold beyond `sampai`."""
    admins = (
        Membership.objects.select_for_update()
        .filter(role=ADMIN_DINAS.name, unit__kabupaten=ending.unit.kabupaten_id)
        .order_by("pk")
    )
    locked = {m.pk for m in admins}
    beyond = date.max - timedelta(days=1)
    after = Membership.objects.valid_on(min(sampai, beyond) + timedelta(days=1))
    if not after.filter(pk__in=locked - {ending.pk}).exists():
        raise ValidationError(
            "Ini admin terakhir kabupaten. Tambahkan admin lain dahulu, baru akhiri peran ini."
        )


# ------------------------------------------------------------------ people
def may_act_on(access: Access, person: User) -> bool:
    """Whether this person's account may be changed: all their present roles must be theirs to give.

    Otherwise the head of a puskesmas could take over an admin who also works there.
    """
    if person.pk == access.user_id:
        return False
    held = list(Membership.objects.filter(user=person).select_related("unit").order_by("pk"))
    today = clock.today()
    present = [m for m in held if m.sampai is None or m.sampai >= today]
    return authority.manages_all(access, present or held)


def _require_authority(access: Access, person: User) -> None:
    if person.pk == access.user_id:
        raise ValidationError("Akun Anda sendiri tidak dapat diubah dari sini. Minta admin lain.")
    if not may_act_on(access, person):
        raise ValidationError(
            "Orang ini memegang peran di luar kewenangan Anda. Minta Admin Dinas Kesehatan."
        )


@named()
def edit_person(
    access: Access, person: User, *, name: str, email: str, nip: str = "", pangkat: str = ""
) -> None:
    """Correct a name, an address of mail, or what stands below a signature."""
    _require_authority(access, person)
    wanted = {"name": name.strip(), "email": email.strip().lower()}
    wanted |= {"nip": nip, "pangkat": pangkat.strip()}
    held = User.objects.select_for_update().get(pk=person.pk)
    changed = sorted(put(held, wanted))
    if not changed:
        return
    held.save(update_fields=changed)
    audit.record("pengguna.ubah", held, access=access, detail={"kolom": changed})


@transaction.atomic
def set_active(access: Access, person: User, *, active: bool) -> None:
    """Close an account at once (its sessions end with the next request) or open it again."""
    _require_authority(access, person)
    changed = User.objects.filter(pk=person.pk, is_active=not active).update(is_active=active)
    if changed:
        action = "pengguna.aktifkan" if active else "pengguna.nonaktifkan"
        audit.record(action, person, access=access, detail={"kolom": ["is_active"]})


@transaction.atomic
def new_link(access: Access, person: User) -> str:
    """The path where this person sets a password, once, within three days. Whoever holds it may."""
    _require_authority(access, person)
    audit.record("pengguna.tautan_sandi", person, access=access)
    return reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(person),
            "key": default_token_generator.make_token(person),
        },
    )


def mail_link(person: User, link: str) -> bool:
    """Send the link to the person; False when there is no address or the mail server refuses."""
    if not person.email:
        return False
    text = render_to_string("akun/email/tautan.txt", {"orang": person, "tautan": link})
    try:
        send_mail("Atur kata sandi Upaya Anda", text, settings.DEFAULT_FROM_EMAIL, [person.email])
    except (OSError, SMTPException):
        log.exception("link not mailed", extra={"user": person.pk})
        return False
    return True


@transaction.atomic
def remove_totp(access: Access, person: User) -> None:
    """Take the second factor off an account whose phone is lost; the person sets up a new one.

    Who takes it off another must have one: together with a password link it opens the account.
    """
    _require_authority(access, person)
    if not settings.DEMO and not queries.has_totp(access.user_id):
        raise ValidationError("Pasang verifikasi dua langkah pada akun Anda sendiri dahulu.")
    removed, _ = Authenticator.objects.filter(user=person).delete()
    if removed:
        audit.record("pengguna.lepas_pengaman", person, access=access)
