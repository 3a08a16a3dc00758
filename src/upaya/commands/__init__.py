"""The commands of `upaya` that need Django: modules with `add_arguments(parser)`, `run(args)`."""

from __future__ import annotations

import os


def set_up_django() -> None:
    """Load settings and apps once; called first in every `run`."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upaya.settings")
    django.setup()
