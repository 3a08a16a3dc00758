"""Numbers that no two builders of a process give out twice."""

from itertools import count

SHARED_WORLD = 50_000_000
"""From here on count the builders of the shared world, so that a test's own people beside it have
other names and numbers, whatever order the tests run in."""

_numbers = count(1)


def next_number() -> int:
    """A number nobody had before."""
    return next(_numbers)


def start_at(number: int) -> None:
    """The next one is `number`."""
    global _numbers  # noqa: PLW0603 - one series per process is the point
    _numbers = count(number)
