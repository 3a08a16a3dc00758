"""Addresses of tariff lists."""

from __future__ import annotations

from django.urls import path

from upaya.jamkesda.tarif import views

app_name = "tarif"
urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("unggah/", views.unggah, name="unggah"),
    path("unggah/templat.xlsx", views.templat, name="templat"),
    path("<int:pk>/", views.rinci, name="rinci"),
    path("<int:pk>/usul/", views.usul, name="usul"),
    path("<int:pk>/buang/", views.buang, name="buang"),
    path("<int:pk>/putus/", views.putus, name="putus"),
]
