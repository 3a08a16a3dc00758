"""Addresses of need, formations and the selection."""

from __future__ import annotations

from django.urls import path

from upaya.tenaga.formasi import views, views_kebutuhan

app_name = "formasi"
urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("tetapkan/", views.tetapkan, name="tetapkan"),
    path("<int:pk>/", views.rinci, name="rinci"),
    path("<int:pk>/cabut/", views.cabut, name="cabut"),
    path("<int:pk>/calon/", views.calon, name="calon"),
    path("calon/<int:pk>/hasil/", views.hasil, name="hasil"),
    path("calon/<int:pk>/stra/", views.stra, name="stra"),
    path("banding/", views.beside, name="banding"),
    path("kebutuhan/", views_kebutuhan.kebutuhan_daftar, name="kebutuhan_daftar"),
    path("kebutuhan/hitung/", views_kebutuhan.hitung, name="hitung"),
    path("kebutuhan/<int:pk>/", views_kebutuhan.kebutuhan, name="kebutuhan"),
    path("kebutuhan/<int:pk>/berkas/", views_kebutuhan.berkas, name="kebutuhan_berkas"),
]
