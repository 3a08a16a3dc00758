"""Addresses of akun; those of signing in, whose names allauth fixes, are in `signin_urls`."""

from __future__ import annotations

from django.urls import URLPattern, path

from upaya.akun.views import diri, inbox, masuk, matriks, pelimpahan, pengguna, usulan

app_name = "akun"
urlpatterns: list[URLPattern] = [
    path("", masuk.start, name="mulai"),
    path("masuk/demo/", masuk.enter_demo, name="masuk_demo"),
    path("profil/", diri.profile, name="profil"),
    path("peran/", diri.switch_role, name="peran"),
    path("profil/kertas/", diri.paper, name="kertas"),
    path("tugas/", inbox.tugas, name="tugas"),
    path("tugas/jumlah/", inbox.counted, name="jumlah"),
    path("pelimpahan/", pelimpahan.all_of_them, name="pelimpahan"),
    path("pelimpahan/peran/<int:pk>/", pelimpahan.add, name="limpahkan"),
    path("pelimpahan/<int:pk>/cabut/", pelimpahan.withdraw, name="cabut_pelimpahan"),
    path("tanpa-peran/", diri.without_role, name="tanpa_peran"),
    path("pengguna/", pengguna.people, name="daftar"),
    path("pengguna/baru/", pengguna.add, name="tambah"),
    path("pengguna/matriks/", matriks.show, name="matriks"),
    path("pengguna/peran/<int:pk>/akhiri/", pengguna.end_role, name="akhiri"),
    path("pengguna/<int:pk>/", pengguna.person, name="orang"),
    path("pengguna/<int:pk>/ubah/", pengguna.edit, name="ubah"),
    path("pengguna/<int:pk>/peran/", pengguna.add_role, name="tambah_peran"),
    path("pengguna/<int:pk>/pulihkan/", usulan.ask, name="pulihkan"),
    path("pengguna/usulan/<int:pk>/", usulan.detail, name="usulan"),
    path("pengguna/usulan/<int:pk>/putus/", usulan.decide, name="usulan_putus"),
    path("pengguna/<int:pk>/nonaktifkan/", pengguna.close, name="nonaktifkan"),
    path("pengguna/<int:pk>/aktifkan/", pengguna.reopen, name="aktifkan"),
]
