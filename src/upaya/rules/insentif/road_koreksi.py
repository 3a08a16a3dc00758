"""The road of a correction: who looked at a month looks at what is to be changed in it.

Pasal 11A ayat (8) huruf e and f say that the puskesmas's team and the Dinas verify; the text knows
no correction of an approved month. That it takes the same road as the month is our reading.
"""

from __future__ import annotations

from upaya.rules.citation import cite
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import KEPALA_PUSKESMAS, OPERATOR_PUSKESMAS, VERIFIKATOR_DINAS
from upaya.rules.workflow import Move, State, build

DIUSULKAN = "diusulkan"
DIVERIFIKASI = "diverifikasi"
DIAJUKAN = "diajukan"
DIKEMBALIKAN = "dikembalikan"
DISETUJUI = "disetujui"
DITOLAK = "ditolak"
DITARIK = "ditarik"

JUDGED = (DIUSULKAN, DIVERIFIKASI, DIAJUKAN)
"""Somebody still has to look at it: no second one is proposed beside it."""
OPEN = (*JUDGED, DIKEMBALIKAN)
"""Not at its end: it may be withdrawn."""
STANDING = (*OPEN, DISETUJUI)
"""It answers the objection that it names, or will."""

_DEADLINE = "insentif_ukm.tenggat."

KOREKSI = build(
    "koreksi",
    DIUSULKAN,
    title="Alur koreksi bulan yang sudah disetujui",
    noun="koreksi",
    source=cite("Perbup Situbondo 79/2022"),
    conditions={
        "masih_dalam_pagu": "Sisa pagu insentif tahun itu masih cukup untuk hasil koreksi."
    },
    module=__name__,
    states=(
        State(
            DIUSULKAN,
            "Diusulkan",
            "Bandingkan koreksi dengan buktinya, lalu nyatakan benar atau kembalikan.",
            (TIM_VERIFIKASI,),
            f"{_DEADLINE}verifikasi_puskesmas",
            "info",
        ),
        State(
            DIVERIFIKASI,
            "Diverifikasi puskesmas",
            "Baca selisih tiap petugas, lalu ajukan koreksi ke Dinas Kesehatan.",
            (KEPALA_PUSKESMAS,),
            f"{_DEADLINE}pengajuan",
            "info",
        ),
        State(
            DIAJUKAN,
            "Diajukan",
            "Periksa koreksi, lalu setujui, kembalikan, atau tolak.",
            (VERIFIKATOR_DINAS,),
            f"{_DEADLINE}verifikasi_dinas",
            "warn",
        ),
        State(
            DIKEMBALIKAN,
            "Dikembalikan",
            "Usulkan koreksi ini lagi setelah diperbaiki, atau tarik.",
            (OPERATOR_PUSKESMAS,),
            f"{_DEADLINE}perbaikan",
            "bad",
        ),
        State(DISETUJUI, "Disetujui", tone="good"),
        State(DITOLAK, "Ditolak", tone="bad"),
        State(DITARIK, "Ditarik pengusul"),
    ),
    moves=(
        Move(
            "verifikasi",
            frozenset({DIUSULKAN}),
            DIVERIFIKASI,
            (TIM_VERIFIKASI,),
            "Nyatakan benar",
            "Koreksi dinyatakan benar dan diteruskan ke kepala puskesmas.",
            not_by_preparer=True,
            legal_basis="Pasal 11A ayat (8) huruf e",
            doing="Menyatakan koreksi benar (tim verifikasi)",
        ),
        Move(
            "ajukan",
            frozenset({DIVERIFIKASI}),
            DIAJUKAN,
            (KEPALA_PUSKESMAS,),
            "Ajukan ke Dinas Kesehatan",
            "Koreksi diajukan ke Dinas Kesehatan.",
            different_from=("verifikasi",),
            legal_basis="Pasal 11A ayat (8) huruf d",
            doing="Mengajukan koreksi ke Dinas Kesehatan",
        ),
        Move(
            "setujui",
            frozenset({DIAJUKAN}),
            DISETUJUI,
            (VERIFIKATOR_DINAS,),
            "Setujui koreksi",
            "Koreksi disetujui.",
            conditions=("masih_dalam_pagu",),
            different_from=("verifikasi", "ajukan"),
            legal_basis="Pasal 11A ayat (8) huruf f dan g",
            doing="Menyetujui koreksi",
        ),
        Move(
            "kembalikan_tim",
            frozenset({DIUSULKAN}),
            DIKEMBALIKAN,
            (TIM_VERIFIKASI,),
            "Kembalikan ke operator",
            "Koreksi dikembalikan ke operator.",
            reason_required=True,
            legal_basis="Pasal 11A ayat (8) huruf e",
            doing="Mengembalikan koreksi ke operator (tim verifikasi)",
        ),
        # Without a legal basis, as when the head sends a month back.
        Move(
            "kembalikan_kepala",
            frozenset({DIVERIFIKASI}),
            DIKEMBALIKAN,
            (KEPALA_PUSKESMAS,),
            "Kembalikan ke operator",
            "Koreksi dikembalikan ke operator.",
            reason_required=True,
            doing="Mengembalikan koreksi ke operator (kepala puskesmas)",
        ),
        Move(
            "kembalikan",
            frozenset({DIAJUKAN}),
            DIKEMBALIKAN,
            (VERIFIKATOR_DINAS,),
            "Kembalikan ke puskesmas",
            "Koreksi dikembalikan ke puskesmas.",
            reason_required=True,
            different_from=("verifikasi", "ajukan"),
            legal_basis="Pasal 11A ayat (8) huruf f dan g",
            doing="Mengembalikan koreksi ke puskesmas",
        ),
        Move(
            "tolak",
            frozenset({DIAJUKAN}),
            DITOLAK,
            (VERIFIKATOR_DINAS,),
            "Tolak koreksi",
            "Koreksi ditolak.",
            reason_required=True,
            different_from=("verifikasi", "ajukan"),
            doing="Menolak koreksi",
        ),
        # Without a legal basis: whoever proposed may find the mistake before the others do.
        Move(
            "tarik",
            frozenset(OPEN),
            DITARIK,
            (OPERATOR_PUSKESMAS,),
            "Tarik usulan ini",
            "Koreksi ditarik: tidak ada yang berubah.",
            doing="Menarik usulan koreksi",
        ),
    ),
)
