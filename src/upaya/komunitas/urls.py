"""Addresses of the community: what is open to all stands by its own name and never moves."""

from __future__ import annotations

from django.urls import path

from upaya.komunitas.anggota import views as anggota
from upaya.komunitas.diskusi import cetak, moderasi, moderasi_jaga, views, views_milik, views_topik
from upaya.komunitas.pencarian import views as pencarian
from upaya.komunitas.perpustakaan import views as perpustakaan
from upaya.komunitas.statistik import statistik

app_name = "komunitas"

urlpatterns = [
    path("", views.tentang, name="tentang"),
    path("cari/", pencarian.cari, name="cari"),
    path("perpustakaan/", perpustakaan.perpustakaan, name="perpustakaan"),
    path("perpustakaan/<int:bacaan>/", perpustakaan.bacaan, name="bacaan"),
    path("perpustakaan/<int:bacaan>/berkas/", perpustakaan.bacaan_berkas, name="bacaan_berkas"),
    path("pertemuan/", perpustakaan.pertemuan_daftar, name="pertemuan_daftar"),
    path("pertemuan/<int:pertemuan>/", perpustakaan.pertemuan, name="pertemuan"),
    path("pertemuan/<int:pertemuan>/acara.ics", perpustakaan.pertemuan_ics, name="pertemuan_ics"),
    path("moderasi/statistik/", statistik, name="statistik"),
    path("moderasi/bacaan/baru/", perpustakaan.bacaan_baru, name="bacaan_baru"),
    path("moderasi/bacaan/<int:pk>/tarik/", perpustakaan.bacaan_tarik, name="bacaan_tarik"),
    path("moderasi/pertemuan/baru/", perpustakaan.pertemuan_baru, name="pertemuan_baru"),
    path("moderasi/pertemuan/<int:pk>/", perpustakaan.pertemuan_ubah, name="pertemuan_ubah"),
    path("anggota/", anggota.anggota, name="anggota"),
    path("anggota/daftar/", anggota.daftar, name="anggota_daftar"),
    path("anggota/tautan/", anggota.tautan, name="anggota_tautan"),
    path("anggota/masuk/<str:tautan>/", anggota.masuk, name="anggota_masuk"),
    path("kabar/<str:surat>/", anggota.kabar, name="kabar"),
    path("moderasi/", moderasi.moderasi, name="moderasi"),
    path("moderasi/<int:pk>/", moderasi.putuskan, name="putuskan"),
    path("moderasi/anggota/", anggota.daftar_anggota, name="daftar_anggota"),
    path("moderasi/laporan/", moderasi_jaga.laporan, name="laporan"),
    path("moderasi/tanggapan/<int:pk>/", moderasi_jaga.jaga_satu, name="jaga"),
    path("moderasi/blokir/<int:pk>/", moderasi_jaga.blokir, name="blokir"),
    path("moderasi/topik/<int:pk>/", views_topik.putuskan_topik, name="putuskan_topik"),
    path("moderasi/periode/baru/", moderasi.periode_baru, name="periode_baru"),
    path("moderasi/periode/<int:pk>/", moderasi.kelola, name="kelola"),
    path("moderasi/periode/<int:pk>/nama/", moderasi.ganti_nama, name="ganti_nama"),
    path("moderasi/periode/<int:pk>/tutup/", moderasi.tutup, name="tutup"),
    path("d/<slug:alamat>/", views.periode, name="periode"),
    path("d/<slug:alamat>/<int:nomor>/", views.topik, name="topik"),
    path("d/<slug:alamat>/usul/", views_topik.usul, name="usul"),
    path("d/<slug:alamat>/pdf/", cetak.periode_pdf, name="periode_pdf"),
    path("d/<slug:alamat>/<int:nomor>/draf/", views_milik.draf, name="draf"),
    path("tanggapan/<int:tanggapan>/betulkan/", views_milik.betulkan, name="betulkan"),
    path("tanggapan/<int:tanggapan>/riwayat/", views_milik.riwayat, name="riwayat"),
    path("tanggapan/<int:tanggapan>/lapor/", views_milik.lapor, name="lapor"),
    path("lampiran/<int:lampiran>/", views_milik.lampiran, name="lampiran"),
    path("lama/<path:lama>", views.lama, name="lama"),
    path("d/<slug:alamat>/<int:nomor>/ikuti/", anggota.ikuti, name="ikuti"),
]
