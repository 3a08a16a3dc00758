"""Addresses of insentif."""

from __future__ import annotations

from django.urls import path

from upaya.alur.urls import case_paths
from upaya.insentif.buku import views as buku
from upaya.insentif.bulan import views as papan
from upaya.insentif.bulan.pages import PAGES
from upaya.insentif.dari_bok import views as dari_bok
from upaya.insentif.hasil import views as hasil
from upaya.insentif.indeks import views as indeks
from upaya.insentif.isian import views as bulan
from upaya.insentif.kegiatan import views as kegiatan
from upaya.insentif.koreksi import views as koreksi
from upaya.insentif.piutang import views as piutang
from upaya.insentif.sanggahan import views as sanggahan
from upaya.insentif.serah import views as serah
from upaya.insentif.slip import views as slip
from upaya.insentif.uang import views as pembayaran
from upaya.insentif.uang.forms import step_form

app_name = "insentif"
urlpatterns = [
    *case_paths(
        PAGES,
        "insentif/",
        step_form=step_form,
        own={
            "papan": papan.papan,
            "bulan": bulan.bulan,
            "administrasi": bulan.administrasi,
            "pelayanan": bulan.pelayanan,
            "kegiatan": kegiatan.kegiatan,
            "jaspel": bulan.jaspel,
            "berkas": bulan.berkas,
        },
    ),
    path("indeks/", indeks.indeks, name="indeks"),
    path("indeks/<str:periode>/", indeks.indeks_bulan, name="indeks_bulan"),
    path("insentif/buka/", papan.buka, name="buka"),
    path("insentif/<int:pk>/kegiatan/ambil/", dari_bok.ambil, name="kegiatan_ambil"),
    path("insentif/petugas/<int:pk>/kegiatan/<int:baris>/", dari_bok.sel, name="kegiatan_sel"),
    path("insentif/<int:pk>/berkas/<int:berkas>/lepas/", bulan.berkas_lepas, name="berkas_lepas"),
    path("insentif/<int:pk>/bagian/<str:bagian>/buka/", bulan.buka, name="bagian_buka"),
    path("insentif/<int:pk>/buku.xlsx", buku.buku, name="buku"),
    path("insentif/<int:pk>/hasil.xlsx", buku.hasil_xlsx, name="hasil_xlsx"),
    path("insentif/<int:pk>/hasil/", hasil.hasil, name="hasil"),
    path("insentif/<int:pk>/hasil/mengapa/", hasil.mengapa, name="mengapa"),
    path(
        "insentif/<int:pk>/hasil/mengapa/<str:kode>/",
        hasil.mengapa_petugas,
        name="mengapa_petugas",
    ),
    path("insentif/<int:pk>/kegiatan/menu/", kegiatan.menu_tambah, name="menu_tambah"),
    path(
        "insentif/<int:pk>/kegiatan/menu/<int:baris>/hapus/",
        kegiatan.menu_hapus,
        name="menu_hapus",
    ),
    path("insentif/<int:pk>/kegiatan/petugas/", kegiatan.petugas_segarkan, name="petugas_segarkan"),
    path("insentif/<int:pk>/kegiatan/simpan/", kegiatan.kegiatan_simpan, name="kegiatan_simpan"),
    path("insentif/<int:pk>/ragu/<str:bagian>/", bulan.ragu, name="ragu"),
    path("insentif/<int:pk>/koreksi/", koreksi.propose, name="koreksi_baru"),
    path("insentif/<int:pk>/pembayaran/", pembayaran.pembayaran, name="pembayaran"),
    path("insentif/<int:pk>/spj/", pembayaran.spj_semua, name="spj_semua"),
    path("insentif/<int:pk>/spj/<str:jenis>/", pembayaran.spj, name="spj"),
    path("insentif/<int:pk>/spj/<str:jenis>/tarik/", pembayaran.spj_tarik, name="spj_tarik"),
    path("insentif/<int:pk>/unggah/", buku.unggah, name="unggah"),
    path("sanggahan/", sanggahan.sanggahan, name="sanggahan"),
    path("sanggahan/<int:pk>/", sanggahan.sanggahan_rinci, name="sanggahan_rinci"),
    path("sanggahan/<int:pk>/jawab/", sanggahan.sanggahan_jawab, name="sanggahan_jawab"),
    path("selisih/", piutang.owed_back, name="piutang"),
    path("selisih/<int:pk>/", piutang.detail, name="piutang_rinci"),
    path("selisih/<int:pk>/tutup/", piutang.close, name="piutang_tutup"),
    path("selisih/penyelesaian/<int:pk>/putus/", piutang.decide, name="piutang_putus"),
    path("serah/", serah.serah, name="serah"),
    path("serah/<str:periode>.<slug:bentuk>", serah.berkas, name="serah_berkas"),
    path("api/v1/insentif/serah/<str:periode>", serah.alamat, name="serah_alamat"),
    path("slip/", slip.slip, name="slip"),
    path("slip/selisih/<int:pk>/", slip.slip_lain, name="slip_selisih"),
    path("slip/<int:pk>/", slip.slip_bulan, name="slip_bulan"),
    path("slip/<int:pk>/sanggah/", sanggahan.sanggah, name="sanggah"),
    path("slip/<int:pk>/terbitkan/", slip.slip_terbitkan, name="slip_terbitkan"),
    path("slip/<int:pk>/slip.pdf", slip.slip_pdf, name="slip_pdf"),
    path("slip/sanggahan/<int:pk>/", sanggahan.sanggahan_saya, name="sanggahan_saya"),
    path("slip/sanggahan/<int:pk>/cabut/", sanggahan.sanggahan_cabut, name="sanggahan_cabut"),
]
