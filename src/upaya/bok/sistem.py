"""What BOK brings into the house."""

from __future__ import annotations

from upaya.alur.words import finding_words
from upaya.bok.izin import IzinBok
from upaya.core.izin import IzinCore
from upaya.core.registry import Entry, Sistem
from upaya.pegawai.izin import IzinPegawai
from upaya.rules.bok.road import PERENCANA, PJ_PROGRAM, REALISASI, RENCANA
from upaya.rules.bok.road_dinas import (
    ALOKASI,
    PENYETUJU_DINAS,
    PERENCANA_DINAS,
    RENCANA_DINAS,
)
from upaya.rules.bok.road_spj import PENYUSUN, SPJ
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    AUDITOR,
    BENDAHARA_PEMBANTU,
    BENDAHARA_PENGELUARAN,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    ORANG_DINAS,
    PEMBACA,
    VERIFIKATOR_DINAS,
)
from upaya.wilayah.izin import IzinWilayah

_DINAS = (PERENCANA_DINAS, PENYETUJU_DINAS)
"""Roles in the Dinas that BOK brings."""
_READERS = (*PEMBACA, TIM_VERIFIKASI, PJ_PROGRAM, *_DINAS)

SISTEM = Sistem(
    name="bok",
    title="BOK",
    intro="Puskesmas merencanakan kegiatan BOK setahun dari menunya, tim verifikasinya memeriksa, "
    "dan kepala puskesmas menetapkan. Satu isian menjadi RUK, RPK, RAB, KAK, dan RAK; kegiatan "
    "yang dilaksanakan dicatat sekali dan mengisi insentif petugas.",
    office="puskesmas",
    roles=(PJ_PROGRAM, *_DINAS),
    permissions=IzinBok,
    grants={
        IzinBok.LIHAT: _READERS,
        IzinBok.HARGA_KELOLA: (ADMIN_DINAS,),
        IzinBok.RENCANA_ISI: PERENCANA,
        IzinBok.PROGRAM_TETAPKAN: (KEPALA_PUSKESMAS,),
        IzinBok.SERAPAN_CATAT: (BENDAHARA_PEMBANTU,),
        IzinBok.DOKUMEN_TERBITKAN: (*PERENCANA, KEPALA_PUSKESMAS),
        IzinBok.DINAS_LIHAT: (*ORANG_DINAS, AUDITOR, *_DINAS),
        IzinBok.ALOKASI_SUSUN: (PERENCANA_DINAS,),
        IzinBok.RENCANA_DINAS_ISI: (PERENCANA_DINAS,),
        IzinBok.SERAPAN_DINAS_CATAT: (BENDAHARA_PENGELUARAN,),
        IzinBok.DINAS_TERBITKAN: (PERENCANA_DINAS, KEPALA_DINAS),
        IzinBok.KAS_LIHAT: (*PEMBACA, TIM_VERIFIKASI),
        IzinBok.KAS_CATAT: (BENDAHARA_PEMBANTU, BENDAHARA_PENGELUARAN),
        IzinBok.KAS_PUTUS: (VERIFIKATOR_DINAS,),
        IzinBok.KAS_TRANSFER: (BENDAHARA_PENGELUARAN,),
        IzinBok.KAS_BUKA: (VERIFIKATOR_DINAS, KEPALA_DINAS),
        IzinBok.SPJ_SUSUN: PENYUSUN,
        IzinBok.SPJ_PERIKSA: (TIM_VERIFIKASI, VERIFIKATOR_DINAS),
        IzinCore.BERKAS_UNDUH: (PJ_PROGRAM,),
        IzinWilayah.LIHAT: (PJ_PROGRAM, *_DINAS),
        IzinPegawai.LIHAT: (PJ_PROGRAM,),
    },
    roads=(RENCANA, REALISASI, ALOKASI, RENCANA_DINAS, SPJ),
    inbox=(
        "upaya.bok.rencana.pages.tasks",
        "upaya.bok.realisasi.pages.tasks",
        "upaya.bok.alokasi.pages.tasks",
        "upaya.bok.rencana.pages.tasks_dinas",
        "upaya.bok.spj.pages.tasks",
        "upaya.bok.kas.inbox.tasks",
    ),
    watches=(
        "upaya.bok.terlambat.WATCH_RENCANA",
        "upaya.bok.terlambat.WATCH_REALISASI",
        "upaya.bok.terlambat.WATCH_ALOKASI",
        "upaya.bok.terlambat.WATCH_RENCANA_DINAS",
        "upaya.bok.terlambat.WATCH_SPJ",
    ),
    boards=(
        "upaya.bok.rencana.pages.board",
        "upaya.bok.realisasi.pages.board",
    ),
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
    searches=("upaya.bok.cari.KEGIATAN", "upaya.bok.cari.SPJ", "upaya.bok.cari.DOKUMEN"),
    urls=(
        ("", "upaya.bok.kas.urls"),
        ("", "upaya.bok.urls"),
        ("", "upaya.bok.rencana.urls"),
        ("", "upaya.bok.realisasi.urls"),
        ("", "upaya.bok.alokasi.urls"),
        ("", "upaya.bok.rencana.urls_dinas"),
        ("", "upaya.bok.spj.urls"),
    ),
    decrees=(
        "upaya.bok.ketetapan.kinds.PAGU_PUSKESMAS",
        "upaya.bok.ketetapan.kinds.SILPA_PUSKESMAS",
        "upaya.bok.ketetapan.kinds.DESA_LOKUS",
        "upaya.bok.ketetapan.kinds.MASA_PENYUSUNAN",
        "upaya.bok.ketetapan.kinds.SUMBER_KEGIATAN",
        "upaya.bok.ketetapan.kinds.SUMBER_KEGIATAN_PUSKESMAS",
        "upaya.bok.ketetapan.kinds_alokasi.BOBOT_KRITERIA",
        "upaya.bok.ketetapan.kinds_alokasi.GOLONGAN_KRITERIA",
        "upaya.bok.ketetapan.kinds_alokasi.PENGECUALIAN_COVID",
        "upaya.bok.ketetapan.kinds_dinas.PAGU_KABUPATEN",
        "upaya.bok.ketetapan.kinds_dinas.PAGU_STUNTING",
        "upaya.bok.ketetapan.kinds_dinas.PAGU_JAMPERSAL",
    ),
    demo=("upaya.bok.demo.muat.make",),
    papers=(
        *("BOK-RUK", "BOK-RPK", "BOK-RAB", "BOK-KAK", "BOK-RAK", "BOK-ALO"),
        *("BOK-ST", "BOK-STN", "BOK-UND", "BOK-LHK", "BOK-KUI", "BOK-TBK", "BOK-SPTJM"),
        *("BOK-RB", "BOK-DH", "BOK-NOT", "BOK-TTT", "BOK-TTF", "BOK-TTP", "BOK-LPI", "BOK-DP"),
        *("BOK-BKU", "BOK-BPB", "BOK-BPT", "BOK-BPP", "BOK-LRB", "BOK-BAK"),
    ),
    row_rules=tuple(
        f"upaya.bok.aturan_tetap.{name}"
        for name in (
            *("RENCANA_TETAP", "REALISASI_TETAP", "HARGA_TETAP", "SERAPAN_TETAP"),
            *("ALOKASI_TETAP", "KAS_TETAP", "SPJ_TETAP"),
        )
    ),
    second={IzinBok.KAS_PUTUS: IzinBok.KAS_CATAT},
    append_only=("Mutasi", "Belanja", "PenerimaBelanja"),
    taken={
        "hari_dibayar_sekali": ("penerima", "Hari seorang penerima baru saja dibayar."),
        "mutasi_sumber_sekali": ("", "Pembayaran ini sudah tercatat dalam buku kas."),
        "harga_sekali": (
            "mulai",
            "Harga dengan nama, satuan, wilayah, dan hari mulai ini sudah ada.",
        ),
    },
    words={
        **finding_words(SPJ),
        "spj.buka": "Membuka SPJ kegiatan BOK",
        "spj.isi": "Mengisi SPJ kegiatan BOK",
        "harga.tambah": "Menambah harga satuan BOK",
        "harga.akhiri": "Mengakhiri harga satuan BOK",
        "rencana.buka": "Memulai versi rencana BOK",
        "rencana.isi": "Mengisi kegiatan rencana BOK",
        "rencana.hapus": "Mengeluarkan kegiatan dari rencana BOK",
        "realisasi.catat": "Mulai mencatat kegiatan BOK",
        "realisasi.isi": "Mengisi laporan kegiatan BOK",
        "program.tetapkan": "Mengubah program penanggung jawab BOK",
        "serapan.catat": "Mencatat serapan BOK sebulan",
        "alokasi.buka": "Memulai alokasi BOK Puskesmas",
        "alokasi.atur": "Mengubah ketentuan alokasi BOK Puskesmas",
        "alokasi.isi": "Mengisi nilai kriteria alokasi BOK Puskesmas",
        "rencana.impor_unggah": "Mengunggah buku rencana BOK",
        "rencana.impor": "Menerapkan buku rencana BOK",
        "rencana.impor_batal": "Membuang buku rencana BOK",
        "rencana.padanan": "Menjelaskan kata dalam buku rencana BOK",
        "rencana.padanan_hapus": "Melupakan kata dalam buku rencana BOK",
        "kas.buka": "Membuka buku kas BOK",
        "kas.catat": "Mencatat dalam buku kas BOK",
        "kas.saldo_awal": "Membetulkan saldo awal buku kas BOK",
        "kas.tercatat": "Memasukkan pembayaran ke buku kas BOK",
        "kas.koreksi": "Mengoreksi buku kas BOK",
        "kas.ganda_dicoba": "Mencoba membayar satu hari dua kali",
        "kas.ganda_usul": "Meminta izin membayar satu hari dua kali",
        "kas.ganda_putus": "Memutus permintaan hari ganda",
        "kas.tutup": "Menutup bulan buku kas BOK",
        "kas.buka_bulan": "Membuka lagi bulan buku kas yang ditutup",
        "kas.minta": "Meminta dana BOK sebulan",
        "kas.minta_putus": "Memutus permintaan dana BOK",
        "rencana.jelaskan": "Menjelaskan peringatan rencana BOK",
    },
    satu_data=("upaya.bok.satu_data.BULANAN",),
    nasional=("upaya.bok.nasional.BELANJA",),
    offers=(
        "upaya.bok.offers.RENCANA",
        "upaya.bok.offers.REALISASI",
        "upaya.bok.offers.KAS",
        "upaya.bok.offers.SPJ",
    ),
)
