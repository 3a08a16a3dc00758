"""`upaya demo`: fill an empty database with Kabupaten Situbondo, once, and print the accounts."""

from __future__ import annotations

import argparse
import os
import sys
import time
from random import Random


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No options: the demo is the same for everybody."""


def run(_args: argparse.Namespace) -> int:
    """Load the demo when the database is empty; keep everything when it is not. 0, or 1 refused."""
    os.environ.setdefault("UPAYA_DEMO", "1")
    from upaya.commands import set_up_django

    set_up_django()
    from django.conf import settings

    from upaya.commands.migrate import migrate
    from upaya.demo import muat
    from upaya.exchange import isolated

    isolated.use(isolated.direct)  # its files are its own
    if not settings.DEMO:
        print("Demo hanya dimuat bila UPAYA_DEMO=1.", file=sys.stderr)
        return 1
    migrate()
    if muat.needed():
        print("Menyiapkan contoh Kabupaten Situbondo ...", flush=True)
        started = time.monotonic()
        muat.load(Random(3512))  # noqa: S311 - the same invented people every time
        print(f"Siap dalam {time.monotonic() - started:.0f} detik.")
    for line in muat.accounts():
        print(line)
    return 0
