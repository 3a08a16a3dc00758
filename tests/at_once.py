"""Several people, or one with several windows, who click in the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import connections

from upaya.alur.road import MoveRefusedError

T = TypeVar("T")


def at_once(action: Callable[[int], T], clicks: int = 8) -> tuple[list[T], list[Exception]]:
    """What came of threads that start together, and the refusals; any other error is raised."""
    start = threading.Barrier(clicks)
    made: list[T] = []
    refused: list[Exception] = []
    broken: list[Exception] = []

    def click(number: int) -> None:
        start.wait()
        try:
            made.append(action(number))
        except (ValidationError, MoveRefusedError) as refusal:
            refused.append(refusal)
        except Exception as fault:  # noqa: BLE001 - raised below, where the test sees it
            broken.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=click, args=(number,)) for number in range(clicks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if broken:
        raise broken[0]
    return made, refused
