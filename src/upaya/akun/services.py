"""What happens to people and memberships. One function, one transaction, one trace in the audit."""

from __future__ import annotations

from datetime import date, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.akun import authority, mewakili, proposals, queries
from upaya.akun.giving import Term, grant, membership_of, same_as
from upaya.akun.models import DEMO_PREFIX, Membership, User, UsulanAkses
from upaya.core import audit
from upaya.core.access import Access
from upaya.core.changes import put, same
from upaya.core.creation import named, taken
from upaya.core.second import ProposalStatus
from upaya.rules.kesehatan import ADMIN_DINAS
from upaya.wilayah.models import Unit

Jenis = UsulanAkses.Jenis


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
    """A new person with a first membership; the password is theirs to choose, by a mailed link.

    Without an address of mail, or in a role that has a word on the giver's own work, somebody else
    decides first (`proposals`). The same form twice gives one person: the unit is locked, so that
    the second finds the first.
    """
    if username.startswith(DEMO_PREFIX) and not settings.DEMO:
        raise ValidationError({"username": f"Awalan “{DEMO_PREFIX}” hanya untuk akun demo."})
    Unit.objects.select_for_update(no_key=True).get(pk=term.unit.pk)
    before = User.objects.filter(username=username).first()
    said = {"name": name.strip(), "email": email.strip().lower()}
    if before is not None and same(before, said) and _given_before(before, term):
        return before
    with audit.together():
        person = User.objects.create_user(username, name, email)
        audit.record("pengguna.tambah", person, access=access)
        if give_role(access, person, term) is None:
            return person
        if person.email:
            proposals.send_link(access, person)
        else:
            proposals.ask(access, person, Jenis.SANDI, "Akun baru tanpa alamat surel.")
    return person


def _given_before(person: User, term: Term) -> bool:
    """Whether that role was given to, or asked for, that person already."""
    if same_as(membership_of(person, term)) is not None:
        return True
    asked = person.usulan_akses.filter(jenis=Jenis.PERAN, role=term.role.name, unit=term.unit)
    return bool(asked.filter(mulai=term.mulai, status=ProposalStatus.DIUSULKAN).exists())


@named()
def give_role(access: Access, person: User, term: Term) -> Membership | None:
    """Give a person a role; None when it has a word on the giver's own work and is proposed.

    The same form twice gives one membership, or one proposal.
    """
    if person.pk == access.user_id:
        raise ValidationError(
            "Anda tidak dapat memberi peran kepada diri sendiri. Minta admin lain."
        )
    if not authority.manages(access, membership_of(person, term)):
        raise ValidationError("Peran di unit itu di luar kewenangan Anda.")
    before = same_as(membership_of(person, term))
    if before is None and authority.needs_second(access, term.role, term.unit):
        proposals.ask_role(access, person, term, f"Peran menurut SK {term.nomor_sk}.")
        return None
    return before or grant(access, person, term)


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
    mewakili.follow(access, held, sampai)
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
    return authority.manages_all(access, queries.present_memberships(person))


@named()
def edit_person(
    access: Access,
    person: User,
    *,
    name: str,
    email: str,
    nip: str = "",
    pangkat: str = "",
    alasan: str = "",
) -> UsulanAkses | None:
    """Correct a name, or what stands below a signature.

    Another address of mail is proposed, with its reason, and given back: whoever reads mail there
    can choose a new password.
    """
    proposals.require_authority(access, person)
    held = User.objects.select_for_update().get(pk=person.pk)
    wanted = {"name": name.strip(), "nip": nip, "pangkat": pangkat.strip()}
    changed = sorted(put(held, wanted))
    with audit.together():
        if changed:
            held.save(update_fields=changed)
            audit.record("pengguna.ubah", held, access=access, detail={"kolom": changed})
        surel = email.strip().lower()
        if surel == held.email:
            return None
        if not surel:
            raise ValidationError({"email": "Alamat surel tidak dapat dikosongkan, hanya diganti."})
        if User.objects.filter(email=surel).exists():
            raise taken("user_surel_unik")
        return proposals.ask(access, held, Jenis.SUREL, alasan, surel=surel)


@transaction.atomic
def set_active(access: Access, person: User, *, active: bool) -> None:
    """Close an account at once, with all its sessions, or open it again.

    The sessions are taken away, not only refused: an account that is opened again begins anew.
    """
    proposals.require_authority(access, person)
    changed = User.objects.filter(pk=person.pk, is_active=not active).update(is_active=active)
    if changed:
        if not active:
            for session in UserSession.objects.filter(user=person.pk):
                session.end()
        action = "pengguna.aktifkan" if active else "pengguna.nonaktifkan"
        audit.record(action, person, access=access, detail={"kolom": ["is_active"]})
