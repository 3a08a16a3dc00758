"""Keeping a program of ours alive: started, watched, started again when it dies, stopped.

The server keeps its web processes and its worker this way. However often one of them is killed, the
next one comes; and each of them ends when the server that started it is no more.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence

_START = "import sys; from upaya.cli import main; sys.exit(main())"
_GRACE = 10
"""Seconds in which a program that was asked to end does so by itself."""
_SOON, _LATEST, _STEADY = 0.1, 5.0, 30.0
"""A program is started again at once; one that dies again and again a little later each time, at
most so many seconds; who lived so long is not counted among those."""


class Kept:
    """One `upaya` command that runs until `stop`; `fds` are handed on to it.

    `delay` is how many seconds after the server it starts: somebody waits for the first answer.
    """

    def __init__(self, *words: str, name: str, delay: float = 0, fds: Sequence[int] = ()) -> None:
        self._words, self._name, self._fds = words, name, tuple(fds)
        self._pause = delay
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._watch = threading.Thread(target=self._keep, daemon=True)
        self._watch.start()

    def _keep(self) -> None:
        falls = 0
        while not self._over.wait(self._pause):
            with self._lock:
                if self._over.is_set():
                    return
                self._child = self._start()
            born = time.monotonic()
            self._child.wait()
            falls = 0 if time.monotonic() - born > _STEADY else falls + 1
            self._pause = min(_SOON * 2 ** max(falls - 1, 0), _LATEST)
            if not self._over.is_set():
                print(f"{self._name} berhenti; dijalankan lagi.", file=sys.stderr, flush=True)

    def _start(self) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C reaches only the server, which then stops it in order.
        return subprocess.Popen(  # noqa: S603 - our own program, every word of it from here
            [sys.executable, "-c", _START, *self._words, "--induk", str(os.getpid())],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=self._fds,
        )

    def ask_to_end(self) -> None:
        """Say that it is over; what it is doing may end first."""
        with self._lock:
            self._over.set()
        if self._child is not None:
            self._child.terminate()

    def stop(self) -> None:
        """End it, by force when it takes too long."""
        self.ask_to_end()
        if self._child is not None:
            self._watch.join(_GRACE)
            self._child.kill()
        self._watch.join()


def end_with(parent: int) -> None:
    """End this process when `parent` has ended, also one that was killed without a goodbye."""
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_GRACE)
    os._exit(1)
