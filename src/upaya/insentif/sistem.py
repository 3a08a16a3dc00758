"""What Insentif UKM brings into the house."""

from __future__ import annotations

from upaya.alur.words import finding_words
from upaya.core.izin import IzinCore
from upaya.core.registry import Entry, Sistem
from upaya.insentif.izin import IzinInsentif
from upaya.pegawai.izin import IzinPegawai
from upaya.pembayaran.izin import IzinPembayaran
from upaya.rules.insentif.road import INSENTIF, TIM_VERIFIKASI
from upaya.rules.insentif.road_koreksi import KOREKSI
from upaya.rules.kesehatan import (
    ADMIN_DINAS,
    AUDITOR,
    BENDAHARA_PEMBANTU,
    BENDAHARA_PENGELUARAN,
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    ORANG_PUSKESMAS,
    PEMBACA,
    PETUGAS,
    VERIFIKATOR_DINAS,
)
from upaya.wilayah.izin import IzinWilayah

_READERS = (*PEMBACA, TIM_VERIFIKASI)
_TEAM = (TIM_VERIFIKASI,)

SISTEM = Sistem(
    name="insentif",
    title="Insentif UKM",
    intro="Puskesmas mengisi data satu bulan, tim verifikasinya memeriksa, kepala puskesmas "
    "mengajukan, Dinas Kesehatan menyetujui atau mengembalikan dengan temuan, bendahara membayar, "
    "dan semuanya dipertanggungjawabkan. Setiap petugas dapat melihat mengapa bagiannya sebesar "
    "itu.",
    office="puskesmas",
    roles=_TEAM,
    permissions=IzinInsentif,
    grants={
        IzinInsentif.INDEKS_TERBITKAN: (ADMIN_DINAS,),
        IzinInsentif.LIHAT: _READERS,
        IzinInsentif.SERAHKAN: (ADMIN_DINAS, KEPALA_DINAS),
        IzinInsentif.PAPAN: _READERS,
        IzinInsentif.ISI: (OPERATOR_PUSKESMAS,),
        IzinInsentif.TEMUAN: (VERIFIKATOR_DINAS,),
        IzinInsentif.SPJ_SERAHKAN: (BENDAHARA_PEMBANTU,),
        IzinInsentif.KOREKSI_USUL: (OPERATOR_PUSKESMAS,),
        IzinInsentif.PIUTANG_LIHAT: PEMBACA,
        IzinInsentif.PIUTANG_TUTUP: (BENDAHARA_PEMBANTU,),
        IzinInsentif.PIUTANG_PUTUS: (KEPALA_PUSKESMAS, KEPALA_DINAS, VERIFIKATOR_DINAS),
        IzinInsentif.DOKUMEN_UNDUH: _READERS,
        # Whoever may issue any paper opens the door; each paper asks for one of the three below.
        IzinInsentif.DOKUMEN_TERBITKAN: (*ORANG_PUSKESMAS, VERIFIKATOR_DINAS, KEPALA_DINAS),
        IzinInsentif.DOKUMEN_TERBIT_DATA: ORANG_PUSKESMAS,
        IzinInsentif.DOKUMEN_TERBIT_UANG: (KEPALA_PUSKESMAS, BENDAHARA_PEMBANTU),
        IzinInsentif.DOKUMEN_TERBIT_DINAS: (VERIFIKATOR_DINAS, KEPALA_DINAS),
        IzinInsentif.DOKUMEN_REKENING: (*ORANG_PUSKESMAS, BENDAHARA_PENGELUARAN),
        IzinInsentif.SLIP_LIHAT: (PETUGAS,),
        IzinInsentif.SLIP_TERBITKAN: (PETUGAS,),
        IzinInsentif.SANGGAHAN_AJUKAN: (PETUGAS,),
        IzinInsentif.SANGGAHAN_JAWAB: (KEPALA_PUSKESMAS,),
        # The operator reads what is to be corrected.
        IzinInsentif.SANGGAHAN_LIHAT: (
            KEPALA_PUSKESMAS,
            OPERATOR_PUSKESMAS,
            VERIFIKATOR_DINAS,
            KEPALA_DINAS,
            ADMIN_DINAS,
            AUDITOR,
        ),
        # The team reads what the others of the puskesmas read.
        IzinCore.BERKAS_UNDUH: _TEAM,
        IzinWilayah.LIHAT: _TEAM,
        IzinPegawai.LIHAT: _TEAM,
        IzinPembayaran.LIHAT: _TEAM,
    },
    second={
        IzinInsentif.PIUTANG_PUTUS: IzinInsentif.PIUTANG_TUTUP,
        IzinInsentif.SANGGAHAN_JAWAB: IzinInsentif.SANGGAHAN_AJUKAN,
    },
    roads=(INSENTIF, KOREKSI),
    inbox=("upaya.insentif.bulan.inbox.tasks_for", "upaya.insentif.koreksi.pages.tasks_for"),
    watches=("upaya.insentif.terlambat.WATCH_BULAN", "upaya.insentif.terlambat.WATCH_KOREKSI"),
    explains=("upaya.insentif.hasil.contoh.amount",),
    pays=("upaya.insentif.uang.closing.SUMBER_INSENTIF",),
    boards=("upaya.insentif.bulan.pages.board",),
    menu=(
        Entry(
            "Insentif UKM",
            "insentif:papan",
            IzinInsentif.PAPAN,
            ("/insentif/", "/pembayaran/"),
            100,
            ("Lihat kemajuan tiap bulan di papan.", "Buka papan Insentif UKM"),
        ),
        Entry("Indeks", "insentif:indeks", IzinInsentif.INDEKS_TERBITKAN, ("/indeks/",), 110),
        Entry("Serah e-Renggar", "insentif:serah", IzinInsentif.SERAHKAN, ("/serah/",), 155),
        Entry(
            "Slip saya",
            "insentif:slip",
            IzinInsentif.SLIP_LIHAT,
            ("/slip/",),
            130,
            ("Lihat insentif Anda tiap bulan beserta penjelasannya.", "Buka slip saya"),
        ),
        Entry(
            "Selisih petugas", "insentif:piutang", IzinInsentif.PIUTANG_LIHAT, ("/selisih/",), 150
        ),
        Entry(
            "Sanggahan", "insentif:sanggahan", IzinInsentif.SANGGAHAN_LIHAT, ("/sanggahan/",), 140
        ),
    ),
    searches=("upaya.insentif.bulan.cari.BULAN", "upaya.insentif.bulan.cari.DOKUMEN"),
    urls=(("", "upaya.insentif.urls"), ("", "upaya.insentif.koreksi.urls")),
    decrees=(
        "upaya.insentif.ketetapan.kinds.PITA_PENDUDUK",
        "upaya.insentif.ketetapan.kinds.CARA_SPM",
        "upaya.insentif.ketetapan.kinds.HARI_SK",
        "upaya.insentif.ketetapan.kinds.PAGU_INSENTIF",
        "upaya.insentif.ketetapan.kinds.SIFAT_KEGIATAN",
        "upaya.insentif.ketetapan.kinds.INDEKS_SPM",
        "upaya.insentif.ketetapan.kinds.INDEKS_KESULITAN",
        "upaya.insentif.ketetapan.kinds.INDEKS_BEBAN",
        "upaya.insentif.ketetapan.kinds.DASAR_PADA_DOKUMEN",
    ),
    demo=(
        "upaya.insentif.demo.months.make",
        "upaya.insentif.demo.aturan.make",
        "upaya.insentif.demo.pindah.make",
    ),
    papers=(
        "INS-PKD",
        "INS-LVR",
        "INS-RPI",
        "INS-SKJ",
        "INS-RKU",
        "INS-DRP",
        "INS-DPK",
        "INS-NPD",
        "INS-KWT",
        "INS-SLP",
    ),
    taken={"pengajuan_sekali": ("", "Bulan ini sudah dibuka.")},
    words={
        "insentif.buka": "Membuka bulan insentif",
        "insentif.unggah": "Menerapkan buku kerja isian bulan",
        **finding_words(INSENTIF, "temuan verifikasi"),
        "spj.tarik": "Menarik dokumen SPJ",
        "sanggahan.cabut": "Mencabut sanggahan sendiri",
    },
    append_only=("Perhitungan", "PerhitunganPetugas", "SelisihPetugas"),
    row_rules=tuple(
        f"upaya.insentif.aturan_tetap.{name}"
        for name in ("BULAN", "KOREKSI", "PENYELESAIAN", "PELUNASAN", "SANGGAHAN", "SPJ")
    ),
    keyed=(IzinInsentif.SERAHKAN,),
    satu_data=("upaya.insentif.satu_data.BULANAN",),
    nasional=("upaya.insentif.nasional.DIBAYAR",),
    offers=(
        "upaya.insentif.offers.BULAN",
        "upaya.insentif.offers.HASIL",
    ),
)
