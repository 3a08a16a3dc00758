"""Officers, posts and decrees."""

from django.apps import AppConfig


class PegawaiConfig(AppConfig):
    """Officers, posts and decrees."""

    name = "upaya.pegawai"
    label = "pegawai"
