"""What the interface for other programs brings into the house."""

from __future__ import annotations

from upaya.api.izin import IzinApi
from upaya.core.registry import Entry, Sistem
from upaya.rules.jamkesda.peran import ADMIN_UPT, KEPALA_PPK, KEPALA_UPT, PETUGAS_KLAIM
from upaya.rules.kesehatan import ADMIN_DINAS, AUDITOR, KEPALA_DINAS, KEPALA_PUSKESMAS

_DINAS = (ADMIN_DINAS, KEPALA_DINAS, AUDITOR)
_MAKERS = (*_DINAS, KEPALA_PUSKESMAS, ADMIN_UPT, KEPALA_PPK, PETUGAS_KLAIM)

SISTEM = Sistem(
    name="api",
    title="Antarmuka program",
    permissions=IzinApi,
    grants={
        IzinApi.KUNCI_BUAT: _MAKERS,
        IzinApi.KUNCI_AWASI: (*_DINAS, KEPALA_PPK),
        IzinApi.SATU_DATA: (*_DINAS, KEPALA_UPT, ADMIN_UPT),
    },
    menu=(
        Entry("Kunci program", "api:kunci", IzinApi.KUNCI_BUAT, ("/antarmuka/kunci/",), 330),
        Entry("Satu Data", "api:satu_data", IzinApi.SATU_DATA, ("/satu-data/",), 335),
    ),
    keyed=(IzinApi.SATU_DATA,),
    urls=(("", "upaya.api.urls"),),
    public=("api:uraian", "api:tentang", "api:satu_data_skema", "api:kamus"),
    row_rules=("upaya.api.aturan_tetap.KUNCI",),
    words={
        "api.kunci_cabut": "Mencabut kunci antarmuka",
        "api.baca": "Program lain membaca daftar lewat kunci",
    },
)
