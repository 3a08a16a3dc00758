"""The app of the community: makes the index of its search after every migrate."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KomunitasConfig(AppConfig):
    """Connects what follows a migrate."""

    name = "upaya.komunitas"
    label = "komunitas"

    def ready(self) -> None:
        """The index stands after every migrate, made again when the word lists changed."""
        from upaya.komunitas.pencarian.sumber import after_migrate  # noqa: PLC0415 - needs loaded apps

        post_migrate.connect(after_migrate, sender=self, dispatch_uid="upaya.komunitas.cari")
