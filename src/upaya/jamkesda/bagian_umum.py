"""What the general application adds to the declaration of e-Jamkesda."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from upaya.core.permissions import Permission
from upaya.core.registry import Entry
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
)
from upaya.rules.roles import Role

HAK: Mapping[Permission, Iterable[Role]] = {
    IzinUmum.ADUAN_LIHAT: (*ORANG_UPT, *PENGAWAS),
    IzinUmum.ADUAN_JAWAB: (KEPALA_UPT, ADMIN_UPT),
    IzinUmum.KUNCI_LIHAT: (KEPALA_UPT, ADMIN_UPT, *PENGAWAS),
    IzinUmum.KUNCI_KELOLA: (ADMIN_UPT,),
    IzinUmum.DARURAT_LIHAT: (KEPALA_UPT, ADMIN_UPT, PENDAFTARAN, KEPALA_PPK, *PENGAWAS),
    IzinUmum.DARURAT: (PENDAFTARAN,),
    IzinUmum.REGISTER_LIHAT: (*ORANG_UPT, *ORANG_PPK, *PENGAWAS),
    IzinUmum.REGISTER_TULIS: (ADMIN_UPT, KEPALA_PPK),
    IzinUmum.BPJS_TUTUP: (KEPESERTAAN,),
}
INBOX = (
    "upaya.jamkesda.aduan.views.tasks",
    "upaya.jamkesda.register.views.tasks",
    "upaya.jamkesda.bpjs.views.tasks",
)
MENU = (
    Entry("Suara warga", "jamkesda:aduan_daftar", IzinUmum.ADUAN_LIHAT, ("/jamkesda/aduan/",), 188),
    Entry(
        "Nomor darurat",
        "jamkesda:darurat",
        IzinUmum.DARURAT_LIHAT,
        ("/jamkesda/nomor-darurat/",),
        189,
    ),
    Entry(
        "Register",
        "jamkesda:register",
        IzinUmum.REGISTER_LIHAT,
        ("/jamkesda/register/",),
        189,
    ),
    Entry("Kunci tanda", "jamkesda:kunci", IzinUmum.KUNCI_LIHAT, ("/jamkesda/kunci/",), 189),
)
BUKA = tuple(
    f"jamkesda:{name}"
    for name in (
        "umum_semua", "umum_cek", "umum_mengadu", "umum",
        "umum_ppk", "umum_peraturan", "umum_dokumen", "umum_statistik",
        "umum_peserta",
        "umum_cari_surat", "umum_aduan", "umum_cari_tiket", "umum_tiket", "umum_surat",
        "umum_nilai", "luring", "luring_pekerja",
    )
)  # fmt: skip
PINTU = "jamkesda:umum_semua"
TETAP = ("UMPAN_TETAP", "ADUAN_TETAP", "LURING_TETAP", "REGISTER_TETAP", "BPJS_TETAP")
UNIK: Mapping[str, tuple[str, str]] = {}
KATA = {
    "aduan.kirim": "Warga menyampaikan pengaduan atau pertanyaan",
    "umpan_balik.kirim": "Pemegang surat jaminan menilai pelayanan",
    "kunci_tanda.cabut": "Mencabut kunci tanda",
    "nomor_darurat.pakai": "Mencatat surat dari nomor darurat",
    "luring.ekstrak": "Mengambil ekstrak peserta untuk loket tanpa jaringan",
    "register.ubah": "Mengubah catatan register e-Jamkesda",
    "register.arsip": "Mengarsipkan catatan register e-Jamkesda",
    "bpjs.unduh": "Mengunduh daftar mutasi BPJS",
    "bpjs.jawaban": "Mencocokkan jawaban BPJS",
    "umum.cek_peserta": "Warga mengecek kepesertaan di halaman umum",
}
