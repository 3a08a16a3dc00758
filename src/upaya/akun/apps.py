"""People, their memberships, and how they sign in."""

from django.apps import AppConfig


class AkunConfig(AppConfig):
    """People, their memberships, and how they sign in."""

    name = "upaya.akun"
    label = "akun"

    def ready(self) -> None:
        """Listen to what allauth reports."""
        from upaya.akun import checks, receivers  # noqa: PLC0415 - models exist only now

        checks.connect()
        receivers.connect()
