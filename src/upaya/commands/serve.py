"""`upaya serve`: bring tables and static files up to date, then answer requests until Ctrl-C."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from upaya.commands import set_up_django
from upaya.commands.keeper import Kept, end_with
from upaya.commands.pekerja import QUEUE

_NOTES = """\
Kerja latar (surat pemberitahuan, simulasi) dikerjakan satu proses pekerja di samping layanan ini,
yang ikut berhenti bersamanya. Bila banyak layanan memakai satu basis data, jalankan masing-masing
dengan --tanpa-pekerja, dan di satu tempat atau lebih:
  upaya pekerja
"""
_LAST_PORT = 65_535
_BACKLOG = 1_024
_AFTER = 2
"""Seconds after which the worker starts: somebody waits for the first page."""


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= _LAST_PORT:
        raise argparse.ArgumentTypeError(f"port adalah angka 1 sampai {_LAST_PORT}, bukan {text!r}")
    return int(text)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"banyaknya proses paling sedikit 1, bukan {text!r}")
    return int(text)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what the command takes."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _NOTES
    parser.add_argument("--port", type=_port, default=8000, help="port layanan (8000)")
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="alamat yang didengar (127.0.0.1: hanya komputer ini; 0.0.0.0: semua)",
    )
    parser.add_argument(
        "--proses", type=_count, default=_cores(), help="banyaknya proses (sebanyak inti prosesor)"
    )
    parser.add_argument(
        "--tanpa-migrasi",
        action="store_true",
        help="jangan perbarui tabel; untuk banyak layanan pada satu basis data",
    )
    parser.add_argument(
        "--tanpa-pekerja",
        action="store_true",
        help="jangan jalankan pekerja latar; jalankan `upaya pekerja` di tempat lain",
    )

    # One of the web processes: the socket it answers on, and the server that started it.
    parser.add_argument("--soket", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--induk", type=int, default=0, help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Serve until stopped; 1 when the port is taken."""
    if args.soket is not None:
        return _one_process(args)
    listening = _listen(args.host, args.port)
    if listening is None:
        print(
            f"Port {args.port} sedang dipakai. Pilih yang lain: upaya serve --port {args.port + 1}",
            file=sys.stderr,
        )
        return 1
    shown = "localhost" if args.host in {"127.0.0.1", "0.0.0.0", "::"} else args.host  # noqa: S104 - compared, not bound
    address = f"http://{shown}:{args.port}"
    os.environ.setdefault("UPAYA_URL", address)  # what mails and the QR of papers point to
    os.environ.setdefault("UPAYA_TASKS", QUEUE)  # a page must not wait for what takes long
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = _counted_anew()
    set_up_django()
    if not args.tanpa_migrasi:
        from upaya.commands.migrate import migrate, unapplied

        if unapplied():
            print("Menyiapkan tabel basis data ...", flush=True)
            migrate()
    if said := _role_warning():
        print(said, file=sys.stderr, flush=True)
    if collect_static():
        print("Menyiapkan berkas tampilan ...", flush=True)
    print(f"Upaya berjalan di {address} (berhenti: Ctrl-C)", flush=True)
    with _worker(wanted=not args.tanpa_pekerja):
        _serve(listening, args.proses)
    print("Upaya berhenti.")
    return 0


def _counted_anew() -> str:
    """The folder in which the processes of this service count their answers, emptied."""
    folder = Path(os.environ.get("UPAYA_DATA", "var")).resolve() / "metrik"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return str(folder)


def _role_warning() -> str:
    """Whether the service signs in to its database as somebody who may take its guards away."""
    from upaya.core import database_role

    return database_role.warning()


def _one_process(args: argparse.Namespace) -> int:
    end_with(args.induk)
    set_up_django()
    from upaya.commands import web

    web.serve(args.soket)
    return 0


@contextmanager
def _worker(*, wanted: bool) -> Iterator[None]:
    """Inside, a worker does what the pages hand to the queue; it ends with the block."""
    from django.conf import settings

    if not wanted or settings.TASKS["default"]["BACKEND"] != QUEUE:
        yield
        return
    worker = Kept("pekerja", name="Pekerja latar", delay=_AFTER)
    try:
        yield
    finally:
        worker.stop()


def _serve(listening: socket.socket, count: int) -> None:
    """Keep so many web processes on one socket until Ctrl-C or a request to end."""
    over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: over.set())
    listening.set_inheritable(True)
    place = listening.fileno()
    children = [
        Kept("serve", "--soket", str(place), name="Proses halaman", fds=(place,))
        for _ in range(count)
    ]
    over.wait()
    for child in children:
        child.ask_to_end()
    for child in children:
        child.stop()


def collect_static() -> bool:
    """Collect static files when they differ from what was collected last; True when it did."""
    from django.conf import settings
    from django.core.management import call_command

    mark = settings.STATIC_ROOT / ".sidik"
    digest = _static_digest()
    if mark.exists() and mark.read_text(encoding="ascii") == digest:
        return False
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(digest, encoding="ascii")
    return True


def _static_digest() -> str:
    """A fingerprint of names, sizes and times of all static files; no content is read."""
    from django.contrib.staticfiles.finders import get_finders

    lines = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            lines.append(f"{path}\0{status.st_size}\0{status.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _listen(host: str, port: int) -> socket.socket | None:
    """The socket that all web processes share; None when the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(_BACKLOG)
    except OSError:
        listening.close()
        return None
    return listening
