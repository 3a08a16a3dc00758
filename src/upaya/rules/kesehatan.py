"""The people of a Dinas Kesehatan and its puskesmas whom several systems know, and who looks on.

Source of the actors: Pasal 11A ayat (2) and (8) Perbup Situbondo 79/2022; admin, auditor and
pengamat are roles of the application itself. Who gives a role and who needs a second factor no
regulation settles: it is the application's own safety, decided so that nobody can give themselves
power.
"""

from __future__ import annotations

from upaya.rules.roles import Reach, Role

DINAS, PUSKESMAS, KEMENTERIAN = ("dinas",), ("puskesmas",), ("kementerian",)
"""Where a role may be held: the kinds of unit."""
OLEH_ADMIN = ("admin_dinas",)
OLEH_KEPALA = ("admin_dinas", "kepala_puskesmas")
"""Who gives a role: the admin of the Dinas alone, or also the head of the puskesmas in it."""

ADMIN_DINAS = Role(
    "admin_dinas",
    "Admin Dinas Kesehatan",
    Reach.DISTRICT,
    DINAS,
    totp=True,
    given_by=OLEH_ADMIN,
)
VERIFIKATOR_DINAS = Role(
    "verifikator_dinas",
    "Verifikator Dinas Kesehatan",
    Reach.DISTRICT,
    DINAS,
    totp=True,
    given_by=OLEH_ADMIN,
)
KEPALA_DINAS = Role(
    "kepala_dinas",
    "Kepala Dinas Kesehatan",
    Reach.DISTRICT,
    DINAS,
    totp=True,
    given_by=OLEH_ADMIN,
)
BENDAHARA_PENGELUARAN = Role(
    "bendahara_pengeluaran",
    "Bendahara Pengeluaran Dinas",
    Reach.DISTRICT,
    DINAS,
    totp=True,
    given_by=OLEH_ADMIN,
)
OPERATOR_PUSKESMAS = Role(
    "operator_puskesmas", "Operator puskesmas", Reach.UNIT, PUSKESMAS, given_by=OLEH_KEPALA
)
KEPALA_PUSKESMAS = Role(
    "kepala_puskesmas",
    "Kepala puskesmas",
    Reach.UNIT,
    PUSKESMAS,
    totp=True,
    given_by=OLEH_ADMIN,
)
BENDAHARA_PEMBANTU = Role(
    "bendahara_pembantu",
    "Bendahara Pengeluaran Pembantu",
    Reach.UNIT,
    PUSKESMAS,
    totp=True,
    given_by=OLEH_KEPALA,
)
PETUGAS = Role("petugas", "Petugas", Reach.PERSON, PUSKESMAS, given_by=OLEH_KEPALA)
AUDITOR = Role("auditor", "Auditor", Reach.DISTRICT, DINAS, given_by=OLEH_ADMIN)
PENGAMAT_NASIONAL = Role("pengamat_nasional", "Pengamat nasional", Reach.NATION, KEMENTERIAN)

ORANG_DINAS = (ADMIN_DINAS, VERIFIKATOR_DINAS, KEPALA_DINAS, BENDAHARA_PENGELUARAN)
ORANG_PUSKESMAS = (OPERATOR_PUSKESMAS, KEPALA_PUSKESMAS, BENDAHARA_PEMBANTU)
PEMBACA = (*ORANG_DINAS, *ORANG_PUSKESMAS, AUDITOR)
"""Who works with the data of a district and may read what the work stands on."""
SEMUA = (*ORANG_DINAS, *ORANG_PUSKESMAS, PETUGAS, AUDITOR, PENGAMAT_NASIONAL)
