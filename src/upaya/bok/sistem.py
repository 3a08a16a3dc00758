"""What BOK brings into the house."""

from __future__ import annotations

from upaya.bok.izin import IzinBok
from upaya.core.registry import Entry, Sistem
from upaya.pegawai.izin import IzinPegawai
from upaya.rules.bok.road import PERENCANA, PJ_PROGRAM, REALISASI, RENCANA
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import ADMIN_DINAS, BENDAHARA_PEMBANTU, KEPALA_PUSKESMAS, PEMBACA
from upaya.wilayah.izin import IzinWilayah

_READERS = (*PEMBACA, TIM_VERIFIKASI, PJ_PROGRAM)

SISTEM = Sistem(
    name="bok",
    title="BOK",
    intro="Puskesmas merencanakan kegiatan BOK setahun dari menunya, tim verifikasinya memeriksa, "
    "dan kepala puskesmas menetapkan. Satu isian menjadi RUK, RPK, RAB, KAK, dan RAK; kegiatan "
    "yang dilaksanakan dicatat sekali dan mengisi insentif petugas.",
    roles=(PJ_PROGRAM,),
    permissions=IzinBok,
    grants={
        IzinBok.LIHAT: _READERS,
        IzinBok.HARGA_KELOLA: (ADMIN_DINAS,),
        IzinBok.RENCANA_ISI: PERENCANA,
        IzinBok.SERAPAN_CATAT: (BENDAHARA_PEMBANTU,),
        IzinBok.DOKUMEN_TERBITKAN: (*PERENCANA, KEPALA_PUSKESMAS),
        IzinWilayah.LIHAT: (PJ_PROGRAM,),
        IzinPegawai.LIHAT: (PJ_PROGRAM,),
    },
    roads=(RENCANA, REALISASI),
    inbox=("upaya.bok.rencana.pages.tasks", "upaya.bok.realisasi.pages.tasks"),
    boards=("upaya.bok.rencana.pages.board", "upaya.bok.realisasi.pages.board"),
    menu=(
        Entry(
            "BOK",
            "bok:papan",
            IzinBok.LIHAT,
            ("/bok/",),
            140,
            ("Lihat pagu dan rencana BOK.", "Buka BOK"),
        ),
    ),
    urls=(
        ("", "upaya.bok.urls"),
        ("", "upaya.bok.rencana.urls"),
        ("", "upaya.bok.realisasi.urls"),
    ),
    decrees=(
        "upaya.bok.ketetapan.kinds.PAGU_PUSKESMAS",
        "upaya.bok.ketetapan.kinds.SILPA_PUSKESMAS",
        "upaya.bok.ketetapan.kinds.DESA_LOKUS",
        "upaya.bok.ketetapan.kinds.MASA_PENYUSUNAN",
        "upaya.bok.ketetapan.kinds.SUMBER_KEGIATAN",
        "upaya.bok.ketetapan.kinds.SUMBER_KEGIATAN_PUSKESMAS",
    ),
    demo=("upaya.bok.demo.muat.make",),
    papers=("BOK-RUK", "BOK-RPK", "BOK-RAB", "BOK-KAK", "BOK-RAK"),
    row_rules=tuple(
        f"upaya.bok.aturan_tetap.{name}"
        for name in ("RENCANA_TETAP", "REALISASI_TETAP", "HARGA_TETAP", "SERAPAN_TETAP")
    ),
    taken={
        "harga_sekali": (
            "mulai",
            "Harga dengan nama, satuan, wilayah, dan hari mulai ini sudah ada.",
        ),
    },
    words={
        "harga.tambah": "Menambah harga satuan BOK",
        "harga.akhiri": "Mengakhiri harga satuan BOK",
        "rencana.buka": "Memulai versi rencana BOK",
        "rencana.isi": "Mengisi kegiatan rencana BOK",
        "rencana.hapus": "Mengeluarkan kegiatan dari rencana BOK",
        "realisasi.catat": "Mulai mencatat kegiatan BOK",
        "realisasi.isi": "Mengisi laporan kegiatan BOK",
        "serapan.catat": "Mencatat serapan BOK sebulan",
        "rencana.jelaskan": "Menjelaskan peringatan rencana BOK",
    },
)
