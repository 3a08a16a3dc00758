"""`upaya demo`: Kabupaten Situbondo and the districts of single parts, once, and the accounts."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from random import Random


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what the command takes."""
    parser.add_argument(
        "bagian", metavar="BAGIAN", nargs="*", help='hanya bagian itu, misalnya "supermiskol"'
    )


def run(args: argparse.Namespace) -> int:
    """Load what of the demo is missing; keep everything that stands. 0, or 1 refused."""
    os.environ.setdefault("UPAYA_DEMO", "1")
    from upaya.commands import set_up_django

    set_up_django()
    from django.conf import settings

    from upaya.commands.migrate import migrate
    from upaya.core.registry import registry
    from upaya.demo import muat
    from upaya.exchange import isolated

    isolated.use(isolated.direct)  # its files are its own
    if not settings.DEMO:
        print("Demo hanya dimuat bila UPAYA_DEMO=1.", file=sys.stderr)
        return 1
    known = {stage.name for stage in registry().load("stages")}
    if unknown := sorted(set(args.bagian) - known):
        names = ", ".join(sorted(known))
        print(f"Bagian {', '.join(unknown)} tidak ada; yang ada: {names}.", file=sys.stderr)
        return 2
    migrate()
    if not args.bagian and muat.needed():
        _timed("Kabupaten Situbondo", lambda: muat.load(_random(3512)))
    for stage in muat.stages():
        if not args.bagian or stage.name in args.bagian:
            _timed(stage.nama, partial(muat.load_stage, stage, _random(3510)))
    for line in muat.accounts():
        print(line)
    return 0


def _random(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - the same invented people every time


def _timed(name: str, load: Callable[[], None]) -> None:
    print(f"Menyiapkan contoh {name} ...", flush=True)
    started = time.monotonic()
    load()
    print(f"Siap dalam {time.monotonic() - started:.0f} detik.")
