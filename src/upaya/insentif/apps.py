"""Insentif UKM: the month of a puskesmas from an empty sheet to a decision."""

from typing import ClassVar

from django.apps import AppConfig


class InsentifConfig(AppConfig):
    """Names the frozen calculations as append-only."""

    name = "upaya.insentif"
    label = "insentif"
    audit_words: ClassVar[dict[str, str]] = {
        "insentif.buka": "Membuka bulan insentif",
        "insentif.unggah": "Menerapkan buku kerja isian bulan",
        "insentif.temuan_dicabut": "Mencabut temuan verifikasi",
        "insentif.tanggapan": "Menanggapi temuan verifikasi",
    }
    append_only: ClassVar[tuple[str, ...]] = ("Perhitungan", "PerhitunganPetugas")
