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
        "spj.tarik": "Menarik dokumen SPJ",
        "sanggahan.cabut": "Mencabut sanggahan sendiri",
    }
    append_only: ClassVar[tuple[str, ...]] = ("Perhitungan", "PerhitunganPetugas")

    def ready(self) -> None:
        """Tell `pembayaran` where an incentive's payment belongs and what follows its end."""
        # Models are there only now.
        from upaya.insentif.services.penutupan import SUMBER_INSENTIF  # noqa: PLC0415
        from upaya.pembayaran import sumber  # noqa: PLC0415

        sumber.register(SUMBER_INSENTIF)
