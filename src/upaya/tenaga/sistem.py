"""What contract staff bring into the house."""

from __future__ import annotations

from upaya.core.registry import Entry, Sistem
from upaya.rules.insentif.road import TIM_VERIFIKASI
from upaya.rules.kesehatan import (
    KEPALA_DINAS,
    KEPALA_PUSKESMAS,
    OPERATOR_PUSKESMAS,
    PEMBACA,
    PETUGAS,
    VERIFIKATOR_DINAS,
)
from upaya.rules.tenaga.road import BULAN, KONTRAK
from upaya.tenaga.izin import IzinTenaga

_READERS = (*PEMBACA, TIM_VERIFIKASI)

SISTEM = Sistem(
    name="tenaga",
    title="Tenaga kontrak",
    intro="Dinas Kesehatan menetapkan formasi dari kebutuhan puskesmas, kepala puskesmas dan "
    "tenaganya menandatangani perjanjian kerja, lalu tiap bulan ada target, laporan, penilaian, "
    "dan honor yang dibayar dan dijelaskan sampai rupiahnya.",
    office="puskesmas",
    permissions=IzinTenaga,
    grants={
        IzinTenaga.LIHAT: _READERS,
        IzinTenaga.BACA: (*_READERS, PETUGAS),
        IzinTenaga.SAYA: (PETUGAS,),
        IzinTenaga.KEBUTUHAN_HITUNG: (OPERATOR_PUSKESMAS,),
        IzinTenaga.FORMASI_TETAPKAN: (KEPALA_DINAS,),
        IzinTenaga.SELEKSI_CATAT: (VERIFIKATOR_DINAS,),
        IzinTenaga.KONTRAK_SUSUN: (OPERATOR_PUSKESMAS,),
        IzinTenaga.TARGET_ISI: (KEPALA_PUSKESMAS,),
        IzinTenaga.LAPORAN_ISI: (PETUGAS, OPERATOR_PUSKESMAS),
        IzinTenaga.DOKUMEN_TERBITKAN: (OPERATOR_PUSKESMAS, KEPALA_PUSKESMAS),
    },
    roads=(KONTRAK, BULAN),
    inbox=(
        "upaya.tenaga.kontrak.pages.tasks",
        "upaya.tenaga.kerja.pages.tasks",
        "upaya.tenaga.kerja.inbox.tasks",
        "upaya.tenaga.terlambat.tasks",
    ),
    boards=("upaya.tenaga.kontrak.pages.board", "upaya.tenaga.kerja.pages.board"),
    watches=("upaya.tenaga.terlambat.WATCH_KONTRAK", "upaya.tenaga.terlambat.WATCH_BULAN"),
    pays=("upaya.tenaga.kerja.road.SUMBER_HONOR",),
    menu=(
        Entry(
            "Tenaga kontrak",
            "tenaga:papan",
            IzinTenaga.LIHAT,
            ("/tenaga/",),
            145,
            ("Lihat formasi, perjanjian kerja, dan honor.", "Buka tenaga kontrak"),
        ),
        Entry(
            "Kerja saya",
            "tenaga:saya",
            IzinTenaga.SAYA,
            ("/tenaga/",),
            135,
            ("Lihat perjanjian kerja, target, dan honor Anda.", "Buka kerja saya"),
        ),
    ),
    searches=tuple(f"upaya.tenaga.cari.{name}" for name in ("KONTRAK", "BULAN", "DOKUMEN")),
    urls=(
        ("tenaga/", "upaya.tenaga.papan.urls"),
        ("tenaga/formasi/", "upaya.tenaga.formasi.urls"),
        ("tenaga/kontrak/", "upaya.tenaga.kontrak.urls"),
        ("tenaga/bulan/", "upaya.tenaga.kerja.urls"),
    ),
    demo=("upaya.tenaga.demo.muat.make",),
    papers=("TNG-PKS", "TNG-TGT", "TNG-ABS", "TNG-LAP", "TNG-DPK"),
    decrees=tuple(
        f"upaya.tenaga.ketetapan.kinds.{name}"
        for name in ("UPAH_TENAGA", "USIA_TENAGA", "PENGALAMAN_TENAGA", "BIDANG_TENAGA")
    ),
    taken={
        "formasi_sekali": ("jenis", "Formasi ini baru saja ditetapkan. Muat ulang halamannya."),
        "calon_terpilih_sekali": ("hasil", "Sudah ada yang terpilih untuk formasi ini."),
        "kontrak_sekali": ("mulai", "Formasi ini sudah mempunyai perjanjian mulai hari itu."),
        "anggota_sekali": ("", "Seorang anggota disebut dua kali."),
        "keluaran_sekali": ("", "Sebuah keluaran disebut dua kali."),
        "bulan_kerja_sekali": ("", "Bulan kerja ini sudah dibuka."),
        "Kontrak.sebelumnya": ("", "Perjanjian ini sudah diperpanjang."),
    },
    words={
        "tenaga.formasi_cabut": "Mencabut formasi tenaga kontrak",
        "tenaga.stra": "Mencatat STRA yang diperbarui",
        "tenaga.seleksi_ubah": "Mengubah hasil seleksi tenaga",
        "tenaga.kontrak_susun": "Menyusun perjanjian kerja",
        "tenaga.kontrak_ubah": "Mengubah draf perjanjian kerja",
        "tenaga.kontrak_perpanjang": "Memperpanjang perjanjian kerja",
        "tenaga.bulan_buka": "Membuka bulan kerja",
        "tenaga.target_isi": "Menulis target bulan kerja",
        "tenaga.laporan_isi": "Menyimpan absensi dan laporan bulan kerja",
        "tenaga.nilai_isi": "Menulis penilaian bulan kerja",
    },
    satu_data=("upaya.tenaga.satu_data.BULANAN",),
    nasional=("upaya.tenaga.nasional.DIBAYAR",),
    offers=(
        "upaya.tenaga.offers.FORMASI",
        "upaya.tenaga.offers.KONTRAK",
        "upaya.tenaga.offers.BULAN",
    ),
    append_only=("HonorBeku",),
    row_rules=("upaya.tenaga.aturan_tetap.KONTRAK", "upaya.tenaga.aturan_tetap.BULAN"),
)
