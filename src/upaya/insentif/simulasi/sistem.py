"""What the what-if brings into the house."""

from __future__ import annotations

from upaya.core.registry import Entry, Sistem
from upaya.insentif.simulasi.izin import IzinSimulasi
from upaya.rules.kesehatan import ADMIN_DINAS, AUDITOR, KEPALA_DINAS, VERIFIKATOR_DINAS

SISTEM = Sistem(
    name="simulasi",
    within="insentif",
    title="Simulasi",
    permissions=IzinSimulasi,
    grants={
        IzinSimulasi.LIHAT: (ADMIN_DINAS, KEPALA_DINAS, VERIFIKATOR_DINAS, AUDITOR),
        IzinSimulasi.KELOLA: (ADMIN_DINAS, KEPALA_DINAS),
    },
    menu=(Entry("Simulasi", "simulasi:daftar", IzinSimulasi.LIHAT, ("/simulasi/",), 220),),
    urls=(("simulasi/", "upaya.insentif.simulasi.urls"),),
    impacts=("upaya.insentif.simulasi.impact.of_proposal",),
    demo=("upaya.insentif.simulasi.demo.make",),
    words={
        "simulasi.buat": "Membuat simulasi",
        "simulasi.berakhir": "Menyelesaikan hitungan simulasi",
        "simulasi.batal": "Membatalkan simulasi",
        "simulasi.ulang": "Menjalankan lagi simulasi",
        "simulasi.nama": "Mengganti nama simulasi",
        "simulasi.hapus": "Menghapus simulasi",
        "simulasi.unduh": "Mengunduh hasil simulasi",
    },
)
