"""What-if: what months would have paid under other parameters; real months stay untouched."""

from django.apps import AppConfig


class SimulasiConfig(AppConfig):
    """Scenarios and their results."""

    name = "upaya.simulasi"
    label = "simulasi"

    def ready(self) -> None:
        """Speak for proposed rules: regulasi shows what they would have done."""
        # Models are there only now.
        from upaya.regulasi import dampak as regulasi  # noqa: PLC0415
        from upaya.simulasi import dampak  # noqa: PLC0415

        regulasi.register(dampak.of_proposal)
