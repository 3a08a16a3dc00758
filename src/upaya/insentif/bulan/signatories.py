"""Who signs: the holders of roles on a day, with what stands below a signature."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from upaya.akun.models import Membership, User
from upaya.insentif.bulan.models import Pengajuan
from upaya.pegawai.models import Petugas, Status
from upaya.wilayah.models import Unit


@dataclass(frozen=True, slots=True)
class Pejabat:
    """A person as a paper names them: with titles; `pangkat` and `nip` as far as they are known."""

    user_id: int
    nama: str
    nip: str
    pangkat: str


def holders(month: Pengajuan, day: date) -> Mapping[str, tuple[User, ...]]:
    """The people who hold a role for this puskesmas or at its Dinas, newest decree first."""
    at = Q(unit=month.puskesmas_id)
    at |= Q(unit__kabupaten=month.kabupaten_id, unit__jenis=Unit.Jenis.DINAS)
    rows = Membership.objects.valid_on(day).filter(at).select_related("user")
    found: dict[str, dict[int, User]] = {}
    for row in rows.order_by("-mulai", "-pk"):
        found.setdefault(row.role, {}).setdefault(row.user_id, row.user)
    return {role: tuple(people.values()) for role, people in found.items()}


def identities(
    people: Iterable[User], officers: Iterable[Petugas], puskesmas: int
) -> dict[int, Pejabat]:
    """Each of them as papers name them, by the key of the user.

    An officer's own record says title, NIP and grade (those of `officers`, active ones last); of
    others the account does.
    """
    users = {user.pk: user for user in people}
    own: dict[int, Petugas] = {}
    for row in sorted(officers, key=lambda one: one.puskesmas_id == puskesmas):
        if row.user_id is not None:
            own[row.user_id] = row  # the last one counts: of this puskesmas, else an active one
    return {key: _identity(user, own.get(key)) for key, user in users.items()}


def _identity(user: User, officer: Petugas | None) -> Pejabat:
    if officer is None:
        return Pejabat(user.pk, user.name, user.nip, user.pangkat)
    return Pejabat(
        user.pk,
        officer.nama,
        officer.nip or user.nip,
        user.pangkat or ("" if officer.status == Status.NON_ASN else golongan(officer)),
    )


def golongan(officer: Petugas) -> str:
    """Employment and grade as papers write them: `PNS golongan III`, `Non-ASN`."""
    grade = f" golongan {officer.golongan}" if officer.golongan else ""
    return f"{officer.get_status_display()}{grade}"
