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
    DRAF,
    EDITABLE,
    plan_road,
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

RENCANA_DINAS = plan_road(
    "rencana_dinas",
    title="Alur rencana BOK Dinas",
    noun="rencana Dinas",
    module=__name__,
    planners=(PERENCANA_DINAS,),
    verifier=PENYETUJU_DINAS,
    head=KEPALA_DINAS,
    back="kembalikan_penyetuju",
)
