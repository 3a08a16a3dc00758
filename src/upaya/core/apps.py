"""The foundation app."""

from typing import ClassVar

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    """Installs the append-only triggers after every migrate."""

    name = "upaya.core"
    label = "core"
    append_only: ClassVar[tuple[str, ...]] = ("AuditEntry", "Dokumen", "WorkflowLog")
    audit_words: ClassVar[dict[str, str]] = {"dokumen.terbit": "Menerbitkan dokumen"}

    def ready(self) -> None:
        """Connect what must happen after a migrate."""
        from upaya.core import triggers  # noqa: PLC0415 - needs loaded apps

        # The signal is sent once for each app, all of them after the last migration has run.
        post_migrate.connect(triggers.install, sender=self, dispatch_uid="upaya.triggers")
