"""The one place where a test waits: on a condition, with a deadline, never for a length of time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE = 120
"""Seconds until something that never happens is a failure; on a quiet machine all takes one."""

_Seen = TypeVar("_Seen")


def until(holds: Callable[[], _Seen], patience: float = PATIENCE) -> _Seen:
    """Whatever `holds` answers once it is true; soon asked again, then less often."""
    end, pause = time.monotonic() + patience, 0.01
    while not (seen := holds()):
        assert time.monotonic() < end, f"tidak terjadi dalam {patience} detik"
        time.sleep(pause)
        pause = min(pause * 1.5, 0.2)
    return seen
