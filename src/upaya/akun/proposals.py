"""What opens another's account takes two: one asks, somebody else above that person decides.

A new password, the second factor taken off, another address of mail (a forgotten password is sent
there), and a role that has a word on what the giver prepares. The one who asks sees no link; it is
mailed to the person, or, where there is no address, printed by the one who decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from upaya.akun import authority, giving, mewakili, queries
from upaya.akun.giving import Term
from upaya.akun.izin import IzinAkun
from upaya.akun.models import User, UsulanAkses
from upaya.core import audit, clock, second
from upaya.core.access import Access
from upaya.core.creation import named
from upaya.core.inbox import LIMIT, Tugas
from upaya.core.registry import registry
from upaya.core.second import ProposalStatus, awaiting
from upaya.core.tasks import enqueue, send_mail
from upaya.rules.roles import Reach

Jenis = UsulanAkses.Jenis
TOLD_FOR = timedelta(days=14)
"""How long every sign-in says again what was done to the account, from the first time on."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decided proposal; `link` is the path of a password to be printed, "" when it was mailed."""

    usulan: UsulanAkses
    link: str = ""


# ------------------------------------------------------------------ asking
@named()
def ask(
    access: Access, person: User, jenis: UsulanAkses.Jenis, alasan: str, *, surel: str = ""
) -> UsulanAkses:
    """Ask for something about an account; the same twice is one waiting proposal.

    Raises ValidationError for who may not act on that person or has no second factor.
    """
    require_authority(access, person)
    if not settings.DEMO and not queries.has_totp(access.user_id):
        raise ValidationError("Pasang verifikasi dua langkah pada akun Anda sendiri dahulu.")
    if jenis == Jenis.PENGAMAN and not queries.has_totp(person.pk):
        raise ValidationError("Verifikasi dua langkah orang ini memang belum terpasang.")
    unit = queries.workplace(person)
    waiting = _waiting(person, jenis).filter(surel=surel).first()
    if waiting is not None:
        return waiting
    row = UsulanAkses(orang=person, unit=unit, jenis=jenis, surel=surel)
    return _proposed(row, access, alasan)


def ask_role(access: Access, person: User, term: Term, alasan: str) -> UsulanAkses:
    """Ask that somebody else gives a role which has a word on the asker's own work.

    Inside the caller's transaction.
    """
    giving.check(term)
    waiting = _waiting(person, Jenis.PERAN).filter(role=term.role.name, unit=term.unit).first()
    if waiting is not None:
        return waiting
    row = UsulanAkses(
        orang=person,
        unit=term.unit,
        jenis=Jenis.PERAN,
        role=term.role.name,
        nomor_sk=term.nomor_sk,
        mulai=term.mulai,
        sampai=term.sampai,
    )
    return _proposed(row, access, alasan)


def _proposed(row: UsulanAkses, access: Access, alasan: str) -> UsulanAkses:
    made = second.propose(row, access, alasan)
    detail = {"pengguna": row.orang_id, "jenis": str(row.jenis), "peran": row.role or None}
    audit.record("akses.usul", made, access=access, detail=detail)
    _mail(row.orang, "Permintaan tentang akun Upaya Anda", "diminta", made)
    return made


def _waiting(person: User, jenis: UsulanAkses.Jenis) -> QuerySet[UsulanAkses]:
    return UsulanAkses.objects.filter(
        orang=person, jenis=jenis, status=ProposalStatus.DIUSULKAN
    ).order_by("pk")


def require_authority(access: Access, person: User) -> None:
    """ValidationError for one's own account, and for somebody who holds more."""
    if person.pk == access.user_id:
        raise ValidationError("Akun Anda sendiri tidak dapat diubah dari sini. Minta admin lain.")
    if not authority.manages_all(access, queries.present_memberships(person)):
        raise ValidationError(
            "Orang ini memegang peran di luar kewenangan Anda. Minta Admin Dinas Kesehatan."
        )


# ------------------------------------------------------------------ deciding
def may_decide(access: Access, usulan: UsulanAkses) -> bool:
    """Whether this person stands above the one it is about, did not ask, and may decide."""
    if access.user_id in (usulan.diusulkan_oleh_id, usulan.orang_id):
        return False
    return access.allows(IzinAkun.AKSES_PUTUS) and _stands_above(access, usulan)


def _stands_above(access: Access, usulan: UsulanAkses) -> bool:
    if usulan.jenis == Jenis.PERAN:
        return authority.stands_above(access, giving.membership_of(usulan.orang, _term(usulan)))
    return authority.above_all(access, queries.present_memberships(usulan.orang))


@named()
def decide(pk: int, access: Access, *, setuju: bool, alasan: str) -> Decided:
    """Agree, and do what was asked for, or refuse; the person is told of what was done."""
    rows = UsulanAkses.objects.select_for_update(of=("self",))
    row = rows.select_related("orang", "unit").get(pk=pk)
    if not _stands_above(access, row):
        raise ValidationError("Orang ini memegang peran di luar kewenangan Anda.")
    second.settle(row, access, setuju=setuju, alasan=alasan, own={row.orang_id})
    detail = {"pengguna": row.orang_id, "jenis": row.jenis, "pengusul": row.diusulkan_oleh_id}
    if not setuju:
        audit.record("akses.tolak", row, access=access, detail=detail)
        return Decided(row)
    with audit.together():
        audit.record(IzinAkun.AKSES_PUTUS, row, access=access, detail=detail)
        return Decided(row, _apply(access, row))


def _apply(access: Access, row: UsulanAkses) -> str:
    """Do it; the path to be printed when the person has no address of mail."""
    person = row.orang
    if row.jenis == Jenis.PERAN:
        if mewakili.agreed(access, row) is None:
            giving.grant(access, person, _term(row))
        return "" if person.has_usable_password() else send_link(access, person)
    if row.jenis == Jenis.SANDI:
        return send_link(access, person)
    if row.jenis == Jenis.PENGAMAN:
        Authenticator.objects.filter(user=person).delete()
        audit.record("pengguna.lepas_pengaman", person, access=access)
        _mail(person, "Verifikasi dua langkah akun Upaya Anda dihapus", "dihapus", row)
        return ""
    former = User(name=person.name, username=person.username, email=person.email)
    person.email = row.surel
    person.save(update_fields=["email"])
    audit.record("pengguna.surel", person, access=access, detail={"kolom": ["email"]})
    for known in (former, person):
        _mail(known, "Alamat surel akun Upaya Anda diganti", "diganti", row)
    return ""


def _term(row: UsulanAkses) -> Term:
    role = registry().roles.get(row.role)
    if role is None or row.mulai is None:
        raise ValidationError("Peran itu tidak ada lagi.")
    return Term(role, row.unit, row.nomor_sk, row.mulai, row.sampai)


def send_link(access: Access, person: User) -> str:
    """Mail the person a link that sets a password once, within three days. Inside a transaction.

    Without an address: the path, for the one who decides to print and hand over.
    """
    path = reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(person),
            "key": default_token_generator.make_token(person),
        },
    )
    audit.record("pengguna.tautan_sandi", person, access=access)
    if not person.email:
        return path
    context = {"orang": person, "tautan": settings.BASE_URL + path}
    text = render_to_string("akun/email/tautan.txt", context)
    enqueue(send_mail, person.email, "Atur kata sandi Upaya Anda", text)
    return ""


def _mail(person: User, subject: str, what: str, row: UsulanAkses) -> None:
    """Tell the person, at the address as it is now."""
    if person.email and row.jenis != Jenis.PERAN:
        context = {"orang": person, "usulan": row, "keadaan": what}
        enqueue(
            send_mail, person.email, subject, render_to_string("akun/email/usulan.txt", context)
        )


# ------------------------------------------------------------------ telling
def done_to(person: User) -> QuerySet[UsulanAkses]:
    """What others did to this person's account, newest first."""
    return (
        UsulanAkses.objects.filter(orang=person, status=ProposalStatus.DISETUJUI)
        .exclude(jenis=Jenis.PERAN)
        .select_related("diusulkan_oleh", "diputus_oleh")
        .order_by("-pk")
    )


def news_for(person: User) -> list[UsulanAkses]:
    """What a sign-in has to say: what was done since, and for two weeks after it was first said."""
    now = clock.now()
    fresh = Q(diberitahukan_pada=None) | Q(diberitahukan_pada__gte=now - TOLD_FOR)
    rows = list(done_to(person).filter(fresh)[:LIMIT])
    unsaid = [row.pk for row in rows if row.diberitahukan_pada is None]
    if unsaid:
        UsulanAkses.objects.filter(pk__in=unsaid).update(diberitahukan_pada=now)
    return rows


def tasks(access: Access) -> Iterator[Tugas]:
    """What waits for this person's word."""
    if not access.allows(IzinAkun.AKSES_PUTUS):
        return
    rows = (
        awaiting(UsulanAkses.objects.for_scope(access.scope), access)
        .exclude(orang=access.user_id)
        .exclude(orang__in=authority.holders_beyond(access))
        .select_related("orang", "unit")
    )
    if access.role.reach is Reach.UNIT:
        names = [role.name for role in authority.roles_given_by(access)]
        rows = rows.filter(role__in=["", *names])
    for row in rows[:LIMIT]:
        yield Tugas(
            judul=f"Putuskan untuk {row.orang.name}: {str(row).lower()}.",
            konteks=f"{row.unit.nama} · Pengguna",
            alamat=reverse("akun:usulan", args=[row.pk]),
        )
