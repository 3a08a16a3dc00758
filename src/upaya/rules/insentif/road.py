"""The road of one puskesmas's month of Insentif UKM: Pasal 11A ayat (8) huruf c to j.

`menunggu_verifikasi` stands between draf and diverifikasi_puskesmas because huruf e lets the
puskesmas's own team look before the month goes on: while it looks, the operator's sheet lies still.
`nota_disiapkan` stands before dana_diajukan for the same reason: the treasurer writes the request,
the head of the puskesmas makes it.
"""

from __future__ import annotations

from upaya.rules.citation import cite
from upaya.rules.kesehatan import (
    BENDAHARA_PEMBANTU,
    BENDAHARA_PENGELUARAN,
    KEPALA_PUSKESMAS,
    OLEH_KEPALA,
    OPERATOR_PUSKESMAS,
    PUSKESMAS,
    VERIFIKATOR_DINAS,
)
from upaya.rules.roles import Reach, Role
from upaya.rules.workflow import Move, State, build

TIM_VERIFIKASI = Role(
    "tim_verifikasi",
    "Tim verifikasi puskesmas",
    Reach.UNIT,
    PUSKESMAS,
    totp=True,
    given_by=OLEH_KEPALA,
)
"""The puskesmas's own team, which looks before the head submits (huruf e)."""

DRAF = "draf"
MENUNGGU_VERIFIKASI = "menunggu_verifikasi"
DIVERIFIKASI_PUSKESMAS = "diverifikasi_puskesmas"
DIAJUKAN = "diajukan"
DISETUJUI = "disetujui"
DIKEMBALIKAN = "dikembalikan"
DITOLAK = "ditolak"
DIREKAP = "direkap"
NOTA_DISIAPKAN = "nota_disiapkan"
DANA_DIAJUKAN = "dana_diajukan"
DANA_DITRANSFER = "dana_ditransfer"
DIBAYAR = "dibayar"

EDITABLE = frozenset({DRAF, DIKEMBALIKAN})
APPROVED = (DISETUJUI, DIREKAP, NOTA_DISIAPKAN, DANA_DIAJUKAN, DANA_DITRANSFER, DIBAYAR)
"""A month in one of these is approved: its amounts stand for good."""
COUNTED = (DIAJUKAN, *APPROVED)
"""A month in one of these uses up the year's ceiling; a returned one gives it back."""
REQUESTED = (DANA_DIAJUKAN, DANA_DITRANSFER, DIBAYAR)
"""The money of a month in one of these was asked for."""

_APLIKASI = "uraian aplikasi Insentif UKM Kementerian Kesehatan (persetujuan/penolakan pengajuan)"
"""Pasal 11A knows approval and correction; that a month can be refused the application says."""

_READY = ("lengkap", "indeks_terbit", "terhitung")
_PREPARERS = ("kirim", "verifikasi", "ajukan")
_ASKING = ("rekap", "siapkan_nota")
_BEFORE_PAYING = (*_PREPARERS, "setujui", "rekap", "ajukan_dana", "transfer", "transfer_sisa")
"""Whoever made one of these pays nobody: neither sends, nor notes what became of it, nor closes."""
_CONDITIONS = {
    "lengkap": "Semua bagian terisi, dan temuan yang lalu sudah ditanggapi.",
    "indeks_terbit": "Dinas Kesehatan sudah menerbitkan indeks bulan itu.",
    "terhitung": "Bulan itu dapat dihitung tanpa galat.",
    "seperti_diverifikasi": "Isian dan data petugas masih seperti ketika diverifikasi.",
    "sidik_utuh": "Dihitung ulang, hasilnya sama dengan hitungan yang dibekukan.",
    "dalam_pagu": "Sisa pagu insentif tahun itu masih cukup untuk jumlah yang diajukan.",
    "sk_dikonfirmasi": "SK Kepala Dinas yang menjadi dasar hak petugas dikonfirmasi Dinas.",
    "tanpa_temuan_baru": "Tidak ada temuan pada putaran ini.",
    "ada_temuan_baru": "Ada paling sedikit satu temuan pada putaran ini.",
    "ada_insentif": "Ada insentif yang dibagikan pada bulan itu.",
    "tanpa_insentif": "Tidak ada insentif yang dibagikan pada bulan itu.",
    "rekening_lengkap": "Rekening setiap petugas yang dibayar lengkap dan benar bentuknya.",
    "pajak_terhitung": "Pajak setiap petugas yang dibayar dapat dihitung.",
    "ada_rekening_pembantu": "Rekening Bendahara Pengeluaran Pembantu sudah disetujui.",
    "spj_diserahkan": "Keempat dokumen SPJ (Pasal 24 huruf i) sudah diserahkan.",
    "semua_berhasil": "Semua baris pembayaran berhasil dan seluruh dana sudah ditransfer.",
    "ada_sisa_dana": "Sebagian pengajuan dana belum ditransfer.",
}
"""What each condition asks, for readers; the app answers it (services/alur.py)."""

INSENTIF = build(
    "insentif",
    DRAF,
    title="Alur bulan Insentif UKM",
    noun="bulan",
    source=cite("Perbup Situbondo 79/2022"),
    conditions=_CONDITIONS,
    module=__name__,
    states=(
        State(
            DRAF,
            "Draf",
            "Lengkapi isian bulan ini, lalu kirim ke tim verifikasi.",
            (OPERATOR_PUSKESMAS,),
            "insentif_ukm.tenggat.pengisian",
            "info",
        ),
        State(
            MENUNGGU_VERIFIKASI,
            "Menunggu verifikasi puskesmas",
            "Periksa isian operator terhadap data dukung, lalu nyatakan benar atau kembalikan.",
            (TIM_VERIFIKASI,),
            "insentif_ukm.tenggat.verifikasi_puskesmas",
            "info",
        ),
        State(
            DIVERIFIKASI_PUSKESMAS,
            "Diverifikasi puskesmas",
            "Baca hasilnya, nyatakan data sah, lalu ajukan ke Dinas Kesehatan.",
            (KEPALA_PUSKESMAS,),
            "insentif_ukm.tenggat.pengajuan",
            "info",
        ),
        State(
            DIAJUKAN,
            "Diajukan",
            "Periksa pengajuan, lalu setujui, kembalikan dengan temuan, atau tolak.",
            (VERIFIKATOR_DINAS,),
            "insentif_ukm.tenggat.verifikasi_dinas",
            "warn",
        ),
        State(
            DIKEMBALIKAN,
            "Dikembalikan",
            "Perbaiki bagian yang ada temuannya, lalu kirim lagi ke tim verifikasi.",
            (OPERATOR_PUSKESMAS,),
            "insentif_ukm.tenggat.perbaikan",
            "bad",
        ),
        State(
            DISETUJUI,
            "Disetujui",
            "Lengkapi rekening petugas di bagian Pembayaran, lalu buat rekapnya.",
            (OPERATOR_PUSKESMAS,),
            "insentif_ukm.tenggat.rekap",
            "good",
        ),
        State(
            DIREKAP,
            "Direkap",
            "Periksa rekening dan pajak tiap petugas, serahkan SPJ, lalu siapkan nota dana.",
            (BENDAHARA_PEMBANTU,),
            "insentif_ukm.tenggat.nota",
            "info",
        ),
        State(
            NOTA_DISIAPKAN,
            "Nota disiapkan",
            "Baca nota pengajuan dana, lalu ajukan ke Bendahara Pengeluaran Dinas.",
            (KEPALA_PUSKESMAS,),
            "insentif_ukm.tenggat.pengajuan_dana",
            "info",
        ),
        State(
            DANA_DIAJUKAN,
            "Dana diajukan",
            "Terima SPJ, lalu transfer dana ke rekening Bendahara Pengeluaran Pembantu.",
            (BENDAHARA_PENGELUARAN,),
            "insentif_ukm.tenggat.transfer",
            "warn",
        ),
        State(
            DANA_DITRANSFER,
            "Dana ditransfer",
            "Bayar tiap petugas dan catat hasilnya sampai semua berhasil.",
            (BENDAHARA_PEMBANTU,),
            "insentif_ukm.tenggat.pembayaran",
            "warn",
        ),
        State(DIBAYAR, "Dibayar", tone="good"),
        State(DITOLAK, "Ditolak", tone="bad"),
    ),
    moves=(
        Move(
            "kirim",
            EDITABLE,
            MENUNGGU_VERIFIKASI,
            (OPERATOR_PUSKESMAS,),
            "Kirim ke tim verifikasi",
            "Isian dikirim ke tim verifikasi puskesmas.",
            conditions=_READY,
            legal_basis="Pasal 11A ayat (8) huruf c",
            doing="Mengirim isian ke tim verifikasi",
        ),
        Move(
            "verifikasi",
            frozenset({MENUNGGU_VERIFIKASI}),
            DIVERIFIKASI_PUSKESMAS,
            (TIM_VERIFIKASI,),
            "Nyatakan benar",
            "Isian dinyatakan benar dan diteruskan ke kepala puskesmas.",
            conditions=_READY,
            different_from=("kirim",),
            legal_basis="Pasal 11A ayat (8) huruf e",
            doing="Menyatakan isian benar (tim verifikasi)",
        ),
        Move(
            "kembalikan_tim",
            frozenset({MENUNGGU_VERIFIKASI}),
            DRAF,
            (TIM_VERIFIKASI,),
            "Kembalikan ke operator",
            "Isian dikembalikan ke operator.",
            reason_required=True,
            legal_basis="Pasal 11A ayat (8) huruf e",
            doing="Mengembalikan isian ke operator (tim verifikasi)",
        ),
        Move(
            "ajukan",
            frozenset({DIVERIFIKASI_PUSKESMAS}),
            DIAJUKAN,
            (KEPALA_PUSKESMAS,),
            "Ajukan ke Dinas Kesehatan",
            "Pengajuan dikirim ke Dinas Kesehatan; hitungannya dibekukan.",
            conditions=(*_READY, "seperti_diverifikasi"),
            different_from=("kirim", "verifikasi"),
            legal_basis="Pasal 11A ayat (8) huruf d",
            doing="Mengajukan bulan ke Dinas Kesehatan",
        ),
        # Without a legal basis: huruf e speaks of the team only, and no text says that the head may
        # send a month back. Who answers for the data (huruf d) has to be able to, we think.
        Move(
            "kembalikan_kepala",
            frozenset({DIVERIFIKASI_PUSKESMAS}),
            DRAF,
            (KEPALA_PUSKESMAS,),
            "Kembalikan ke operator",
            "Isian dikembalikan ke operator.",
            reason_required=True,
            doing="Mengembalikan isian ke operator (kepala puskesmas)",
        ),
        Move(
            "setujui",
            frozenset({DIAJUKAN}),
            DISETUJUI,
            (VERIFIKATOR_DINAS,),
            "Setujui",
            "Pengajuan disetujui.",
            conditions=("sidik_utuh", "dalam_pagu", "sk_dikonfirmasi", "tanpa_temuan_baru"),
            different_from=_PREPARERS,
            legal_basis="Pasal 11A ayat (8) huruf f dan g",
            doing="Menyetujui pengajuan",
        ),
        Move(
            "kembalikan",
            frozenset({DIAJUKAN}),
            DIKEMBALIKAN,
            (VERIFIKATOR_DINAS,),
            "Kembalikan dengan temuan",
            "Pengajuan dikembalikan ke puskesmas beserta temuannya.",
            conditions=("ada_temuan_baru",),
            different_from=_PREPARERS,
            legal_basis="Pasal 11A ayat (8) huruf f dan g",
            doing="Mengembalikan pengajuan dengan temuan",
        ),
        Move(
            "tolak",
            frozenset({DIAJUKAN}),
            DITOLAK,
            (VERIFIKATOR_DINAS,),
            "Tolak",
            "Pengajuan ditolak.",
            reason_required=True,
            different_from=_PREPARERS,
            legal_basis=_APLIKASI,
            doing="Menolak pengajuan",
        ),
        Move(
            "rekap",
            frozenset({DISETUJUI}),
            DIREKAP,
            (OPERATOR_PUSKESMAS,),
            "Buat rekap pembayaran",
            "Rekap petugas beserta rekeningnya dibuat.",
            conditions=("ada_insentif", "rekening_lengkap", "pajak_terhitung"),
            legal_basis="Pasal 11A ayat (8) huruf g",
            doing="Membuat rekap pembayaran",
        ),
        # Without a legal basis: when the year's pagu is used up a month may share out nothing, and
        # must not wait for ever.
        Move(
            "tutup_nihil",
            frozenset({DISETUJUI}),
            DIBAYAR,
            (OPERATOR_PUSKESMAS,),
            "Tutup tanpa pembayaran",
            "Bulan ditutup: tidak ada insentif yang dibayarkan.",
            conditions=("tanpa_insentif",),
            when_possible=True,
            doing="Menutup bulan tanpa pembayaran",
        ),
        Move(
            "siapkan_nota",
            frozenset({DIREKAP}),
            NOTA_DISIAPKAN,
            (BENDAHARA_PEMBANTU,),
            "Siapkan nota dana",
            "Nota pengajuan dana disiapkan untuk kepala puskesmas.",
            conditions=("spj_diserahkan", "ada_rekening_pembantu"),
            legal_basis="Pasal 11A ayat (8) huruf h dan Pasal 24 huruf i",
            doing="Menyiapkan nota pengajuan dana",
        ),
        Move(
            "kembalikan_rekap",
            frozenset({DIREKAP}),
            DISETUJUI,
            (BENDAHARA_PEMBANTU,),
            "Kembalikan ke operator",
            "Rekap dibatalkan dan dikembalikan ke operator.",
            reason_required=True,
            doing="Mengembalikan rekap ke operator",
        ),
        Move(
            "ajukan_dana",
            frozenset({NOTA_DISIAPKAN}),
            DANA_DIAJUKAN,
            (KEPALA_PUSKESMAS,),
            "Ajukan dana",
            "Dana diajukan ke Bendahara Pengeluaran Dinas Kesehatan.",
            different_from=_ASKING,
            legal_basis="Pasal 11A ayat (8) huruf h",
            doing="Mengajukan dana ke Bendahara Pengeluaran Dinas",
        ),
        Move(
            "kembalikan_nota",
            frozenset({NOTA_DISIAPKAN}),
            DIREKAP,
            (KEPALA_PUSKESMAS,),
            "Kembalikan ke bendahara",
            "Nota dikembalikan ke Bendahara Pengeluaran Pembantu.",
            reason_required=True,
            doing="Mengembalikan nota ke bendahara",
        ),
        Move(
            "transfer",
            frozenset({DANA_DIAJUKAN}),
            DANA_DITRANSFER,
            (BENDAHARA_PENGELUARAN,),
            "Catat transfer dana",
            "Transfer dana ke Bendahara Pengeluaran Pembantu dicatat.",
            conditions=("spj_diserahkan",),
            different_from=(*_ASKING, "ajukan_dana"),
            legal_basis="Pasal 11A ayat (8) huruf i dan Pasal 24 huruf i",
            doing="Mencatat transfer dana",
        ),
        Move(
            "kembalikan_dana",
            frozenset({DANA_DIAJUKAN}),
            DIREKAP,
            (BENDAHARA_PENGELUARAN,),
            "Kembalikan pengajuan dana",
            "Pengajuan dana dikembalikan ke Bendahara Pengeluaran Pembantu.",
            reason_required=True,
            doing="Mengembalikan pengajuan dana",
        ),
        # Made by the program itself as soon as the last line is paid.
        Move(
            "selesai_bayar",
            frozenset({DANA_DITRANSFER}),
            DIBAYAR,
            (BENDAHARA_PEMBANTU,),
            "Tutup bulan",
            "Semua petugas sudah dibayar; bulan ini ditutup.",
            conditions=("semua_berhasil",),
            different_from=_BEFORE_PAYING,
            when_possible=True,
            legal_basis="Pasal 11A ayat (8) huruf j",
            doing="Menutup bulan yang sudah dibayar",
        ),
        # A transfer may be smaller than the request; what is left follows in further transfers.
        Move(
            "transfer_sisa",
            frozenset({DANA_DITRANSFER}),
            DANA_DITRANSFER,
            (BENDAHARA_PENGELUARAN,),
            "Catat transfer sisa dana",
            "Transfer sisa dana dicatat.",
            conditions=("ada_sisa_dana",),
            different_from=(*_ASKING, "ajukan_dana"),
            when_possible=True,
            legal_basis="Pasal 11A ayat (8) huruf i",
            doing="Mencatat transfer sisa dana",
        ),
    ),
)
