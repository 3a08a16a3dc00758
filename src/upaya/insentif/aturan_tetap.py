"""What of a month, its corrections and its objections never changes, and the road it moves on."""

from __future__ import annotations

from upaya.core.keeping import fixed, moves, never_removed, proposal
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.koreksi.models import (
    Koreksi,
    PelunasanSelisih,
    PenyelesaianSelisih,
)
from upaya.insentif.sanggahan.models import Sanggahan
from upaya.insentif.uang.models import DokumenSpj
from upaya.rules.insentif import road_koreksi
from upaya.rules.insentif.road import INSENTIF

BULAN = (
    never_removed("pengajuan_tetap", Pengajuan),
    fixed(
        "pengajuan_isi",
        Pengajuan,
        only=("kabupaten", "puskesmas", "periode", "dibuat_oleh", "dibuat_pada"),
    ),
    moves("pengajuan_jalan", Pengajuan, INSENTIF.ways),
)
KOREKSI = (
    never_removed("koreksi_tetap", Koreksi),
    fixed(
        "koreksi_isi",
        Koreksi,
        free=(
            "status", "status_since", "round", "diputus_oleh", "diputus_pada", "alasan_putusan",
            "ditarik_pada",
        ),
    ),
    moves("koreksi_jalan", Koreksi, road_koreksi.KOREKSI.ways),
)  # fmt: skip
PENYELESAIAN = proposal("penyelesaian", PenyelesaianSelisih)
PELUNASAN = (fixed("pelunasan_isi", PelunasanSelisih),)
SANGGAHAN = proposal(
    "sanggahan",
    Sanggahan,
    decided=(
        "status", "jawaban", "dijawab_oleh", "dijawab_pada", "dicabut_oleh", "dicabut_pada",
    ),
    waiting="terbuka",
)  # fmt: skip
SPJ = (never_removed("spj_diterima_tetap", DokumenSpj, "OLD.diterima_pada IS NULL"),)
