"""A web process among slow, endless and oversized requests: nobody's slowness is another's wait."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest

from upaya.commands import web

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

BODY = 100_000
UNFINISHED = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 50000\r\n\r\nawal"
SHORT = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
HUGE = 1 << 22


def application(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    said = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"x" * HUGE] if environ["PATH_INFO"] == "/panjang" else [b"%d byte" % len(said)]


@contextmanager
def running() -> Iterator[int]:
    """The port of a server of ours that sweeps all the time."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        server = web.make_server(application, listening, body=BODY, sweep=0)
        server.adj.asyncore_loop_timeout = 0
        over = threading.Event()
        sweep = server.maintenance

        def maintenance(now: float) -> None:
            if over.is_set():
                raise SystemExit
            sweep(now)

        server.maintenance = maintenance  # type: ignore[method-assign] # it ends in its own thread
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            over.set()
            thread.join()
            for channel in list(server.channels.values()):
                channel.handle_close()
            server.close()


@contextmanager
def called(port: int, sent: bytes) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(sent)
        yield line


def answer(line: socket.socket) -> bytes:
    """Everything until the server closes."""
    found = b""
    while piece := line.recv(1 << 16):
        found += piece
    return found


def test_unfinished_bodies_and_slow_readers_keep_nobody_waiting() -> None:
    greedy = SHORT.replace(b"GET / ", b"GET /panjang ")
    with running() as port, ExitStack() as lines:
        for _ in range(5 * web.THREADS):
            lines.enter_context(called(port, UNFINISHED))
            lines.enter_context(called(port, greedy))  # and never reads
        with called(port, SHORT) as line:
            assert answer(line).endswith(b"0 byte")


def test_a_request_that_does_not_arrive_in_time_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "PATIENCE", 0.05)
    with running() as port, called(port, UNFINISHED) as line:
        assert answer(line) == b""


def test_a_line_that_is_slow_but_honest_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "PATIENCE", 0)
    monkeypatch.setattr(web, "SLOWEST", 1)  # so much has come that it may take hours
    body = b"b" * 49_996
    with running() as port, called(port, UNFINISHED) as line:
        for start in range(0, len(body), 10_000):
            line.sendall(body[start : start + 10_000])
        found = b""
        while not found.endswith(b"50000 byte"):
            found += line.recv(1 << 16)


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        (UNFINISHED.replace(b"50000", b"200000"), b"413", "terlalu besar"),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 262_200 + b"\r\n\r\n", b"431", "terlalu panjang"),
        (b"GET / HTTP/1.1\r\nContent-Length: banyak\r\n\r\n", b"400", "tidak dapat dibaca"),
        (
            b"POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhalo!!",
            b"400",
            "tidak dapat dibaca",
        ),
        (
            b"POST / HTTP/1.1\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
            b"501",
            "tidak dapat dibaca",
        ),
    ],
    ids=["body", "head", "length", "two lengths", "other encoding"],
)
def test_what_never_reaches_a_page_is_refused_in_words(
    sent: bytes, status: bytes, words: str
) -> None:
    with running() as port, called(port, sent) as line:
        said = answer(line)
    assert said.split(maxsplit=2)[1] == status
    assert words in said.decode()
    assert b"X-Content-Type-Options: nosniff" in said
    assert b"frame-ancestors 'none'" in said
