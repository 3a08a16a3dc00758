"""What the community of practice brings into the house."""

from __future__ import annotations

from upaya.core.registry import Door, Entry, Sistem
from upaya.komunitas.izin import IzinKomunitas
from upaya.rules.kesehatan import ADMIN_DINAS

SISTEM = Sistem(
    name="komunitas",
    title="Komunitas praktisi",
    intro="Yang bekerja dengan kontrak di sektor kesehatan bertukar pengalaman: siapa pun membaca, "
    "tamu menanggapi tanpa akun, moderator membuka dan merangkum tiap periode.",
    permissions=IzinKomunitas,
    grants={IzinKomunitas.MODERASI: (ADMIN_DINAS,), IzinKomunitas.PERIODE: (ADMIN_DINAS,)},
    inbox=("upaya.komunitas.diskusi.moderasi.tasks",),
    menu=(
        Entry(
            "Komunitas",
            "komunitas:moderasi",
            IzinKomunitas.MODERASI,
            ("/komunitas/moderasi/",),
            190,
        ),
    ),
    searches=("upaya.komunitas.diskusi.cari.TOPIK",),
    urls=(("komunitas/", "upaya.komunitas.urls"),),
    public=(
        "komunitas:tentang",
        "komunitas:periode",
        "komunitas:topik",
        "komunitas:ikuti",
        "komunitas:draf",
        "komunitas:betulkan",
        "komunitas:riwayat",
        "komunitas:lapor",
        "komunitas:lama",
        "komunitas:lampiran",
        "komunitas:cari",
        "komunitas:perpustakaan",
        "komunitas:bacaan",
        "komunitas:bacaan_berkas",
        "komunitas:pertemuan_daftar",
        "komunitas:pertemuan",
        "komunitas:pertemuan_ics",
        "komunitas:periode_pdf",
        "komunitas:anggota",
        "komunitas:anggota_daftar",
        "komunitas:anggota_tautan",
        "komunitas:anggota_masuk",
        "komunitas:kabar",
    ),
    door="komunitas:tentang",
    doors=(
        Door("Membaca dan menanggapi diskusi", "komunitas:tentang"),
        Door("Mencari bacaan dalam perpustakaan komunitas", "komunitas:perpustakaan"),
    ),
    demo=("upaya.komunitas.demo.make",),
    taken={
        "Periode.kode": ("nama", "Nama ini sudah dipakai periode lain; alamatnya akan sama."),
    },
    papers=("KOM-DSK",),
    words={
        "komunitas.tanggapi": "Menanggapi diskusi komunitas sebagai tamu",
        "komunitas.daftar": "Mendaftar sebagai anggota komunitas",
        "komunitas.anggota": "Membuktikan surel anggota komunitas",
        "komunitas.kabar": "Memilih kabar komunitas",
        "komunitas.pergi": "Menghapus keanggotaan komunitas",
        "komunitas.terbitkan": "Menerbitkan tanggapan komunitas",
        "komunitas.betulkan": "Membetulkan tanggapan komunitas",
        "komunitas.tarik": "Menarik tanggapan komunitas",
        "komunitas.lapor": "Melaporkan tanggapan komunitas",
        "komunitas.biarkan": "Menutup laporan komunitas tanpa tindakan",
        "komunitas.turunkan": "Menurunkan tanggapan komunitas",
        "komunitas.blokir": "Memblokir penulis komunitas",
        "komunitas.buka_blokir": "Mencabut blokir penulis komunitas",
        "komunitas.bacaan": "Menambah bacaan komunitas",
        "komunitas.tarik_bacaan": "Menarik bacaan komunitas",
        "komunitas.pertemuan": "Mengumumkan pertemuan komunitas",
        "komunitas.ubah_pertemuan": "Mengubah pertemuan komunitas",
        "komunitas.impor": "Mengimpor diskusi komunitas dari situs lain",
        "komunitas.tolak": "Menolak tanggapan komunitas",
        "komunitas.buka": "Membuka periode diskusi komunitas",
        "komunitas.ganti_nama": "Mengganti nama periode diskusi komunitas",
        "komunitas.topik": "Membuka topik diskusi komunitas",
        "komunitas.tutup": "Menutup periode diskusi komunitas",
    },
)
