"""The foundation app."""

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate, pre_migrate

from upaya.exchange import isolated


class CoreConfig(AppConfig):
    """Reads what every app declares, and installs the triggers after every migrate."""

    name = "upaya.core"
    label = "core"

    def ready(self) -> None:
        """Refuse to start on declarations that do not fit; connect what follows a migrate."""
        from upaya.core import checks, quarantine, triggers  # noqa: PLC0415 - needs loaded apps
        from upaya.core.registry import registry  # noqa: PLC0415

        registry()
        checks.connect()
        pre_migrate.connect(
            triggers.uninstall_rules, sender=self, dispatch_uid="upaya.triggers.before"
        )
        if settings.READ_APART:
            isolated.use(quarantine.run)
        # The signal is sent once for each app, all of them after the last migration has run.
        post_migrate.connect(triggers.install, sender=self, dispatch_uid="upaya.triggers")
