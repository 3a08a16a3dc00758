"""Reading what anybody may have sent in a process of its own, with limits on memory and time.

What a file does to its reader it does to a child that is thrown away: the page that asked gets the
result as plain data, or learns that the file killed its reader.
"""

from __future__ import annotations

import base64
import importlib
import json
import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

MEMORY = 1_536 * 1024 * 1024
"""Bytes of addresses: a workbook of the largest size that is allowed takes a third of it."""
SECONDS = 20
"""Of the processor; the clock may take twice as long."""
_CHILD = "import sys; sys.path += sys.argv[1:]; from upaya.exchange.isolated import _main; _main()"
_PATHS: tuple[str, ...] = ()
"""Where the child looks for functions beside what is installed."""

Function = Callable[..., Any]


class KilledError(RuntimeError):
    """The reader died of the file: out of memory, out of time, or broken."""


class RefusedError(ValueError):
    """The reader refused the file in words."""


def direct(function: Function, data: bytes, *words: str | None) -> Any:  # noqa: ANN401 - plain data
    """The same in this very process: for a command that does nothing else."""
    try:
        return function(data, *words)
    except ValueError as fault:
        raise RefusedError(str(fault)) from fault


_runner: Callable[..., Any] = direct


def use(runner: Callable[..., Any]) -> None:
    """From now on `run` works by `runner`: `direct`, `call`, or somebody who asks one of them."""
    global _runner  # noqa: PLW0603 - how files are read is one decision of the whole process
    _runner = runner


def run(function: Function, data: bytes, *words: str | None) -> Any:  # noqa: ANN401 - plain data
    """Read what anybody may have sent, in the way this process has decided for."""
    return _runner(function, data, *words)


def call(function: Function, data: bytes, *words: str | None) -> Any:  # noqa: ANN401 - plain data
    """`function(data, *words)` in a child; plain data, dates and times come back as they were.

    A ValueError of the function becomes RefusedError with its sentence, everything else that ends
    the child KilledError.
    """
    head = json.dumps([function.__module__, function.__qualname__, *words]).encode() + b"\n"
    try:
        done = subprocess.run(  # noqa: S603 - our own program, every word of it from here
            [sys.executable, "-I", "-c", _CHILD, *_PATHS],
            input=head + data,
            capture_output=True,
            timeout=2 * SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as fault:
        raise KilledError("waktu habis") from fault
    try:
        said = json.loads(done.stdout, object_hook=_thaw)
    except ValueError as fault:
        raise KilledError(f"berhenti dengan kode {done.returncode}") from fault
    if "tolak" in said:
        raise RefusedError(said["tolak"])
    return said["hasil"]


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    module, name, *words = json.loads(sys.stdin.buffer.readline())
    function: Function = getattr(importlib.import_module(module), name)
    try:
        answer: dict[str, Any] = {"hasil": function(sys.stdin.buffer.read(), *words)}
    except ValueError as fault:
        answer = {"tolak": str(fault)}
    sys.stdout.write(json.dumps(answer, default=_freeze))


def _freeze(value: object) -> dict[str, Any]:
    if isinstance(value, datetime):
        return {"~": "datetime", "v": value.isoformat()}
    if isinstance(value, date):
        return {"~": "date", "v": value.isoformat()}
    if isinstance(value, time):
        return {"~": "time", "v": value.isoformat()}
    if isinstance(value, timedelta):
        return {"~": "timedelta", "v": [value.days, value.seconds, value.microseconds]}
    if isinstance(value, bytes):
        return {"~": "bytes", "v": base64.b64encode(value).decode("ascii")}
    raise TypeError(type(value).__name__)


_KINDS: dict[str, Callable[[Any], Any]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda parts: timedelta(parts[0], parts[1], parts[2]),
    "bytes": base64.b64decode,
}


def _thaw(found: dict[str, Any]) -> Any:  # noqa: ANN401 - what was frozen
    return _KINDS[found["~"]](found["v"]) if "~" in found else found
