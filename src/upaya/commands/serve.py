"""`upaya serve`: bring tables and static files up to date, then answer requests until Ctrl-C."""

from __future__ import annotations

import argparse
import hashlib
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from upaya.commands import set_up_django
from upaya.commands.pekerja import QUEUE, Pekerja

_NOTES = """\
Kerja latar (surat pemberitahuan, simulasi) dikerjakan satu proses pekerja di samping layanan ini,
yang ikut berhenti bersamanya. Bila banyak layanan memakai satu basis data, jalankan masing-masing
dengan --tanpa-pekerja, dan di satu tempat atau lebih:
  upaya pekerja
"""
_LAST_PORT = 65_535


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


def run(args: argparse.Namespace) -> int:
    """Serve until stopped; 1 when the port is taken."""
    if not _free(args.host, args.port):
        print(
            f"Port {args.port} sedang dipakai. Pilih yang lain: upaya serve --port {args.port + 1}",
            file=sys.stderr,
        )
        return 1
    shown = "localhost" if args.host in {"127.0.0.1", "0.0.0.0", "::"} else args.host  # noqa: S104 - compared, not bound
    address = f"http://{shown}:{args.port}"
    os.environ.setdefault("UPAYA_URL", address)  # what mails and the QR of papers point to
    os.environ.setdefault("UPAYA_TASKS", QUEUE)  # a page must not wait for what takes long
    set_up_django()
    if not args.tanpa_migrasi:
        from upaya.commands.migrate import migrate, unapplied

        if unapplied():
            print("Menyiapkan tabel basis data ...", flush=True)
            migrate()
    if collect_static():
        print("Menyiapkan berkas tampilan ...", flush=True)
    print(f"Upaya berjalan di {address} (berhenti: Ctrl-C)", flush=True)
    with _worker(wanted=not args.tanpa_pekerja):
        _serve(args.host, args.port, args.proses)
    print("Upaya berhenti.")
    return 0


@contextmanager
def _worker(*, wanted: bool) -> Iterator[None]:
    """Inside, a worker does what the pages hand to the queue; it ends with the block."""
    from django.conf import settings

    if not wanted or settings.TASKS["default"]["BACKEND"] != QUEUE:
        yield
        return
    worker = Pekerja()
    try:
        yield
    finally:
        worker.stop()


def _serve(host: str, port: int, workers: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "upaya.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        # One thread a process: SQLite has one writer, and more threads only wait for each other.
        blocking_threads=1,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=5,  # a worker that does not end by itself must not hold the stop up
    ).serve()


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


def _free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
