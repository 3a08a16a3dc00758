"""One web process: many connections wait in it, few threads work.

A request reaches Django only when it has arrived whole, and an answer leaves at its reader's pace.
Whoever is slow, by line or by intent, keeps a place in a list and never a thread; whoever sends
slower than any line that people use is let go.
"""

from __future__ import annotations

import signal
import socket
import sys
import time
from typing import TYPE_CHECKING, Any, NoReturn

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, ThreadedTaskDispatcher

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

PATIENCE = 20.0
"""Seconds for a request to arrive, however small it is."""
SLOWEST = 1_000
"""Bytes a second from which on a longer one may take longer: a bad line of old brings ten times
as many."""
IDLE = 60
"""Seconds after which a connection is closed on which nothing happens."""
CONNECTIONS = 2_000
THREADS = 4
"""SQLite has one writer, and Python one thread at a time: more would only wait for each other."""
_SWEEP = 2
_IN_MEMORY = 256 * 1024
_ANSWER = 256 * 1024 * 1024
"""An answer up to this size waits for its reader on the disk, and no thread with it."""

_WORDS = {
    413: "Kiriman ini terlalu besar. Kirim berkas yang lebih kecil.",
    431: "Alamat atau kuki terlalu panjang.",
    500: "Ada yang salah di pihak kami. Coba lagi sebentar lagi.",
}
_OTHER = "Permintaan ini tidak dapat dibaca. Muat ulang halamannya."

_PLAIN = (
    ("Content-Type", "text/plain; charset=utf-8"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Cache-Control", "no-store"),
)


class Refusal(ErrorTask):
    """What is answered to a request that never reached Django, in Indonesian."""

    def execute(self) -> None:
        """Write a line and close."""
        error: Any = self.request.error  # type: ignore[attr-defined] # the stubs know it as an error already
        body = f"{_WORDS.get(error.code, _OTHER)}\n".encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers = list(_PLAIN)
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):
    """A connection that knows since when the present request is arriving."""

    error_task_class = Refusal
    began = 0.0
    taken = 0

    def received(self, data: bytes) -> bool:
        """Note when a request began and how much of it has come."""
        if self.request is None:
            self.began, self.taken = time.time(), 0
        self.taken += len(data)
        return bool(super().received(data))

    def late(self, now: float) -> bool:
        """Whether the request takes longer to arrive than any honest line needs."""
        arriving = self.request is not None
        return arriving and now > self.began + PATIENCE + self.taken / SLOWEST


class Server(TcpWSGIServer):
    """A server that lets late requests go."""

    channel_class = Channel

    @property
    def channels(self) -> dict[int, Channel]:
        """The open connections by descriptor."""
        found: dict[int, Channel] = self.active_channels  # type: ignore[assignment] # a dict of them
        return found

    def maintenance(self, now: float) -> None:
        """Every few seconds: close what is idle and what is late."""
        super().maintenance(now)  # type: ignore[arg-type] # seconds with fractions, as it calls us
        for channel in self.channels.values():
            if channel.late(now):
                channel.will_close = True


def make_server(
    application: WSGIApplication, listening: socket.socket, *, body: int, sweep: int = _SWEEP
) -> Server:
    """A server on a socket that listens already; `body` is the largest request in bytes."""
    adjustments = Adjustments(
        sockets=[listening],
        threads=THREADS,
        connection_limit=CONNECTIONS,
        channel_timeout=IDLE,
        cleanup_interval=sweep,
        max_request_body_size=body,
        inbuf_overflow=_IN_MEMORY,
        outbuf_overflow=_IN_MEMORY,
        outbuf_high_watermark=_ANSWER,
        asyncore_use_poll=True,
        clear_untrusted_proxy_headers=False,
        ident=None,
    )
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(adjustments.threads)
    return Server(
        application,
        map={},
        _sock=listening,
        dispatcher=dispatcher,
        adj=adjustments,
        sockinfo=(listening.family, listening.type, listening.proto, listening.getsockname()),
        bind_socket=False,
    )


def serve(descriptor: int) -> None:
    """Answer requests on an inherited socket until asked to end."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    def leave(_number: int, _frame: Any) -> NoReturn:  # noqa: ANN401 - a frame of Python
        sys.exit()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Django answers in its own page for what is a little too large; far beyond, nothing is kept.
    body = 2 * settings.REQUEST_MAX_SIZE
    listening = socket.socket(fileno=descriptor)
    make_server(get_wsgi_application(), listening, body=body).run()
