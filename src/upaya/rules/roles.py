"""Who takes part: the actors that the regulation names, and those who look on.

Source of the actors of a month: Pasal 11A ayat (2) and (8) Perbup Situbondo 79/2022; admin, auditor
and pengamat are roles of the application itself.
"""

from __future__ import annotations

from enum import StrEnum


class Reach(StrEnum):
    """How far a role sees. NATION reads aggregates only, never rows of a district."""

    NATION = "nasional"
    DISTRICT = "kabupaten"
    UNIT = "unit"
    PERSON = "perorangan"


class Role(StrEnum):
    """A role that a membership gives; the value is stored and shown in addresses."""

    ADMIN_DINAS = "admin_dinas"
    VERIFIKATOR_DINAS = "verifikator_dinas"
    KEPALA_DINAS = "kepala_dinas"
    BENDAHARA_PENGELUARAN = "bendahara_pengeluaran"
    OPERATOR_PUSKESMAS = "operator_puskesmas"
    TIM_VERIFIKASI = "tim_verifikasi"
    KEPALA_PUSKESMAS = "kepala_puskesmas"
    BENDAHARA_PEMBANTU = "bendahara_pembantu"
    PETUGAS = "petugas"
    AUDITOR = "auditor"
    PENGAMAT_NASIONAL = "pengamat_nasional"

    @property
    def label(self) -> str:
        """The name people use."""
        return _LABELS[self]

    @property
    def reach(self) -> Reach:
        """How far this role sees."""
        return _REACH.get(self, Reach.UNIT)


_LABELS = {
    Role.ADMIN_DINAS: "Admin Dinas Kesehatan",
    Role.VERIFIKATOR_DINAS: "Verifikator Dinas Kesehatan",
    Role.KEPALA_DINAS: "Kepala Dinas Kesehatan",
    Role.BENDAHARA_PENGELUARAN: "Bendahara Pengeluaran Dinas",
    Role.OPERATOR_PUSKESMAS: "Operator puskesmas",
    Role.TIM_VERIFIKASI: "Tim verifikasi puskesmas",
    Role.KEPALA_PUSKESMAS: "Kepala puskesmas",
    Role.BENDAHARA_PEMBANTU: "Bendahara Pengeluaran Pembantu",
    Role.PETUGAS: "Petugas",
    Role.AUDITOR: "Auditor",
    Role.PENGAMAT_NASIONAL: "Pengamat nasional",
}
_REACH = {
    Role.ADMIN_DINAS: Reach.DISTRICT,
    Role.VERIFIKATOR_DINAS: Reach.DISTRICT,
    Role.KEPALA_DINAS: Reach.DISTRICT,
    Role.BENDAHARA_PENGELUARAN: Reach.DISTRICT,
    Role.AUDITOR: Reach.DISTRICT,
    Role.PETUGAS: Reach.PERSON,
    Role.PENGAMAT_NASIONAL: Reach.NATION,
}

DINAS = frozenset(
    {Role.ADMIN_DINAS, Role.VERIFIKATOR_DINAS, Role.KEPALA_DINAS, Role.BENDAHARA_PENGELUARAN}
)
PUSKESMAS = frozenset(
    {
        Role.OPERATOR_PUSKESMAS,
        Role.TIM_VERIFIKASI,
        Role.KEPALA_PUSKESMAS,
        Role.BENDAHARA_PEMBANTU,
    }
)
