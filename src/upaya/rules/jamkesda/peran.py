"""The people of e-Jamkesda (Pasal 4 ayat (2), Pasal 12 Perbup Penajam Paser Utara 29/2016).

Pasal 12 ayat (1) names two kinds of people who work in the *aplikasi khusus*: the organiser (UPT
Jamkesda under the Dinas Kesehatan that coordinates it) and the PPK. It cites Pasal 6 ayat (2),
which does not exist: Pasal 7 ayat (3) is meant. Which offices there are within the two no text
says; that a verifier of claims is neither claimant nor payer is our safety.
"""

from __future__ import annotations

from upaya.rules.kesehatan import AUDITOR, KEPALA_DINAS
from upaya.rules.roles import Reach, Role

UPT, PPK = ("upt",), ("rumah_sakit", "puskesmas", "klinik")
_OLEH_DINAS = ("admin_dinas", "kepala_dinas")
"""Pasal 12 ayat (2): the Kepala Dinas appoints whoever works at the UPT."""
_OLEH_PPK = ("admin_dinas", "kepala_ppk")
"""Pasal 12 ayat (3): the head of the PPK appoints whoever works there."""

KEPALA_UPT = Role(
    "kepala_upt", "Kepala UPT Jamkesda", Reach.DISTRICT, UPT, totp=True, given_by=_OLEH_DINAS
)
ADMIN_UPT = Role(
    "admin_upt", "Admin UPT Jamkesda", Reach.DISTRICT, UPT, totp=True, given_by=_OLEH_DINAS
)
KEPESERTAAN = Role(
    "petugas_kepesertaan", "Petugas kepesertaan", Reach.DISTRICT, UPT, given_by=_OLEH_DINAS
)
VERIFIKATOR = Role(
    "verifikator_klaim",
    "Verifikator klaim",
    Reach.DISTRICT,
    UPT,
    totp=True,
    given_by=_OLEH_DINAS,
    never_with=("bendahara_jamkesda", "pendaftaran_ppk", "petugas_klaim", "kepala_ppk"),
)
BENDAHARA = Role(
    "bendahara_jamkesda",
    "Bendahara Jamkesda",
    Reach.DISTRICT,
    UPT,
    totp=True,
    given_by=_OLEH_DINAS,
    never_with=("pendaftaran_ppk", "petugas_klaim", "kepala_ppk"),
)
PENDAFTARAN = Role(
    "pendaftaran_ppk", "Petugas pendaftaran PPK", Reach.UNIT, PPK, given_by=_OLEH_PPK
)
PETUGAS_KLAIM = Role("petugas_klaim", "Petugas klaim PPK", Reach.UNIT, PPK, given_by=_OLEH_PPK)
KEPALA_PPK = Role("kepala_ppk", "Kepala PPK", Reach.UNIT, PPK, totp=True, given_by=("admin_dinas",))

ORANG_UPT = (KEPALA_UPT, ADMIN_UPT, KEPESERTAAN, VERIFIKATOR, BENDAHARA)
ORANG_PPK = (PENDAFTARAN, PETUGAS_KLAIM, KEPALA_PPK)
PERAN = (*ORANG_UPT, *ORANG_PPK)
DITUNJUK = (ADMIN_UPT, KEPESERTAAN, VERIFIKATOR, BENDAHARA, PENDAFTARAN, PETUGAS_KLAIM)
"""Whoever is appointed by a decree of Pasal 12: both heads appoint, and are appointed elsewhere."""
PENGAWAS = (KEPALA_DINAS, AUDITOR)
"""Who reads along: Pasal 4 ayat (2) has the Dinas Kesehatan coordinate."""
