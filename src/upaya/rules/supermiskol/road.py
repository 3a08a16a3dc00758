"""The road of a request for a poverty letter: the eight steps of Supermiskol.

Steps 1 to 8 are those of the programme's description (*Cara kerja inovasi*). It names no way back;
those here follow from what it asks: whoever finds something missing says what, and whoever can
mend it does. Who files or visits never recommends or decides.
"""

from __future__ import annotations

from upaya.rules.kesehatan import DINAS, OLEH_ADMIN
from upaya.rules.roles import Reach, Role
from upaya.rules.workflow import Move, State, build

DESA, KECAMATAN, DINAS_SOSIAL = ("desa",), ("kecamatan",), ("dinas_sosial",)

OPERATOR_DESA = Role("operator_desa", "Operator desa", Reach.UNIT, DESA, given_by=OLEH_ADMIN)
PETUGAS_DINKES = Role(
    "petugas_dinkes",
    "Petugas Dinas Kesehatan (surat miskin)",
    Reach.DISTRICT,
    DINAS,
    given_by=OLEH_ADMIN,
)
SURVEYOR = Role(
    "surveyor_miskin",
    "Surveyor Tim Pemburu Kemiskinan",
    Reach.BRANCH,
    KECAMATAN,
    given_by=OLEH_ADMIN,
    excludes=("verifikator_kecamatan",),
)
VERIFIKATOR_KECAMATAN = Role(
    "verifikator_kecamatan",
    "Verifikator kecamatan",
    Reach.BRANCH,
    KECAMATAN,
    given_by=OLEH_ADMIN,
)
PETUGAS_DINSOS = Role(
    "petugas_dinsos", "Petugas Dinas Sosial", Reach.DISTRICT, DINAS_SOSIAL, given_by=OLEH_ADMIN
)
PENANDATANGAN = Role(
    "penandatangan_miskin",
    "Penandatangan surat miskin",
    Reach.DISTRICT,
    DINAS_SOSIAL,
    totp=True,
    given_by=OLEH_ADMIN,
)
PERAN = (
    OPERATOR_DESA,
    PETUGAS_DINKES,
    SURVEYOR,
    VERIFIKATOR_KECAMATAN,
    PETUGAS_DINSOS,
    PENANDATANGAN,
)

PERMOHONAN, MENUNGGU, DIPERIKSA, DIAJUKAN = "permohonan", "menunggu", "diperiksa", "diajukan"
DIKEMBALIKAN, DIKONFIRMASI, DITINJAU = "dikembalikan", "dikonfirmasi", "ditinjau"
TINJAU_ULANG, DIREKOMENDASI, DISERAHKAN = "tinjau_ulang", "direkomendasi", "diserahkan"
DIVERIFIKASI, DISETUJUI, DITOLAK, DICABUT = "diverifikasi", "disetujui", "ditolak", "dicabut"
BATAL = "batal"

ISI = frozenset({PERMOHONAN, MENUNGGU, DIKEMBALIKAN})
"""Where the village writes the request itself."""
KUNJUNG = frozenset({DIKONFIRMASI, TINJAU_ULANG})
"""Where the visit is written."""
SELESAI = frozenset({DISETUJUI, DITOLAK, DICABUT, BATAL})
"""Where nobody is waited for."""

_DEADLINE = "supermiskol.hari_tenggat"
_EVERYBODY = ("ajukan", "konfirmasi", "tinjau", "rekomendasi", "serahkan")
_STEP = "Cara kerja inovasi Supermiskol angka {}"


def _step(number: str) -> str:
    return _STEP.format(number)


MISKOL = build(
    "miskol",
    PERMOHONAN,
    title="Alur permohonan surat miskin",
    noun="permohonan",
    module=__name__,
    conditions={
        "berkas_lengkap": "Data pemohon terisi dan semua berkas yang diwajibkan sudah diunggah.",
        "kepesertaan": "Kepesertaan KIS/JKN sudah dicek dan tidak menutup permohonan.",
        "dijawab": "Temuan yang dikembalikan sudah ditanggapi.",
        "kembar_diputus": "Permohonan lain yang mirip sudah diputus bukan orang yang sama.",
        "bersih": "Tidak ada temuan yang belum dikembalikan.",
        "ada_temuan": "Paling sedikit satu temuan menyebut yang harus diperbaiki.",
        "kunjungan_lengkap": "Tinjau lapang terisi: semua indikator, dua nama, dan tanggalnya.",
        "kunjungan_baru": "Tinjau lapang diperbarui sesudah dikembalikan.",
        "hasil_lengkap": "Semua hasil verifikasi administrasi dan teknis ada.",
    },
    states=(
        State(
            PERMOHONAN,
            "Pemohon datang ke desa",
            "Lengkapi data, cek kepesertaan KIS, dan unggah persyaratannya.",
            (OPERATOR_DESA,),
            _DEADLINE,
            "info",
        ),
        State(
            MENUNGGU,
            "Menunggu pemohon",
            "Lanjutkan setelah pemohon membawa persyaratan yang kurang.",
            (OPERATOR_DESA,),
            "supermiskol.hari_menunggu",
            "warn",
        ),
        State(
            DIPERIKSA,
            "Persyaratan diperiksa desa",
            "Kirim permohonan dan rujukannya kepada Dinas Kesehatan.",
            (OPERATOR_DESA,),
            _DEADLINE,
            "info",
        ),
        State(
            DIAJUKAN,
            "Permohonan dan rujukan dikirim",
            "Cek ulang permohonan dan rujukan, lalu konfirmasi atau kembalikan.",
            (PETUGAS_DINKES,),
            _DEADLINE,
            "info",
        ),
        State(
            DIKEMBALIKAN,
            "Dikembalikan ke desa",
            "Perbaiki yang disebut, tanggapi, lalu kirim lagi.",
            (OPERATOR_DESA,),
            _DEADLINE,
            "warn",
        ),
        State(
            DIKONFIRMASI,
            "Dikonfirmasi Dinas Kesehatan",
            "Tinjau rumah pemohon bersama, isi indikatornya, lalu kirim hasilnya.",
            (SURVEYOR, OPERATOR_DESA),
            _DEADLINE,
            "info",
        ),
        State(
            TINJAU_ULANG,
            "Ditinjau ulang",
            "Perbaiki hasil tinjau lapang menurut temuannya, lalu kirim lagi.",
            (SURVEYOR, OPERATOR_DESA),
            _DEADLINE,
            "warn",
        ),
        State(
            DITINJAU,
            "Ditinjau di lapangan",
            "Verifikasi hasil tinjau lapang, lalu beri rekomendasi atau kembalikan.",
            (VERIFIKATOR_KECAMATAN,),
            _DEADLINE,
            "info",
        ),
        State(
            DIREKOMENDASI,
            "Direkomendasikan kecamatan",
            "Periksa kelengkapan, lalu serahkan seluruh hasil verifikasi.",
            (OPERATOR_DESA,),
            _DEADLINE,
            "info",
        ),
        State(
            DISERAHKAN,
            "Seluruh hasil diserahkan",
            "Verifikasi kembali seluruh hasil, lalu teruskan atau kembalikan.",
            (PETUGAS_DINSOS,),
            _DEADLINE,
            "info",
        ),
        State(
            DIVERIFIKASI,
            "Diverifikasi Dinas Sosial",
            "Baca hasilnya, lalu setujui atau tolak dengan alasan.",
            (PENANDATANGAN,),
            _DEADLINE,
            "info",
        ),
        State(DISETUJUI, "Disetujui, surat terbit", tone="good"),
        State(DITOLAK, "Ditolak", tone="bad"),
        State(DICABUT, "Surat dicabut", tone="bad"),
        State(BATAL, "Batal"),
    ),
    moves=(
        Move(
            "periksa",
            frozenset({PERMOHONAN, MENUNGGU}),
            DIPERIKSA,
            (OPERATOR_DESA,),
            "Nyatakan persyaratan lengkap",
            "Persyaratan dinyatakan lengkap.",
            conditions=("berkas_lengkap", "kepesertaan"),
            legal_basis=_step("2"),
        ),
        Move(
            "tunggu",
            frozenset({PERMOHONAN}),
            MENUNGGU,
            (OPERATOR_DESA,),
            "Tunggu pemohon",
            "Permohonan menunggu pemohon; waktunya dihitung terpisah.",
            reason_required=True,
            legal_basis=_step("1"),
        ),
        Move(
            "ajukan",
            frozenset({DIPERIKSA}),
            DIAJUKAN,
            (OPERATOR_DESA,),
            "Kirim permohonan",
            "Permohonan dan rujukan dikirim.",
            conditions=("berkas_lengkap", "kepesertaan"),
            legal_basis=_step("3"),
        ),
        Move(
            "kirim_ulang",
            frozenset({DIKEMBALIKAN}),
            DIAJUKAN,
            (OPERATOR_DESA,),
            "Kirim lagi",
            "Permohonan dikirim lagi.",
            conditions=("berkas_lengkap", "kepesertaan", "dijawab"),
            legal_basis=_step("3"),
        ),
        Move(
            "konfirmasi",
            frozenset({DIAJUKAN}),
            DIKONFIRMASI,
            (PETUGAS_DINKES,),
            "Konfirmasi permohonan",
            "Permohonan dikonfirmasi.",
            conditions=("bersih", "kembar_diputus"),
            different_from=("ajukan", "kirim_ulang"),
            ever=True,
            legal_basis=_step("4"),
        ),
        Move(
            "kembalikan_dinkes",
            frozenset({DIAJUKAN}),
            DIKEMBALIKAN,
            (PETUGAS_DINKES,),
            "Kembalikan ke desa",
            "Permohonan dikembalikan ke desa.",
            conditions=("ada_temuan",),
            legal_basis=_step("4"),
            doing="Mengembalikan permohonan yang belum sesuai",
        ),
        Move(
            "tinjau",
            KUNJUNG,
            DITINJAU,
            (SURVEYOR, OPERATOR_DESA),
            "Kirim hasil tinjau lapang",
            "Hasil tinjau lapang dikirim.",
            conditions=("kunjungan_lengkap", "kunjungan_baru"),
            legal_basis=_step("5"),
        ),
        Move(
            "rekomendasi",
            frozenset({DITINJAU}),
            DIREKOMENDASI,
            (VERIFIKATOR_KECAMATAN,),
            "Beri rekomendasi",
            "Kecamatan memberikan rekomendasi.",
            conditions=("bersih", "kunjungan_lengkap"),
            different_from=("ajukan", "kirim_ulang", "konfirmasi", "tinjau"),
            ever=True,
            legal_basis=_step("6"),
        ),
        Move(
            "kembalikan_kecamatan",
            frozenset({DITINJAU}),
            TINJAU_ULANG,
            (VERIFIKATOR_KECAMATAN,),
            "Minta tinjau ulang",
            "Tinjau lapang diminta diulang.",
            conditions=("ada_temuan",),
            legal_basis=_step("6"),
            doing="Meminta tinjau lapang diulang",
        ),
        Move(
            "serahkan",
            frozenset({DIREKOMENDASI}),
            DISERAHKAN,
            (OPERATOR_DESA,),
            "Serahkan seluruh hasil",
            "Seluruh hasil verifikasi diserahkan.",
            conditions=("hasil_lengkap",),
            legal_basis=_step("7"),
        ),
        Move(
            "verifikasi",
            frozenset({DISERAHKAN}),
            DIVERIFIKASI,
            (PETUGAS_DINSOS,),
            "Nyatakan lengkap",
            "Hasil verifikasi dinyatakan lengkap.",
            conditions=("bersih", "hasil_lengkap"),
            different_from=(*_EVERYBODY, "kirim_ulang"),
            ever=True,
            legal_basis=_step("8"),
        ),
        Move(
            "kembalikan_dinsos",
            frozenset({DISERAHKAN}),
            DIKEMBALIKAN,
            (PETUGAS_DINSOS,),
            "Kembalikan ke desa",
            "Permohonan dikembalikan ke desa.",
            conditions=("ada_temuan",),
            legal_basis=_step("8"),
            doing="Mengembalikan hasil verifikasi yang belum lengkap",
        ),
        Move(
            "setujui",
            frozenset({DIVERIFIKASI}),
            DISETUJUI,
            (PENANDATANGAN,),
            "Setujui dan terbitkan surat",
            "Permohonan disetujui; suratnya terbit.",
            conditions=("bersih", "hasil_lengkap", "kembar_diputus"),
            different_from=(*_EVERYBODY, "kirim_ulang", "verifikasi"),
            ever=True,
            reason_required=True,
            legal_basis=_step("8"),
        ),
        Move(
            "kembalikan_putusan",
            frozenset({DIVERIFIKASI}),
            DISERAHKAN,
            (PENANDATANGAN,),
            "Kembalikan kepada petugas",
            "Permohonan dikembalikan kepada petugas Dinas Sosial.",
            reason_required=True,
            legal_basis=_step("8"),
            doing="Mengembalikan permohonan sebelum diputus",
        ),
        Move(
            "tolak",
            frozenset({DIVERIFIKASI}),
            DITOLAK,
            (PENANDATANGAN,),
            "Tolak permohonan",
            "Permohonan ditolak.",
            different_from=(*_EVERYBODY, "kirim_ulang", "verifikasi"),
            ever=True,
            reason_required=True,
            legal_basis=_step("8"),
        ),
        Move(
            "batalkan",
            ISI | {DIPERIKSA},
            BATAL,
            (OPERATOR_DESA,),
            "Batalkan permohonan",
            "Permohonan dibatalkan.",
            reason_required=True,
        ),
        Move(
            "cabut",
            frozenset({DISETUJUI}),
            DICABUT,
            (PENANDATANGAN,),
            "Cabut surat",
            "Surat dicabut; halaman pemeriksaannya mengatakannya.",
            reason_required=True,
            aside=True,
        ),
    ),
)
