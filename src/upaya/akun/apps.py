"""People, their memberships, and how they sign in."""

from typing import ClassVar

from django.apps import AppConfig


class AkunConfig(AppConfig):
    """People, their memberships, and how they sign in."""

    name = "upaya.akun"
    label = "akun"
    audit_words: ClassVar[dict[str, str]] = {
        "pengguna.tambah": "Menambah pengguna",
        "pengguna.ubah": "Mengubah data pengguna",
        "pengguna.aktifkan": "Membuka kembali akun pengguna",
        "pengguna.nonaktifkan": "Menutup akun pengguna",
        "pengguna.tautan_sandi": "Membuat tautan kata sandi untuk pengguna",
        "pengguna.ganti_sandi": "Mengganti kata sandi",
        "pengguna.pasang_pengaman": "Memasang verifikasi dua langkah",
        "pengguna.lepas_pengaman": "Melepas verifikasi dua langkah",
        "keanggotaan.tambah": "Memberi peran kepada pengguna",
        "keanggotaan.akhiri": "Mengakhiri peran pengguna",
    }

    def ready(self) -> None:
        """Listen to what allauth reports."""
        from upaya.akun import receivers  # noqa: PLC0415 - models exist only now

        receivers.connect()
