"""A district's own dated rules."""

from django.apps import AppConfig


class RegulasiConfig(AppConfig):
    """A district's own dated rules."""

    name = "upaya.regulasi"
    label = "regulasi"
