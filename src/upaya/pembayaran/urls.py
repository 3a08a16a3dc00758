"""Addresses of pembayaran."""

from __future__ import annotations

from django.urls import path

from upaya.pembayaran.views import berkas, daftar, kirim, pembetulan

app_name = "pembayaran"
urlpatterns = [
    path("format-bank/", berkas.layout, name="format_bank"),
    path("<int:pk>/", daftar.detail, name="rinci"),
    path("<int:pk>/perbarui/", daftar.refresh, name="perbarui"),
    path("<int:pk>/rekening-bersama/", daftar.confirm_account, name="rekening_bersama"),
    path("<int:pk>/pajak/", daftar.tax_list, name="pajak"),
    path("<int:pk>/pajak.xlsx", daftar.tax_return, name="pajak_xlsx"),
    path("<int:pk>/kirim/", kirim.send, name="kirim"),
    path("<int:pk>/hasil/", berkas.upload, name="hasil"),
    path("baris/<int:pk>/", daftar.line, name="baris"),
    path("baris/<int:pk>/pajak/", daftar.tax, name="baris_pajak"),
    path("baris/<int:pk>/hasil/", kirim.note_line, name="baris_hasil"),
    path("percobaan/<int:pk>/betulkan/", pembetulan.mend_result, name="betulkan_hasil"),
    path("kiriman/<int:pk>/betulkan/", pembetulan.mend_shipment, name="betulkan_kiriman"),
    path("dana/<int:pk>/betulkan/", pembetulan.mend_funds, name="betulkan_dana"),
    path("pembetulan/<int:pk>/", pembetulan.detail, name="pembetulan"),
    path("pembetulan/<int:pk>/putus/", pembetulan.decide, name="pembetulan_putus"),
    path("kiriman/<int:pk>/", kirim.shipment, name="kiriman"),
    path("kiriman/<int:pk>/bank.csv", kirim.order_file, name="kiriman_csv"),
    path("kiriman/<int:pk>/hasil/", kirim.note_shipment, name="kiriman_hasil"),
    path("hasil/<int:pk>/", berkas.dry_run, name="hasil_periksa"),
    path("hasil/<int:pk>/terapkan/", berkas.apply, name="hasil_terapkan"),
    path("hasil/<int:pk>/buang/", berkas.drop, name="hasil_buang"),
]
