"""What e-Jamkesda brings into the house."""

from __future__ import annotations

from upaya.core.izin import IzinCore
from upaya.core.registry import Door, Entry, Sistem
from upaya.jamkesda import bagian_klaim as klaim
from upaya.jamkesda import bagian_umum as umum
from upaya.jamkesda.izin import IzinJamkesda
from upaya.jamkesda.izin_klaim import IzinKlaim
from upaya.jamkesda.izin_umum import IzinUmum
from upaya.rules.jamkesda.peran import (
    ADMIN_UPT,
    KEPALA_PPK,
    KEPALA_UPT,
    KEPESERTAAN,
    ORANG_PPK,
    ORANG_UPT,
    PENDAFTARAN,
    PENGAWAS,
    PERAN,
)
from upaya.rules.jamkesda.road import PENDAFTARAN_PESERTA, SURAT_JAMINAN
from upaya.rules.kesehatan import KEPALA_DINAS

_OPEN = "Perawatan ini sudah mempunyai surat jaminan yang terbuka; satu perawatan satu surat."

SISTEM = Sistem(
    name="jamkesda",
    title="e-Jamkesda",
    intro="Warga tanpa jaminan lain menjadi peserta, loket mengecek haknya dengan NIK, kartu, "
    "atau QR, dan PPK menerbitkan surat jaminan menurut perjanjian dan rujukannya; UPT Jamkesda "
    "menyetujui yang perlu disetujui.",
    office="upt",
    roles=PERAN,
    permissions=(*IzinJamkesda, *IzinKlaim, *IzinUmum),
    grants={
        IzinJamkesda.PPK_LIHAT: (*ORANG_UPT, *ORANG_PPK, *PENGAWAS),
        IzinJamkesda.PPK_KELOLA: (ADMIN_UPT,),
        IzinJamkesda.PPK_PUTUS: (KEPALA_UPT,),
        IzinJamkesda.DAFTAR_LIHAT: (*ORANG_UPT, PENDAFTARAN, KEPALA_PPK, *PENGAWAS),
        IzinJamkesda.DAFTAR_TULIS: (ADMIN_UPT, PENDAFTARAN),
        IzinJamkesda.KENALI: (KEPESERTAAN,),
        IzinJamkesda.PESERTA_LIHAT: (*ORANG_UPT, *PENGAWAS),
        IzinJamkesda.PESERTA_MUTASI: (KEPESERTAAN,),
        IzinJamkesda.PESERTA_GABUNG: (KEPESERTAAN,),
        IzinJamkesda.IMPOR: (ADMIN_UPT,),
        IzinJamkesda.IMPOR_TERAPKAN: (KEPALA_UPT,),
        IzinJamkesda.CEK: (ADMIN_UPT, KEPESERTAAN, *ORANG_PPK),
        IzinJamkesda.SURAT_LIHAT: (*ORANG_UPT, *ORANG_PPK, *PENGAWAS),
        IzinJamkesda.SURAT_TULIS: (PENDAFTARAN,),
        IzinJamkesda.STAF_LIHAT: (KEPALA_UPT, ADMIN_UPT, KEPALA_PPK, *PENGAWAS),
        IzinJamkesda.STAF_USUL: (KEPALA_UPT,),
        IzinJamkesda.STAF_PUTUS: (KEPALA_DINAS,),
        IzinJamkesda.STAF_TUNJUK: (KEPALA_PPK,),
        IzinJamkesda.STAF_CABUT: (KEPALA_DINAS, KEPALA_PPK),
        IzinCore.BERKAS_UNDUH: PERAN,
        **klaim.HAK,
        **umum.HAK,
    },
    second={
        IzinJamkesda.PPK_PUTUS: IzinJamkesda.PPK_KELOLA,
        IzinJamkesda.STAF_PUTUS: IzinJamkesda.STAF_USUL,
        IzinJamkesda.IMPOR_TERAPKAN: IzinJamkesda.IMPOR,
        **klaim.KEDUA,
    },
    roads=(PENDAFTARAN_PESERTA, SURAT_JAMINAN, *klaim.JALAN),
    pays=klaim.BAYAR,
    decrees=klaim.KETETAPAN,
    watches=(
        "upaya.jamkesda.terlambat.WATCH_PENDAFTARAN",
        "upaya.jamkesda.terlambat.WATCH_JAMINAN",
        *klaim.PENGAWAS_JALAN,
    ),
    inbox=(
        "upaya.jamkesda.peserta.pages.tasks",
        "upaya.jamkesda.peserta.dasar.tasks",
        "upaya.jamkesda.surat.pages.tasks",
        "upaya.jamkesda.surat.susulan.tasks",
        "upaya.jamkesda.ppk.views.tasks",
        "upaya.jamkesda.staf.views.tasks",
        "upaya.jamkesda.impor.views.tasks",
        *klaim.INBOX,
        *umum.INBOX,
    ),
    menu=(
        Entry(
            "Cek peserta",
            "jamkesda:cek",
            IzinJamkesda.CEK,
            ("/jamkesda/cek/",),
            170,
            ("Periksa hak peserta di loket.", "Cek peserta"),
        ),
        Entry(
            "Surat jaminan",
            "jaminan:daftar",
            IzinJamkesda.SURAT_LIHAT,
            ("/jamkesda/surat/", "/jamkesda/rujukan/"),
            171,
        ),
        Entry(
            "Pendaftaran",
            "pendaftaran:daftar",
            IzinJamkesda.DAFTAR_LIHAT,
            ("/jamkesda/pendaftaran/",),
            172,
        ),
        Entry(
            "Peserta",
            "jamkesda:peserta_daftar",
            IzinJamkesda.PESERTA_LIHAT,
            (
                "/jamkesda/peserta/",
                "/jamkesda/impor/",
                "/jamkesda/perpanjangan/",
                "/jamkesda/bpjs/",
            ),
            173,
        ),
        Entry(
            "PPK",
            "jamkesda:ppk_daftar",
            IzinJamkesda.PPK_LIHAT,
            ("/jamkesda/ppk/", "/jamkesda/perjanjian/"),
            174,
        ),
        Entry(
            "Petugas Jamkesda",
            "jamkesda:staf_daftar",
            IzinJamkesda.STAF_LIHAT,
            ("/jamkesda/petugas/",),
            175,
        ),
        *klaim.MENU,
        *umum.MENU,
    ),
    searches=(
        "upaya.jamkesda.cari.PESERTA",
        "upaya.jamkesda.cari.PENDAFTARAN",
        "upaya.jamkesda.cari.SURAT",
        "upaya.jamkesda.cari.KLAIM",
        "upaya.jamkesda.cari.PERJANJIAN",
        "upaya.jamkesda.cari.ADUAN",
        "upaya.jamkesda.cari.KUMPULAN",
    ),
    urls=(
        ("", "upaya.jamkesda.urls"),
        ("", "upaya.jamkesda.peserta.urls"),
        ("", "upaya.jamkesda.surat.urls"),
        ("fhir/", "upaya.jamkesda.fhir.urls"),
        *klaim.ALAMAT,
    ),
    stages=("upaya.jamkesda.demo.STAGE",),
    public=(
        *("jamkesda:cari_kartu", "jamkesda:periksa_kartu", "fhir:uraian", "fhir:alasan"),
        *umum.BUKA,
    ),
    door=umum.PINTU,
    doors=(
        Door("Mengecek kepesertaan Jamkesda", "jamkesda:umum_cek"),
        Door("Mengadu atau bertanya tentang Jamkesda", "jamkesda:umum_mengadu"),
        Door("Cara menjadi peserta Jamkesda dan berobat", umum.PINTU),
        Door("Memeriksa kartu peserta Jamkesda", "jamkesda:cari_kartu"),
    ),
    keyed=(IzinJamkesda.CEK, IzinKlaim.AJUKAN, IzinKlaim.LIHAT),
    papers=("SJ", *klaim.DOKUMEN),
    append_only=("Mutasi",),
    row_rules=tuple(
        f"upaya.jamkesda.aturan_tetap.{name}"
        for name in (
            "BUKU_TETAP",
            "GABUNG_TETAP",
            "IMPOR_TETAP",
            "KLAIM_TETAP",
            "PPK_TETAP",
            "PESERTA_TETAP",
            "STAF_TETAP",
            "SURAT_TETAP",
            *klaim.TETAP,
            *umum.TETAP,
        )
    ),
    taken={
        "perjanjian_nomor_sekali": ("nomor", "Nomor perjanjian ini sudah dipakai."),
        "pendaftaran_satu_terbuka": ("nik", "NIK ini sudah didaftarkan dan masih diproses."),
        "pendaftaran_satu_surat": (
            "nomor_sumber",
            "Pemegang surat ini sudah didaftarkan dan masih diproses.",
        ),
        "gabung_sekali": ("digabung", "Kartu itu baru saja digabungkan."),
        "penunjukan_satu_menunggu": (
            "surel",
            "Orang ini sudah diusulkan untuk peran itu dan menunggu SK.",
        ),
        "jaminan_satu_rawat_inap": ("layanan", _OPEN),
        "jaminan_satu_rawat_jalan": ("diagnosis", _OPEN),
        "rujukan_nomor_sekali": ("nomor", "Nomor rujukan ini sudah dipakai PPK Anda."),
        **klaim.UNIK,
        **umum.UNIK,
    },
    words={
        **klaim.KATA,
        **umum.KATA,
        "peserta.daftar": "Mencatat pendaftaran peserta",
        "peserta.isi": "Mengubah draf pendaftaran peserta",
        "peserta.kenali": "Memutus pendaftar yang mirip",
        "surat_jaminan.buat": "Membuat draf surat jaminan",
        "surat_jaminan.berkas": "Menambah berkas surat jaminan",
        "ppk.catat": "Mencatat PPK",
        "perjanjian.susun": "Menyusun perjanjian kerja sama",
        "rujukan.buat": "Membuat rujukan",
    },
    offers=(
        "upaya.jamkesda.offers.PERJANJIAN",
        "upaya.jamkesda.offers.PESERTA",
        "upaya.jamkesda.offers.JAMINAN",
        "upaya.jamkesda.offers.KLAIM",
        "upaya.jamkesda.offers.KUMPULAN",
    ),
    satu_data=("upaya.jamkesda.satu_data.BULANAN",),
    nasional=("upaya.jamkesda.nasional.DIBAYAR",),
)
