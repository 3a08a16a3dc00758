"""Readers that give back everything, refuse, or do what no reader may."""

from __future__ import annotations

import os
import signal
import tempfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from upaya.exchange import isolated


def everything(_: bytes) -> list[Any]:
    return [1, 0.1, "a", True, None, date(2022, 8, 1), datetime(2022, 8, 1, 7), time(7),  # noqa: DTZ001
            timedelta(hours=30), b"\x00"]  # fmt: skip


def refuses(_: bytes) -> None:
    raise ValueError("Tidak boleh.")


def eats(_: bytes) -> int:
    return len(bytearray(isolated.MEMORY))


def dies(_: bytes) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def writes(_: bytes) -> None:
    Path(tempfile.mkdtemp(), "isi").write_bytes(b"isi")
