"""The worker beside the server: it does the queue's work, and never outlives its server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

UPAYA = Path(sys.executable).with_name("upaya")
PATIENCE = 120
ENQUEUE = """
import django; django.setup()
from upaya.core.tasks import enqueue, send_mail
enqueue(send_mail, "a@upaya.example", "Halo", "Isi surat contoh")
"""
LEFT = """
import django; django.setup()
from django_tasks_db.models import DBTaskResult
print(DBTaskResult.objects.filter(status="READY").count())
"""


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """A demo of its own with the queue on: no variable of the tests, an empty data folder."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("UPAYA_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    return kept | {
        "UPAYA_DEMO": "1",
        "UPAYA_DATA": str(tmp_path / "data"),
        "UPAYA_TASKS": "django_tasks_db.DatabaseBackend",
        "DJANGO_SETTINGS_MODULE": "upaya.settings",
    }


class Server:
    """`upaya serve` as a person starts it; what it and its worker print lands in a file."""

    def __init__(self, surroundings: dict[str, str], folder: Path) -> None:
        self.surroundings = surroundings
        self.printed = folder / "keluaran"
        self.port = _free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.seen: set[int] = set()

    def start(self, *options: str) -> subprocess.Popen[bytes]:
        with self.printed.open("wb") as target:
            self.process = subprocess.Popen(
                [UPAYA, "serve", "--port", str(self.port), "--proses", "1", *options],
                env=self.surroundings,
                stdout=target,
                stderr=subprocess.STDOUT,
            )
        until(self._answers)
        return self.process

    def _answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.printed.read_text()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5):
                return True
        except OSError:
            return False

    def workers(self) -> list[int]:
        """Workers of this very server that live."""
        assert self.process is not None
        mark = f"--induk\0{self.process.pid}\0".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                words = (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if words.endswith(mark):
                found.append(int(folder.name))
        self.seen.update(found)
        return found

    def ask(self, program: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", program], env=self.surroundings, capture_output=True,
            text=True, timeout=PATIENCE, check=True,
        )  # fmt: skip
        return done.stdout.strip()


@pytest.fixture
def server(surroundings: dict[str, str], tmp_path: Path) -> Iterator[Server]:
    """Nothing of it is left after the test, whatever happened."""
    made = Server(surroundings, tmp_path)
    yield made
    if made.process is not None:
        made.process.kill()
        made.process.wait()
        made.workers()
    for pid in made.seen:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "tidak terjadi dalam waktunya"
        time.sleep(0.2)


def test_the_worker_does_the_work_and_ends_with_ctrl_c(server: Server) -> None:
    running = server.start()
    until(server.workers)
    server.ask(ENQUEUE)
    until(lambda: "Isi surat contoh" in server.printed.read_text())  # mail goes to the terminal
    (first,) = server.workers()

    os.kill(first, signal.SIGKILL)  # for want of memory, say
    until(lambda: server.workers() not in ([], [first]))
    assert "dijalankan lagi" in server.printed.read_text()

    running.send_signal(signal.SIGINT)
    assert running.wait(PATIENCE) == 0
    assert server.workers() == []
    assert "Upaya berhenti." in server.printed.read_text()
    assert "Traceback" not in server.printed.read_text()


def test_the_worker_does_not_outlive_a_killed_server(server: Server) -> None:
    running = server.start()
    until(server.workers)
    children = [
        int(pid)
        for pid in subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(running.pid)],
            capture_output=True, text=True, check=True,
        ).stdout.split()
    ]  # fmt: skip
    running.kill()
    running.wait()
    until(lambda: not server.workers())
    for pid in children:  # the server's own processes, which a killed parent leaves behind
        if pid not in server.seen:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue


def test_without_a_worker_the_queue_waits_for_one_elsewhere(server: Server) -> None:
    running = server.start("--tanpa-pekerja")
    server.ask(ENQUEUE)
    time.sleep(3)  # longer than a worker beside it would take to appear
    assert server.workers() == []
    assert server.ask(LEFT) == "1"

    elsewhere = subprocess.Popen([UPAYA, "pekerja"], env=server.surroundings,
                                 stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        until(lambda: server.ask(LEFT) == "0")
        elsewhere.send_signal(signal.SIGINT)
        printed, _ = elsewhere.communicate(timeout=PATIENCE)
    finally:
        elsewhere.kill()
        elsewhere.wait()
    assert elsewhere.returncode == 0
    assert b"Isi surat contoh" in printed
    running.send_signal(signal.SIGTERM)
    assert running.wait(PATIENCE) == 0


def test_a_worker_without_a_queue_says_so(surroundings: dict[str, str]) -> None:
    surroundings["UPAYA_TASKS"] = "django_tasks.backends.immediate.ImmediateBackend"
    done = subprocess.run([UPAYA, "pekerja"], env=surroundings, capture_output=True, text=True,
                          timeout=PATIENCE, check=False)  # fmt: skip
    assert done.returncode == 1
    assert "Tidak ada antrean" in done.stderr
