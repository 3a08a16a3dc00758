"""The roads of a contract and of a month of work under it.

Pasal 11 ayat (3) huruf f angka 5 and 7 c say who signs and who sets targets, Pasal 24 huruf f what
is paid against. Who verifies and in which order follows the house: whoever prepares never decides.
"""

from __future__ import annotations

from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import (
    BENDAHARA_PEMBANTU,
    BENDAHARA_PENGELUARAN,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    PETUGAS,
)
from upaya.rules.workflow import Move, State, build

DRAF, MENUNGGU_TENAGA, MENUNGGU_KEPALA = "draf", "menunggu_tenaga", "menunggu_kepala"
BERLAKU, DIAKHIRI, BATAL = "berlaku", "diakhiri", "batal"
HIDUP = frozenset({DRAF, MENUNGGU_TENAGA, MENUNGGU_KEPALA, BERLAKU})
DITANDATANGANI = frozenset({BERLAKU, DIAKHIRI})

_F5 = "Pasal 11 ayat (3) huruf f angka 5"
_F7 = "Pasal 11 ayat (3) huruf f angka 7"

KONTRAK = build(
    "kontrak",
    DRAF,
    title="Alur perjanjian kerja",
    noun="perjanjian kerja",
    module=__name__,
    conditions={
        "berformasi": "Formasinya ditetapkan Dinas Kesehatan dan belum terisi pada masa itu.",
        "bersyarat": "Semua syarat yang wajib dipenuhi pada hari pengangkatan.",
        "berisi": "Honor, masa dalam tahun anggaran, dan isi perjanjian lengkap.",
    },
    states=(
        State(
            DRAF, "Draf", "Lengkapi perjanjian kerja ini, lalu ajukan.", (OPERATOR_PUSKESMAS,),
            "tenaga.tenggat.tanda_tangan", "info",
        ),
        State(
            MENUNGGU_TENAGA, "Menunggu tenaga", "Baca perjanjian kerjanya, lalu tanda tangani.",
            (PETUGAS, OPERATOR_PUSKESMAS), "tenaga.tenggat.tanda_tangan", "info",
        ),
        State(
            MENUNGGU_KEPALA, "Menunggu kepala puskesmas",
            "Baca perjanjian yang sudah ditandatangani tenaganya, lalu tanda tangani atau "
            "kembalikan.",
            (KEPALA_PUSKESMAS,), "tenaga.tenggat.tanda_tangan", "info",
        ),
        State(
            BERLAKU, "Ditandatangani",
            "Berlaku pada masanya; tiap bulan kepala puskesmas menetapkan target, lalu honornya "
            "dibayar dari bulan kerjanya.",
            tone="good",
        ),
        State(DIAKHIRI, "Diakhiri", tone="warn"),
        State(BATAL, "Batal"),
    ),
    moves=(
        Move(
            "ajukan", frozenset({DRAF}), MENUNGGU_TENAGA, (OPERATOR_PUSKESMAS,),
            "Ajukan perjanjian", "Perjanjian kerja diajukan untuk ditandatangani.",
            conditions=("berformasi", "bersyarat", "berisi"), legal_basis=_F7,
        ),
        Move(
            "setujui_tenaga", frozenset({MENUNGGU_TENAGA}), MENUNGGU_KEPALA, (PETUGAS,),
            "Tanda tangani", "Perjanjian kerja ditandatangani tenaganya.", legal_basis=_F5,
            doing="Menandatangani perjanjian kerja sendiri",
        ),
        Move(
            "catat_tanda_tangan", frozenset({MENUNGGU_TENAGA}), MENUNGGU_KEPALA,
            (OPERATOR_PUSKESMAS,), "Catat tanda tangan di atas kertas",
            "Tanda tangan tenaga di atas kertas dicatat.", reason_required=True, legal_basis=_F5,
            doing="Mencatat tanda tangan tenaga di atas kertas",
        ),
        Move(
            "tandatangani", frozenset({MENUNGGU_KEPALA}), BERLAKU, (KEPALA_PUSKESMAS,),
            "Tanda tangani", "Perjanjian kerja ditandatangani kepala puskesmas.",
            conditions=("berformasi", "bersyarat", "berisi"),
            different_from=("ajukan", "setujui_tenaga"), legal_basis=_F5,
            doing="Menandatangani perjanjian kerja sebagai kepala puskesmas",
        ),
        Move(
            "tolak_tenaga", frozenset({MENUNGGU_TENAGA}), DRAF, (PETUGAS,),
            "Kembalikan", "Perjanjian kerja dikembalikan tenaganya.", reason_required=True,
            doing="Mengembalikan perjanjian kerja sendiri sebelum ditandatangani",
        ),
        Move(
            "kembalikan", frozenset({MENUNGGU_KEPALA}), DRAF, (KEPALA_PUSKESMAS,),
            "Kembalikan", "Perjanjian kerja dikembalikan.", reason_required=True,
            doing="Mengembalikan perjanjian kerja",
        ),
        Move(
            "batalkan", frozenset({DRAF}), BATAL, (OPERATOR_PUSKESMAS,), "Batalkan perjanjian",
            "Perjanjian kerja dibatalkan sebelum ditandatangani.", reason_required=True,
        ),
        Move(
            "akhiri", frozenset({BERLAKU}), DIAKHIRI, (KEPALA_PUSKESMAS,), "Akhiri perjanjian",
            "Perjanjian kerja diakhiri.", reason_required=True, aside=True,
        ),
    ),
)  # fmt: skip

TARGET, BERJALAN, DILAPORKAN = "target", "berjalan", "dilaporkan"
DINILAI, DIVERIFIKASI, DANA_DIAJUKAN = "dinilai", "diverifikasi", "dana_diajukan"
DIBAYARKAN, DIBAYAR, NIHIL = "dibayarkan", "dibayar", "nihil"
BERHITUNG = (DIVERIFIKASI, DANA_DIAJUKAN, DIBAYARKAN, DIBAYAR, NIHIL)
"""A month whose honour is frozen."""
BELUM_DIBAYAR = (TARGET, BERJALAN, DILAPORKAN, DINILAI, DIVERIFIKASI, DANA_DIAJUKAN, DIBAYARKAN)
TARGET_TERTULIS, PENILAIAN = f"{_F7} huruf c", _F5
PERTANGGUNGJAWABAN, DANA_BOK = "Pasal 24 huruf f", "Pasal 10 ayat (1) huruf g"
"""What the road of a month quotes: the text of 2022. A page cites what held in the month."""

_STATES = (
    State(
        TARGET, "Menunggu target", "Tetapkan target bulan ini secara tertulis.",
        (KEPALA_PUSKESMAS,), "tenaga.tenggat.target", "info",
    ),
    State(
        BERJALAN, "Berjalan", "Isi absensi dan capaian, lalu laporkan setelah bulannya berakhir.",
        (PETUGAS, OPERATOR_PUSKESMAS), "tenaga.tenggat.laporan", "info",
    ),
    State(
        DILAPORKAN, "Menunggu penilaian", "Nilai capaian tiap target, lalu nyatakan selesai.",
        (KEPALA_PUSKESMAS,), "tenaga.tenggat.penilaian", "info",
    ),
    State(
        DINILAI, "Menunggu verifikasi",
        "Cocokkan absensi, laporan, dan penilaian, lalu verifikasi atau kembalikan.",
        (TIM_VERIFIKASI,), "tenaga.tenggat.verifikasi", "info",
    ),
    State(
        DIVERIFIKASI, "Diverifikasi", "Ajukan dana honornya.", (BENDAHARA_PEMBANTU,),
        "tenaga.tenggat.pengajuan", "info",
    ),
    State(
        DANA_DIAJUKAN, "Dana diajukan", "Transfer dana honor yang diajukan.",
        (BENDAHARA_PENGELUARAN,), "tenaga.tenggat.transfer", "info",
    ),
    State(
        DIBAYARKAN, "Sedang dibayar", "Bayar honornya dan catat hasilnya.", (BENDAHARA_PEMBANTU,),
        "tenaga.tenggat.pembayaran", "info",
    ),
    State(DIBAYAR, "Dibayar", tone="good"),
    State(NIHIL, "Tanpa honor", tone="warn"),
)  # fmt: skip

_MOVES = (
    Move(
        "tetapkan", frozenset({TARGET}), BERJALAN, (KEPALA_PUSKESMAS,), "Tetapkan target",
        "Target bulan ini ditetapkan.", conditions=("bertarget",), legal_basis=TARGET_TERTULIS,
    ),
    Move(
        "laporkan", frozenset({BERJALAN}), DILAPORKAN, (PETUGAS,), "Laporkan bulan ini",
        "Bulan kerja dilaporkan.", conditions=("lewat", "terlapor"), legal_basis=PERTANGGUNGJAWABAN,
        doing="Melaporkan bulan kerja sendiri",
    ),
    Move(
        "laporkan_kertas", frozenset({BERJALAN}), DILAPORKAN, (OPERATOR_PUSKESMAS,),
        "Laporkan dari kertas", "Laporan di atas kertas dicatat.", reason_required=True,
        conditions=("lewat", "terlapor"), legal_basis=PERTANGGUNGJAWABAN,
        doing="Mencatat laporan bulan kerja yang di atas kertas",
    ),
    Move(
        "nilai", frozenset({DILAPORKAN}), DINILAI, (KEPALA_PUSKESMAS,), "Selesaikan penilaian",
        "Bulan kerja dinilai.", conditions=("ternilai",), different_from=("laporkan",), ever=True,
        legal_basis=PENILAIAN,
    ),
    Move(
        "verifikasi", frozenset({DINILAI}), DIVERIFIKASI, (TIM_VERIFIKASI,), "Verifikasi",
        "Bulan kerja diverifikasi dan honornya dihitung.", conditions=("terhitung",),
        different_from=("tetapkan", "laporkan", "laporkan_kertas", "nilai"), ever=True,
        legal_basis=PERTANGGUNGJAWABAN, doing="Memverifikasi bulan kerja",
    ),
    Move(
        "ajukan_dana", frozenset({DIVERIFIKASI}), DANA_DIAJUKAN, (BENDAHARA_PEMBANTU,),
        "Ajukan dana honor", "Dana honor diajukan.",
        conditions=("berhonor", "berrekening", "berpajak", "berbendahara"),
        different_from=("laporkan", "nilai", "verifikasi"), ever=True,
        legal_basis=DANA_BOK,
    ),
    Move(
        "tutup_nihil", frozenset({DIVERIFIKASI}), NIHIL, (BENDAHARA_PEMBANTU,),
        "Tutup tanpa honor", "Bulan kerja ditutup tanpa honor.", conditions=("tanpa_honor",),
        when_possible=True,
    ),
    Move(
        "transfer", frozenset({DANA_DIAJUKAN}), DIBAYARKAN, (BENDAHARA_PENGELUARAN,),
        "Catat transfer dana", "Dana honor ditransfer.",
        different_from=("laporkan", "ajukan_dana"), ever=True, doing="Mentransfer dana honor",
    ),
    Move(
        "selesai_bayar", frozenset({DIBAYARKAN}), DIBAYAR, (BENDAHARA_PEMBANTU,),
        "Nyatakan dibayar", "Honor bulan ini sudah dibayar.", conditions=("semua_dibayar",),
        different_from=("laporkan", "nilai", "verifikasi", "transfer"), ever=True,
        legal_basis=PERTANGGUNGJAWABAN,
    ),
    Move(
        "kembalikan_laporan", frozenset({DILAPORKAN}), BERJALAN, (KEPALA_PUSKESMAS,),
        "Kembalikan laporan", "Laporan dikembalikan kepada tenaganya.", reason_required=True,
    ),
    Move(
        "kembalikan_nilai", frozenset({DINILAI}), DILAPORKAN, (TIM_VERIFIKASI,),
        "Kembalikan penilaian", "Penilaian dikembalikan kepada kepala puskesmas.",
        reason_required=True,
    ),
    Move(
        "tarik_dana", frozenset({DANA_DIAJUKAN}), DIVERIFIKASI, (BENDAHARA_PEMBANTU,),
        "Tarik pengajuan dana", "Pengajuan dana honor ditarik.", reason_required=True,
        doing="Menarik pengajuan dana honor",
    ),
)  # fmt: skip

BULAN = build(
    "bulan_kerja",
    TARGET,
    title="Alur bulan kerja dan honor",
    noun="bulan kerja",
    module=__name__,
    conditions={
        "bertarget": "Ada target, dan bobotnya berjumlah 100 persen.",
        "lewat": "Bulannya, atau masa perjanjian dalam bulan itu, sudah berakhir.",
        "terlapor": "Absensi dan laporan sudah diisi, dan tiap target menyebut capaiannya.",
        "ternilai": "Tiap target sudah dinilai dan rujukan SI SDM dicatat.",
        "terhitung": "Honornya dapat dihitung dari absensi dan penilaian.",
        "berhonor": "Ada honor yang dibayarkan.",
        "tanpa_honor": "Tidak ada honor yang dibayarkan.",
        "berrekening": "Rekening penerimanya lengkap.",
        "berpajak": "Pajaknya dapat dihitung.",
        "berbendahara": "Rekening Bendahara Pengeluaran Pembantu sudah disetujui.",
        "semua_dibayar": "Semua penerima sudah berhasil dibayar.",
    },
    states=_STATES,
    moves=_MOVES,
)
