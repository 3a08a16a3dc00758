"""Who signs for a puskesmas on a day, as papers name them; where a worker is reached."""

from __future__ import annotations

from datetime import date

from upaya.akun.models import Membership, User
from upaya.core.documents.content import TandaTangan
from upaya.core.once import once
from upaya.pegawai.models import Petugas
from upaya.rules.roles import Role


def pemegang(unit_id: int, role: Role, day: date) -> User | None:
    """Who holds a role at a unit on a day, the newest decree first."""
    return once(("pemegang", unit_id, role.name, day), lambda: _pemegang(unit_id, role, day))


def _pemegang(unit_id: int, role: Role, day: date) -> User | None:
    rows = Membership.objects.valid_on(day).filter(unit=unit_id, role=role.name)
    found = rows.select_related("user").order_by("-mulai", "-pk").first()
    return found.user if found else None


def tanda_tangan(role: Role, user: User | None, pembuka: str = "") -> TandaTangan:
    """A place to sign; open when nobody holds the role."""
    if user is None:
        return TandaTangan(role.label, pembuka=pembuka)
    return TandaTangan(role.label, user.name, user.nip, pembuka, user.pangkat)


def address_of(worker: Petugas) -> list[str]:
    """Where a worker is reached; nowhere without an account."""
    user = worker.user
    return [user.email] if user is not None and user.is_active and user.email else []


def tenaga(petugas: Petugas, peran: str, pembuka: str = "") -> TandaTangan:
    """The worker's place to sign: no NIP, no grade."""
    return TandaTangan(peran, petugas.nama, pembuka=pembuka)
