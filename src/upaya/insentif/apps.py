"""Insentif UKM: the month of a puskesmas from an empty sheet to a decision."""

from django.apps import AppConfig


class InsentifConfig(AppConfig):
    """Names the frozen calculations as append-only."""

    name = "upaya.insentif"
    label = "insentif"

    def ready(self) -> None:
        """Tell `pembayaran` where an incentive's payment belongs and what follows its end."""
        # Models are there only now.
        from upaya.insentif.services.penutupan import SUMBER_INSENTIF  # noqa: PLC0415
        from upaya.pembayaran import sumber  # noqa: PLC0415

        sumber.register(SUMBER_INSENTIF)
