"""What core itself brings into the house."""

from __future__ import annotations

from upaya.core.chains import NATION, Chain
from upaya.core.izin import IzinCore
from upaya.core.registry import Door, Entry, Sistem

SISTEM = Sistem(
    name="core",
    title="Jejak dan berkas",
    permissions=IzinCore,
    everybody=(IzinCore.CARI,),
    menu=(Entry("Jejak audit", "core:audit", IzinCore.AUDIT_LIHAT, ("/audit/",), 310),),
    urls=(("", "upaya.core.urls"),),
    public=(
        "core:healthz",
        "core:readyz",
        "core:metrik",
        "core:periksa",
        "core:panduan",
        "core:bab",
        "core:panduan_gambar",
    ),
    doors=(Door("Membaca panduan tiap peran", "core:panduan", curious=True),),
    searches=("upaya.core.panduan.BAB",),
    words={
        "cari.nik": "Mencari orang dengan NIK",
        "berkas.keluar": "Mengunduh atau mengekspor",
        "dokumen.terbit": "Menerbitkan dokumen",
        "dokumen.cabut": "Mencabut dokumen",
        "dokumen.rekening": "Mengunduh dokumen dengan nomor rekening utuh",
    },
    chains=(Chain(NATION, "nasional"),),
    row_rules=("upaya.core.aturan_tetap.UJUNG",),
    append_only=(
        "AuditEntry",
        "Dokumen",
        "NaskahDokumen",
        "OverdueNotice",
        "PencabutanDokumen",
        "WorkflowLog",
    ),
)
