"""What Supermiskol brings into the house."""

from __future__ import annotations

from upaya.alur.words import finding_words
from upaya.core.izin import IzinCore
from upaya.core.registry import Door, Entry, Sistem
from upaya.rules.kesehatan import AUDITOR
from upaya.rules.supermiskol.road import (
    MISKOL,
    OPERATOR_DESA,
    PENANDATANGAN,
    PERAN,
    PETUGAS_DINKES,
    PETUGAS_DINSOS,
    SURVEYOR,
    VERIFIKATOR_KECAMATAN,
)
from upaya.supermiskol.izin import IzinSupermiskol

_EXAMINERS = (PETUGAS_DINKES, VERIFIKATOR_KECAMATAN, PETUGAS_DINSOS, PENANDATANGAN)

SISTEM = Sistem(
    name="supermiskol",
    title="Supermiskol",
    intro="Desa memohonkan surat bagi warga miskin yang sakit, Dinas Kesehatan mengonfirmasi, desa "
    "dan Tim Pemburu Kemiskinan meninjau rumahnya, kecamatan merekomendasikan, dan Dinas Sosial "
    "memutus: enam jam kantor, tanpa biaya, dengan skor yang menjelaskan dirinya.",
    office="dinas_sosial",
    roles=PERAN,
    permissions=IzinSupermiskol,
    grants={
        IzinSupermiskol.LIHAT: (*PERAN, AUDITOR),
        IzinSupermiskol.TULIS: (OPERATOR_DESA, SURVEYOR),
        IzinSupermiskol.ISI: (OPERATOR_DESA,),
        IzinSupermiskol.KUNJUNGI: (OPERATOR_DESA, SURVEYOR),
        IzinSupermiskol.TEMUAN: _EXAMINERS,
        IzinSupermiskol.KEMBAR: (PETUGAS_DINKES, PETUGAS_DINSOS),
        IzinSupermiskol.BENTROK: (VERIFIKATOR_KECAMATAN, PETUGAS_DINSOS),
        IzinSupermiskol.SURAT_UNDUH: (OPERATOR_DESA, PETUGAS_DINSOS, PENANDATANGAN),
        IzinSupermiskol.MELAWAN: (PENANDATANGAN, PETUGAS_DINSOS, AUDITOR),
        IzinSupermiskol.AKSES_LIHAT: (PENANDATANGAN, AUDITOR),
        IzinSupermiskol.HAK_JAWAB: (PETUGAS_DINSOS, PENANDATANGAN),
        IzinSupermiskol.HAK_SALIN: (OPERATOR_DESA, PETUGAS_DINSOS),
        IzinSupermiskol.PESERTA_KELOLA: (PETUGAS_DINKES,),
        IzinSupermiskol.SKEMA_LIHAT: (*PERAN, AUDITOR),
        IzinSupermiskol.SKEMA_SUSUN: (PETUGAS_DINSOS,),
        IzinSupermiskol.SKEMA_PUTUS: (PENANDATANGAN,),
        IzinCore.BERKAS_UNDUH: PERAN,
    },
    second={IzinSupermiskol.SKEMA_PUTUS: IzinSupermiskol.SKEMA_SUSUN},
    roads=(MISKOL,),
    inbox=(
        "upaya.supermiskol.permohonan.pages.tasks",
        "upaya.supermiskol.permohonan.inbox.late",
        "upaya.supermiskol.skema.views.tasks",
        "upaya.supermiskol.hak.inbox.tasks",
        "upaya.supermiskol.kunjungan.inbox.tasks",
        "upaya.supermiskol.ulangan.queries.tasks",
    ),
    watches=("upaya.supermiskol.permohonan.inbox.WATCH",),
    decrees=(
        "upaya.supermiskol.ketetapan.LIBUR_DAERAH",
        "upaya.supermiskol.ketetapan.NOMOR_SURAT",
        *(
            f"upaya.supermiskol.ketetapan_angka.{name}"
            for name in (
                "TANPA_NIK",
                "PBI_APBD",
                "SURAT_KELUARGA",
                "GAWAT",
                "MASA_SIMPAN",
                "MASA_BERLAKU",
                "PERPANJANGAN",
            )
        ),
    ),
    boards=("upaya.supermiskol.permohonan.pages.board",),
    menu=(
        Entry(
            "Surat miskin",
            "miskol:daftar",
            IzinSupermiskol.LIHAT,
            ("/miskol/",),
            160,
            ("Lihat permohonan surat miskin.", "Buka surat miskin"),
        ),
    ),
    searches=(
        "upaya.supermiskol.permohonan.cari.PERMOHONAN",
        "upaya.supermiskol.permohonan.cari.SURAT",
    ),
    urls=(("", "upaya.supermiskol.urls"),),
    stages=("upaya.supermiskol.demo.STAGE",),
    public=(
        "miskol:cari",
        "miskol:periksa",
        "miskol:lapangan",
        "miskol:lapangan_pekerja",
        "miskol:keluarga",
        "miskol:keluarga_kabar",
        "miskol:keluarga_keberatan",
        "miskol:keluarga_betulkan",
        "miskol:keluarga_surat",
        "miskol:keluarga_salinan",
        "miskol:keluarga_selesai",
    ),
    doors=(
        Door("Memeriksa keaslian surat miskin", "miskol:cari"),
        Door("Melihat kabar permohonan surat miskin", "miskol:keluarga"),
    ),
    papers=("SM", "SDK"),
    append_only=(
        "Lihatan",
        "Penghapusan",
        "Putusan",
        "KirimanPonsel",
        "FotoPonsel",
        "PutusanBentrok",
    ),
    row_rules=tuple(
        f"upaya.supermiskol.aturan_tetap.{name}"
        for name in ("SKEMA_TETAP", "PERMOHONAN_TETAP", "SURAT_TETAP", "HAK_TETAP")
    ),
    words={
        **finding_words(MISKOL),
        "miskol.daftar": "Mendaftarkan permohonan surat miskin",
        "miskol.berkas_unduh": "Mengunduh berkas permohonan surat miskin",
        "miskol.cek": "Mengecek kepesertaan pemohon pada data kabupaten",
        "ekstrak_jkn.coba": "Membaca data peserta JKN tanpa memakainya",
        "ekstrak_jkn.pakai": "Memakai data peserta JKN",
        "miskol.ponsel_bentrok": "Menerima kunjungan dari ponsel di samping yang sudah ada",
        "miskol.ponsel_foto": "Menerima foto kunjungan dari ponsel",
        "miskol.keluarga_buka": "Keluarga membuka permohonannya tanpa akun",
        "miskol.keluarga_surat": "Keluarga mengunduh suratnya tanpa akun",
        "miskol.ulangan": "Mengulang tinjau lapang sebagai pemeriksaan",
        "miskol.hak_keberatan": "Keluarga mengajukan keberatan",
        "miskol.hak_pembetulan": "Keluarga meminta data dibetulkan",
        "miskol.hak_salinan": "Menyerahkan salinan data keluarga",
        "miskol.hak_penuhi": "Menepati janji kepada keluarga",
        "miskol.hapus_simpan": "Menghapus data keluarga yang masa simpannya lewat",
        "miskol.perpanjang": "Memperpanjang surat miskin",
        "skema_miskin.susun": "Memulai draf skema kemiskinan",
        "skema_miskin.isi": "Mengisi draf skema kemiskinan",
        "skema_miskin.setujui": "Menyetujui skema kemiskinan",
        "skema_miskin.tolak": "Menolak skema kemiskinan",
    },
    satu_data=("upaya.supermiskol.satu_data.BULANAN",),
    nasional=("upaya.supermiskol.nasional.TERBIT",),
    offers=(
        "upaya.supermiskol.offers.PERMOHONAN",
        "upaya.supermiskol.offers.SURAT",
    ),
)
