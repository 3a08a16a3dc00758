"""`python -m tests.snapshots.build NAME FOLDER`: fill the database in DATABASE_URL with a snapshot.

A process of its own, so that nothing of the test that happens to come first gets into the world:
no counter, no setting, no cache. FOLDER receives the files that belong to the rows, and what tests
need to know of the world.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

HANDLE, MEDIA = "pegangan.pickle", "berkas"

DEMO_DAY = date(2022, 11, 3)
"""The day that `make run` lives in."""


def kosong(folder: Path) -> None:
    """Every table, no row but those of the migrations."""
    from django.core.management import call_command  # noqa: PLC0415 - needs loaded apps

    from upaya.commands.migrate import migrate  # noqa: PLC0415

    migrate()
    call_command("migrate", run_syncdb=True, verbosity=0)  # a system of the tests has no migrations


def dunia(folder: Path) -> None:
    """The shared world of the tests, and its handle."""
    from tests.world.build import make  # noqa: PLC0415

    _world(folder, make)


def ramai(folder: Path) -> None:
    """The same world, grown, and its handle."""
    from tests.world.crowd import make  # noqa: PLC0415

    _world(folder, make)


def _world(folder: Path, make: Callable[[], object]) -> None:
    from django.test import override_settings  # noqa: PLC0415

    from tests.factories import numbers  # noqa: PLC0415
    from tests.world.handle import TODAY  # noqa: PLC0415
    from upaya.core import notifications  # noqa: PLC0415

    numbers.start_at(numbers.SHARED_WORLD)
    with override_settings(BUSINESS_DATE=TODAY), notifications.silence():
        (folder / HANDLE).write_bytes(pickle.dumps(make()))


def contoh(folder: Path) -> None:
    """The demo, whole, as `make run` loads it."""
    from django.test import override_settings  # noqa: PLC0415

    from upaya.demo import muat  # noqa: PLC0415

    with override_settings(DEMO=True, BUSINESS_DATE=DEMO_DAY):
        muat.load(Random(3512))  # noqa: S311 - the same invented people every time
        for stage in muat.stages():
            muat.load_stage(stage, Random(3510))  # noqa: S311 - the same


BUILDERS = {"kosong": kosong, "dunia": dunia, "ramai": ramai, "contoh": contoh}


def main(name: str, folder: Path) -> None:
    """Build `name` into the database at hand."""
    fill = BUILDERS[name]
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django  # noqa: PLC0415 - the settings are known only now

    django.setup()
    from django.db import connection  # noqa: PLC0415
    from django.test import override_settings  # noqa: PLC0415

    media = folder / MEDIA
    media.mkdir()
    with override_settings(MEDIA_ROOT=media):
        fill(folder)
    connection.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
