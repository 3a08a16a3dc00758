"""The road of an SPJ of BOK: whoever paid gathers it, the puskesmas and the Dinas look.

Pasal 24 names the documents and no road. This one follows what the house does everywhere: whoever
prepared a thing does not approve it, and what is sent back names the document and the reason.
"""

from __future__ import annotations

from upaya.rules.bok.road import DIKEMBALIKAN, DRAF, EDITABLE, PJ_PROGRAM
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import BENDAHARA_PEMBANTU, VERIFIKATOR_DINAS
from upaya.rules.workflow import Move, State, build

PENYUSUN = (BENDAHARA_PEMBANTU, PJ_PROGRAM)
"""Who gathers an SPJ: the treasurer of the puskesmas, and whoever carried the activity out."""
DIPERIKSA_PUSKESMAS, DIPERIKSA_DINAS = "diperiksa_puskesmas", "diperiksa_dinas"
DITERIMA, DIBATALKAN = "diterima", "dibatalkan"
TERBUKA = frozenset({DRAF, DIPERIKSA_PUSKESMAS, DIPERIKSA_DINAS, DIKEMBALIKAN})
"""An SPJ in one of these still waits for somebody."""

SPJ = build(
    "spj",
    DRAF,
    title="Alur SPJ kegiatan BOK",
    noun="SPJ",
    conditions={
        "lengkap": "Setiap dokumen Pasal 24 ada atau beralasan, nama dan tanggalnya tercatat.",
        "kegiatan_sah": "Laporan kegiatannya masih terverifikasi.",
        "dijawab": "Setiap temuan pengembalian terakhir sudah ditanggapi.",
        "bersih": "Tidak ada temuan pada putaran ini.",
        "ada_temuan": "Paling sedikit satu temuan dicatat pada putaran ini.",
    },
    module=__name__,
    states=(
        State(
            DRAF,
            "Disusun",
            "Lengkapi dokumen SPJ ini, lalu kirim.",
            PENYUSUN,
            "bok.tenggat.susun_spj",
            "info",
        ),
        State(
            DIPERIKSA_PUSKESMAS,
            "Diperiksa puskesmas",
            "Periksa tiap dokumen SPJ, lalu teruskan ke Dinas atau kembalikan.",
            (TIM_VERIFIKASI,),
            "bok.tenggat.verifikasi_spj",
            "info",
        ),
        State(
            DIPERIKSA_DINAS,
            "Diperiksa Dinas",
            "Periksa tiap dokumen SPJ, lalu terima atau kembalikan.",
            (VERIFIKATOR_DINAS,),
            "bok.tenggat.terima_spj",
            "info",
        ),
        State(DITERIMA, "Diterima", tone="good"),
        State(
            DIKEMBALIKAN,
            "Dikembalikan",
            "Perbaiki dokumen menurut temuannya, tanggapi, lalu kirim lagi.",
            PENYUSUN,
            "bok.tenggat.perbaikan_spj",
            "warn",
        ),
        State(DIBATALKAN, "Dibatalkan"),
    ),
    moves=(
        Move(
            "kirim",
            EDITABLE,
            DIPERIKSA_PUSKESMAS,
            PENYUSUN,
            "Kirim SPJ",
            "SPJ dikirim.",
            conditions=("kegiatan_sah", "lengkap", "dijawab"),
            legal_basis="Pasal 24",
        ),
        Move(
            "teruskan",
            frozenset({DIPERIKSA_PUSKESMAS}),
            DIPERIKSA_DINAS,
            (TIM_VERIFIKASI,),
            "Teruskan ke Dinas",
            "SPJ diverifikasi puskesmas.",
            conditions=("kegiatan_sah", "lengkap", "bersih"),
            different_from=("kirim",),
        ),
        Move(
            "kembalikan_puskesmas",
            frozenset({DIPERIKSA_PUSKESMAS}),
            DIKEMBALIKAN,
            (TIM_VERIFIKASI,),
            "Kembalikan SPJ",
            "SPJ dikembalikan puskesmas.",
            conditions=("ada_temuan",),
            doing="Mengembalikan SPJ yang diperiksa puskesmas",
        ),
        Move(
            "terima",
            frozenset({DIPERIKSA_DINAS}),
            DITERIMA,
            (VERIFIKATOR_DINAS,),
            "Terima SPJ",
            "SPJ diterima.",
            conditions=("kegiatan_sah", "lengkap", "bersih"),
            different_from=("kirim", "teruskan"),
        ),
        Move(
            "kembalikan_dinas",
            frozenset({DIPERIKSA_DINAS}),
            DIKEMBALIKAN,
            (VERIFIKATOR_DINAS,),
            "Kembalikan SPJ",
            "SPJ dikembalikan Dinas.",
            conditions=("ada_temuan",),
            doing="Mengembalikan SPJ yang diperiksa Dinas",
        ),
        Move(
            "batalkan",
            EDITABLE,
            DIBATALKAN,
            PENYUSUN,
            "Batalkan SPJ",
            "SPJ dibatalkan.",
            reason_required=True,
        ),
    ),
)
