"""Addresses of pembayaran."""

from __future__ import annotations

from django.urls import path

from upaya.pembayaran.views import (
    bank_file,
    bank_format,
    deductions,
    pembetulan,
    rekening,
    shipments,
)
from upaya.pembayaran.views import lines as daftar

app_name = "pembayaran"
urlpatterns = [
    path("format-bank/", bank_format.layout, name="format_bank"),
    path("format-bank/<int:pk>/", bank_format.detail, name="format_usulan"),
    path("format-bank/<int:pk>/putus/", bank_format.decide, name="format_putus"),
    path("rekening-pembantu/", rekening.accounts, name="rekening_pembantu"),
    path("rekening-pembantu/usul/", rekening.ask, name="rekening_pembantu_usul"),
    path("rekening-pembantu/<int:pk>/putus/", rekening.decide, name="rekening_pembantu_putus"),
    path("<int:pk>/", daftar.detail, name="rinci"),
    path("<int:pk>/perbarui/", daftar.refresh, name="perbarui"),
    path("<int:pk>/rekening-bersama/", daftar.confirm_account, name="rekening_bersama"),
    path("<int:pk>/pajak/", daftar.tax_list, name="pajak"),
    path("<int:pk>/pajak.xlsx", daftar.tax_return, name="pajak_xlsx"),
    path("<int:pk>/kirim/", shipments.send, name="kirim"),
    path("<int:pk>/hasil/", bank_file.upload, name="hasil"),
    path("baris/<int:pk>/", daftar.line, name="baris"),
    path("baris/<int:pk>/pajak/", daftar.tax, name="baris_pajak"),
    path("baris/<int:pk>/hasil/", shipments.note_line, name="baris_hasil"),
    path("percobaan/<int:pk>/betulkan/", pembetulan.mend_result, name="betulkan_hasil"),
    path("kiriman/<int:pk>/betulkan/", pembetulan.mend_shipment, name="betulkan_kiriman"),
    path("dana/<int:pk>/betulkan/", pembetulan.mend_funds, name="betulkan_dana"),
    path("baris/<int:pk>/potongan/", deductions.ask, name="potongan"),
    path("potongan/<int:pk>/putus/", deductions.decide, name="potongan_putus"),
    path("potongan/<int:pk>/cabut/", deductions.withdraw, name="potongan_cabut"),
    path("usulan-pajak/<int:pk>/putus/", daftar.decide_tax, name="pajak_putus"),
    path("pembetulan/<int:pk>/", pembetulan.detail, name="pembetulan"),
    path("pembetulan/<int:pk>/putus/", pembetulan.decide, name="pembetulan_putus"),
    path("kiriman/<int:pk>/", shipments.shipment, name="kiriman"),
    path("kiriman/<int:pk>/bank.csv", shipments.order_file, name="kiriman_csv"),
    path("kiriman/<int:pk>/hasil/", shipments.note_shipment, name="kiriman_hasil"),
    path("hasil/<int:pk>/", bank_file.dry_run, name="hasil_periksa"),
    path("hasil/<int:pk>/terapkan/", bank_file.apply, name="hasil_terapkan"),
    path("hasil/<int:pk>/buang/", bank_file.drop, name="hasil_buang"),
]
