"""Addresses of claims."""

from __future__ import annotations

from django.urls import path

from upaya.alur.urls import case_paths
from upaya.jamkesda.klaim.banyak import LANGKAH
from upaya.jamkesda.klaim.pages import PAGES
from upaya.jamkesda.klaim.views import isi, listing, putus, unggah
from upaya.jamkesda.telaah.views import percakapan

app_name = "klaim"
urlpatterns = [
    path("baru/", isi.baru, name="baru"),
    path("dari-surat/<int:pk>/", isi.dari_surat, name="dari_surat"),
    path("periksa-dulu/", unggah.periksa_dulu, name="periksa_dulu"),
    path("unggah/", unggah.unggah, name="unggah"),
    path("unggah/templat.xlsx", unggah.templat, name="templat"),
    path("unggah/<int:pk>/", unggah.periksa, name="unggah_periksa"),
    path("unggah/<int:pk>/simpan/", unggah.simpan, name="unggah_simpan"),
    *(path(f"bersih/{name}/", putus.bersih_view(name), name=f"bersih_{name}") for name in LANGKAH),
    path("berkas/<int:pk>/unduh/", isi.unduh, name="berkas_unduh"),
    *case_paths(PAGES, "", own={"daftar": listing.daftar, "rinci": putus.rinci}),
    path("<int:pk>/baris/<int:no>/", putus.baris, name="baris"),
    path("<int:pk>/sisanya/", putus.sisanya, name="sisanya"),
    path("<int:pk>/tanya-jawab/", percakapan.tanya_jawab, name="tanya_jawab"),
    path("<int:pk>/keberatan/", percakapan.keberatan, name="keberatan"),
    path("<int:pk>/ulang/", percakapan.ulang, name="ulang"),
    path("keberatan/<int:pk>/unduh/", percakapan.unduh_keberatan, name="keberatan_unduh"),
    path("pesan/<int:pk>/unduh/", percakapan.unduh_pesan, name="pesan_unduh"),
    path("<int:pk>/berkas/", isi.berkas, name="berkas"),
]
