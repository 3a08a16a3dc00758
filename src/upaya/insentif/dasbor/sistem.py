"""What the dashboards bring into the house."""

from __future__ import annotations

from upaya.core.registry import Entry, Sistem
from upaya.insentif.dasbor.izin import IzinDasbor
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    PEMBACA,
    PENGAMAT_NASIONAL,
    VERIFIKATOR_DINAS,
)

SISTEM = Sistem(
    name="dasbor",
    within="insentif",
    title="Dasbor",
    permissions=IzinDasbor,
    grants={
        IzinDasbor.LIHAT: (*PEMBACA, TIM_VERIFIKASI),
        IzinDasbor.TERBITKAN: (ADMIN_DINAS, VERIFIKATOR_DINAS, KEPALA_DINAS, KEPALA_PUSKESMAS),
        IzinDasbor.NASIONAL_LIHAT: (PENGAMAT_NASIONAL,),
    },
    menu=(
        Entry("Dasbor", "dasbor:ringkasan", IzinDasbor.LIHAT, ("/dasbor/",), 120),
        Entry(
            "Rangkuman nasional",
            "dasbor:nasional",
            IzinDasbor.NASIONAL_LIHAT,
            ("/nasional/",),
            150,
            (
                "Rangkuman nasional menunjukkan jumlah per provinsi dan kabupaten.",
                "Buka rangkuman nasional",
            ),
        ),
    ),
    urls=(("", "upaya.insentif.dasbor.urls"),),
    papers=("INS-DSB",),
)
