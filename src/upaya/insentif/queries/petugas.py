"""The officers of a month as the master data knows them on its last day."""

from __future__ import annotations

from upaya.insentif.models import Pengajuan
from upaya.pegawai.queries import ProfilPetugas, profil_pada

_KEPT = "_profiles_of_last_day"


def profiles(month: Pengajuan) -> list[ProfilPetugas]:
    """Profiles by name, read once per loaded month: its page asks for them from several sides."""
    kept: list[ProfilPetugas] | None = month.__dict__.get(_KEPT)
    if kept is None:
        kept = profil_pada(month.puskesmas_id, month.period.last_day)
        month.__dict__[_KEPT] = kept
    return kept
