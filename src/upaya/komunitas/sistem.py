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
    public=("komunitas:tentang", "komunitas:periode", "komunitas:topik"),
    door="komunitas:tentang",
    doors=(Door("Membaca dan menanggapi diskusi", "komunitas:tentang"),),
    demo=("upaya.komunitas.demo.make",),
    taken={
        "Periode.kode": ("nama", "Nama ini sudah dipakai periode lain; alamatnya akan sama."),
    },
    words={
        "komunitas.tanggapi": "Menanggapi diskusi komunitas sebagai tamu",
        "komunitas.terbitkan": "Menerbitkan tanggapan komunitas",
        "komunitas.tolak": "Menolak tanggapan komunitas",
        "komunitas.buka": "Membuka periode diskusi komunitas",
        "komunitas.topik": "Membuka topik diskusi komunitas",
        "komunitas.tutup": "Menutup periode diskusi komunitas",
    },
)
