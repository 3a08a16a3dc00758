"""The commands of `upaya` that need Django: modules with `add_arguments(parser)`, `run(args)`."""

from __future__ import annotations

import os
import sys


def set_up_django() -> None:
    """Load settings and apps once; called first in every `run`."""
    import django
    from django.apps import apps
    from django.core.exceptions import ImproperlyConfigured

    from upaya.commands.memory import settle
    from upaya.core.keys import MissingKeyError

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upaya.settings")
    if apps.ready:
        return
    try:
        django.setup()
    except (ImproperlyConfigured, MissingKeyError) as fault:
        sys.exit(f"{fault}\nUntuk mencoba dengan data contoh: UPAYA_DEMO=1.")
    settle()
