"""Addresses of insentif."""

from __future__ import annotations

from django.urls import path

from upaya.core.steps import move_paths
from upaya.insentif.buku import views as buku
from upaya.insentif.bulan import views as papan
from upaya.insentif.hasil import views as hasil
from upaya.insentif.indeks import views as indeks
from upaya.insentif.isian import views as bulan
from upaya.insentif.kegiatan import views as kegiatan
from upaya.insentif.koreksi import views as koreksi
from upaya.insentif.sanggahan import views as sanggahan
from upaya.insentif.slip import views as slip
from upaya.insentif.uang import views as pembayaran
from upaya.insentif.views import alur, dokumen, riwayat

app_name = "insentif"
urlpatterns = [
    path("indeks/", indeks.indeks, name="indeks"),
    path("indeks/<str:periode>/", indeks.indeks_bulan, name="indeks_bulan"),
    path("insentif/", papan.papan, name="papan"),
    path("insentif/buka/", papan.buka, name="buka"),
    path("insentif/<int:pk>/", bulan.bulan, name="bulan"),
    path("insentif/<int:pk>/administrasi/", bulan.administrasi, name="administrasi"),
    *move_paths(alur.VIEWS, "insentif/"),
    path("insentif/<int:pk>/berkas/", bulan.berkas, name="berkas"),
    path("insentif/<int:pk>/berkas/<int:berkas>/lepas/", bulan.berkas_lepas, name="berkas_lepas"),
    path("insentif/<int:pk>/buku.xlsx", buku.buku, name="buku"),
    path("insentif/<int:pk>/dokumen/", dokumen.dokumen, name="dokumen"),
    path("insentif/<int:pk>/dokumen/<slug:jenis>.pdf", dokumen.dokumen_pdf, name="dokumen_pdf"),
    path("insentif/<int:pk>/dokumen/<slug:jenis>.xlsx", dokumen.dokumen_xlsx, name="dokumen_xlsx"),
    path("insentif/<int:pk>/spj.zip", dokumen.spj_zip, name="spj_zip"),
    path("insentif/<int:pk>/hasil.xlsx", buku.hasil_xlsx, name="hasil_xlsx"),
    path("insentif/<int:pk>/hasil/", hasil.hasil, name="hasil"),
    path("insentif/<int:pk>/hasil/mengapa/", hasil.mengapa, name="mengapa"),
    path(
        "insentif/<int:pk>/hasil/mengapa/<str:kode>/",
        hasil.mengapa_petugas,
        name="mengapa_petugas",
    ),
    path("insentif/<int:pk>/jaspel/", bulan.jaspel, name="jaspel"),
    path("insentif/<int:pk>/kegiatan/", kegiatan.kegiatan, name="kegiatan"),
    path("insentif/<int:pk>/kegiatan/menu/", kegiatan.menu_tambah, name="menu_tambah"),
    path(
        "insentif/<int:pk>/kegiatan/menu/<int:baris>/hapus/",
        kegiatan.menu_hapus,
        name="menu_hapus",
    ),
    path("insentif/<int:pk>/kegiatan/petugas/", kegiatan.petugas_segarkan, name="petugas_segarkan"),
    path("insentif/<int:pk>/kegiatan/simpan/", kegiatan.kegiatan_simpan, name="kegiatan_simpan"),
    path("insentif/<int:pk>/pelayanan/", bulan.pelayanan, name="pelayanan"),
    path("insentif/<int:pk>/ragu/<str:bagian>/", bulan.ragu, name="ragu"),
    path("insentif/<int:pk>/koreksi/", koreksi.propose, name="koreksi_baru"),
    path("insentif/koreksi/<int:pk>/", koreksi.detail, name="koreksi"),
    path("insentif/koreksi/<int:pk>/putus/", koreksi.decide, name="koreksi_putus"),
    path("insentif/<int:pk>/pembayaran/", pembayaran.pembayaran, name="pembayaran"),
    path("insentif/<int:pk>/spj/<str:jenis>/", pembayaran.spj, name="spj"),
    path("insentif/<int:pk>/spj/<str:jenis>/tarik/", pembayaran.spj_tarik, name="spj_tarik"),
    path("insentif/<int:pk>/riwayat/", riwayat.riwayat, name="riwayat"),
    path("insentif/<int:pk>/temuan/", alur.temuan_tambah, name="temuan_tambah"),
    path("insentif/<int:pk>/temuan/<int:temuan>/cabut/", alur.temuan_cabut, name="temuan_cabut"),
    path(
        "insentif/<int:pk>/temuan/<int:temuan>/tanggapi/",
        alur.temuan_tanggapi,
        name="temuan_tanggapi",
    ),
    path("insentif/<int:pk>/unggah/", buku.unggah, name="unggah"),
    path("sanggahan/", sanggahan.sanggahan, name="sanggahan"),
    path("sanggahan/<int:pk>/", sanggahan.sanggahan_rinci, name="sanggahan_rinci"),
    path("sanggahan/<int:pk>/jawab/", sanggahan.sanggahan_jawab, name="sanggahan_jawab"),
    path("slip/", slip.slip, name="slip"),
    path("slip/<int:pk>/", slip.slip_bulan, name="slip_bulan"),
    path("slip/<int:pk>/sanggah/", sanggahan.sanggah, name="sanggah"),
    path("slip/<int:pk>/slip.pdf", slip.slip_pdf, name="slip_pdf"),
    path("slip/sanggahan/<int:pk>/", sanggahan.sanggahan_saya, name="sanggahan_saya"),
    path("slip/sanggahan/<int:pk>/cabut/", sanggahan.sanggahan_cabut, name="sanggahan_cabut"),
]
