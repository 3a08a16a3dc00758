"""The roads of BOK: a version of a puskesmas's plan, and a report of an activity.

No text tells these roads; they follow what it asks: the puskesmas sets its priorities (Pasal 10
ayat (1)), its own team verifies (Pasal 11A ayat (8) huruf e), and whoever plans or reports never
verifies.
"""

from __future__ import annotations

from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import KEPALA_PUSKESMAS, OLEH_KEPALA, OPERATOR_PUSKESMAS, PUSKESMAS
from upaya.rules.roles import Reach, Role
from upaya.rules.workflow import Move, State, Workflow, build

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


def plan_road(  # noqa: PLR0913 - a road is told once, each part by its name
    name: str,
    *,
    title: str,
    noun: str,
    module: str,
    planners: tuple[Role, ...],
    verifier: Role,
    head: Role,
    back: str,
    basis: str = "",
) -> Workflow:
    """The road of a plan: drafted by some, verified by another, decided by the head.

    `back` names the move by which the verifier sends back, `basis` is the text of the decision.
    """
    return build(
        name,
        DRAF,
        title=title,
        noun=noun,
        conditions={
            "tanpa_galat": "Rencana berisi kegiatan dan tidak melanggar batas atau larangan.",
            "dijelaskan": "Setiap peringatan sudah dijelaskan.",
            "jendela_terbuka": "Masa penyusunan rencana sedang dibuka.",
        },
        module=module,
        states=_plan_states(planners, verifier, head),
        moves=(
            *_plan_moves(planners, verifier, head, basis),
            *_plan_returns(noun, back, verifier, head),
        ),
    )


def _plan_states(planners: tuple[Role, ...], verifier: Role, head: Role) -> tuple[State, ...]:
    return (
        State(
            DRAF,
            "Draf",
            "Lengkapi kegiatan rencana ini, lalu ajukan.",
            planners,
            "bok.tenggat.penyusunan_rencana",
            "info",
        ),
        State(
            DIAJUKAN,
            "Menunggu verifikasi",
            "Periksa rencana beserta peringatannya, lalu nyatakan benar atau kembalikan.",
            (verifier,),
            "bok.tenggat.verifikasi_rencana",
            "info",
        ),
        State(
            DIVERIFIKASI,
            "Diverifikasi",
            "Baca rencana yang sudah diverifikasi, lalu tetapkan atau kembalikan.",
            (head,),
            "bok.tenggat.persetujuan_rencana",
            "info",
        ),
        State(DITETAPKAN, "Ditetapkan", tone="good"),
        State(
            DIKEMBALIKAN,
            "Dikembalikan",
            "Perbaiki rencana menurut alasannya, lalu ajukan lagi.",
            planners,
            "bok.tenggat.perbaikan_rencana",
            "warn",
        ),
    )


def _plan_moves(
    planners: tuple[Role, ...], verifier: Role, head: Role, basis: str
) -> tuple[Move, ...]:
    """What leads on."""
    return (
        Move(
            "ajukan",
            EDITABLE,
            DIAJUKAN,
            planners,
            "Ajukan rencana",
            "Rencana diajukan.",
            conditions=("tanpa_galat", "dijelaskan", "jendela_terbuka"),
        ),
        Move(
            "verifikasi",
            frozenset({DIAJUKAN}),
            DIVERIFIKASI,
            (verifier,),
            "Nyatakan benar",
            "Rencana diverifikasi.",
            conditions=("tanpa_galat",),
            different_from=("ajukan",),
        ),
        Move(
            "tetapkan",
            frozenset({DIVERIFIKASI}),
            DITETAPKAN,
            (head,),
            "Tetapkan rencana",
            "Rencana ditetapkan.",
            conditions=("tanpa_galat",),
            different_from=("ajukan", "verifikasi"),
            legal_basis=basis,
        ),
    )


def _plan_returns(noun: str, back: str, verifier: Role, head: Role) -> tuple[Move, ...]:
    """What leads back."""
    return (
        Move(
            back,
            frozenset({DIAJUKAN}),
            DIKEMBALIKAN,
            (verifier,),
            "Kembalikan rencana",
            "Rencana dikembalikan.",
            reason_required=True,
            doing=f"Mengembalikan {noun} yang diajukan",
        ),
        Move(
            "kembalikan_kepala",
            frozenset({DIVERIFIKASI}),
            DIKEMBALIKAN,
            (head,),
            "Kembalikan rencana",
            "Rencana dikembalikan.",
            reason_required=True,
            doing=f"Mengembalikan {noun} yang diverifikasi",
        ),
    )


RENCANA = plan_road(
    "rencana",
    title="Alur rencana BOK puskesmas",
    noun="rencana",
    module=__name__,
    planners=PERENCANA,
    verifier=TIM_VERIFIKASI,
    head=KEPALA_PUSKESMAS,
    back="kembalikan_tim",
    basis="Pasal 10 ayat (1)",
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
