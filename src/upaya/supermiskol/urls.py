"""Addresses of Supermiskol."""

from __future__ import annotations

from django.urls import path

from upaya.alur.forms import StepForm
from upaya.alur.urls import case_paths
from upaya.rules.workflow import Move
from upaya.supermiskol.andai import views as andai
from upaya.supermiskol.hak import views as hak
from upaya.supermiskol.hak import views_keluarga as keluarga
from upaya.supermiskol.kepesertaan import views as peserta
from upaya.supermiskol.kunjungan.views import ponsel
from upaya.supermiskol.kunjungan.views import tinjau as kunjungan
from upaya.supermiskol.papan import views as papan
from upaya.supermiskol.permohonan import views
from upaya.supermiskol.permohonan import views_terima as terima
from upaya.supermiskol.permohonan.forms import PutusanForm
from upaya.supermiskol.permohonan.pages import PAGES
from upaya.supermiskol.skema import views as skema
from upaya.supermiskol.surat import views as surat
from upaya.supermiskol.ulangan import views as ulangan

app_name = "miskol"


def _form_of(move: Move) -> type[StepForm]:
    return PutusanForm if move.name in {"setujui", "tolak"} else StepForm


urlpatterns = [
    path("surat-miskin/periksa/", surat.cari, name="cari"),
    path("surat-miskin/periksa/<slug:kode>/", surat.periksa, name="periksa"),
    path("surat-miskin/saya/", keluarga.keluarga, name="keluarga"),
    path("surat-miskin/saya/kabar/", keluarga.keluarga_kabar, name="keluarga_kabar"),
    path("surat-miskin/saya/keberatan/", keluarga.keluarga_keberatan, name="keluarga_keberatan"),
    path("surat-miskin/saya/betulkan/", keluarga.keluarga_betulkan, name="keluarga_betulkan"),
    path("surat-miskin/saya/surat/", keluarga.keluarga_surat, name="keluarga_surat"),
    path("surat-miskin/saya/salinan/", keluarga.keluarga_salinan, name="keluarga_salinan"),
    path("surat-miskin/saya/selesai/", keluarga.keluarga_selesai, name="keluarga_selesai"),
    path("miskol/lapangan/", ponsel.lapangan, name="lapangan"),
    path("miskol/lapangan/pekerja.js", ponsel.pekerja, name="lapangan_pekerja"),
    path("miskol/lapangan/bawa/", ponsel.lapangan_bawa, name="lapangan_bawa"),
    path("miskol/lapangan/<int:pk>/kirim/", ponsel.lapangan_kirim, name="lapangan_kirim"),
    path("miskol/ulangan/", ulangan.ulangan, name="ulangan"),
    path("miskol/ulangan/<int:pk>/", ulangan.ulangan_isi, name="ulangan_isi"),
    path("miskol/hak/", hak.hak_daftar, name="hak_daftar"),
    path("miskol/hak/<int:pk>/", hak.hak_rinci, name="hak_rinci"),
    path("miskol/hak/<int:pk>/jawab/", hak.hak_jawab, name="hak_jawab"),
    path("miskol/hak/<int:pk>/penuhi/", hak.hak_penuhi, name="hak_penuhi"),
    path("miskol/<int:pk>/hak/", hak.hak, name="hak"),
    path("miskol/<int:pk>/hak/salinan/", hak.hak_salinan, name="hak_salinan"),
    path("miskol/papan/", papan.papan, name="papan"),
    path("miskol/baru/", views.baru, name="baru"),
    path("miskol/berbeda/", surat.melawan, name="melawan"),
    path("miskol/peserta/", peserta.ekstrak, name="ekstrak"),
    path("miskol/peserta/<int:pk>/", peserta.ekstrak_rinci, name="ekstrak_rinci"),
    path("miskol/peserta/<int:pk>/pakai/", peserta.ekstrak_pakai, name="ekstrak_pakai"),
    path("miskol/<int:pk>/tanda-terima/", terima.tanda_terima, name="tanda_terima"),
    path("miskol/<int:pk>/cek/", views.cek, name="cek"),
    path("miskol/skema/", skema.skema, name="skema"),
    path("miskol/skema/<int:pk>/", skema.skema_rinci, name="skema_rinci"),
    path("miskol/skema/<int:pk>/andai/", andai.andai, name="skema_andai"),
    path("miskol/skema/susun/", skema.skema_susun, name="skema_susun"),
    path("miskol/skema/<int:pk>/ubah/", skema.skema_ubah, name="skema_ubah"),
    path("miskol/skema/<int:pk>/putus/", skema.skema_putus, name="skema_putus"),
    path("miskol/berkas/<int:pk>/", views.unduh_berkas, name="unduh_berkas"),
    path("miskol/berkas/<int:pk>/kecil/", views.foto_kecil, name="foto_kecil"),
    path("miskol/foto-ponsel/<int:pk>/kecil/", kunjungan.foto_samping, name="foto_samping"),
    path("miskol/<int:pk>/bentrok/<int:kiriman>/", kunjungan.bentrok, name="bentrok"),
    path("miskol/<int:pk>/hasil/", views.hasil_view, name="hasil"),
    path("miskol/<int:pk>/surat/", surat.surat, name="surat"),
    path("miskol/surat/<int:pk>/", surat.unduh, name="surat_pdf"),
    path("miskol/<int:pk>/surat/perpanjang/", surat.perpanjang, name="surat_perpanjang"),
    path("miskol/<int:pk>/kembar/<int:lain>/", views.kembar, name="kembar"),
    *case_paths(
        PAGES,
        "miskol/",
        step_form=_form_of,
        own={
            "daftar": views.daftar,
            "pemohon": views.pemohon,
            "berkas": views.berkas,
            "kunjungan": kunjungan.kunjungan,
        },
    ),
]
