"""Who works on BOK in the Dinas, and the roads of the allocation and of the Dinas's own plan.

No text tells the road of the Dinas's own plan; it is that of a puskesmas with people of its own.
The Kepala Dinas decides what each puskesmas gets (Pasal 5 ayat (8)); who prepares it no text says.
Whoever plans or spends never verifies.
"""

from __future__ import annotations

from upaya.rules.bok.road import (
    DIAJUKAN,
    DIKEMBALIKAN,
    DITETAPKAN,
    DIVERIFIKASI,
    DRAF,
    EDITABLE,
    RENCANA,
)
from upaya.rules.kesehatan import DINAS, KEPALA_DINAS, OLEH_ADMIN
from upaya.rules.roles import Reach, Role
from upaya.rules.workflow import Move, State, build

PERENCANA_DINAS = Role(
    "perencana_dinas",
    "Perencana BOK Dinas",
    Reach.DISTRICT,
    DINAS,
    given_by=OLEH_ADMIN,
)
"""Prepares the allocation, and plans what the Dinas itself spends."""

PENYETUJU_DINAS = Role(
    "penyetuju_dinas",
    "Penyetuju BOK Dinas",
    Reach.DISTRICT,
    DINAS,
    totp=True,
    given_by=OLEH_ADMIN,
    excludes=("perencana_dinas", "bendahara_pengeluaran"),
)
"""Verifies the Dinas's plan and what its treasurer spent: never whoever plans or spends."""

ALOKASI = build(
    "alokasi",
    DRAF,
    title="Alur alokasi BOK Puskesmas",
    noun="alokasi",
    conditions={
        "terhitung": "Bobot kriteria sudah ditetapkan, semua nilai terisi beserta sumbernya, dan "
        "jumlahnya dapat dibagi.",
        "memuat_insentif": "Bagian tiap puskesmas memuat pagu insentifnya.",
        "masih_sama": "Bobot, pita, dan desa STBM masih seperti ketika diajukan.",
    },
    module=__name__,
    states=(
        State(
            DRAF,
            "Draf",
            "Isi nilai tiap kriteria, baca hitungannya, lalu ajukan.",
            (PERENCANA_DINAS,),
            "bok.tenggat.penyusunan_alokasi",
            "info",
        ),
        State(
            DIAJUKAN,
            "Menunggu penetapan",
            "Baca hitungan tiap puskesmas, lalu tetapkan atau kembalikan.",
            (KEPALA_DINAS,),
            "bok.tenggat.penetapan_alokasi",
            "info",
        ),
        State(DITETAPKAN, "Ditetapkan", tone="good"),
        State(
            DIKEMBALIKAN,
            "Dikembalikan",
            "Perbaiki alokasi menurut alasannya, lalu ajukan lagi.",
            (PERENCANA_DINAS,),
            "bok.tenggat.penyusunan_alokasi",
            "warn",
        ),
    ),
    moves=(
        Move(
            "ajukan",
            EDITABLE,
            DIAJUKAN,
            (PERENCANA_DINAS,),
            "Ajukan alokasi",
            "Alokasi diajukan.",
            conditions=("terhitung", "memuat_insentif"),
        ),
        Move(
            "tetapkan",
            frozenset({DIAJUKAN}),
            DITETAPKAN,
            (KEPALA_DINAS,),
            "Tetapkan alokasi",
            "Alokasi ditetapkan dan menjadi pagu tiap puskesmas.",
            conditions=("terhitung", "memuat_insentif", "masih_sama"),
            different_from=("ajukan",),
            legal_basis="Pasal 5 ayat (8)",
        ),
        Move(
            "kembalikan",
            frozenset({DIAJUKAN}),
            DIKEMBALIKAN,
            (KEPALA_DINAS,),
            "Kembalikan alokasi",
            "Alokasi dikembalikan.",
            reason_required=True,
        ),
    ),
)

RENCANA_DINAS = build(
    "rencana_dinas",
    DRAF,
    title="Alur rencana BOK Dinas",
    noun="rencana Dinas",
    conditions=RENCANA.conditions,
    module=__name__,
    states=(
        State(
            DRAF,
            "Draf",
            "Lengkapi kegiatan rencana ini, lalu ajukan.",
            (PERENCANA_DINAS,),
            "bok.tenggat.penyusunan_rencana",
            "info",
        ),
        State(
            DIAJUKAN,
            "Menunggu verifikasi",
            "Periksa rencana beserta peringatannya, lalu nyatakan benar atau kembalikan.",
            (PENYETUJU_DINAS,),
            "bok.tenggat.verifikasi_rencana",
            "info",
        ),
        State(
            DIVERIFIKASI,
            "Diverifikasi",
            "Baca rencana yang sudah diverifikasi, lalu tetapkan atau kembalikan.",
            (KEPALA_DINAS,),
            "bok.tenggat.persetujuan_rencana",
            "info",
        ),
        State(DITETAPKAN, "Ditetapkan", tone="good"),
        State(
            DIKEMBALIKAN,
            "Dikembalikan",
            "Perbaiki rencana menurut alasannya, lalu ajukan lagi.",
            (PERENCANA_DINAS,),
            "bok.tenggat.perbaikan_rencana",
            "warn",
        ),
    ),
    moves=(
        Move(
            "ajukan",
            EDITABLE,
            DIAJUKAN,
            (PERENCANA_DINAS,),
            "Ajukan rencana",
            "Rencana diajukan.",
            conditions=("tanpa_galat", "dijelaskan", "jendela_terbuka"),
        ),
        Move(
            "verifikasi",
            frozenset({DIAJUKAN}),
            DIVERIFIKASI,
            (PENYETUJU_DINAS,),
            "Nyatakan benar",
            "Rencana diverifikasi.",
            conditions=("tanpa_galat",),
            different_from=("ajukan",),
        ),
        Move(
            "tetapkan",
            frozenset({DIVERIFIKASI}),
            DITETAPKAN,
            (KEPALA_DINAS,),
            "Tetapkan rencana",
            "Rencana ditetapkan.",
            conditions=("tanpa_galat",),
            different_from=("ajukan", "verifikasi"),
        ),
        Move(
            "kembalikan_penyetuju",
            frozenset({DIAJUKAN}),
            DIKEMBALIKAN,
            (PENYETUJU_DINAS,),
            "Kembalikan rencana",
            "Rencana dikembalikan.",
            reason_required=True,
            doing="Mengembalikan rencana Dinas yang diajukan",
        ),
        Move(
            "kembalikan_kepala",
            frozenset({DIVERIFIKASI}),
            DIKEMBALIKAN,
            (KEPALA_DINAS,),
            "Kembalikan rencana",
            "Rencana dikembalikan.",
            reason_required=True,
            doing="Mengembalikan rencana Dinas yang diverifikasi",
        ),
    ),
)
