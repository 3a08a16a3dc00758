"""A core is taken before a test and given back after; no plugin, so that anybody may import it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

TURNS = "UJI_GILIRAN"
"""Names a FIFO with a byte per core and one more: who has read one may work, then gives it back."""


@contextmanager
def turn() -> Iterator[None]:
    """Wait until a core is free; two suites side by side then share the cores without a rest."""
    path = os.environ.get(TURNS)
    if path is None:
        yield
        return
    fifo = os.open(path, os.O_RDWR)
    try:
        os.read(fifo, 1)
        _held.append(fifo)
        try:
            yield
        finally:
            _held.pop()
            os.write(fifo, b" ")
    finally:
        os.close(fifo)


_held: list[int] = []
"""The FIFO that this process will give its turn back to."""


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock of this file; whoever waits for it lets somebody else have the core."""
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            wait_for(lock)
        yield


def wait_for(lock: IO[str]) -> None:
    """Have the lock of an open file, however long another process holds it."""
    for fifo in _held:
        os.write(fifo, b" ")
    fcntl.flock(lock, fcntl.LOCK_EX)
    for fifo in _held:
        os.read(fifo, 1)
