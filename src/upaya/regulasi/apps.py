"""A district's own dated rules."""

from typing import ClassVar

from django.apps import AppConfig


class RegulasiConfig(AppConfig):
    """A district's own dated rules."""

    name = "upaya.regulasi"
    label = "regulasi"
    audit_words: ClassVar[dict[str, str]] = {
        "aturan.tolak": "Menolak usulan aturan kabupaten",
    }
