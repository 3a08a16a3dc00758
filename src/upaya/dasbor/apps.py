"""The dashboard of the Dinas and of the ministry: indicators with their meaning in words."""

from django.apps import AppConfig


class DasborConfig(AppConfig):
    """Indicators of a district and of the nation; owns no table."""

    name = "upaya.dasbor"
    label = "dasbor"
