"""Payments: who gets how much from which source, sent once and proven."""

from typing import ClassVar

from django.apps import AppConfig


class PembayaranConfig(AppConfig):
    """Payments: who gets how much from which source, sent once and proven."""

    name = "upaya.pembayaran"
    label = "pembayaran"
    audit_words: ClassVar[dict[str, str]] = {}
