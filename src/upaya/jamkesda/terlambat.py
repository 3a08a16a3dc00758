"""Whose delay in e-Jamkesda is told to whom.

Pasal 4 ayat (2) Perbup Penajam Paser Utara 29/2016 has the Dinas Kesehatan coordinate the UPT; who
stands above whom within the UPT and a PPK no text says: an assumption of the application.
"""

from __future__ import annotations

from upaya.alur.overdue import Watch
from upaya.jamkesda.klaim.road import ROAD as KLAIM
from upaya.jamkesda.kumpulan.road import ROAD as KUMPULAN
from upaya.jamkesda.peserta.road import ROAD as PENDAFTARAN_PESERTA
from upaya.jamkesda.surat.road import ROAD as JAMINAN
from upaya.rules.jamkesda.peran import (
    ADMIN_UPT,
    BENDAHARA,
    KEPALA_PPK,
    KEPALA_UPT,
    KEPESERTAAN,
    PENDAFTARAN,
    PETUGAS_KLAIM,
    VERIFIKATOR,
)
from upaya.rules.kesehatan import KEPALA_DINAS

_ABOVE = {
    KEPALA_PPK: (PENDAFTARAN, PETUGAS_KLAIM),
    KEPALA_UPT: (ADMIN_UPT, KEPESERTAAN, VERIFIKATOR, BENDAHARA),
    KEPALA_DINAS: (KEPALA_UPT,),
}

WATCH_PENDAFTARAN = Watch(PENDAFTARAN_PESERTA, _ABOVE)
WATCH_JAMINAN = Watch(JAMINAN, _ABOVE)
WATCH_KLAIM = Watch(KLAIM, _ABOVE)
WATCH_KUMPULAN = Watch(KUMPULAN, _ABOVE)
