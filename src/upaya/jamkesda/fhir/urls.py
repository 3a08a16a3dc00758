"""Addresses in FHIR R4, as R4 spells them."""

from __future__ import annotations

from django.urls import URLPattern, path

from upaya.jamkesda.fhir import views

app_name = "fhir"
urlpatterns: list[URLPattern] = [
    path("metadata", views.metadata, name="uraian"),
    path("CodeSystem/alasan-klaim", views.reasons, name="alasan"),
    path("Coverage/<slug:kartu>", views.cover, name="tanggungan"),
    path("CoverageEligibilityRequest", views.question, name="tanya"),
    path("Claim", views.send, name="klaim_kirim"),
    path("Claim/$submit", views.submit, name="klaim_jawab"),
    path("Claim/<int:nomor>", views.one_claim, name="klaim"),
    path("ClaimResponse/<int:nomor>", views.one_answer, name="jawaban"),
]
