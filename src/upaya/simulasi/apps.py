"""What-if: what months would have paid under other parameters; real months stay untouched."""

from typing import ClassVar

from django.apps import AppConfig


class SimulasiConfig(AppConfig):
    """Scenarios and their results."""

    name = "upaya.simulasi"
    label = "simulasi"
    audit_words: ClassVar[dict[str, str]] = {}
