"""The main menu in one table, in the order in which people read it, and the way back of a page."""

from __future__ import annotations

from dataclasses import dataclass

from upaya.core.access import Access
from upaya.core.permissions import Permission


@dataclass(frozen=True, slots=True)
class Entry:
    """One link: shown to who has the permission; a `prefix` of the address marks it active."""

    label: str
    url_name: str
    permission: Permission
    prefix: tuple[str, ...]


ENTRIES: tuple[Entry, ...] = (
    Entry("Tugas saya", "insentif:tugas", Permission.TUGAS_LIHAT, ("/tugas/",)),
    Entry(
        "Insentif UKM", "insentif:papan", Permission.INSENTIF_PAPAN, ("/insentif/", "/pembayaran/")
    ),
    Entry("Indeks", "insentif:indeks", Permission.INDEKS_TERBITKAN, ("/indeks/",)),
    Entry("Dasbor", "dasbor:ringkasan", Permission.DASBOR_LIHAT, ("/dasbor/",)),
    Entry("Slip saya", "insentif:slip", Permission.SLIP_LIHAT, ("/slip/",)),
    Entry("Sanggahan", "insentif:sanggahan", Permission.SANGGAHAN_LIHAT, ("/sanggahan/",)),
    Entry("Rangkuman nasional", "dasbor:nasional", Permission.NASIONAL_LIHAT, ("/nasional/",)),
    Entry("Petugas", "pegawai:daftar", Permission.PEGAWAI_LIHAT, ("/petugas/",)),
    Entry("Puskesmas", "wilayah:daftar", Permission.WILAYAH_LIHAT, ("/puskesmas/",)),
    Entry("Simulasi", "simulasi:daftar", Permission.SIMULASI_LIHAT, ("/simulasi/",)),
    Entry("Aturan", "regulasi:daftar", Permission.ATURAN_LIHAT, ("/aturan/",)),
    Entry("Pengguna", "akun:daftar", Permission.KEANGGOTAAN_LIHAT, ("/pengguna/",)),
    Entry("Jejak audit", "core:audit", Permission.AUDIT_LIHAT, ("/audit/",)),
)

# The menu under one's own name: for everybody who is signed in, with or without a role.
PERSONAL: tuple[tuple[str, str], ...] = (
    ("Profil saya", "akun:profil"),
    ("Ganti peran", "akun:peran"),
)


def entries_for(access: Access) -> list[Entry]:
    """The menu of a role, in the order of the table."""
    return [entry for entry in ENTRIES if access.allows(entry.permission)]


def trail(*steps: tuple[str, str], here: str) -> list[dict[str, str]]:
    """The way back for `<c-breadcrumbs :items="remah" />`: (label, url) steps, then `here`."""
    return [*({"label": label, "url": url} for label, url in steps), {"label": here, "url": ""}]
