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
        "bagian",
        metavar="BAGIAN",
        nargs="*",
        help='hanya sistem itu, misalnya "supermiskol" atau "insentif"',
    )
    parser.add_argument(
        "--menyusul",
        action="store_true",
        help="muat yang masih kurang di samping layanan yang berjalan, tanpa daftar akun",
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
    asked = set(args.bagian)
    alone = {stage.name for stage in registry().load("stages")}
    shared = {part.name for part in registry().systems if part.demo} - alone
    if unknown := sorted(asked - alone - shared):
        names = ", ".join(sorted(alone | shared))
        print(f"Bagian {', '.join(unknown)} tidak ada; yang ada: {names}.", file=sys.stderr)
        return 2
    migrate()
    # The systems without a district of their own share one, and come together.
    if (not asked or asked & shared) and muat.needed():
        _timed("Kabupaten Situbondo", lambda: muat.load(_random(3512)))
    for stage in muat.stages():
        if not asked or stage.name in asked:
            _timed(stage.nama, partial(muat.load_stage, stage, _random(3510)))
    for line in () if args.menyusul else muat.accounts():
        print(line)
    return 0


def _random(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - the same invented people every time


def _timed(name: str, load: Callable[[], None]) -> None:
    print(f"Menyiapkan contoh {name} ...", flush=True)
    started = time.monotonic()
    load()
    print(f"Siap dalam {time.monotonic() - started:.0f} detik.")
