"""`upaya pekerja`: do the work that pages hand to the queue (mail, simulations) until stopped.

Beside it a thread looks every few minutes for steps that have run out and tells those above.

`upaya serve` starts one beside itself; an installation with many servers runs as many as it likes.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import threading
import time
from collections.abc import Callable

from upaya.commands import set_up_django
from upaya.commands.keeper import end_with

QUEUE = "django_tasks_db.DatabaseBackend"
"""What `UPAYA_TASKS` has to be for a worker to have anything to do."""

_POLITE = 10  # pages come first: the work in the background yields the processor to them
_AGAIN_AFTER = 2
_ROUND = 200
_KEPT_DAYS = 14
_LOOK = 300
"""Seconds before the database is asked again, tasks between two cleanings, days that finished tasks
are kept: they hold addresses; seconds between two looks at what is late."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what the command takes."""
    parser.description = (
        "Mengerjakan antrean kerja latar: surat dan simulasi; juga memberi tahu atasan tentang "
        "langkah yang terlambat dan mengirim kabar komunitas. Boleh lebih dari satu, di komputer "
        "mana pun yang mencapai basis data. Berhenti dengan Ctrl-C setelah kerja yang sedang "
        "berjalan selesai."
    )
    # Whoever started it; with its end this ends too, however it came about.
    parser.add_argument("--induk", type=int, default=0, help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Work until stopped; 1 when this installation has no queue."""
    os.nice(_POLITE)
    os.environ.setdefault("UPAYA_TASKS", QUEUE)
    if args.induk:
        end_with(args.induk)
    set_up_django()
    from django.conf import settings

    if settings.TASKS["default"]["BACKEND"] != QUEUE:
        print(f"Tidak ada antrean: atur UPAYA_TASKS={QUEUE}.", file=sys.stderr)
        return 1
    threading.Thread(target=_watch, name="terlambat", daemon=True).start()
    _work()
    return 0


def _watch() -> None:
    """Look for what is late and what is due until the process ends; first after one pause."""
    from upaya.alur.overdue import tell_all
    from upaya.komunitas.anggota import kabar
    from upaya.komunitas.surat_masuk import kotak

    while True:
        time.sleep(_LOOK)
        for name, look in (("terlambat", tell_all), ("kabar", kabar.run), ("surat", kotak.poll)):
            looked(name, look)


def looked(name: str, look: Callable[[], object]) -> None:
    """One look; whatever goes wrong in it is logged and neither ends the watch nor its neighbours.

    A mail server refuses, a mailbox says good-bye, the database is away: the next look finds the
    same, and finds it still there.
    """
    from django.db import close_old_connections

    close_old_connections()
    try:
        look()
    except Exception:  # what is not foreseen here would end all looks for good
        logging.getLogger("upaya.terlambat").exception(
            "gagal dilihat; dicoba lagi", extra={"task": name}
        )
    finally:
        close_old_connections()


def _work() -> None:
    from django.core.management import call_command
    from django.db import Error, close_old_connections
    from django.utils.crypto import get_random_string
    from django_tasks_db.management.commands.db_worker import Worker

    log = logging.getLogger("upaya.pekerja")
    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)  # it reports every stop as amiss
    name = get_random_string(32)
    while True:
        worker = Worker(
            queue_names=["*"],
            interval=1,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=_ROUND,
            worker_id=name,
            excluded_queue_names=[],
        )
        worker.configure_signals()
        try:
            call_command("prune_db_task_results", min_age_days=_KEPT_DAYS, verbosity=0)
            worker.run()
        except Error:  # the database is away, or another writer holds it for long
            log.exception("basis data tidak menjawab; dicoba lagi", extra={"task": "pekerja"})
            close_old_connections()
            time.sleep(_AGAIN_AFTER)
        if not worker.running:
            return
