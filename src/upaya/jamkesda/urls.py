"""Addresses of e-Jamkesda beside those of applications and letters, which have their own."""

from __future__ import annotations

from django.urls import path

from upaya.jamkesda.aduan import views as aduan
from upaya.jamkesda.bpjs import views as bpjs
from upaya.jamkesda.gabung import views as gabung
from upaya.jamkesda.impor import views as impor
from upaya.jamkesda.luring import views as luring
from upaya.jamkesda.peserta.views import peserta
from upaya.jamkesda.ppk import views as ppk
from upaya.jamkesda.register import views as register
from upaya.jamkesda.staf import views as staf
from upaya.jamkesda.surat.views import letters, loket
from upaya.jamkesda.umum.urls import PATHS as UMUM

app_name = "jamkesda"
urlpatterns = [
    *UMUM,
    path("jamkesda/loket-luring/", luring.loket, name="luring"),
    path("jamkesda/loket-luring/pekerja.js", luring.pekerja, name="luring_pekerja"),
    path("jamkesda/loket-luring/ekstrak.json", luring.ekstrak, name="luring_ekstrak"),
    path("jamkesda/kunci/", luring.kunci, name="kunci"),
    path("jamkesda/kunci/ganti/", luring.kunci_ganti, name="kunci_ganti"),
    path("jamkesda/kunci/<int:pk>/cabut/", luring.kunci_cabut, name="kunci_cabut"),
    path("jamkesda/nomor-darurat/", luring.darurat, name="darurat"),
    path("jamkesda/nomor-darurat/cadangkan/", luring.darurat_cadangkan, name="darurat_cadangkan"),
    path("jamkesda/nomor-darurat/<int:pk>/", luring.darurat_pakai, name="darurat_pakai"),
    path("jamkesda/perpanjangan/", bpjs.perpanjangan, name="perpanjangan"),
    path("jamkesda/bpjs/", bpjs.daftar, name="bpjs_daftar"),
    path("jamkesda/bpjs/tutup/", bpjs.tutup, name="bpjs_tutup"),
    path("jamkesda/bpjs/<int:pk>/", bpjs.rinci, name="bpjs"),
    path("jamkesda/bpjs/<int:pk>/mutasi.xlsx", bpjs.unduh, name="bpjs_unduh"),
    path("jamkesda/bpjs/<int:pk>/jawaban/", bpjs.jawaban, name="bpjs_jawaban"),
    path("jamkesda/register/", register.semua, name="register"),
    path("jamkesda/register/catatan/<int:pk>/", register.rinci, name="register_rinci"),
    path("jamkesda/register/catatan/<int:pk>/ubah/", register.ubah, name="register_ubah"),
    path("jamkesda/register/catatan/<int:pk>/arsip/", register.arsipkan, name="register_arsip"),
    path("jamkesda/register/catatan/<int:pk>/berkas/", register.berkas, name="register_berkas"),
    path("jamkesda/register/<slug:macam>/", register.daftar, name="register_daftar"),
    path("jamkesda/register/<slug:macam>/catat/", register.tulis, name="register_tulis"),
    path("jamkesda/aduan/", aduan.daftar, name="aduan_daftar"),
    path("jamkesda/aduan/<int:pk>/", aduan.aduan, name="aduan"),
    path("jamkesda/aduan/<int:pk>/jawab/", aduan.jawab, name="aduan_jawab"),
    path("jamkesda/aduan/<int:pk>/lampiran/", aduan.lampiran, name="aduan_lampiran"),
    path("kartu-jamkesda/", peserta.cari_kartu, name="cari_kartu"),
    path("kartu-jamkesda/<slug:kode>/", peserta.periksa_kartu, name="periksa_kartu"),
    path("jamkesda/peserta/", peserta.daftar, name="peserta_daftar"),
    path("jamkesda/peserta/<int:pk>/", peserta.peserta, name="peserta"),
    path("jamkesda/peserta/<int:pk>/mutasi/", peserta.peserta_mutasi, name="peserta_mutasi"),
    path("jamkesda/peserta/<int:pk>/kartu.pdf", peserta.peserta_kartu, name="peserta_kartu"),
    path("jamkesda/peserta/<int:pk>/gabung/", gabung.gabung, name="gabung"),
    path("jamkesda/penggabungan/<int:pk>/batal/", gabung.pisah, name="pisah"),
    path("jamkesda/impor/", impor.daftar, name="impor_daftar"),
    path("jamkesda/impor/unggah/", impor.unggah, name="impor_unggah"),
    path("jamkesda/impor/templat.xlsx", impor.templat, name="impor_templat"),
    path("jamkesda/impor/<int:pk>/", impor.impor, name="impor"),
    path("jamkesda/impor/<int:pk>/ambil/", impor.terapkan, name="impor_terapkan"),
    path("jamkesda/impor/baris/<int:pk>/", impor.baris, name="impor_baris"),
    path("jamkesda/impor/baris/<int:pk>/putusan/", impor.putuskan, name="impor_putuskan"),
    path("jamkesda/ppk/", ppk.daftar, name="ppk_daftar"),
    path("jamkesda/ppk/catat/", ppk.tambah, name="ppk_tambah"),
    path("jamkesda/ppk/<int:pk>/", ppk.ppk, name="ppk"),
    path("jamkesda/ppk/<int:pk>/perjanjian/", ppk.perjanjian_susun, name="perjanjian_susun"),
    path("jamkesda/perjanjian/", ppk.perjanjian_daftar, name="perjanjian_daftar"),
    path("jamkesda/perjanjian/mitra/", ppk.perjanjian_mitra, name="perjanjian_mitra"),
    path("jamkesda/perjanjian/<int:pk>/", ppk.perjanjian, name="perjanjian"),
    path("jamkesda/perjanjian/<int:pk>/putus/", ppk.perjanjian_putus, name="perjanjian_putus"),
    path("jamkesda/petugas/", staf.daftar, name="staf_daftar"),
    path("jamkesda/petugas/usulkan/", staf.usulkan, name="staf_usulkan"),
    path("jamkesda/petugas/tunjuk/", staf.tunjuk, name="staf_tunjuk"),
    path("jamkesda/petugas/<int:pk>/", staf.penunjukan, name="staf"),
    path("jamkesda/petugas/<int:pk>/putus/", staf.putus, name="staf_putus"),
    path("jamkesda/petugas/<int:pk>/cabut/", staf.cabut, name="staf_cabut"),
    path("jamkesda/cek/", loket.cek, name="cek"),
    path("jamkesda/cek/<slug:kartu>/surat/", loket.buat, name="surat_buat"),
    path("jamkesda/cek/<slug:kartu>/bayi/", loket.bayi, name="bayi_daftar"),
    path("jamkesda/cek/<slug:kartu>/rujukan/", loket.rujuk, name="rujukan_buat"),
    path("jamkesda/rujukan/", loket.rujukan, name="rujukan"),
    path("jamkesda/berkas/<int:pk>/", letters.unduh_berkas, name="unduh_berkas"),
]
