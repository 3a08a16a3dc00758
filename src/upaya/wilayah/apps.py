"""The map of units."""

from django.apps import AppConfig


class WilayahConfig(AppConfig):
    """The map of units."""

    name = "upaya.wilayah"
    label = "wilayah"
