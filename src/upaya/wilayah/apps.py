"""The map of units."""

from django.apps import AppConfig


class WilayahConfig(AppConfig):
    """The map of units."""

    name = "upaya.wilayah"
    label = "wilayah"

    def ready(self) -> None:
        """Let `check` look at the stored units."""
        from upaya.wilayah import checks  # noqa: PLC0415 - models exist only now

        checks.connect()
