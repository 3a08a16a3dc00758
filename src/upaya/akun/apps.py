"""People, their memberships, and how they sign in."""

from django.apps import AppConfig


class AkunConfig(AppConfig):
    """People, their memberships, and how they sign in."""

    name = "upaya.akun"
    label = "akun"
