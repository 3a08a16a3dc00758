"""One installation from its first start on: the server, the worker beside it, the worker elsewhere.

Two servers live in it, one after the other, each from its start to its end; the tests read what
was seen.
"""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.installation import UPAYA, Answer, Standing, surroundings
from tests.waiting import PATIENCE, until

_ENQUEUE = """
import django; django.setup()
from upaya.core.tasks import enqueue, send_mail
enqueue(send_mail, "a@upaya.example", "Halo", "Isi surat contoh")
"""
_MAIL = "Isi surat contoh"
_PARENT = (
    "import signal; from upaya.commands.keeper import Kept; "
    'Kept("pekerja", name="Pekerja latar"); signal.pause()'
)
"""A server as the worker knows it: the process that made it."""


@dataclass
class Place:
    """Where the installation lives, and how it is asked."""

    folder: Path
    environment: dict[str, str]
    standing: Standing

    def upaya(self, *words: str) -> Answer:
        return self.standing.upaya(self.environment, *words)

    def enqueue(self) -> None:
        done = self.standing.ask(self.environment, _ENQUEUE)
        assert done.code == 0, done.err

    def waiting(self) -> int:
        """Tasks in the queue that nobody has begun."""
        query = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'READY'"
        with closing(sqlite3.connect(self.folder / "data" / "upaya.sqlite3", timeout=20)) as open_:
            (found,) = open_.execute(query).fetchone()
        return int(found)


class Program:
    """A program as a person starts it; what it and its worker print lands in a file."""

    def __init__(self, place: Place, name: str, *words: str | Path) -> None:
        self._file = place.folder / name
        with self._file.open("wb") as target:
            self.process = subprocess.Popen(
                words, env=place.environment, stdout=target, stderr=subprocess.STDOUT
            )
        self._seen: set[int] = set()

    def printed(self) -> str:
        return self._file.read_text()

    def says(self, words: str) -> bool:
        assert words in self.printed() or self.process.poll() is None, self.printed()
        return words in self.printed()

    def workers(self) -> list[int]:
        """Workers of this very program that live."""
        return self._children("pekerja")

    def pages(self) -> list[int]:
        """Its web processes that live."""
        return self._children("serve")

    def _children(self, command: str) -> list[int]:
        found = [
            pid
            for pid, words in _with_words(f"--induk\0{self.process.pid}\0".encode())
            if f"\0{command}\0".encode() in words
        ]
        self._seen.update(found)
        return found

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.process.wait(PATIENCE)

    def sweep(self) -> None:
        """Nothing of it is left, whatever happened."""
        self.process.kill()
        self.process.wait()
        self.workers()
        self.pages()
        for pid in self._seen:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue


def _with_words(end: bytes) -> Iterator[tuple[int, bytes]]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if words.endswith(end):
            yield int(folder.name), words


@contextmanager
def _started(place: Place, name: str, *words: str | Path) -> Iterator[Program]:
    program = Program(place, name, *words)
    try:
        yield program
    finally:
        program.sweep()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answer(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own server
            return str(answer.read().decode())
    except OSError:
        return ""


@contextmanager
def _served(place: Place, name: str, *options: str) -> Iterator[tuple[Program, int]]:
    """`upaya serve` that answers, and its port."""
    port = _free_port()
    words = ("serve", "--port", str(port), "--proses", "1", *options)
    with _started(place, name, UPAYA, *words) as program:

        def answers() -> str:
            assert program.process.poll() is None, program.printed()
            return _answer(f"http://127.0.0.1:{port}/healthz")

        until(answers)
        yield program, port


@pytest.fixture(scope="module")
def place(standing: Standing, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A demo of its own with the queue on and an empty data folder."""
    folder = tmp_path_factory.mktemp("pemasangan")
    environment = surroundings(
        folder / "data", UPAYA_DEMO="1", UPAYA_TASKS="django_tasks_db.DatabaseBackend"
    )
    return Place(folder, environment, standing)


def _killed_in_a_row(server: Program, port: int) -> tuple[list[int], str]:
    """Web processes killed one after the other as soon as each is there; what is answered then."""
    killed: list[int] = []

    def another() -> list[int]:
        return [pid for pid in server.pages() if pid not in killed]

    for _ in range(4):
        killed += until(another)
        os.kill(killed[-1], signal.SIGKILL)
    return killed, until(lambda: _answer(f"http://127.0.0.1:{port}/healthz"))


@dataclass
class First:
    """What was seen of the first server."""

    before: Answer
    port: int
    alive: str
    ready: str
    taken: Answer
    workers: tuple[list[int], list[int]]
    pages: list[int]
    after_the_kills: str
    printed: str
    code: int
    left: list[int]


@pytest.fixture(scope="module")
def first(place: Place) -> First:
    """From nothing to Ctrl-C; on the way its worker does some work and is killed."""
    before = place.upaya("migrate", "--periksa")
    with _served(place, "pertama") as (server, port):
        alive = _answer(f"http://localhost:{port}/healthz")
        ready = _answer(f"http://127.0.0.1:{port}/readyz")
        taken = place.upaya("serve", "--port", str(port))
        until(server.workers)
        place.enqueue()
        until(lambda: server.says(_MAIL))  # mail goes to the terminal
        one = server.workers()
        os.kill(one[0], signal.SIGKILL)  # for want of memory, say
        until(lambda: server.workers() not in ([], one))
        workers = (one, server.workers())
        pages, again = _killed_in_a_row(server, port)
        code = server.end(signal.SIGINT)
        left = server.workers() + server.pages()
        return First(
            before, port, alive, ready, taken, workers, pages, again, server.printed(), code, left
        )


@dataclass
class Second:
    """What was seen of the second server, which has no worker beside it."""

    waiting: int
    workers: list[int]
    elsewhere: tuple[int, str]
    printed: str
    code: int


@pytest.fixture(scope="module")
def second(place: Place, first: First) -> Second:
    """From a start on what the first one left to a polite end; the work is done elsewhere."""
    with _served(place, "kedua", "--tanpa-pekerja") as (server, _):
        place.enqueue()
        waiting = place.waiting()
        with _started(place, "pekerja", UPAYA, "pekerja") as elsewhere:
            until(lambda: elsewhere.says(_MAIL))
            until(lambda: place.waiting() == 0)
            ended = elsewhere.end(signal.SIGINT), elsewhere.printed()
        workers = server.workers()
        code = server.end(signal.SIGTERM)
        return Second(waiting, workers, ended, server.printed(), code)


def test_serve_prepares_what_is_missing_and_answers(first: First) -> None:
    assert first.before.code == 1
    assert "core.0001_initial" in first.before.out
    assert (first.alive, first.ready) == ("hidup\n", "siap\n")
    assert "Menyiapkan tabel" in first.printed
    assert f"http://localhost:{first.port}" in first.printed


def test_a_port_that_is_taken_is_explained(first: First) -> None:
    assert first.taken.code == 1
    assert f"Port {first.port} sedang dipakai" in first.taken.err


def test_the_worker_does_the_work_and_is_started_again_when_killed(first: First) -> None:
    assert first.printed.count(_MAIL) == 1
    one, other = first.workers
    assert len(one) == len(other) == 1
    assert "dijalankan lagi" in first.printed


def test_web_processes_killed_in_a_row_do_not_end_the_service(first: First) -> None:
    assert len(set(first.pages)) == 4
    assert first.after_the_kills == "hidup\n"


def test_ctrl_c_ends_the_server_and_its_worker(first: First) -> None:
    assert first.code == 0
    assert first.left == []
    assert "Upaya berhenti." in first.printed
    assert "Traceback" not in first.printed


def test_a_second_start_finds_everything_prepared_and_ends_when_asked(
    place: Place, second: Second
) -> None:
    assert "Menyiapkan" not in second.printed
    assert second.code == 0
    assert "Upaya berhenti." in second.printed
    done = place.upaya("migrate", "--periksa")
    assert (done.code, done.out) == (0, "Semua tabel sudah mutakhir.\n")
    verified = place.upaya("audit", "verify")
    assert (verified.code, verified.out) == (0, "Semua rantai utuh.\n")


def test_without_a_worker_the_queue_waits_for_one_elsewhere(second: Second) -> None:
    assert second.waiting == 1
    assert second.workers == []
    assert _MAIL not in second.printed
    code, printed = second.elsewhere
    assert code == 0
    assert printed.count(_MAIL) == 1


def test_the_worker_does_not_outlive_a_killed_server(place: Place, first: First) -> None:
    with _started(place, "induk", sys.executable, "-c", _PARENT) as parent:
        until(parent.workers)
        place.enqueue()
        until(lambda: parent.says(_MAIL))  # it is at work, and no longer starting
        parent.process.kill()
        parent.process.wait()
        until(lambda: not parent.workers())
