"""The road of one puskesmas's month of Insentif UKM: Pasal 11A ayat (8) huruf c to f.

`menunggu_verifikasi` stands between draf and diverifikasi_puskesmas because huruf e lets the
puskesmas's own team look before the month goes on: while it looks, the operator's sheet lies still.
"""

from __future__ import annotations

from upaya.rules.roles import Role
from upaya.rules.workflow import Move, State, build

DRAF = "draf"
MENUNGGU_VERIFIKASI = "menunggu_verifikasi"
DIVERIFIKASI_PUSKESMAS = "diverifikasi_puskesmas"
DIAJUKAN = "diajukan"
DISETUJUI = "disetujui"
DIKEMBALIKAN = "dikembalikan"
DITOLAK = "ditolak"

EDITABLE = frozenset({DRAF, DIKEMBALIKAN})
COUNTED = (DIAJUKAN, DISETUJUI)
"""A month in one of these uses up the year's ceiling; a returned one gives it back."""

_READY = ("lengkap", "indeks_terbit", "terhitung")
_PREPARERS = ("kirim", "verifikasi", "ajukan")

INSENTIF = build(
    "insentif",
    DRAF,
    states=(
        State(
            DRAF,
            "Draf",
            "Lengkapi isian bulan ini, lalu kirim ke tim verifikasi.",
            Role.OPERATOR_PUSKESMAS,
            "insentif_ukm.tenggat.pengisian",
            "info",
        ),
        State(
            MENUNGGU_VERIFIKASI,
            "Menunggu verifikasi puskesmas",
            "Periksa isian operator terhadap data dukung, lalu nyatakan benar atau kembalikan.",
            Role.TIM_VERIFIKASI,
            "insentif_ukm.tenggat.verifikasi_puskesmas",
            "info",
        ),
        State(
            DIVERIFIKASI_PUSKESMAS,
            "Diverifikasi puskesmas",
            "Baca hasilnya, nyatakan data sah, lalu ajukan ke Dinas Kesehatan.",
            Role.KEPALA_PUSKESMAS,
            "insentif_ukm.tenggat.pengajuan",
            "info",
        ),
        State(
            DIAJUKAN,
            "Diajukan",
            "Periksa pengajuan, lalu setujui, kembalikan dengan temuan, atau tolak.",
            Role.VERIFIKATOR_DINAS,
            "insentif_ukm.tenggat.verifikasi_dinas",
            "warn",
        ),
        State(
            DIKEMBALIKAN,
            "Dikembalikan",
            "Perbaiki bagian yang ada temuannya, lalu kirim lagi ke tim verifikasi.",
            Role.OPERATOR_PUSKESMAS,
            "insentif_ukm.tenggat.perbaikan",
            "bad",
        ),
        State(DISETUJUI, "Disetujui", tone="good"),
        State(DITOLAK, "Ditolak", tone="bad"),
    ),
    moves=(
        Move(
            "kirim",
            EDITABLE,
            MENUNGGU_VERIFIKASI,
            Role.OPERATOR_PUSKESMAS,
            "Kirim ke tim verifikasi",
            "Isian dikirim ke tim verifikasi puskesmas.",
            conditions=_READY,
            legal_basis="Pasal 11A ayat (8) huruf c",
        ),
        Move(
            "verifikasi",
            frozenset({MENUNGGU_VERIFIKASI}),
            DIVERIFIKASI_PUSKESMAS,
            Role.TIM_VERIFIKASI,
            "Nyatakan benar",
            "Isian dinyatakan benar dan diteruskan ke kepala puskesmas.",
            conditions=_READY,
            different_from=("kirim",),
            legal_basis="Pasal 11A ayat (8) huruf e",
        ),
        Move(
            "kembalikan_tim",
            frozenset({MENUNGGU_VERIFIKASI}),
            DRAF,
            Role.TIM_VERIFIKASI,
            "Kembalikan ke operator",
            "Isian dikembalikan ke operator.",
            reason_required=True,
            legal_basis="Pasal 11A ayat (8) huruf e",
        ),
        Move(
            "ajukan",
            frozenset({DIVERIFIKASI_PUSKESMAS}),
            DIAJUKAN,
            Role.KEPALA_PUSKESMAS,
            "Ajukan ke Dinas Kesehatan",
            "Pengajuan dikirim ke Dinas Kesehatan; hitungannya dibekukan.",
            conditions=(*_READY, "seperti_diverifikasi"),
            different_from=("kirim", "verifikasi"),
            legal_basis="Pasal 11A ayat (8) huruf d",
        ),
        # Without a legal basis: huruf e speaks of the team only, and no text says that the head may
        # send a month back. Who answers for the data (huruf d) has to be able to, we think.
        Move(
            "kembalikan_kepala",
            frozenset({DIVERIFIKASI_PUSKESMAS}),
            DRAF,
            Role.KEPALA_PUSKESMAS,
            "Kembalikan ke operator",
            "Isian dikembalikan ke operator.",
            reason_required=True,
        ),
        Move(
            "setujui",
            frozenset({DIAJUKAN}),
            DISETUJUI,
            Role.VERIFIKATOR_DINAS,
            "Setujui",
            "Pengajuan disetujui.",
            conditions=("sidik_utuh", "tanpa_temuan_baru"),
            different_from=_PREPARERS,
            legal_basis="Pasal 11A ayat (8) huruf f",
        ),
        Move(
            "kembalikan",
            frozenset({DIAJUKAN}),
            DIKEMBALIKAN,
            Role.VERIFIKATOR_DINAS,
            "Kembalikan dengan temuan",
            "Pengajuan dikembalikan ke puskesmas beserta temuannya.",
            conditions=("ada_temuan_baru",),
            different_from=_PREPARERS,
            legal_basis="Pasal 11A ayat (8) huruf f dan g",
        ),
        Move(
            "tolak",
            frozenset({DIAJUKAN}),
            DITOLAK,
            Role.VERIFIKATOR_DINAS,
            "Tolak",
            "Pengajuan ditolak.",
            reason_required=True,
            different_from=_PREPARERS,
            legal_basis="Pasal 11A ayat (8) huruf f",
        ),
    ),
)
