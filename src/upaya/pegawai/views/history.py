"""The history of an officer in words: data, posts and entitlement in one line of time."""

from __future__ import annotations

from upaya.core.history import Event, events
from upaya.pegawai.models import Penetapan, Penugasan, Petugas

_HIDDEN = frozenset({"id", "petugas", "nik_indeks", "kode"})


def officer_events(officer: Petugas) -> list[Event]:
    """Newest first. Three queries."""
    data = Petugas.history.filter(id=officer.pk).select_related("history_user", "user")
    posts = Penugasan.history.filter(petugas_id=officer.pk).select_related(
        "history_user", "jenis", "sk"
    )
    entitlement = Penetapan.history.filter(petugas_id=officer.pk).select_related(
        "history_user", "sk"
    )
    found = [
        *events(
            data,
            "Data petugas",
            hidden=_HIDDEN,
            writers={"user": lambda row: row.user.name},
        ),
        *events(posts, lambda row: f"Jabatan {row.jenis.nama}", hidden=_HIDDEN),
        *events(entitlement, lambda row: f"Penetapan dengan SK {row.sk.nomor}", hidden=_HIDDEN),
    ]
    return sorted(found, key=lambda event: event.at, reverse=True)
