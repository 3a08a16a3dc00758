"""The roads of e-Jamkesda before the claim: an application for membership, a guarantee letter.

No text tells them: Perbup 29/2016 says who works in the application (Pasal 12) and that the UPT
organises it (Pasal 4 ayat (2)), and Pasal 14 leaves the rest to the Kepala Dinas. They follow what
such schemes do; whoever prepares never approves.
"""

from __future__ import annotations

from upaya.rules.jamkesda.peran import (
    ADMIN_UPT,
    KEPALA_PPK,
    KEPALA_UPT,
    KEPESERTAAN,
    PENDAFTARAN,
)
from upaya.rules.workflow import Move, State, build

DRAF, DIAJUKAN, DIVERIFIKASI, AKTIF = "draf", "diajukan", "diverifikasi", "aktif"
DITOLAK, BATAL = "ditolak", "batal"
TERBIT, SELESAI, DICABUT = "terbit", "selesai", "dicabut"

_BASIS = "Pasal 4 ayat (2) Perbup Penajam Paser Utara 29/2016"
_SDM = "Pasal 12 ayat (1) Perbup Penajam Paser Utara 29/2016"
_FILERS = (ADMIN_UPT, PENDAFTARAN)

PENDAFTARAN_PESERTA = build(
    "pendaftaran",
    DRAF,
    title="Alur pendaftaran peserta Jamkesda",
    noun="pendaftaran",
    module=__name__,
    conditions={
        "bukan_peserta": "Orang ini belum menjadi peserta aktif.",
        "tidak_dijamin": "Tidak ada jaminan lain yang sedang berlaku menurut datanya.",
        "kembar_diputus": "Orang yang mirip dalam register sudah diputus.",
    },
    states=(
        State(
            DRAF,
            "Draf",
            "Periksa isinya, lalu ajukan.",
            _FILERS,
            "jamkesda.peserta.hari_tenggat",
            "info",
        ),
        State(
            DIAJUKAN,
            "Diajukan",
            "Cocokkan dengan register dan berkasnya, lalu verifikasi atau kembalikan.",
            (KEPESERTAAN,),
            "jamkesda.peserta.hari_tenggat",
            "info",
        ),
        State(
            DIVERIFIKASI,
            "Diverifikasi",
            "Baca hasilnya, lalu aktifkan atau tolak dengan alasan.",
            (KEPALA_UPT,),
            "jamkesda.peserta.hari_tenggat",
            "info",
        ),
        State(AKTIF, "Menjadi peserta", tone="good"),
        State(DITOLAK, "Ditolak", tone="bad"),
        State(BATAL, "Batal"),
    ),
    moves=(
        Move(
            "ajukan",
            frozenset({DRAF}),
            DIAJUKAN,
            _FILERS,
            "Ajukan pendaftaran",
            "Pendaftaran diajukan.",
            conditions=("bukan_peserta",),
            legal_basis=_SDM,
        ),
        Move(
            "verifikasi",
            frozenset({DIAJUKAN}),
            DIVERIFIKASI,
            (KEPESERTAAN,),
            "Nyatakan sesuai",
            "Pendaftaran diverifikasi.",
            conditions=("bukan_peserta", "tidak_dijamin", "kembar_diputus"),
            different_from=("ajukan",),
            ever=True,
            legal_basis=_BASIS,
        ),
        Move(
            "kembalikan",
            frozenset({DIAJUKAN}),
            DRAF,
            (KEPESERTAAN,),
            "Kembalikan",
            "Pendaftaran dikembalikan.",
            reason_required=True,
            legal_basis=_BASIS,
            doing="Mengembalikan pendaftaran yang belum sesuai",
        ),
        Move(
            "aktifkan",
            frozenset({DIVERIFIKASI}),
            AKTIF,
            (KEPALA_UPT,),
            "Aktifkan peserta",
            "Peserta aktif; kartunya dapat dicetak.",
            conditions=("bukan_peserta", "tidak_dijamin", "kembar_diputus"),
            different_from=("ajukan", "verifikasi"),
            ever=True,
            legal_basis=_BASIS,
        ),
        Move(
            "tolak",
            frozenset({DIVERIFIKASI}),
            DITOLAK,
            (KEPALA_UPT,),
            "Tolak pendaftaran",
            "Pendaftaran ditolak.",
            different_from=("ajukan", "verifikasi"),
            ever=True,
            reason_required=True,
            legal_basis=_BASIS,
        ),
        Move(
            "batalkan",
            frozenset({DRAF}),
            BATAL,
            _FILERS,
            "Batalkan pendaftaran",
            "Pendaftaran dibatalkan.",
            reason_required=True,
        ),
    ),
)

SURAT_JAMINAN = build(
    "jaminan",
    DRAF,
    title="Alur surat jaminan Jamkesda",
    noun="surat jaminan",
    module=__name__,
    conditions={
        "berhak": "Peserta aktif pada seluruh masa surat dan tidak dijamin penjamin lain.",
        "perjanjian": "Perjanjian kerja sama berlaku dan mencakup layanannya.",
        "rujukan": "Layanan lanjutan mempunyai rujukan, kecuali gawat darurat.",
        "tanpa_persetujuan": "Surat ini tidak memerlukan persetujuan UPT.",
        "perlu_persetujuan": "Surat ini memerlukan persetujuan UPT.",
        "belum_diklaim": "Belum ada klaim yang memakai surat ini.",
    },
    states=(
        State(
            DRAF,
            "Draf",
            "Periksa isinya, lalu terbitkan atau mintakan persetujuan UPT.",
            (PENDAFTARAN,),
            "jamkesda.surat.hari_tenggat",
            "info",
        ),
        State(
            DIAJUKAN,
            "Menunggu persetujuan UPT",
            "Baca sebabnya, lalu setujui, kembalikan, atau tolak.",
            (KEPALA_UPT, ADMIN_UPT),
            "jamkesda.surat.hari_tenggat",
            "info",
        ),
        State(TERBIT, "Terbit", tone="good"),
        State(SELESAI, "Pelayanan selesai", tone="good"),
        State(DITOLAK, "Ditolak", tone="bad"),
        State(DICABUT, "Dicabut", tone="bad"),
        State(BATAL, "Batal"),
    ),
    moves=(
        Move(
            "terbitkan",
            frozenset({DRAF}),
            TERBIT,
            (PENDAFTARAN,),
            "Terbitkan surat jaminan",
            "Surat jaminan terbit dan mendapat nomor.",
            conditions=("berhak", "perjanjian", "rujukan", "tanpa_persetujuan"),
            when_possible=True,
            legal_basis=_SDM,
        ),
        Move(
            "ajukan",
            frozenset({DRAF}),
            DIAJUKAN,
            (PENDAFTARAN,),
            "Mintakan persetujuan UPT",
            "Surat menunggu persetujuan UPT.",
            conditions=("berhak", "perjanjian", "rujukan", "perlu_persetujuan"),
            when_possible=True,
            legal_basis=_SDM,
        ),
        Move(
            "setujui",
            frozenset({DIAJUKAN}),
            TERBIT,
            (KEPALA_UPT, ADMIN_UPT),
            "Setujui dan terbitkan",
            "Surat jaminan disetujui dan mendapat nomor.",
            conditions=("berhak", "perjanjian"),
            different_from=("ajukan",),
            ever=True,
            legal_basis=_BASIS,
        ),
        Move(
            "kembalikan",
            frozenset({DIAJUKAN}),
            DRAF,
            (KEPALA_UPT, ADMIN_UPT),
            "Kembalikan ke PPK",
            "Surat dikembalikan ke PPK.",
            reason_required=True,
            legal_basis=_BASIS,
            doing="Mengembalikan surat jaminan yang belum lengkap",
        ),
        Move(
            "tolak",
            frozenset({DIAJUKAN}),
            DITOLAK,
            (KEPALA_UPT, ADMIN_UPT),
            "Tolak surat jaminan",
            "Surat jaminan ditolak.",
            different_from=("ajukan",),
            ever=True,
            reason_required=True,
            legal_basis=_BASIS,
        ),
        Move(
            "selesaikan",
            frozenset({TERBIT}),
            SELESAI,
            (PENDAFTARAN,),
            "Tandai pelayanan selesai",
            "Pelayanan selesai; surat menunggu klaimnya.",
            aside=True,
        ),
        Move(
            "batalkan",
            frozenset({DRAF, TERBIT}),
            BATAL,
            (PENDAFTARAN, KEPALA_PPK),
            "Batalkan surat jaminan",
            "Surat jaminan dibatalkan.",
            conditions=("belum_diklaim",),
            reason_required=True,
            aside=True,
        ),
        Move(
            "cabut",
            frozenset({TERBIT}),
            DICABUT,
            (KEPALA_UPT,),
            "Cabut surat jaminan",
            "Surat jaminan dicabut.",
            conditions=("belum_diklaim",),
            reason_required=True,
            aside=True,
        ),
    ),
)
TERBUKA = (DRAF, DIAJUKAN, TERBIT)
"""Where a letter is open: of one episode only one is."""
