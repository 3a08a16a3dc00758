"""The roads of BOK: a version of a puskesmas's plan, and a report of an activity.

No text tells these roads; they follow what it asks: the puskesmas sets its priorities (Pasal 10
ayat (1)), its own team verifies (Pasal 11A ayat (8) huruf e), and whoever plans or reports never
verifies.
"""

from __future__ import annotations

from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import KEPALA_PUSKESMAS, OLEH_KEPALA, OPERATOR_PUSKESMAS, PUSKESMAS
from upaya.rules.roles import Reach, Role
from upaya.rules.workflow import Move, State, build

PJ_PROGRAM = Role(
    "pj_program", "Penanggung jawab program", Reach.UNIT, PUSKESMAS, given_by=OLEH_KEPALA
)
"""Plans and reports a programme of the puskesmas."""
PERENCANA = (PJ_PROGRAM, OPERATOR_PUSKESMAS)
"""Who plans at a puskesmas, and reports what was done."""

DRAF, DIAJUKAN, DIVERIFIKASI = "draf", "diajukan", "diverifikasi"
DITETAPKAN, DIKEMBALIKAN = "ditetapkan", "dikembalikan"
DILAPORKAN, BATAL = "dilaporkan", "batal"
EDITABLE = frozenset({DRAF, DIKEMBALIKAN})

RENCANA = build(
    "rencana",
    DRAF,
    title="Alur rencana BOK puskesmas",
    noun="rencana",
    conditions={
        "tanpa_galat": "Rencana berisi kegiatan dan tidak melanggar batas atau larangan.",
        "dijelaskan": "Setiap peringatan sudah dijelaskan.",
        "jendela_terbuka": "Masa penyusunan rencana sedang dibuka.",
    },
    module=__name__,
    states=(
        State(
            DRAF,
            "Draf",
            "Lengkapi kegiatan rencana ini, lalu ajukan.",
            PERENCANA,
            "bok.tenggat.penyusunan_rencana",
            "info",
        ),
        State(
            DIAJUKAN,
            "Menunggu verifikasi",
            "Periksa rencana beserta peringatannya, lalu nyatakan benar atau kembalikan.",
            (TIM_VERIFIKASI,),
            "bok.tenggat.verifikasi_rencana",
            "info",
        ),
        State(
            DIVERIFIKASI,
            "Diverifikasi",
            "Baca rencana yang sudah diverifikasi, lalu tetapkan atau kembalikan.",
            (KEPALA_PUSKESMAS,),
            "bok.tenggat.persetujuan_rencana",
            "info",
        ),
        State(DITETAPKAN, "Ditetapkan", tone="good"),
        State(
            DIKEMBALIKAN,
            "Dikembalikan",
            "Perbaiki rencana menurut alasannya, lalu ajukan lagi.",
            PERENCANA,
            "bok.tenggat.perbaikan_rencana",
            "warn",
        ),
    ),
    moves=(
        Move(
            "ajukan",
            EDITABLE,
            DIAJUKAN,
            PERENCANA,
            "Ajukan rencana",
            "Rencana diajukan.",
            conditions=("tanpa_galat", "dijelaskan", "jendela_terbuka"),
        ),
        Move(
            "verifikasi",
            frozenset({DIAJUKAN}),
            DIVERIFIKASI,
            (TIM_VERIFIKASI,),
            "Nyatakan benar",
            "Rencana diverifikasi.",
            conditions=("tanpa_galat",),
            different_from=("ajukan",),
        ),
        Move(
            "tetapkan",
            frozenset({DIVERIFIKASI}),
            DITETAPKAN,
            (KEPALA_PUSKESMAS,),
            "Tetapkan rencana",
            "Rencana ditetapkan.",
            conditions=("tanpa_galat",),
            different_from=("ajukan", "verifikasi"),
            legal_basis="Pasal 10 ayat (1)",
        ),
        Move(
            "kembalikan_tim",
            frozenset({DIAJUKAN}),
            DIKEMBALIKAN,
            (TIM_VERIFIKASI,),
            "Kembalikan rencana",
            "Rencana dikembalikan.",
            reason_required=True,
            doing="Mengembalikan rencana yang diajukan",
        ),
        Move(
            "kembalikan_kepala",
            frozenset({DIVERIFIKASI}),
            DIKEMBALIKAN,
            (KEPALA_PUSKESMAS,),
            "Kembalikan rencana",
            "Rencana dikembalikan.",
            reason_required=True,
            doing="Mengembalikan rencana yang diverifikasi",
        ),
    ),
)

REALISASI = build(
    "realisasi",
    DRAF,
    title="Alur laporan kegiatan BOK",
    noun="laporan kegiatan",
    conditions={
        "terisi": "Laporan menyebut hasil dan siapa hadir pada hari apa, dan harinya sudah lewat.",
    },
    module=__name__,
    states=(
        State(
            DRAF,
            "Draf",
            "Catat siapa hadir, harinya, dan hasilnya, lalu laporkan.",
            PERENCANA,
            "bok.tenggat.laporan_kegiatan",
            "info",
        ),
        State(
            DILAPORKAN,
            "Menunggu verifikasi",
            "Periksa laporan kegiatan, lalu nyatakan benar atau kembalikan.",
            (TIM_VERIFIKASI,),
            "bok.tenggat.verifikasi_kegiatan",
            "info",
        ),
        State(DIVERIFIKASI, "Diverifikasi", tone="good"),
        State(
            DIKEMBALIKAN,
            "Dikembalikan",
            "Perbaiki laporan menurut alasannya, lalu laporkan lagi.",
            PERENCANA,
            "bok.tenggat.laporan_kegiatan",
            "warn",
        ),
        State(BATAL, "Batal"),
    ),
    moves=(
        Move(
            "laporkan",
            EDITABLE,
            DILAPORKAN,
            PERENCANA,
            "Laporkan kegiatan",
            "Kegiatan dilaporkan.",
            conditions=("terisi",),
        ),
        Move(
            "verifikasi",
            frozenset({DILAPORKAN}),
            DIVERIFIKASI,
            (TIM_VERIFIKASI,),
            "Nyatakan benar",
            "Kegiatan diverifikasi.",
            conditions=("terisi",),
            different_from=("laporkan",),
        ),
        Move(
            "kembalikan",
            frozenset({DILAPORKAN}),
            DIKEMBALIKAN,
            (TIM_VERIFIKASI,),
            "Kembalikan laporan",
            "Laporan dikembalikan.",
            reason_required=True,
        ),
        Move(
            "batalkan",
            EDITABLE,
            BATAL,
            PERENCANA,
            "Batalkan kegiatan",
            "Kegiatan dibatalkan.",
            reason_required=True,
        ),
        Move(
            "cabut",
            frozenset({DIVERIFIKASI}),
            BATAL,
            (TIM_VERIFIKASI,),
            "Cabut verifikasi",
            "Verifikasi dicabut; kegiatan ini tidak dihitung lagi.",
            reason_required=True,
            aside=True,
        ),
    ),
)
