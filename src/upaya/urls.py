"""The address book. Every app keeps its own; the order is the order of the menu."""

from django.urls import include, path

urlpatterns = [
    path("", include("upaya.core.urls")),
    path("", include("upaya.akun.urls")),
    path("", include("upaya.akun.signin_urls")),
    path("", include("upaya.insentif.urls")),
    path("pembayaran/", include("upaya.pembayaran.urls")),
    path("", include("upaya.dasbor.urls")),
    path("simulasi/", include("upaya.simulasi.urls")),
    path("petugas/", include("upaya.pegawai.urls")),
    path("puskesmas/", include("upaya.wilayah.urls")),
    path("aturan/", include("upaya.regulasi.urls")),
]

handler400 = "upaya.core.faults.bad_request"
handler403 = "upaya.core.faults.forbidden"
handler404 = "upaya.core.faults.not_found"
handler500 = "upaya.core.faults.server_error"
